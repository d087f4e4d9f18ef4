/** Writing: the list, a new article, an article on the desk. */

import { type Context, Hono } from 'hono'
import { ArticleList } from '../../templates/admin/articles.tsx'
import { BoardPage } from '../../templates/admin/board.tsx'
import { DuplicateList } from '../../templates/admin/duplicates.tsx'
import { createArticle } from '../articles/drafts.ts'
import { findRevision } from '../articles/revisions.ts'
import { pathOfOriginal } from '../articles/translation.ts'
import { listCopies } from '../articles/working-copies.ts'
import { textOf } from '../edge/form.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Article } from '../schema.ts'
import { type DeskEnv, needs, onlyBy } from './access.ts'
import { blankArticle, typedArticle, typedFrom } from './article-form.ts'
import { listWriters, readBoard, soughtBy } from './board.ts'
import { type Desk, deskOf, limitUpload, readForm } from './desk.ts'
import { parseDiscussion } from './discussion-form.ts'
import { findDuplicates } from './duplicates.ts'
import {
  articleJson,
  besideOf,
  conflictWith,
  copiesIn,
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
import { listDeskArticles } from './queries.ts'
import { type AskedCopy, copyAsked } from './working-copies.tsx'

export const articles = new Hono<DeskEnv>()

const IN_A_COLUMN = 10
const MAX_ASKED = 300
const STATUSES: Article['status'][] = ['draft', 'handed_in', 'scheduled', 'published', 'withdrawn']

articles.get('/', needs('write'), async (c) => {
  const status = STATUSES.find((known) => known === c.req.query('status')) ?? null
  const only = onlyBy(c.var.person)
  const sought = soughtBy((name) => c.req.query(name), only)
  const before = c.req.query('before')
  const isList = status !== null || before !== undefined || wantsJson(c)
  const [desk, writers] = await Promise.all([deskOf(c), only === null ? listWriters(c.env.DB) : []])
  const shown = { desk, status, sought, words: c.req.query('q') ?? '', writers }
  if (!isList) {
    const [board, copies] = await Promise.all([
      readBoard(c.env.DB, sought, IN_A_COLUMN),
      listCopies(c.env.DB, c.var.person.email, null),
    ])
    return c.html(<BoardPage {...shown} board={board} copies={copies} now={Date.now()} />)
  }
  const page = await listDeskArticles(c.env.DB, {
    status,
    ...sought,
    before: Number(before) || Number.MAX_SAFE_INTEGER,
  })
  if (wantsJson(c)) return c.json(page)
  return c.html(<ArticleList {...shown} {...page} isFirst={!before} now={Date.now()} />)
})

/** As JSON, and as it is shown, in the desk's words. */
articles.get('/duplicates', needs('write'), async (c) => {
  const asked = (name: string) => (c.req.query(name) ?? '').slice(0, MAX_ASKED)
  const written = {
    id: Number(asked('id')) || null,
    headline: asked('headline'),
    section: asked('section'),
    slug: asked('slug'),
  }
  const duplicates = await findDuplicates(c.env.DB, written, onlyBy(c.var.person), Date.now())
  const says = <DuplicateList desk={await deskOf(c)} duplicates={duplicates} />
  return c.json({ duplicates, says: `${says}` })
})

articles.get('/new', needs('write'), async (c) => {
  const desk = await deskOf(c)
  const copy = await copyAsked(c, null)
  const blank = { article: null, typed: blankArticle(desk), nonce: crypto.randomUUID() }
  if (!copy) return showEditor(c, desk, blank)
  const { form, continues, saved_at } = copy
  return showEditor(c, desk, {
    ...blank,
    typed: typedArticle(form, blank.typed),
    nonce: textOf(form, 'nonce') || blank.nonce,
    picture: typedPicture(form),
    ...typedBeside(form),
    continues,
    continuedFrom: saved_at,
  })
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
  const saved = await createArticle(
    c.env.DB,
    read.draft,
    email,
    Date.now(),
    submission,
    chosen.discussion,
    copiesIn(form, c.var.person),
  )
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
  const copy = await copyAsked(c, article.id)
  if (copy) return showCopy(c, desk, article, copy)
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
    ...(Object.hasOwn(desk.words.desk.edit.done, done) && { done: done as Done }),
  })
})

/** What its writer typed and did not save, together with what was saved by somebody meanwhile. */
async function showCopy(c: Context<DeskEnv>, desk: Desk, article: Article, copy: AskedCopy): Promise<Response> {
  const { form, version, continues, saved_at } = copy
  const typed = typedArticle(form, typedFrom(article, await besideOf(c.env.DB, article)))
  const editing = { article, version: article.version, picture: typedPicture(form), ...typedBeside(form), continues }
  if (version === article.version) return showEditor(c, desk, { ...editing, typed, continuedFrom: saved_at })
  const conflict = await conflictWith(c.env.DB, article, { typed, version })
  return showEditor(c, desk, { ...editing, typed: conflict.merged.typed, conflict, continuedFrom: saved_at })
}

articles.post('/:id{[0-9]+}', needs('write'), limitUpload, async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const saved = await saveForm(c, await deskOf(c), article, form)
  return saved instanceof Response ? saved : toEditor(c, saved, doneBySave(form))
})
