/** An article's form at the desk: what was typed, kept as it was, and what is wrong with it. */
import { type ArticleDraft, ArticleForm } from '../articles/article.ts'
import type { Original } from '../articles/translation.ts'
import type { Article, Revision } from '../schema.ts'
import { slugify } from '../text/vietnamese.ts'
import type { Desk } from './desk.ts'
import type { Choices } from './queries.ts'

export const ARTICLE_FIELDS = [
  'headline',
  'standfirst',
  'body',
  'section',
  'lang',
  'translation_of',
  'author',
  'byline',
  'source_credit',
  'tags',
  'slug',
] as const

export type ArticleField = (typeof ARTICLE_FIELDS)[number]
export type TypedArticle = Record<ArticleField, string>
export type PictureField = 'file' | 'alt' | 'caption' | 'credit' | 'align'

/** What is wrong, field by field; `form` is about the whole. */
export type EditorErrors = Partial<
  Record<ArticleField | PictureField | 'comments' | 'comment_days' | 'at' | 'correction' | 'note' | 'form', string>
>

/** What a form says; of a field that it does not have, what stood there before. */
export function typedArticle(form: FormData, before: TypedArticle): TypedArticle {
  const typed = { ...before }
  for (const field of ARTICLE_FIELDS) {
    const value = form.get(field)
    if (typeof value === 'string') typed[field] = value
  }
  return typed
}

/** Whether a form brings something to save, or only says what to do with the article. */
export function bringsArticle(form: FormData): boolean {
  return [...ARTICLE_FIELDS, 'comments'].some((field) => form.has(field))
}

export function blankArticle(desk: Desk): TypedArticle {
  const blank = Object.fromEntries(ARTICLE_FIELDS.map((field) => [field, ''])) as TypedArticle
  return { ...blank, lang: desk.site.settings.locale, source_credit: desk.site.settings.name }
}

/** What an article's form says and its row does not. */
export interface Beside {
  /** Names joined by commas: they stand in the revision. */
  tags: string
  /** The address of the article that this one translates. */
  original: string
}

export function typedFrom(saved: Article | Revision, { tags, original }: Beside): TypedArticle {
  const { headline, standfirst, body, section, lang, byline, source_credit, slug } = saved
  const named = { author: saved.author ?? '', tags, translation_of: original }
  return { headline, standfirst, body, section, lang, byline, source_credit, slug, ...named }
}

export function parseArticle(
  typed: TypedArticle,
  { site, words }: Pick<Desk, 'site' | 'words'>,
  { authors, original }: Pick<Choices, 'authors'> & { original: Original },
): { ok: true; draft: ArticleDraft } | { ok: false; errors: EditorErrors } {
  const says = words.desk.edit.errors
  const errors: EditorErrors = {}
  if (!site.sections.some(({ slug }) => slug === typed.section.trim())) errors.section = says.section_missing
  const author = typed.author.trim()
  if (author && !authors.some(({ slug }) => slug === author)) errors.author = says.author_unknown

  if (!original.ok) errors.translation_of = says.original[original.reason]
  const parsed = ArticleForm.safeParse({
    ...typed,
    lang: typed.lang || undefined,
    translation_of: original.ok ? original.id : null,
  })
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as ArticleField
    if (field === 'headline' && issue.code === 'too_small') errors.headline ??= says.headline_missing
    else if (field === 'tags') errors.tags ??= says.tags_many
    else errors[field] ??= issue.code === 'too_big' ? says.too_long(Number(issue.maximum)) : says.invalid
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, draft: parsed.data } : { ok: false, errors }
}

/** Whether saving the draft would change nothing. */
export function isSame(draft: ArticleDraft, article: Article, beside: Beside): boolean {
  const before = typedFrom(article, beside)
  return ARTICLE_FIELDS.every((field) => {
    if (field === 'tags') return draft.tags.map((tag) => slugify(tag)).join() === slugsOf(beside.tags)
    if (field === 'translation_of') return draft.translation_of === article.translation_of
    if (field === 'slug') return !draft.slug || draft.slug === article.slug
    return (draft[field] ?? '') === before[field]
  })
}

function slugsOf(tags: string): string {
  return tags
    .split(',')
    .map((tag) => slugify(tag))
    .filter(Boolean)
    .join()
}
