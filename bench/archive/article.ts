/** The articles of an archive, each made of its number alone: the words, and the forms that the product makes of them. */
import type { ArticleDraft } from '../../worker/articles/article.ts'
import type { SearchText } from '../../worker/search/text.ts'
import type { DocumentReference } from '../../worker/text/citations.ts'
import { foldedWords } from '../../worker/text/folded.ts'
import { slugify } from '../../worker/text/vietnamese.ts'
import { createFigures, type Picture, pictureOf } from './pictures.ts'
import { type Chance, chanceOf, nameOf } from './random.ts'
import { pairsOf, plainSentence, readDemoWords, type Sentence, sentenceOf } from './sentences.ts'

export const SECTIONS = ['thoi-su', 'kinh-te', 'van-hoa', 'giao-duc', 'doi-song']
/** A large newsroom's: 144 articles a day, whatever the size of its archive. That grows by its years. */
const PACE_MS = 600_000
export const LAST_DAY = Date.UTC(2026, 10, 20)
const FIRST_AUTHORS = 40
const FIRST_TAGS = 300
/** Every so many articles, an official document is issued. The first one is cited again and again. */
const ARTICLES_A_DOCUMENT = 40
const WRITERS = 30

export interface Archived {
  id: number
  /** As its form brought it, in its latest version. */
  draft: ArticleDraft
  /** The body of the version before it, where there was one. */
  before: string | null
  writer: string
  at: number
  html: string
  words: number
  leadImage: string | null
  /** Its own, that came with it; and all that it shows. */
  image: Picture | null
  images: string[]
  citations: DocumentReference[]
  found: SearchText
  /** Of what is said of it, as the index has them. */
  pairs: string
}

export const authorSlug = (n: number) => `tac-gia-${n}`
export const tagName = (n: number) => `Chủ đề ${n}`
export const tagSlug = (n: number) => `chu-de-${n}`
/** As many names as a newsroom of the size has. */
export const authorsIn = (articles: number) => FIRST_AUTHORS + Math.floor(articles / 10_000)

/** @param size of the archive: its newest article is of its last day */
export async function createArticleWriter(size: number): Promise<(id: number) => Archived> {
  const { sentences, headlines, standfirsts } = await readDemoWords()
  const citing = createCiting()
  const figures = createFigures()

  return (id) => {
    const chance = chanceOf(id)
    const { random, below, pick } = chance
    const beginning = pick(headlines).slice(0, 3 + below(4))
    const headline = [...beginning, ...pick(headlines).slice(-4), 'ở', nameOf(chance)].join(' ')
    const standfirst = `${nameOf(chance)}: ${pick(standfirsts)}`
    const at = LAST_DAY - Math.floor((size - id + random()) * PACE_MS)
    const paragraphs = Array.from({ length: 5 + below(6) }, () => {
      const told = Array.from({ length: 3 + below(3) }, () => pick(sentences))
      return random() < 0.5 ? [...told, plainSentence(`Chuyện ấy xảy ra ở ${nameOf(chance)}.`)] : told
    })
    if (random() < 0.25) paragraphs[1]?.unshift(citing(documentNumber(chance, id)))
    const image = pictureOf(id)
    const other = image && id > 10 && random() < 0.2 ? pictureOf(id - 1 - below(10)) : null
    const blocks = paragraphs.map((paragraph, n) => ({
      markdown: paragraph.map(({ text }) => text).join(' '),
      html: `<p${n === paragraphs.length - 1 ? ' class="end"' : ''}>${paragraph.map(({ html }) => html).join(' ')}</p>`,
    }))
    if (other) blocks.splice(3, 0, figures(other, false))
    if (image) blocks.unshift(figures(image, true))
    const body = blocks.map(({ markdown }) => markdown).join('\n\n')
    const plain = (part: 'text' | 'folded') =>
      paragraphs.map((said) => said.map((one) => one[part]).join(' ')).join('\n')
    const found = {
      headline: foldedWords(headline).join(' '),
      standfirst: foldedWords(standfirst).join(' '),
      folded: plain('folded'),
      text: plain('text'),
    }
    const tags = new Set(Array.from({ length: below(5) }, () => Math.floor((FIRST_TAGS + id / 100) * random() ** 3)))
    return {
      id,
      draft: {
        headline,
        section: SECTIONS[id % SECTIONS.length] as string,
        slug: `${slugify(headline, 60)}-${id}`,
        lang: 'vi',
        standfirst,
        source_credit: '',
        byline: random() < 0.5 ? `CTV – ${nameOf(chance)}` : '',
        author: random() < 0.8 ? authorSlug(below(authorsIn(id))) : null,
        tags: [...tags].map(tagName),
        translation_of: null,
        body,
      },
      before:
        random() < 0.2
          ? blocks
              .slice(0, -1)
              .map(({ markdown }) => markdown)
              .join('\n\n')
          : null,
      writer: `writer-${below(WRITERS)}@dateline.test`,
      at,
      html: blocks.map(({ html }) => html).join('\n'),
      words: paragraphs.flat().reduce((sum, { words }) => sum + words, 0),
      leadImage: image?.id ?? null,
      image,
      images: [...new Set([image, other].flatMap((shown) => shown?.id ?? []))],
      citations: paragraphs.flat().flatMap(({ citations }) => citations),
      found,
      pairs: pairsOfAll([found.headline, found.standfirst].map(plainSentence), paragraphs),
    }
  }
}

/** Between what is said of it stands a lone # in each of the product's pairs, once for what is before and once after. */
function pairsOfAll(lines: Sentence[], paragraphs: Sentence[][]): string {
  return [...lines.map((line) => [line]), ...paragraphs].map(pairsOf).join(' # # ')
}

/** The number of each is its year's: `7/2019/NĐ-CP`. */
function documentNumber({ random, below }: Chance, id: number): { number: string; day: string } {
  const n = random() < 0.1 ? 0 : below(1 + Math.floor(id / ARTICLES_A_DOCUMENT))
  const day = new Date(Date.UTC(2006, 0, 1 + (n % 7_600)))
  const date = `${day.getUTCDate()}/${day.getUTCMonth() + 1}/${day.getUTCFullYear()}`
  return { number: `${String(n + 1).padStart(2, '0')}/${day.getUTCFullYear()}/NĐ-CP`, day: date }
}

function createCiting() {
  const known = new Map<string, Sentence>()
  return ({ number, day }: { number: string; day: string }): Sentence => {
    const made = known.get(number) ?? sentenceOf(`Việc này theo Nghị định số ${number} ngày ${day}.`)
    known.set(number, made)
    return made
  }
}
