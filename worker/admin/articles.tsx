/** Writing: the list, a new article, an article on the desk, and its saved versions. */

import { Hono } from 'hono'
import { ArticleList } from '../../templates/admin/articles.tsx'
import { RevisionPage } from '../../templates/admin/revision.tsx'
import { createArticle } from '../articles/drafts.ts'
import { findRevision } from '../articles/revisions.ts'
import { pathOfOriginal } from '../articles/translation.ts'
import { textOf } from '../edge/form.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Article } from '../schema.ts'
import { type DeskEnv, needs, onlyBy } from './access.ts'
import { blankArticle, typedArticle, typedFrom } from './article-form.ts'
import { deskOf, limitUpload, readForm } from './desk.ts'
import { parseDiscussion } from './discussion-form.ts'
import {
  articleJson,
  besideOf,
  type Done,
  doneBySave,
  errorsOf,
  findOwnArticle,
  readArticle,
  saveForm,
  showEditor,
  toEditor,
  typedBeside,
} from './editing.tsx'
import { typedPicture } from './pictures.ts'
import { listDeskArticles, nameOf } from './queries.ts'

export const articles = new Hono<DeskEnv>()

const STATUSES: Article['status'][] = ['draft', 'handed_in', 'scheduled', 'published', 'withdrawn']

articles.get('/', needs('write'), async (c) => {
  const status = STATUSES.find((known) => known === c.req.query('status')) ?? null
  const before = Number(c.req.query('before')) || Number.MAX_SAFE_INTEGER
  const writer = onlyBy(c.var.person)
  const page = await listDeskArticles(c.env.DB, { status, writer, before })
  if (wantsJson(c)) return c.json(page)
  return c.html(<ArticleList desk={await deskOf(c)} status={status} {...page} isFirst={!c.req.query('before')} />)
})

articles.get('/new', needs('write'), async (c) => {
  const desk = await deskOf(c)
  return showEditor(c, desk, { article: null, typed: blankArticle(desk), nonce: crypto.randomUUID() })
})

articles.post('/', needs('write'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const typed = typedArticle(form, { ...blankArticle(desk), source_credit: '' })
  const nonce = textOf(form, 'nonce')
  const editing = { article: null, typed, nonce, picture: typedPicture(form), ...typedBeside(form) }
  const chosen = parseDiscussion(form, { comment_mode: null, comment_days: null }, desk)
  if (!chosen.ok) return showEditor(c, desk, { ...editing, errors: chosen.errors }, chosen.reason)
  const read = await readArticle(c, desk, form, typed, null)
  if (!read.ok) return showEditor(c, desk, { ...editing, errors: read.errors }, read.reason)

  const { email } = c.var.person
  const submission = nonce ? `${email} ${nonce}` : null
  const saved = await createArticle(c.env.DB, read.draft, email, Date.now(), submission, chosen.discussion)
  if (saved.ok) return toEditor(c, saved.article, doneBySave(form))
  if (saved.reason === 'version_conflict') throw new Error('a new article conflicts with itself')
  return showEditor(c, desk, { ...editing, errors: errorsOf(saved.reason, desk) }, saved.reason)
})

articles.get('/:id{[0-9]+}', needs('write'), async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  if (wantsJson(c)) {
    return c.json({ article: { ...articleJson(article), ...typedFrom(article, await besideOf(c.env.DB, article)) } })
  }
  const desk = await deskOf(c)
  const from = await findRevision(c.env.DB, article.id, Number(c.req.query('from')) || 0)
  const current = typedFrom(article, await besideOf(c.env.DB, article))
  // The words of another version, at the address that the article has now.
  const original = from ? await pathOfOriginal(c.env.DB, from) : ''
  const typed = from
    ? { ...typedFrom(from, { tags: from.tags, original }), section: current.section, slug: current.slug }
    : current
  const done = c.req.query('done') ?? ''
  return showEditor(c, desk, {
    article,
    typed,
    version: article.version,
    ...(from && { fromRevision: from.version }),
    ...(done in desk.words.desk.edit.done && { done: done as Done }),
  })
})

articles.post('/:id{[0-9]+}', needs('write'), limitUpload, async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const saved = await saveForm(c, await deskOf(c), article, form)
  return saved instanceof Response ? saved : toEditor(c, saved, doneBySave(form))
})

articles.get('/:id{[0-9]+}/revisions/:version{[0-9]+}', needs('write'), async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const revision = await findRevision(c.env.DB, article.id, Number(c.req.param('version')))
  if (!revision) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ revision })
  const shown = { ...revision, saved_by: await nameOf(c.env.DB, revision.saved_by) }
  const original = await pathOfOriginal(c.env.DB, revision)
  return c.html(<RevisionPage desk={await deskOf(c)} article={article} revision={shown} original={original} />)
})
