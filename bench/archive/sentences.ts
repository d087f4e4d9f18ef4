/**
 * Sentences in the forms that the product makes of a text: put together, they are a text in those forms, without its being
 * rendered and folded a million times. Pinned by test/bench/archive.test.ts, which lets the product itself do it.
 */
import { readArticles } from '../../local/demo.ts'
import type { DocumentReference } from '../../worker/text/citations.ts'
import { foldInPlace } from '../../worker/text/folded.ts'
import { renderMarkdown } from '../../worker/text/markdown.ts'

export interface Sentence {
  text: string
  html: string
  folded: string
  words: number
  citations: DocumentReference[]
  /** What the index keeps besides single words: neighbours, `an_toan`. */
  pairs: string
  first: string
  last: string
}

const OPTIONS = { lang: 'vi', sourceCredit: '', images: new Map() } as const
const PARAGRAPH = /^<p class="end">(.*)<\/p>$/s

/** Of plain words. Throws where the text is more than a paragraph of Markdown. */
export function sentenceOf(text: string): Sentence {
  const made = renderMarkdown(text, OPTIONS)
  const [, html] = PARAGRAPH.exec(made.html) ?? []
  if (html === undefined || made.plain !== text) throw new Error(`no plain sentence: ${text}`)
  return { ...plainSentence(text), html, words: made.words, citations: made.citations }
}

/** Of words that are known to be nothing but words: quicker. */
export function plainSentence(text: string): Sentence {
  const folded = foldInPlace(text)
  const syllables = folded.split(' ').filter((syllable) => syllable !== '')
  return {
    text,
    html: text,
    folded,
    words: wordsIn(text),
    citations: [],
    pairs: syllables
      .slice(1)
      .map((syllable, n) => `${syllables[n]}_${syllable}`)
      .join(' '),
    first: syllables[0] ?? '',
    last: syllables.at(-1) ?? '',
  }
}

interface DemoWords {
  sentences: Sentence[]
  headlines: string[][]
  standfirsts: string[]
}

let demoWords: Promise<DemoWords> | undefined

/** What the demo's newsroom wrote, so that common syllables are as common as in print. */
export function readDemoWords(): Promise<DemoWords> {
  demoWords ??= makeDemoWords()
  return demoWords
}

async function makeDemoWords(): Promise<DemoWords> {
  const demo = (await readArticles()).filter(({ front }) => front.lang !== 'en')
  const texts = demo.flatMap(({ body }) =>
    body
      .replace(/^(::|#|\||\[\^).*$/gm, '')
      .split(/(?<=[.!?…])\s+/)
      .filter((text) => text.length > 20 && !/[*_[\]`>\\\n]/.test(text)),
  )
  return {
    sentences: texts.filter(isPlain).map(plainSentence),
    headlines: demo.map(({ front }) => front.headline.split(' ')),
    standfirsts: demo.flatMap(({ front }) => front.standfirst ?? []),
  }
}

/** Whether the product sees nothing but words in it. */
function isPlain(text: string): boolean {
  const { html, plain, citations, words } = renderMarkdown(text, OPTIONS)
  const isAsWritten = html === `<p class="end">${text}</p>` && plain === text
  return isAsWritten && citations.length === 0 && words === wordsIn(text)
}

const wordsIn = (text: string) => text.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** The pairs of sentences in a row. */
export function pairsOf(sentences: readonly Sentence[]): string {
  let pairs = ''
  let last = ''
  for (const sentence of sentences) {
    if (sentence.first === '') continue
    if (last) pairs += ` ${last}_${sentence.first} `
    pairs += sentence.pairs
    last = sentence.last
  }
  return pairs
}
