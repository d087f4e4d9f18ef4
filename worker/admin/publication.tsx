/** What becomes of an article: handed in, sent back, published, scheduled, withdrawn. Each button saves first what it was pressed over. */

import { type Context, Hono } from 'hono'
import { MAX_NOTE_LENGTH, NoteForm } from '../articles/article.ts'
import { handIn, publishArticle, sendBack, takeBack, withdrawArticle, withLists } from '../articles/publication.ts'
import { textOf } from '../edge/form.ts'
import { listTags, pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import { refuse } from '../refusal.tsx'
import type { Article } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { type EditorErrors, typedArticle, typedFrom } from './article-form.ts'
import { type Desk, deskOf, limitUpload, readForm } from './desk.ts'
import { besideOf, findOwnArticle, maySave, savedFirst, showEditor, toEditor, typedBeside } from './editing.tsx'
import { typedPicture } from './pictures.ts'
import { parseTime } from './time.ts'

export const publication = new Hono<DeskEnv>()

publication.post('/:id{[0-9]+}/submission', needs('write'), limitUpload, async (c) => {
  const read = await readRequest(c)
  if (read instanceof Response) return read
  return textOf(read.form, '_method') === 'DELETE' ? giveBack(c, read) : submit(c, read)
})

publication.delete('/:id{[0-9]+}/submission', needs('write'), limitUpload, async (c) => {
  const read = await readRequest(c)
  return read instanceof Response ? read : giveBack(c, read)
})

publication.post('/:id{[0-9]+}/return', needs('edit'), limitUpload, async (c) => {
  const asked = await readRequest(c)
  if (asked instanceof Response) return asked
  const note = noteOf(asked, asked.article.status === 'handed_in')
  if (!note.ok) return notNow(c, asked, seenVersion(asked), 'invalid', { note: note.error })
  const article = await savedFirst(c, asked.desk, asked.article, asked.form)
  if (article instanceof Response) return article

  const sent = await sendBack(c.env.DB, article.id, { note: note.text, by: c.var.person.email })
  if (sent.ok) return toEditor(c, sent.article, article.status === 'handed_in' ? 'sent_back' : 'reopened')
  const errors = { form: asked.desk.words.desk.workflow.errors.nothing_to_send_back }
  return notNow(c, { ...asked, article }, article.version, 'not_publishable', errors)
})

publication.post('/:id{[0-9]+}/publication', needs('publish'), limitUpload, async (c) => {
  const read = await readRequest(c)
  if (read instanceof Response) return read
  return textOf(read.form, '_method') === 'DELETE' ? withdraw(c, read) : publish(c, read)
})

publication.delete('/:id{[0-9]+}/publication', needs('publish'), limitUpload, async (c) => {
  const read = await readRequest(c)
  return read instanceof Response ? read : withdraw(c, read)
})

interface Asked {
  article: Article
  form: FormData
  desk: Desk
}

async function readRequest(c: Context<DeskEnv>): Promise<Asked | Response> {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const form = await readForm(c)
  return form ? { article, form, desk: await deskOf(c) } : refuse(c, 'bad_form')
}

async function submit(c: Context<DeskEnv>, asked: Asked): Promise<Response> {
  const { desk, form } = asked
  if (!maySave(c.var.person, asked.article)) return refuse(c, 'not_allowed')
  const note = noteOf(asked, false)
  if (!note.ok) return notNow(c, asked, seenVersion(asked), 'invalid', { note: note.error })
  const article = await savedFirst(c, desk, asked.article, form)
  if (article instanceof Response) return article

  const handed = await handIn(c.env.DB, article.id, { note: note.text, by: c.var.person.email })
  if (handed.ok) return toEditor(c, handed.article, 'handed_in')
  if (article.status === 'handed_in') return toEditor(c, article, 'handed_in')
  const errors = { form: desk.words.desk.edit.errors.nothing_to_hand_in }
  return notNow(c, { article, form, desk }, article.version, 'not_publishable', errors)
}

/** To its writer, who asked for it; an editor sends it back with a note. */
async function giveBack(c: Context<DeskEnv>, { article: asked, desk, form }: Asked): Promise<Response> {
  if (!maySave(c.var.person, asked)) return refuse(c, 'not_allowed')
  const article = await savedFirst(c, desk, asked, form)
  if (article instanceof Response) return article
  const taken = await takeBack(c.env.DB, article.id, { by: c.var.person.email })
  if (taken.ok) return toEditor(c, taken.article, 'taken_back')
  const errors = { form: desk.words.desk.workflow.errors.nothing_to_take_back }
  return notNow(c, { article, form, desk }, article.version, 'not_publishable', errors)
}

async function publish(c: Context<DeskEnv>, asked: Asked): Promise<Response> {
  const { desk, form } = asked
  const says = desk.words.desk.edit.errors
  const now = Date.now()
  const time = timeOf(form, desk, now)
  if (!time.ok) return notNow(c, asked, seenVersion(asked), 'invalid', { at: time.error })
  const article = await savedFirst(c, desk, asked.article, form)
  if (article instanceof Response) return article
  const saved = { article, form, desk }
  if (!article.body) return notNow(c, saved, article.version, 'not_publishable', { body: says.body_missing })

  const version = article === asked.article ? seenVersion(asked) : article.version
  const published = await publishArticle(c.env.DB, article.id, {
    at: time.at,
    version,
    now,
    by: c.var.person.email,
  })
  if (!published.ok) {
    const wasLater = published.reason === 'not_publishable' && article.status === 'published'
    return notNow(c, saved, article.version, published.reason, wasLater ? { at: says.already_published } : {})
  }
  if (published.article.status === 'scheduled') return toEditor(c, published.article, 'scheduled')
  // A published one under another date leaves the month that it stood in.
  await purgeLater(c.env.PURGES, listTags(...(await withLists(c.env.DB, [article, published.article]))))
  return toEditor(c, published.article, 'published')
}

/** The page goes before the text is saved: what was about to be withdrawn is not shown in a newer form first. */
async function withdraw(c: Context<DeskEnv>, asked: Asked): Promise<Response> {
  const { article, form, desk } = asked
  const withdrawn = await withdrawArticle(c.env.DB, article.id, { by: c.var.person.email })
  if (!withdrawn.ok) {
    // The answer to the first try may have got lost before its purge was asked for.
    if (article.status === 'withdrawn' || article.status === 'published') await purgeWithdrawn(c, desk, article)
    const errors = { form: desk.words.desk.edit.errors.nothing_to_withdraw }
    return notNow(c, asked, seenVersion(asked), withdrawn.reason, errors)
  }
  await purgeWithdrawn(c, desk, withdrawn.article)
  const saved = await savedFirst(c, desk, withdrawn.article, form)
  return saved instanceof Response ? saved : toEditor(c, saved, article.status === 'scheduled' ? 'draft' : 'withdrawn')
}

async function purgeWithdrawn(c: Context<DeskEnv>, desk: Desk, article: Article): Promise<void> {
  const listed = await withLists(c.env.DB, [article])
  // "Read more" goes by tags too: articles of any section may name it.
  const naming = desk.site.sections.map(({ slug }) => pageTags.articlesOf(slug))
  await purgeLater(c.env.PURGES, [...listTags(...listed), ...naming])
}

type Time = { ok: true; at: number | null } | { ok: false; error: string }

/** `timing` is the button pressed: «now» does not look at the field beside it, «later» needs it. */
function timeOf(form: FormData, { site, words }: Desk, now: number): Time {
  const says = words.desk.edit.errors
  const timing = textOf(form, 'timing')
  const typed = textOf(form, 'at').trim()
  if (timing === 'now' || (!typed && timing !== 'later')) return { ok: true, at: null }
  if (!typed) return { ok: false, error: says.at_missing }
  const at = parseTime(typed, site.settings.time_zone)
  if (at === null) return { ok: false, error: says.at_invalid }
  return timing === 'later' && at <= now ? { ok: false, error: says.at_past } : { ok: true, at }
}

type Note = { ok: true; text: string } | { ok: false; error: string }

function noteOf({ form, desk: { words } }: Asked, isNeeded: boolean): Note {
  const parsed = NoteForm.safeParse(textOf(form, 'note'))
  if (!parsed.success) return { ok: false, error: words.desk.edit.errors.too_long(MAX_NOTE_LENGTH) }
  if (isNeeded && !parsed.data) return { ok: false, error: words.desk.workflow.errors.note_missing }
  return { ok: true, text: parsed.data }
}

/** The version that a form was made from; of a program that does not say, what is there. */
function seenVersion({ form, article }: Asked): number {
  return textOf(form, 'version') ? Number(textOf(form, 'version')) || 0 : article.version
}

/** The page once more, with what was typed and why it did not happen. @param version that the next save is made from */
async function notNow(
  c: Context<DeskEnv>,
  { article, form, desk }: Asked,
  version: number,
  reason: FailureReason,
  errors: EditorErrors,
) {
  const typed = typedArticle(form, typedFrom(article, await besideOf(c.env.DB, article)))
  const editing = { article, typed, version, picture: typedPicture(form), ...typedBeside(form) }
  const said = Object.keys(errors).length > 0 ? errors : { form: desk.words.failures[reason] }
  return showEditor(c, desk, { ...editing, errors: said }, reason)
}
