/** An article as its readers would get it, from a form that need not be saved. */

import { type Context, Hono } from 'hono'
import { PREVIEW_STYLE, PreviewBar, PreviewRefused } from '../../templates/admin/preview.tsx'
import { ArticlePage } from '../../templates/articles/article.tsx'
import { html, raw } from '../../templates/markup.ts'
import type { ArticleDraft, ArticleView } from '../articles/article.ts'
import { findArticle, render } from '../articles/drafts.ts'
import { readArticlePage } from '../articles/queries.ts'
import { findOriginal, findTranslation } from '../articles/translation.ts'
import { commentModeOf } from '../comments/comment.ts'
import { formPlace } from '../comments/place.ts'
import { textOf } from '../edge/form.ts'
import { READER_STYLE_HASHES } from '../edge/security-headers.ts'
import { varsOf } from '../env.ts'
import { FAILURES } from '../failures.ts'
import { findImage } from '../media/queries.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { slugify } from '../text/vietnamese.ts'
import { type DeskEnv, needs, onlyBy } from './access.ts'
import { blankArticle, type EditorErrors, parseArticle, typedArticle } from './article-form.ts'
import { parseCorrection } from './correction-form.ts'
import { type Desk, deskOf, limitUpload, readForm } from './desk.ts'
import { mayRead } from './editing.tsx'
import { readForEditor } from './queries.ts'

export const preview = new Hono<DeskEnv>()

preview.post('/', needs('write'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const typed = typedArticle(form, { ...blankArticle(desk), source_credit: '' })
  const articleId = Number(textOf(form, 'id')) || null
  const [choices, original] = await Promise.all([
    readForEditor(c.env.DB, null),
    findOriginal(c.env.DB, typed.translation_of, { id: articleId, lang: typed.lang }, onlyBy(c.var.person)),
  ])
  const parsed = parseArticle(typed, desk, { ...choices, original })
  if (!parsed.ok) return notShown(c, desk, parsed.errors)
  const { draft } = parsed
  const vars = varsOf(c.env)
  const slug = draft.slug || slugify(draft.headline) || 'bai-viet'
  const { site, words } = desk
  const [page, made] = await Promise.all([
    readArticlePage(c.env.DB, vars.ORIGIN, draft.section, slug),
    render(c.env.DB, draft),
  ])
  const there = await findKnown(c, page.article)
  const told = parseCorrection(textOf(form, 'correction'), there ?? { status: 'draft' }, desk)
  if (!told.ok) return notShown(c, desk, told.errors)
  const article = {
    ...viewOf(draft, slug, there),
    corrections: [
      ...(told.note ? [{ id: 0, note: told.note, corrected_at: Date.now() }] : []),
      ...(there?.corrections ?? []),
    ],
    translation: await findTranslation(c.env.DB, { ...draft, id: there?.id ?? null }),
    words: made.words,
    body_html: made.html,
    section_name: site.sections.find((section) => section.slug === draft.section)?.name ?? '',
    author_name: choices.authors.find((author) => author.slug === draft.author)?.name ?? null,
    ...(await leadOf(c.env.DB, made.leadImage)),
  }
  const shown = (
    <ArticlePage
      site={site}
      words={words}
      article={article}
      comments={page.comments}
      commentCount={page.commentCount}
      mode={commentModeOf({ ...article, status: 'published' }, site.settings, Date.now())}
      readMore={page.readMore}
      neighbours={page.neighbours}
      form={formPlace(c.env)}
    />
  )
  c.header('Content-Security-Policy', await previewPolicy())
  return c.html(withBar(String(shown), String(<PreviewBar words={words} />)))
})

/** Of somebody else's unpublished article at the same address nothing is told. */
async function findKnown(c: Context<DeskEnv>, there: ArticleView | null): Promise<ArticleView | null> {
  if (!there || there.status === 'published') return there
  const article = await findArticle(c.env.DB, there.id)
  return article && mayRead(c.var.person, article) ? there : null
}

function notShown(c: Context<DeskEnv>, desk: Desk, errors: EditorErrors) {
  const status = FAILURES.invalid
  const error = { reason: 'invalid', message: desk.words.failures.invalid, fields: errors }
  return wantsJson(c) ? c.json({ error }, status) : c.html(<PreviewRefused desk={desk} errors={errors} />, status)
}

/** What the form does not say: of an article that is there its own, of a new one what publishing now would give it. */
function viewOf(draft: ArticleDraft, slug: string, there: ArticleView | null) {
  const { headline, standfirst, section, lang, source_credit, byline, author, tags, translation_of } = draft
  return {
    id: there?.id ?? 0,
    status: there?.status ?? ('draft' as const),
    comment_mode: there?.comment_mode ?? null,
    comment_days: there?.comment_days ?? null,
    page_revision: there?.page_revision ?? 0,
    published_at: there?.published_at ?? Date.now(),
    updated_at: there?.updated_at ?? null,
    ...{ headline, standfirst, section, slug, lang, source_credit, byline, author, translation_of },
    tags: tags.map((name) => ({ slug: slugify(name), name })),
  }
}

async function leadOf(db: Env['DB'], id: string | null) {
  const image = id ? await findImage(db, id) : null
  return {
    image: image?.id ?? null,
    image_name: image?.name ?? null,
    image_width: image?.width ?? null,
    image_height: image?.height ?? null,
    image_alt: image?.alt ?? null,
    image_colour: image?.colour ?? null,
    image_variants: image?.variants ?? null,
    image_focus_x: image?.focus_x ?? null,
    image_focus_y: image?.focus_y ?? null,
  }
}

/** The bar stands before the page and is no part of it: without it, this is byte for byte what readers get. */
function withBar(page: string, bar: string) {
  const body = page.indexOf('<body>') + '<body>'.length
  return html`${raw(page.slice(0, body))}${raw(bar)}${raw(page.slice(body))}`
}

/** Nothing runs and nothing is sent: what was not saved cannot be commented on. */
async function previewPolicy(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(PREVIEW_STYLE))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return [
    "default-src 'none'",
    "img-src 'self'",
    "font-src 'self'",
    `style-src ${READER_STYLE_HASHES} 'sha256-${hash}'`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
