/** The page on which an article is written, and the save that every one of its buttons begins with. */

import type { Context } from 'hono'
import { Editor } from '../../templates/admin/editor.tsx'
import { articlePath } from '../articles/article.ts'
import { hasCorrection, listCorrections } from '../articles/corrections.ts'
import { findArticle, saveArticle } from '../articles/drafts.ts'
import { withLists } from '../articles/publication.ts'
import { findRevision } from '../articles/revisions.ts'
import { findOriginal, pathOfOriginal } from '../articles/translation.ts'
import { parseSteps, readUnsaved, type SavedCopies, settleCopies } from '../articles/working-copies.ts'
import { textOf } from '../edge/form.ts'
import { type Listed, listTags, pageTags, purgeLater } from '../edge/page-cache.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { findImage } from '../media/queries.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Article } from '../schema.ts'
import { type DeskEnv, may, onlyBy, type Person } from './access.ts'
import {
  type Beside,
  bringsArticle,
  type EditorErrors,
  isSame,
  parseArticle,
  type TypedArticle,
  typedArticle,
  typedFrom,
} from './article-form.ts'
import { parseCorrection } from './correction-form.ts'
import type { Desk } from './desk.ts'
import { parseDiscussion, type TypedDiscussion, typedDiscussion } from './discussion-form.ts'
import { findDuplicates } from './duplicates.ts'
import { listHistory } from './history.ts'
import { type Merged, mergeArticles } from './merged.ts'
import { addPicture, figureLine, fileOf, NO_PICTURE, type TypedPicture, typedPicture, withFigure } from './pictures.ts'
import { nameOf, readForEditor } from './queries.ts'
import { listDoubts } from './readiness.ts'

/** What the page shows besides what there is to choose from. */
export interface Editing {
  /** Null before the first save. */
  article: Article | null
  typed: TypedArticle
  /** The one that the next save is made from. */
  version?: number
  /** Of the form of a new article. */
  nonce?: string
  picture?: TypedPicture
  /** When to publish, as typed. */
  at?: string
  /** What is put right, as typed. */
  correction?: string
  /** What is said with a step, as typed. */
  note?: string
  /** Whether it takes comments, as typed. */
  discussion?: TypedDiscussion
  errors?: EditorErrors
  conflict?: Conflict
  done?: Done
  fromRevision?: number
  /** The copies of what was typed that the form contains: `<key>.<step>`, with commas between them. */
  continues?: string
  /** When what the form continues was typed. */
  continuedFrom?: number
}

/** Somebody else's newer version, and how it goes together with what was typed. */
export interface Conflict {
  theirs: TypedArticle
  by: string
  at: number
  merged: Merged
}

export type Done = keyof Desk['words']['desk']['edit']['done']

export function mayRead(person: Person, article: Pick<Article, 'created_by'>): boolean {
  return may(person, 'edit') || (may(person, 'write') && article.created_by === person.email)
}

/** A contributor's article is theirs until an editor has taken it. */
export function maySave(person: Person, article: Pick<Article, 'created_by' | 'status'>): boolean {
  const isOpen = article.status === 'draft' || article.status === 'handed_in'
  return may(person, 'edit') || (mayRead(person, article) && isOpen)
}

/** The article of the path, or why this person does not get it. */
export async function findOwnArticle(c: Context<DeskEnv>): Promise<Article | Response> {
  const article = await findArticle(c.env.DB, Number(c.req.param('id')))
  if (!article) return refuse(c, 'not_found')
  return mayRead(c.var.person, article) ? article : refuse(c, 'not_allowed')
}

export async function showEditor(c: Context<DeskEnv>, desk: Desk, editing: Editing, reason?: FailureReason) {
  const { article, errors = {} } = editing
  const status = reason ? FAILURES[reason] : 200
  if (reason && wantsJson(c)) {
    const theirs = editing.conflict && article && { ...articleJson(article), ...editing.conflict.theirs }
    const message = errors.form ?? desk.words.failures[reason]
    return c.json({ error: { reason, message, fields: errors, ...(theirs && { theirs }) } }, status)
  }
  const { DB: db } = c.env
  const now = Date.now()
  const isOnSite = article?.status === 'published'
  const written = { ...editing.typed, id: article?.id ?? null }
  const [duplicates, choices, corrections, history, doubts, { copies, others }] = await Promise.all([
    isOnSite && !errors.slug ? [] : findDuplicates(db, written, onlyBy(c.var.person), now),
    readForEditor(db, article?.id ?? null),
    article ? listCorrections(db, article.id) : [],
    article ? listHistory(db, article.id) : [],
    article ? listDoubts(db, article, desk.site.origin) : [],
    readUnsaved(db, { person: c.var.person.email, articleId: article?.id ?? null, now }),
  ])
  const continued = parseSteps(editing.continues ?? '').map(({ key }) => key)
  return c.html(
    <Editor
      desk={desk}
      editing={{ picture: NO_PICTURE, ...editing }}
      {...choices}
      corrections={corrections}
      duplicates={duplicates}
      history={history}
      doubts={doubts}
      maySave={!article || maySave(c.var.person, article)}
      copies={copies.filter(({ key }) => !continued.includes(key))}
      others={others}
      copyKey={crypto.randomUUID()}
      now={now}
    />,
    status,
  )
}

/** Saves what a form brings. Anything but an article is the answer: what is wrong, with all that was typed. */
export async function saveForm(
  c: Context<DeskEnv>,
  desk: Desk,
  article: Article,
  form: FormData,
  { unlessSame = false, restores = null }: { unlessSame?: boolean; restores?: number | null } = {},
): Promise<Article | Response> {
  const { DB: db } = c.env
  const beside = await besideOf(db, article)
  const typed = typedArticle(form, typedFrom(article, beside))
  const version = Number(textOf(form, 'version')) || 0
  const again = (reason: FailureReason, more: Partial<Editing>) =>
    showEditor(c, desk, { article, typed, version, picture: typedPicture(form), ...typedBeside(form), ...more }, reason)
  if (!maySave(c.var.person, article)) return again('not_allowed', { errors: { form: desk.words.desk.edit.readOnly } })

  const told = parseCorrection(textOf(form, 'correction'), article, desk)
  if (!told.ok) return again(told.reason, { errors: told.errors })
  const { note } = told
  const chosen = parseDiscussion(form, article, desk)
  if (!chosen.ok) return again(chosen.reason, { errors: chosen.errors })
  const { discussion } = chosen
  const read = await readArticle(c, desk, form, typed, article.id)
  if (!read.ok) return again(read.reason, { errors: read.errors })
  // Readers have it, or will have it at its time without anybody looking at it once more.
  if (!read.draft.body && (article.status === 'published' || article.status === 'scheduled'))
    return again('invalid', { errors: { body: desk.words.desk.workflow.errors.emptied } })
  const copies = copiesIn(form, c.var.person)
  if (unlessSame && !note && !discussion && version === article.version && isSame(read.draft, article, beside)) {
    await settleCopies(db, article, copies, Date.now())
    return article
  }

  const before = article.status === 'published' ? await withLists(db, [article]) : []
  const saved = await saveArticle(db, article, version, read.draft, c.var.person.email, Date.now(), {
    correction: note,
    discussion,
    copies,
    restores,
  })
  if (saved.ok) {
    await purgeSaved(c.env, before, saved.article)
    return saved.article
  }
  if (saved.reason === 'version_conflict') {
    const { theirs } = saved
    // A second click on the same button: what it says already stands.
    const isSaved = version > 0 && theirs.version > version && isSame(read.draft, theirs, await besideOf(db, theirs))
    if (isSaved && (!note || (await hasCorrection(db, theirs.id, note)))) {
      // The answer to the first may have got lost before its purge was asked for.
      await purgeSaved(c.env, before, theirs)
      return theirs
    }
    const conflict = await conflictWith(db, theirs, { typed: { ...typed, body: read.draft.body }, version })
    return again('version_conflict', {
      article: theirs,
      typed: conflict.merged.typed,
      version: theirs.version,
      picture: NO_PICTURE,
      conflict,
    })
  }
  return again(saved.reason, { errors: errorsOf(saved.reason, desk) })
}

type Read = { ok: true; draft: Extract<ReturnType<typeof parseArticle>, { ok: true }>['draft'] } | NotRead
type NotRead = { ok: false; reason: FailureReason; errors: EditorErrors }

/** The article with what a form brings of it, if anything. */
export async function savedFirst(c: Context<DeskEnv>, desk: Desk, article: Article, form: FormData) {
  return bringsArticle(form) ? saveForm(c, desk, article, form, { unlessSame: true }) : article
}

/** What stands on the page and is no part of the article, as typed. */
export function typedBeside(form: FormData): Pick<Editing, 'at' | 'correction' | 'note' | 'discussion' | 'continues'> {
  const discussion = typedDiscussion(form)
  return {
    at: textOf(form, 'at'),
    correction: textOf(form, 'correction'),
    note: textOf(form, 'note'),
    continues: parseSteps(`${textOf(form, 'continues')},${textOf(form, 'copy')}.${textOf(form, 'copy_step')}`)
      .map(({ key, step }) => `${key}.${step}`)
      .join(),
    ...(discussion && { discussion }),
  }
}

/** The copies of what was typed that a form brings to be saved. */
export function copiesIn(form: FormData, { email }: Person): SavedCopies {
  const [own = null] = parseSteps(`${textOf(form, 'copy')}.${textOf(form, 'copy_step')}`)
  return { person: email, own, continues: parseSteps(textOf(form, 'continues')) }
}

/** An article as a form brings it, with the picture that comes along in its text. @param id null before its first save */
export async function readArticle(
  c: Context<DeskEnv>,
  desk: Desk,
  form: FormData,
  typed: TypedArticle,
  id: number | null,
): Promise<Read> {
  const { DB: db } = c.env
  const original = await findOriginal(db, typed.translation_of, { id, lang: typed.lang }, onlyBy(c.var.person))
  const parsed = parseArticle(typed, desk, { ...(await readForEditor(db, null)), original })
  if (!parsed.ok) return { ok: false, reason: 'invalid', errors: parsed.errors }
  const placed = await placedFigure(c, desk, form)
  if (!placed.ok) return placed
  if (!placed.line) return parsed
  return { ok: true, draft: { ...parsed.draft, body: withFigure(parsed.draft.body, placed.line) } }
}

/** The line of the picture that a form uploads, or of the one that its button places. */
async function placedFigure(c: Context<DeskEnv>, { words }: Desk, form: FormData) {
  if (fileOf(form)) return addPicture(c.env, form, c.var.person, words, Date.now())
  const id = textOf(form, 'place')
  if (!id) return { ok: true as const, line: null }
  const image = await findImage(c.env.DB, id)
  if (image) return { ok: true as const, line: figureLine(image, typedPicture(form).align) }
  const errors: EditorErrors = { file: words.desk.pictures.errors.gone }
  return { ok: false as const, reason: 'invalid' as const, errors }
}

export function errorsOf(reason: 'slug_taken' | 'invalid', { words }: Desk): EditorErrors {
  const says = words.desk.edit.errors
  return reason === 'slug_taken' ? { slug: says.slug_taken } : { section: says.section_missing }
}

/** Whether a save put a picture into the text: its writer is told where it is. */
export function doneBySave(form: FormData): Done {
  return fileOf(form) || textOf(form, 'place') ? 'picture' : 'saved'
}

export async function besideOf(db: Env['DB'], article: Article): Promise<Beside> {
  const revision = await findRevision(db, article.id, article.version)
  return { tags: revision?.tags ?? '', original: await pathOfOriginal(db, article) }
}

/** @param mine what was typed, and the version that it began from */
export async function conflictWith(
  db: Env['DB'],
  article: Article,
  mine: { typed: TypedArticle; version: number },
): Promise<Conflict> {
  const [revision, base] = await Promise.all([
    findRevision(db, article.id, article.version),
    findRevision(db, article.id, mine.version),
  ])
  const theirs = typedFrom(article, await besideOf(db, article))
  const before = base && typedFrom(base, { tags: base.tags, original: await pathOfOriginal(db, base) })
  return {
    theirs,
    by: await nameOf(db, revision?.saved_by ?? article.created_by),
    at: revision?.saved_at ?? article.created_at,
    merged: await mergeArticles(before, mine.typed, theirs),
  }
}

/** @param before the article as readers had it, with its tags; empty where they had none of it */
async function purgeSaved(env: Env, before: Listed[], saved: Article): Promise<void> {
  const [was] = before
  if (!was) return
  const left = was.section === saved.section ? [] : [pageTags.articlesOf(was.section)]
  const now = await withLists(env.DB, [saved])
  await purgeLater(env.PURGES, [...listTags(...before, ...now), ...left])
}

export function articleJson(article: Article) {
  const { id, version, status } = article
  return { id, version, status, path: articlePath(article) }
}

/** Back to the article, with a word on what was done. */
export function toEditor(c: Context<DeskEnv>, article: Article, done: Done) {
  const location = `/admin/articles/${article.id}?done=${done}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ article: articleJson(article) }, 303)
}
