import { counting } from './counting.ts'
import type { LetterWords } from './letters-vi.ts'

const say = counting('en')
const comments = (n: number) => `${say.number(n)} ${say.plural(n, { one: 'comment', other: 'comments' })}`

export const lettersEn: LetterWords = {
  confirmation: {
    subject: (site) => `Confirm your email with ${site}`,
    lines: (headline) => [
      `Somebody has commented on “${headline}”, gave this email, and asked to hear when the comment is published or answered.`,
      'If that was you, please open this page and press its button.',
    ],
    action: 'Confirm your email',
    why: 'If it was not you, there is nothing to do: the newsroom will send no other letter about that comment.',
  },
  published: {
    subject: (headline) => `Your comment has been published: ${headline}`,
    lines: (headline) => [`Your comment on “${headline}” is on the site.`],
    action: 'See your comment',
  },
  answered: {
    subject: (name, headline) => `${name} has answered you: ${headline}`,
    lines: (name, headline) => [`${name} has answered your comment on “${headline}”:`],
    action: 'See the answer',
  },
  digest: {
    subject: (n) => `${comments(n)} to read`,
    lines: (n, since) => [
      `${comments(n)} ${say.plural(n, { one: 'is', other: 'are' })} waiting for the newsroom. The oldest has waited since ${since}.`,
    ],
    action: 'Open the moderation desk',
  },
  whyReader: 'You get this letter because you asked for it when you commented, and confirmed your email.',
  whyStaff: 'You get this letter because you are on the newsroom’s staff list.',
  stop: 'Unsubscribe',

  page: {
    confirm: {
      title: 'Confirm your email',
      intro: (email) => `Press the button to confirm that ${email} is yours and that you wrote this comment.`,
      button: 'Yes, I wrote it',
      notYou: 'It was not you? Just close this page: nothing will happen.',
    },
    confirmed: {
      title: 'Your email is confirmed',
      intro: 'Thank you. The newsroom will write when your comment is published or answered.',
      keepTitle: 'No need to confirm next time',
      keep: 'This browser can keep your name, your email and the confirmation, to fill them in when you comment. Only do so on a device of your own.',
      keepButton: 'Keep them in this browser',
      kept: 'Kept. The form will be filled in next time.',
      notKept: 'The browser does not allow it. You can confirm again next time.',
    },
    stop: {
      title: 'Unsubscribe',
      intro: (email) => `Press the button and the newsroom will send no more letters to ${email}.`,
      button: 'Unsubscribe',
    },
    stopped: {
      title: 'You will get no more letters',
      intro: (email) => `The newsroom sends no more letters to ${email}. Your comments are not affected.`,
      button: 'Send me letters again',
    },
    resumed: {
      title: 'You will get letters again',
      intro: (email) => `The newsroom writes to ${email} again, as before.`,
    },
    gone: {
      title: 'This link no longer works',
      intro: 'It has run out, or what it led to has been erased. There is nothing more for you to do.',
    },
    about: 'Comment on',
    front: 'To the front page',
  },
}
