/**
 * A newsroom's archive of any size: articles made of the demo's own sentences, so that common syllables are as common as
 * in print, and of names made up, so that there are rare ones. The same seed makes the same archive.
 */
import { readArticles } from '../local/demo.ts'
import { searchTextOf } from '../worker/search/text.ts'
import { zonedMonth } from '../worker/text/dates.ts'
import { slugify } from '../worker/text/vietnamese.ts'

export const SECTIONS = ['thoi-su', 'kinh-te', 'van-hoa', 'giao-duc', 'doi-song']
/** As many in a small archive as in a large one: what grows is how many articles each has. */
const AUTHORS = 40
const TAGS = 300
const IMAGES = 200
/** Every so many articles, an official document is issued. The first one is cited again and again. */
const ARTICLES_A_DOCUMENT = 40
const FIRST_DAY = Date.UTC(2008, 0, 1)
const LAST_DAY = Date.UTC(2026, 10, 20)
/** The one that a newsroom starts with. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh'
/** A parameter of D1 holds two megabytes at most, and an article has some twelve kilobytes in three forms. */
const ARTICLES_A_STATEMENT = 60

export interface Fill {
  /** How many articles the archive has afterwards; it had `from` before. */
  to: number
  from?: number
  /** Called now and then with the number written so far. */
  onProgress?: (written: number) => void
}

/** All of them published, the oldest first, evenly through the years. */
export async function fillArchive(db: D1Database, { from = 0, to, onProgress }: Fill): Promise<void> {
  const write = await createWriter()
  if (from === 0) await addNames(db)
  for (let first = from; first < to; first += ARTICLES_A_STATEMENT) {
    const last = Math.min(first + ARTICLES_A_STATEMENT, to)
    await insert(
      db,
      Array.from({ length: last - first }, (_, i) => write(first + i)),
    )
    onProgress?.(last)
  }
}

type Written = Awaited<ReturnType<Awaited<ReturnType<typeof createWriter>>>>

async function addNames(db: D1Database): Promise<void> {
  const section = db.prepare('INSERT OR IGNORE INTO sections (slug, name, position) VALUES (?, ?, ?)')
  const author = db.prepare('INSERT INTO authors (slug, name, bio) VALUES (?1, ?2, ?2)')
  const tag = db.prepare('INSERT INTO tags (slug, name) VALUES (?, ?)')
  const image = db.prepare(
    `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by, variants)
     VALUES (?, 'webp', 'anh.webp', 1200, 720, 1, 'Ảnh của bài', 1, 'archive', 'failed')`,
  )
  const numbers = (length: number) => Array.from({ length }, (_, i) => i)
  await db.batch([
    ...SECTIONS.map((slug, position) => section.bind(slug, slug.replaceAll('-', ' '), position)),
    ...numbers(AUTHORS).map((n) => author.bind(authorSlug(n), `Tác giả ${n}`)),
    ...numbers(TAGS).map((n) => tag.bind(tagSlug(n), `Chủ đề ${n}`)),
    ...numbers(IMAGES).map((n) => image.bind(imageId(n))),
  ])
}

export const authorSlug = (n: number) => `tac-gia-${n}`
export const tagSlug = (n: number) => `chu-de-${n}`
const imageId = (n: number) => `${n}`.padStart(64, '0')

/** The number of each is its year's: `7/2019/NĐ-CP`. */
function documentOf(n: number) {
  const issued = new Date(FIRST_DAY + Math.floor(((LAST_DAY - FIRST_DAY) / 100_000) * n * ARTICLES_A_DOCUMENT))
  const date = issued.toISOString().slice(0, 10)
  const number = `${String(n + 1).padStart(2, '0')}/${date.slice(0, 4)}/NĐ-CP`
  return { number, slug: slugify(number), date }
}

/** Six statements a batch, whatever the number of articles. Ids are the archive's numbers, from 1. */
async function insert(db: D1Database, articles: Written[]): Promise<void> {
  const rows = JSON.stringify(articles)
  await db.batch([
    db
      .prepare(
        `INSERT INTO articles (id, section, slug, headline, standfirst, words, author, lead_image, status, created_at,
           created_by, published_at, month, body, body_html)
         SELECT value ->> 'id', value ->> 'section', value ->> 'slug', value ->> 'headline', value ->> 'standfirst',
           value ->> 'words', value ->> 'author', value ->> 'image', 'published', value ->> 'at', 'archive',
           value ->> 'at', value ->> 'month', value ->> 'body', value ->> 'html'
         FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO article_texts (article_id, headline, standfirst, folded, text)
         SELECT value ->> 'id', value ->> '$.found.headline', value ->> '$.found.standfirst',
           value ->> '$.found.folded', value ->> '$.found.text'
         FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT OR IGNORE INTO article_tags (article_id, tag, position)
         SELECT a.value ->> 'id', t.value, t.key FROM json_each(?) a, json_each(a.value, '$.tags') t`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT OR IGNORE INTO documents (number, type, issuer, date, slug, dated)
         SELECT value ->> '$.document.number', 'Nghị định', 'CP', value ->> '$.document.date',
           value ->> '$.document.slug', value ->> '$.document.date'
         FROM json_each(?) WHERE value ->> '$.document.number' IS NOT NULL`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO article_documents (article_id, document, date)
         SELECT value ->> 'id', value ->> '$.document.number', value ->> '$.document.date'
         FROM json_each(?) WHERE value ->> '$.document.number' IS NOT NULL`,
      )
      .bind(rows),
  ])
}

async function createWriter() {
  const demo = (await readArticles()).filter(({ front }) => front.lang !== 'en')
  const sentences = demo.flatMap(({ body }) =>
    body
      .replace(/^(::|#|\||\[\^).*$/gm, '')
      .split(/(?<=[.!?…])\s+/)
      .filter((sentence) => sentence.length > 20 && !/[*_[\]`>\\]/.test(sentence)),
  )
  const headlines = demo.map(({ front }) => front.headline.split(' '))
  const standfirsts = demo.map(({ front }) => front.standfirst).filter((text) => text !== undefined)

  return (number: number) => {
    const random = seeded(number)
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
    const name = () => `${capital(syllable(pick))} ${capital(syllable(pick))}`
    const beginning = pick(headlines).slice(0, 3 + Math.floor(random() * 4))
    const headline = [...beginning, ...pick(headlines).slice(-4), 'ở', name()].join(' ')
    const standfirst = `${name()}: ${pick(standfirsts)}`
    const paragraphs = Array.from({ length: 5 + Math.floor(random() * 6) }, () => {
      const told = Array.from({ length: 3 + Math.floor(random() * 3) }, () => pick(sentences))
      return random() < 0.5 ? `${told.join(' ')} Chuyện ấy xảy ra ở ${name()}.` : told.join(' ')
    })
    const body = paragraphs.join('\n\n')
    const below = (end: number) => Math.floor(random() * end)
    // An archive is some 100,000 articles in nineteen years; the hours of a day are not all alike.
    const at = FIRST_DAY + Math.floor(((LAST_DAY - FIRST_DAY) / 100_000) * (number + random()))
    const document = () => documentOf(random() < 0.1 ? 0 : below(1 + Math.floor(number / ARTICLES_A_DOCUMENT)))
    return {
      id: number + 1,
      section: SECTIONS[number % SECTIONS.length] as string,
      slug: `${slugify(headline, 60)}-${number + 1}`,
      headline,
      standfirst,
      words: body.split(/\s+/).length,
      at,
      month: zonedMonth(at, TIME_ZONE),
      author: random() < 0.8 ? authorSlug(below(AUTHORS)) : null,
      image: random() < 0.7 ? imageId(below(IMAGES)) : null,
      // A few tags stand on many articles, most on few.
      tags: Array.from({ length: below(5) }, () => tagSlug(Math.floor(TAGS * random() ** 3))),
      document: random() < 0.25 ? document() : null,
      body,
      html: paragraphs.map((text) => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`).join(''),
      found: searchTextOf({ headline, standfirst }, paragraphs.join('\n')),
    }
  }
}

const ONSETS = 'b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x'.split(' ')
const RIMES =
  'a à á ạ an ang anh ao ăn âm ân ấp âu ây e ê em en ết i ia ich im in o ò oa oai oang ô ôc ôi ông ộp ơ ơi ơm u ua uân ung ươi ương ưu uyên uyết'.split(
    ' ',
  )

function syllable(pick: <T>(list: readonly T[]) => T): string {
  return pick(ONSETS) + pick(RIMES)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Mulberry32: small, even, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
