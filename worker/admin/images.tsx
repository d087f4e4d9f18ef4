/** The library of pictures: what is found in it, and what is added to it. */

import { type Context, Hono } from 'hono'
import { ImageLibrary } from '../../templates/admin/images.tsx'
import { imagePath } from '../articles/article.ts'
import { textOf } from '../edge/form.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { LIBRARY_FILTERS, type LibraryQuery, listLibrary, listNamed } from '../media/library.ts'
import { thumbnailPath } from '../media/variants.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Image } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitUpload, readForm } from './desk.ts'
import { addPicture, figureLine, filesOf, formOfOne } from './pictures.ts'

export const images = new Hono<DeskEnv>()

/** What came with one form, or did not. */
export interface Answered {
  added: Image[]
  refused: { name: string; message: string }[]
}

/** Of one form: more would be more than a request may take. */
const MOST_FILES = 20
const NONE: Answered = { added: [], refused: [] }

images.get('/', needs('write'), async (c) => {
  const query = queryOf(c)
  const { images, older } = await listLibrary(c.env.DB, query)
  if (wantsJson(c)) return c.json({ images: images.map(imageJson), older })
  const added = await listNamed(c.env.DB, (c.req.query('added') ?? '').split('.').slice(0, MOST_FILES))
  return showLibrary(c, { added, refused: [] })
})

images.post('/', needs('write'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const files = filesOf(form)
  if (files.length > 1) return addSeveral(c, form, files.slice(0, MOST_FILES))

  const { words } = await deskOf(c)
  const added = await addPicture(c.env, form, c.var.person, words, Date.now())
  if (added.ok) {
    if (!wantsJson(c)) return c.redirect(placeToReturn(form, [added.image]), 303)
    c.header('Location', imagePath(added.image))
    return c.json({ image: { ...imageJson(added.image), figure: added.line } }, 201)
  }
  const { reason, errors } = added
  const message = errors.file ?? Object.values(errors)[0] ?? words.failures[reason]
  if (wantsJson(c)) return c.json({ error: { reason, message, fields: errors } }, FAILURES[reason])
  return showLibrary(c, { added: [], refused: [{ name: files[0]?.name ?? '', message }] }, reason)
})

/** Each on its own: what is wrong with one keeps no other out. */
async function addSeveral(c: Context<DeskEnv>, form: FormData, files: File[]): Promise<Response> {
  const { words } = await deskOf(c)
  const answered: Answered = { added: [], refused: [] }
  let reason: FailureReason = 'invalid'
  for (const file of files) {
    const added = await addPicture(c.env, formOfOne(form, file), c.var.person, words, Date.now())
    if (added.ok) answered.added.push(added.image)
    else {
      reason = added.reason
      answered.refused.push({ name: file.name, message: added.errors.file ?? words.failures[added.reason] })
    }
  }
  const isAll = answered.refused.length === 0
  if (wantsJson(c)) {
    return c.json({ images: answered.added.map(imageJson), refused: answered.refused }, isAll ? 201 : FAILURES[reason])
  }
  return isAll ? c.redirect(placeToReturn(form, answered.added), 303) : showLibrary(c, answered, reason)
}

export async function showLibrary(c: Context<DeskEnv>, answered: Answered = NONE, reason?: FailureReason) {
  const query = queryOf(c)
  const [desk, page] = await Promise.all([deskOf(c), listLibrary(c.env.DB, query)])
  const done = (['described', 'deleted'] as const).find((what) => what === c.req.query('done')) ?? null
  const shown = { query, ...page, answered, done, isFirst: !c.req.query('before') }
  return c.html(<ImageLibrary desk={desk} {...shown} />, reason ? FAILURES[reason] : 200)
}

function queryOf(c: Context<DeskEnv>): LibraryQuery {
  const before = Number(c.req.query('before'))
  return {
    words: (c.req.query('q') ?? '').slice(0, 200),
    filter: LIBRARY_FILTERS.find((filter) => filter === c.req.query('filter')) ?? 'all',
    person: c.var.person.email,
    before: Number.isSafeInteger(before) && before > 0 ? before : Number.MAX_SAFE_INTEGER,
  }
}

/** The article it was uploaded for, where its newest picture is the first to be placed; otherwise the library. */
function placeToReturn(form: FormData, added: Image[]): string {
  const article = textOf(form, 'article')
  if (/^\d{1,15}$/.test(article)) return `/admin/articles/${article}#pictures`
  return `/admin/images?added=${added.map(({ id }) => id).join('.')}`
}

export function imageJson(image: Image) {
  const { id, width, height, alt, caption, credit, focus_x, focus_y } = image
  const shown = { id, url: imagePath(image), thumbnail: thumbnailPath(image), width, height }
  return { ...shown, alt, caption, credit, focus_x, focus_y, figure: figureLine(image, 'centre') }
}
