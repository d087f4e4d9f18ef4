/**
 * What readers said of an archive's articles, and what became of it: a few articles have thousands of comments, most have a
 * few. The newsroom's checks publish what none objects to; what they hold, a moderator decides on. What was turned away
 * is erased after ninety days, and addresses fade after thirty, as the nightly run does it.
 */
import { hash } from 'node:crypto'
import { DAY_MS, KEPT_DAYS } from '../../worker/privacy/kept.ts'
import type { Comment } from '../../worker/schema.ts'
import { bandsOf } from '../../worker/text/likeness.ts'
import { fingerprint } from '../../worker/text/vietnamese.ts'
import { LAST_DAY } from './article.ts'
import { type Chance, chanceOf } from './random.ts'
import { readDemoWords } from './sentences.ts'

export interface Said {
  /** Of the comment it answers, among the article's: its place in this list. */
  answers: number | null
  comment: Pick<Comment, 'name' | 'email' | 'body' | 'fingerprint' | 'submission' | 'address_hash' | 'created_at'> & {
    likeness: number[] | null
  }
  /** In order, each with what the comment was before it. */
  decisions: Decision[]
}

export interface Decision {
  from: Comment['status']
  to: Comment['status']
  actor: string
  signals: string
  at: number
  reason: string | null
}

export const MODERATOR = 'moderator@dateline.test'
/** What a newsroom of the default settings has at most, too: they are erased so many days after. */
const RETENTION_MS = 90 * DAY_MS
const MINUTE_MS = 60_000
const MAX_OF_AN_ARTICLE = 5_000
const TEXTS = 20_000
const LINKS = JSON.stringify([{ name: 'links', weight: 30, reason: 'Có đường dẫn: tin-la.vn.' }])
const FAMILIES = 'Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương'.split(' ')
const GIVEN = 'Lan Thuỷ Hương Minh Đức Anh Hạnh Khiêm Mai Sơn Thảo Quân Nhung Ổn Bảo Yến'.split(' ')

/** @param mean comments of an article @param readers of the newsroom, a few of whom say much */
export async function createCommentWriter(mean: number, readers: number) {
  const textOf = await createTexts()
  return async (article: { id: number; at: number }): Promise<Said[]> => {
    const chance = chanceOf(article.id, 2)
    const count = countOf(chance, mean)
    const times = Array.from({ length: count }, () => timeOf(chance, article.at)).sort((a, b) => a - b)
    const said: Said[] = []
    const shown: number[] = []
    for (const [n, at] of times.entries()) {
      const answers = shown.length > 0 && chance.random() < 0.3 ? chance.pick(shown.slice(-20)) : null
      const one = await commentOf(chance, at, hash('md5', `comment ${n} of ${article.id}`))
      said.push({ answers, ...one })
      if (one.decisions.at(-1)?.to === 'approved' && (one.decisions.at(-1)?.at ?? 0) < at + MINUTE_MS) shown.push(n)
    }
    return said
  }

  async function commentOf(chance: Chance, at: number, submission: string): Promise<Omit<Said, 'answers'>> {
    const reader = Math.floor(readers * chance.random() ** 2)
    const who = chanceOf(reader, 3)
    const decisions = decisionsOn(chance, at)
    const text = await textOf(chance.below(TEXTS))
    const isFaded = at <= LAST_DAY - KEPT_DAYS.address * DAY_MS
    return {
      comment: {
        name: `${who.pick(FAMILIES)} ${who.pick(GIVEN)}`,
        email: `docgia.${reader}@example.com`,
        ...text,
        submission,
        address_hash: isFaded ? '' : `address-of-${reader}-22ch`.slice(0, 22),
        created_at: at,
      },
      decisions,
    }
  }
}

/** Pareto's: the mean of many is `mean`, half of the articles have half of it or less. */
function countOf({ random }: Chance, mean: number): number {
  return Math.min(MAX_OF_AN_ARTICLE, Math.floor(0.285 * mean * random() ** -0.75))
}

/** Half of what is said is said in the first hours. */
function timeOf({ random }: Chance, published: number): number {
  const hours = 6 * (random() ** -0.8 - 1)
  return Math.min(published + Math.floor(Math.min(hours, 24 * 60) * 60 * MINUTE_MS) + MINUTE_MS, LAST_DAY - MINUTE_MS)
}

function decisionsOn({ random }: Chance, at: number): Decision[] {
  const first = { from: 'received', actor: 'checks', at: at + 2_000, reason: null } as const
  const kind = random()
  if (kind < 0.86) return [{ ...first, to: 'approved', signals: '[]' }]
  const held = { ...first, to: 'held', signals: LINKS } as const
  const decided = { from: 'held', actor: MODERATOR, signals: LINKS, at: at + 20 * MINUTE_MS } as const
  if (decided.at > LAST_DAY) return [held]
  if (kind < 0.92) return [held, { ...decided, to: 'approved', reason: null }]
  const to = kind < 0.96 ? 'rejected' : 'spam'
  const turnedAway = { ...decided, to, reason: to === 'rejected' ? 'off_topic' : null } as const
  const erasedAt = turnedAway.at + RETENTION_MS
  if (erasedAt > LAST_DAY) return [held, turnedAway]
  return [
    { ...held, signals: '[]' },
    { ...turnedAway, signals: '[]' },
    { from: to, to: 'erased', actor: 'retention', signals: '[]', at: erasedAt, reason: null },
  ]
}

/** Texts that readers might write; each is folded and compared once. Within a week, hardly any comes twice. */
async function createTexts() {
  const { sentences } = await readDemoWords()
  const known = new Map<number, { body: string; fingerprint: string; likeness: number[] | null }>()
  return async (n: number) => {
    const before = known.get(n)
    if (before) return before
    const chance = chanceOf(n, 4)
    const body = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(sentences).text).join(' ')
    const made = { body, fingerprint: await fingerprint(body), likeness: bandsOf(body) }
    known.set(n, made)
    return made
  }
}
