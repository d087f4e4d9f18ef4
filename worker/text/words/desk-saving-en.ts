/* What is saved, and an article's versions */
import { counting } from './counting.ts'
import type { DeskSavingWords } from './desk-saving-vi.ts'

const say = counting('en')
const words = (n: number) => say.plural(n, { one: '1 word', other: `${say.number(n)} words` })

export const deskSavingEn: DeskSavingWords = {
  status: {
    saving: 'Saving…',
    kept: 'Draft saved at {time}',
    retrying: 'Not saved yet, trying again. Your words are kept on this computer.',
    offline: 'No connection: your words are kept on this computer.',
    signedOut: 'Your session has ended: sign in in another tab, your words are still on this computer.',
    signIn: 'Sign in in another tab',
    refused: 'The newsroom no longer takes this draft. Your words are kept on this computer.',
    unkept: 'Not saved, and this computer cannot keep it either. Please leave this tab open and copy what is new.',
    submitOffline:
      'There is no connection, so the article is not saved yet. Your words are kept on this computer; press again when you are back online.',
    writing: '{name} is writing in this article ({time}).',
    newer: '{name} has just saved a new version ({time}). When you save, both will be merged before your eyes.',
    twoTabs:
      'You have this article open in another tab too. Each tab keeps its own words; writing in one of them saves you merging.',
  },
  copies: {
    title: 'Unsaved writing',
    unsaved: (time) => `You have unsaved writing, ${time}`,
    unfinished: (headline, time) => `An article you began and have not saved: “${headline}”, ${time}`,
    untitled: 'no headline yet',
    ofNew: 'new article',
    go: 'Go on writing',
    goOf: (headline, time) => `Go on writing “${headline}”, ${time}`,
    discard: 'Discard',
    discardOf: (headline, time) => `Discard the unsaved writing of “${headline}”, ${time}`,
    discardAsk: 'Throw this unsaved writing away for good?',
    inBrowser: 'This is only on this computer.',
    continued: (time) => `This is what you were writing at ${time}. It is not saved in the article yet.`,
    writing: (name, time) => `${name} is writing in this article (${time}).`,
  },
  merge: {
    title: 'Merge both versions',
    done: 'The two versions changed different places, so all of it could be merged. Please look it over, then save.',
    hint: 'What only one of you changed is merged already. Here is what both changed: the fields hold your words; please choose for each, then save.',
    taken: (by) => `Merged already from ${by}’s version`,
    place: (n) => `Place ${say.number(n)} in the text`,
    mine: 'Yours',
    theirs: (by) => `${by}’s`,
    gone: '(removed)',
    keepMine: 'Keep mine',
    takeTheirs: (by) => `Take ${by}’s`,
    keepBoth: 'Keep both',
    edited: 'You have edited this place by hand, so please copy what you want to take from above.',
    whole: (by) => `The whole text of ${by}’s version`,
  },
  revisions: {
    title: (headline) => `Saved versions: ${headline}`,
    all: 'See all and compare',
    what: 'Each save is a version. None is ever lost: restoring an old one only adds a new one.',
    compare: 'Compare the two chosen',
    from: (n) => `Compare from version ${say.number(n)}`,
    to: (n) => `to version ${say.number(n)}`,
    columns: { from: 'From', to: 'To', version: 'Version', saved: 'Saved', by: 'By', changed: 'Changes' },
    changed: (added, removed) =>
      added + removed === 0
        ? 'no words changed'
        : [added && `${words(added)} added`, removed && `${words(removed)} removed`].filter(Boolean).join(', '),
    first: 'the first version',
    restore: 'Restore this version',
    restoreLive: 'Restore and update the page',
    edit: 'Open it to edit first',
    toPrevious: 'Compare with the one before',
    toCurrent: 'Compare with the current one',
    list: 'All saved versions',
  },
  differences: {
    title: (from, to) => `Version ${say.number(from)} compared with version ${say.number(to)}`,
    summary: (from, to) => `From ${from} to ${to}.`,
    none: 'The two versions are the same.',
    sameBody: 'The text has not changed.',
    fields: 'About the article',
    body: 'Text',
    legend: 'Struck through is what was removed, underlined is what was added.',
    added: 'added:',
    removed: 'removed:',
    end: 'end',
    same: (n) => say.plural(n, { one: '1 unchanged paragraph', other: `${say.number(n)} unchanged paragraphs` }),
    paragraph: { added: 'New paragraph', removed: 'Removed paragraph', changed: 'Changed paragraph' },
    figure: {
      same: (what) => `Picture: ${what}`,
      added: (what) => `Picture added: ${what}`,
      removed: (what) => `Picture removed: ${what}`,
      changed: (what) => `Picture changed: ${what}`,
      replaced: 'another picture in its place',
      untitled: 'no caption',
      attributes: { align: 'position', alt: 'description', credit: 'credit', caption: 'caption' },
    },
    empty: '(empty)',
  },
}
