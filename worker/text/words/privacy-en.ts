import { counting } from './counting.ts'
import type { PrivacyWords } from './privacy-vi.ts'

const say = counting('en')

export const privacyEn: PrivacyWords = {
  title: 'Privacy',
  about: (site) =>
    `What ${site} keeps about its readers, for how long, who sees it, and how to ask for a copy or for erasure.`,
  link: 'Privacy',
  language: 'English',
  other: 'Read in English',
  intro: ({ site, publisher }) =>
    `${site} is responsible for your data${publisher && `; its publisher is ${publisher}`}. What is said here is what the program behind the site does.`,
  sections: (facts) => [
    {
      title: 'Reading',
      lines: [
        'You can read without saying who you are. The site sets no cookies, carries no advertising, and neither counts nor follows single readers.',
        'The site is delivered by Cloudflare, which sees your network address, as every carrier does, to bring you the page and to keep attacks out. Its servers may be outside Vietnam.',
      ],
    },
    {
      title: 'Commenting',
      lines: [
        'When you send a comment, the newsroom keeps your name, your email, your words and the time. Name and words appear below the article once the comment is published. Your email never appears on the site; only the newsroom’s moderators and editors see it.',
        `Your network address is not stored. A salted hash of it stands in its place, to notice floods of comments, and is deleted after ${say.number(facts.addressDays)} days.`,
        'When you begin to fill in the form, Cloudflare’s Turnstile checks that the sender is no machine. The newsroom learns only yes or no.',
        'A program looks at the comment first (links, words, repeats) and gives the moderator its reasons. By the private link that you get when you send it you can see where your comment stands, and withdraw it.',
        ...(facts.model ? ['A language model that runs at Cloudflare reads comments too, to help the moderator.'] : []),
      ],
    },
    ...(facts.letters
      ? [
          {
            title: 'Letters',
            lines: [
              'Where somebody asks for letters to your email, the newsroom writes once to ask whether it was you; besides that it writes only after you have confirmed. Each letter has a link to unsubscribe, with one click. Letters carry no pictures and nothing that tracks you.',
              `Which letter was sent when is kept for ${say.number(facts.noticeDays)} days. Emails that have unsubscribed are kept, so that nothing is sent to them by mistake.`,
              `If you say so, your browser remembers your name, your email and the confirmation, which holds for ${say.number(facts.proofDays)} days. They lie on your own device, and are gone when you clear the site’s data.`,
            ],
          },
        ]
      : []),
    {
      title: 'For how long',
      lines: [
        'Comments that are published, or still wait to be read, are kept with the article, until you withdraw them or ask for their erasure.',
        `Comments that were rejected, taken for spam, or withdrawn by you are erased after ${say.number(facts.retentionDays)} days: name, email and words.`,
        'Who decided on a comment, and when, is kept for good, so that the newsroom can answer for its moderation; without your words, once the comment is erased.',
        `Whoever is banned from commenting is known by the email or by the hash of the network address, until the ban ends and ${say.number(facts.banDays)} days after.`,
      ],
    },
    {
      title: 'Your rights',
      lines: [
        'You can ask for a copy of everything that is held about your email, or for its erasure. The newsroom does not alter readers’ words: for ten minutes you can change yours on the comment’s private page; after that, withdraw it and write it anew. Write from that very email to the address below; the answer goes to it, so that it is sure to reach you.',
        'Erasure removes your name, email and words everywhere, published pages included. Other people’s answers to you stay, below a line saying that the comment is no longer here. What the program has learnt from decisions is learnt anew within a day, without your words.',
        'The newsroom keeps only a code that cannot be read back, to show that the erasure was carried out. If the email is banned, the ban stays until it ends, without its reason: otherwise anybody who is banned could go on by asking for erasure.',
      ],
    },
  ],
  contact: 'Contact',
  writeTo: 'Write to',
  noAddress: 'The newsroom’s address is at the foot of this page.',
}
