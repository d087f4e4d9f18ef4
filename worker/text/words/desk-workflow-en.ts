import { counting } from './counting.ts'
import type { DeskWorkflowWords } from './desk-workflow-vi.ts'

const say = counting('en')
const count = (n: number, one: string, other: string) => `${say.number(n)} ${say.plural(n, { one, other })}`

export const deskWorkflowEn: DeskWorkflowWords = {
  board: {
    board: 'Board',
    filter: 'Find articles',
    headline: 'Words of the headline',
    section: 'Section',
    anySection: 'Any section',
    writer: 'Writer',
    anybody: 'Anybody',
    show: 'Filter',
    clear: 'Show all',
    empty: {
      draft: 'No drafts. Press “Write an article” to begin.',
      handed_in: 'Nothing waits for an editor.',
      scheduled: 'Nothing is scheduled. Open an article and choose “Schedule”.',
      published: 'Nothing has been published yet.',
      withdrawn: 'Nothing has been withdrawn.',
    },
    noneOfYours: 'None of your articles is scheduled.',
    noneFound: 'No article fits. Try fewer conditions.',
    today: 'Today',
    tomorrow: 'Tomorrow',
    waits: (time) => `waiting ${time}`,
    returned: 'Sent back',
    since: {
      minutes: (n) => (n < 1 ? 'less than a minute' : count(n, 'minute', 'minutes')),
      hours: (n) => count(n, 'hour', 'hours'),
      days: (n) => count(n, 'day', 'days'),
    },
  },

  note: 'Note',
  noteToEditor: 'Note to the editor',
  noteToEditorHint: 'Optional. For example: the second photo waits for its source.',
  noteToWriter: 'Note to the writer',
  noteToWriterHint: 'What to change, what to add. Shown on top of the article when its writer opens it.',
  noteOfReopening: 'Optional.',
  withNote: 'With a note',
  takeBack: 'Take back to write on',
  sendBack: 'Send back to the writer',
  reopen: 'Make it a draft again',
  reopenHint: 'To be changed and published again later. Meanwhile readers are still told that it was withdrawn.',
  sentBack: (by, time) => `${by} sent this back on ${time}`,
  handedIn: (by, time) => `${by} handed this in on ${time}`,
  willAppear: (time, zone) =>
    `It appears by itself on ${time} (${zone}). What is saved before then is what is published.`,
  zone: (zone, offset) => `${zone} time, UTC${offset}`,
  atHint: (zone, now) => `By the newsroom’s clock (${zone}); it is now ${now}.`,

  history: 'What happened',
  actors: { schedule: 'The schedule' },
  actions: {
    article_created: 'began to write',
    article_handed_in: 'handed it in',
    article_taken_back: 'took it back',
    article_sent_back: 'sent it back',
    article_reopened: 'made it a draft again',
    article_scheduled: 'scheduled it',
    article_unscheduled: 'called the schedule off',
    article_published: 'published it',
    article_withdrawn: 'withdrew it',
    article_moved: 'changed its address',
    article_corrected: 'corrected it',
    correction_removed: 'removed a correction',
    article_comments_changed: 'changed how it takes comments',
  },

  doubts: {
    title: 'Before you publish',
    hint: 'Of the text as it is saved. But for an article without a text, nothing here keeps you from publishing.',
    about: {
      body: () => 'There is no text yet, so it cannot be published.',
      headline: (_, max) =>
        `The headline is longer than ${max} characters: it will be cut where it is shared or found.`,
      standfirst: () => 'There is no standfirst: lists show the headline alone.',
      picture: () => 'There is no picture: lists and shared links show words alone.',
      gone: (n) => `${count(n, 'picture is', 'pictures are')} not in the library; readers will see nothing there.`,
      alt: (n) => `${count(n, 'picture has', 'pictures have')} no description for those who cannot see it.`,
      tags: () => 'There are no tags.',
      links: (n) => `${count(n, 'link leads', 'links lead')} where readers cannot go:`,
    },
  },

  duplicates: {
    same: 'There is an article with this very headline:',
    near: 'There is an article with a very similar headline:',
    taken: 'This address is that of:',
    leads: 'This address leads to:',
    another: 'another article that the newsroom is working on',
  },

  errors: {
    note_missing: 'Please say in a few words what is to be changed.',
    nothing_to_send_back: 'Only what waits for an editor, or was withdrawn, can be sent back.',
    nothing_to_take_back: 'It no longer waits for an editor, so it cannot be taken back.',
    emptied:
      'What is published or scheduled cannot be left without a text. Withdraw it or call the schedule off instead.',
  },
}
