import { counting } from './counting.ts'
import type { PeopleWords } from './people-vi.ts'

const say = counting('en')
const comments = (n: number) => `${say.number(n)} ${say.plural(n, { one: 'comment', other: 'comments' })}`

export const peopleEn: PeopleWords = {
  nav: 'Readers',
  title: 'Readers’ data',
  intro:
    'When a reader writes to ask for a copy, or for the erasure, of what the newsroom holds about them: answer to that very email to be sure that it is them, then do it here.',
  email: 'The reader’s email',
  emailHint: 'It goes into no address of a page and into no log.',
  look: 'See what is held',
  errors: {
    summary: 'Nothing could be looked up yet. Please mend this:',
    email_invalid: 'That is not a full email address. One looks like: name@library.org.',
  },
  of: (email) => `About ${email}`,
  nothing: 'The newsroom holds nothing about this email.',
  held: {
    comments: 'Comments',
    count: (n, from, to) => `${say.number(n)}, from ${from} to ${to}`,
    letters: 'Letters sent or about to be sent',
    letterCount: (n) => `${say.number(n)} ${say.plural(n, { one: 'letter', other: 'letters' })}`,
    unsubscribed: 'Asked for no more letters',
    bans: 'Not allowed to comment',
    ban: (from, until) => `from ${from} to ${until}`,
    lifted: (at) => `lifted ${at}`,
  },
  export: 'Download a copy (JSON)',
  exportHint:
    'Every comment sent under this email with its article, times and status; letters; bans. Nothing of anybody else’s. The download is put on record.',
  erase: 'Erase everything…',
  eraseTitle: (email) => `Erase everything about ${email}?`,
  eraseList: (n, published) => [
    `${comments(n)} will lose name, email, text and every trace that tells who wrote.`,
    ...(published > 0
      ? [
          `${comments(published)} now on the site will be gone within seconds. Other people’s answers stay, below a line saying that the comment is no longer here.`,
        ]
      : []),
    'Letters still waiting are cancelled, and the list of those sent is erased.',
    'A ban in force stays until it ends, without its reason.',
    'The record says who erased, when, and how many comments; of the email only a code stays that cannot be read back.',
  ],
  eraseNever: 'This cannot be undone.',
  eraseNow: 'Erase for ever',
  cancel: 'No, keep it',
  done: (n) => `${comments(n)} and everything else about this reader have been erased.`,
  doneHint: (time, by) => `Done by ${by}, ${time}. You may tell the reader so.`,
  partly: (n) =>
    `${comments(n)} have been erased and there are more: too many for one go. Please press the button again.`,
  record: 'Done before',
  recorded: {
    person_erased: (n) => `erased ${comments(n)}`,
    person_exported: (n) => `downloaded a copy of ${comments(n)}`,
  },
  recordedBy: (what, by, time) => `${time}: ${by} ${what}.`,

  digest: {
    title: 'Daily digest',
    on: (email) => `Each morning, if comments are waiting, a short letter goes to ${email}.`,
    off: 'You get no digest.',
    start: 'Send me the daily digest',
    stop: 'Stop sending it',
  },
}
