/** What an article is, as pages show it and as an editor's form gives it. */
import * as z from 'zod'
import type { EpochMs } from '../env.ts'
import type { Article, Correction, Image, Section, Settings, Tag } from '../schema.ts'
import { normalise, slugify } from '../text/vietnamese.ts'

/** The newsroom around every page. */
export interface Site {
  settings: Settings
  sections: Section[]
  /** Where readers are, without a slash at the end: `https://dateline.example`. */
  origin: string
}

/** What a row tells of its picture: the id, and with it the rest; null where there is none. */
export interface Pictured {
  image: string | null
  image_name: string | null
  image_width: number | null
  image_height: number | null
  image_alt: string | null
  image_colour: string | null
  image_variants: Image['variants'] | null
  image_focus_x: number | null
  image_focus_y: number | null
}

/** An article as it stands in a list. */
export interface Teaser
  extends Pictured,
    Pick<Article, 'id' | 'section' | 'slug' | 'lang' | 'headline' | 'standfirst' | 'words'> {
  section_name: string
  author_name: string | null
  published_at: number
}

/** An article as its own page shows it. */
export interface ArticleView
  extends Teaser,
    Pick<
      Article,
      | 'source_credit'
      | 'byline'
      | 'body_html'
      | 'updated_at'
      | 'comment_mode'
      | 'comment_days'
      | 'status'
      | 'page_revision'
      | 'translation_of'
    > {
  author: string | null
  tags: Tag[]
  /** What was put right, the newest first. */
  corrections: CorrectionNote[]
  /** The article that says the same in another language, where readers may see it. */
  translation: Translation | null
}

export type CorrectionNote = Pick<Correction, 'id' | 'note' | 'corrected_at'>
export type Translation = Pick<Article, 'section' | 'slug' | 'lang'>

/** The articles published right before and right after one in its section. */
export interface Neighbours {
  older: Neighbour | null
  newer: Neighbour | null
}

export type Neighbour = Pick<Article, 'section' | 'slug' | 'lang' | 'headline'>

/** A page of a list, newest first. */
export interface TeaserPage {
  teasers: Teaser[]
  /** The cursor of the next page, null on the last. */
  older: string | null
  /** The cursor of the page before: empty where that is the first one, null on the first itself. */
  newer: string | null
}

export function articlePath(article: Pick<Article, 'section' | 'slug'>): string {
  return `/${article.section}/${article.slug}`
}

export function imagePath(image: Pick<Image, 'id' | 'name'>): string {
  return `/media/${image.id}/${image.name}`
}

/** A picture as a page shows it. */
export type ShownImage = Pick<
  Image,
  'id' | 'name' | 'width' | 'height' | 'alt' | 'colour' | 'variants' | 'focus_x' | 'focus_y'
>

/** What stands for an article in lists, in feeds and where it is shared. */
export function leadImage(article: Pictured): ShownImage | null {
  const { image: id, image_name: name, image_width: width, image_height: height, image_variants: variants } = article
  if (!id || !name || !width || !height || !variants) return null
  const { image_alt: alt, image_colour: colour, image_focus_x: focus_x, image_focus_y: focus_y } = article
  const focus = { focus_x: focus_x ?? 50, focus_y: focus_y ?? 50 }
  return { id, name, width, height, alt: alt ?? '', colour: colour ?? '', variants, ...focus }
}

/** Where a page of a list ends: the next one begins before it. Stable whatever is published in between. */
export function cursorOf(teaser: Pick<Teaser, 'published_at' | 'id'>): string {
  return `${teaser.published_at}-${teaser.id}`
}

/** One spelling for each place: leading zeros would be another address of the same page. */
export const CURSOR = /^(?:0|[1-9]\d{0,14})-[1-9]\d{0,14}$/

/** From the newest on where there is no cursor. */
export function parseCursor(cursor: string | undefined): { at: EpochMs; id: number } {
  const [at, id] = cursor && CURSOR.test(cursor) ? cursor.split('-').map(Number) : []
  return { at: at ?? Number.MAX_SAFE_INTEGER, id: id ?? Number.MAX_SAFE_INTEGER }
}

const line = (max: number) => z.string().transform(normaliseLine).pipe(z.string().max(max))

/** In UTF-16 code units: some twenty thousand syllables. Longer ones cost more to render than a request may take. */
export const MAX_BODY_LENGTH = 100_000

/** The fields of an article that an editor's form may set. Raw text is what is kept; it is escaped where it is shown. */
export const ArticleForm = z.object({
  headline: line(300).pipe(z.string().min(1)),
  section: z.string().trim().min(1),
  slug: z
    .string()
    .default('')
    .transform((slug) => slugify(slug)),
  lang: z.enum(['vi', 'en']).default('vi'),
  standfirst: line(1000).default(''),
  source_credit: line(100).default(''),
  byline: line(200).default(''),
  author: z
    .string()
    .trim()
    .default('')
    .transform((author) => author || null),
  tags: z
    .string()
    .max(1000)
    .default('')
    .transform(tagNames)
    .pipe(z.array(z.string().max(60)).max(20)),
  /** The id of the article that this one says in another language. */
  translation_of: z.number().int().positive().nullable().default(null),
  body: z.string().max(MAX_BODY_LENGTH).default('').transform(normalise),
})

/** What was put right, as an editor tells it with the save that did. */
export const MAX_CORRECTION_LENGTH = 500
export const CorrectionForm = line(MAX_CORRECTION_LENGTH)

/** What an editor and a writer tell each other with a step. */
export const MAX_NOTE_LENGTH = 1000
export const NoteForm = z.string().transform(normalise).pipe(z.string().max(MAX_NOTE_LENGTH))

export type ArticleDraft = z.infer<typeof ArticleForm>

/** `a, b` → `['a', 'b']`; two spellings of one tag are one. */
function tagNames(typed: string): string[] {
  const names = new Map<string, string>()
  for (const name of typed.split(',').map(normaliseLine)) {
    const slug = slugify(name)
    if (slug && !names.has(slug)) names.set(slug, name)
  }
  return [...names.values()]
}

export function normaliseLine(text: string): string {
  return normalise(text).replace(/\s+/g, ' ')
}
