import { counting } from './counting.ts'
import type { ReasonWords } from './reasons-vi.ts'

const say = counting('en')
const quoted = (terms: string[]) => terms.map((term) => `“${term}”`).join(', ')
const andMore = (more: number) => (more > 0 ? ` and ${say.number(more)} more` : '')
const times = (n: number) => `${say.number(n)} ${say.plural(n, { one: 'time', other: 'times' })}`
const comments = (n: number) => `${say.number(n)} ${say.plural(n, { one: 'comment', other: 'comments' })}`

export const reasonsEn: ReasonWords = {
  links: {
    own: (hosts, more) => `Links within our own site: ${hosts.join(', ')}${andMore(more)}.`,
    official: (hosts, more) => `Links to public bodies or schools: ${hosts.join(', ')}${andMore(more)}.`,
    other: (hosts, more) => `Links: ${hosts.join(', ')}${andMore(more)}.`,
    hidden: (hosts, more) =>
      `Links that hide where they lead, or lead to a private chat: ${hosts.join(', ')}${andMore(more)}.`,
  },
  blocked_term: (terms) => `Words to look at: ${quoted(terms)}.`,
  suspect_term: (terms) => `Suspect words: ${quoted(terms)}.`,
  repeat: (n) => `The same words were sent ${times(n)} in the last seven days.`,
  near_repeat: (n) => `Nearly the same as ${comments(n)} of the last seven days.`,
  flood: (n) => `${comments(n)} from one network address within ten minutes.`,
  flood_email: (n) => `${comments(n)} under one email within ten minutes.`,
  shouting: 'Nearly all in capitals, as if shouting.',
  impersonation: 'The name could be taken for the newsroom’s own.',
  gibberish: 'Mostly keys hit at random: no words.',
  old_article: (days) => `The article is ${say.number(days)} days old.`,
  contact: (contacts) => `Somebody’s private details: ${contacts.join(', ')}.`,
  contacts: {
    phone: (masked) => `telephone number ${masked}`,
    email: (masked) => `email ${masked}`,
    home: () => 'home address',
    account: (masked) => `bank account ${masked}`,
    citizen: (masked) => `identity number ${masked}`,
  },
  banned: {
    address: 'This network address is banned from commenting.',
    email: 'This email is banned from commenting.',
  },
  classifier: (terms) => `Like comments that were turned away: ${quoted(terms)}.`,
  model: (hazards) => `The language model finds it unsafe: ${hazards.join(', ')}.`,
  hazards: {
    S1: 'violence',
    S2: 'crime',
    S3: 'sex crimes',
    S4: 'child exploitation',
    S5: 'defamation',
    S6: 'dangerous advice',
    S7: 'privacy',
    S8: 'intellectual property',
    S9: 'weapons of mass destruction',
    S10: 'hate',
    S11: 'self-harm',
    S12: 'sexual content',
    S13: 'elections',
    S14: 'malicious code',
  },
  known_reader: (published) => `A known reader: the email is confirmed, and ${comments(published)} published before.`,
  check_failed: (check) => `The check of ${check} could not run; a person must read this.`,
  checks: {
    links: 'links',
    terms: 'blocked words',
    suspectTerms: 'suspect words',
    repeats: 'repeats',
    nearRepeats: 'near repeats',
    flood: 'floods from one network address',
    floodByEmail: 'floods under one email',
    shouting: 'capitals',
    impersonation: 'posing as the newsroom',
    gibberish: 'gibberish',
    age: 'the article’s age',
    contacts: 'private details',
    bans: 'bans',
    classifier: 'the classifier',
    model: 'the language model',
  },
  policy: 'The newsroom reads every comment before it is published.',
  policy_known: 'Only known readers with a confirmed email are published at once; a person must read this.',
  trap: 'The trap for machines was filled in.',
  unlimited: 'The limiter of how often one may write could not be asked; a person must read this.',
  unverified: 'Turnstile could not be asked whether a person sent this; a person must read it.',
  dead_letter: 'The checks could not run; a person must read this.',
  overdue: 'Waited for more than an hour without being checked; a person must read this.',
}
