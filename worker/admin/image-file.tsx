/** One picture: what it says, where it is used, what becomes of it. */

import { type Context, Hono } from 'hono'
import { ImagePage } from '../../templates/admin/image.tsx'
import { renderAnew } from '../articles/rerendering.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { changeImage, deleteImage } from '../media/changes.ts'
import { IMAGE_TYPES } from '../media/image.ts'
import { findUses, isTaken, isUsed } from '../media/library.ts'
import { findImage, imageKey } from '../media/queries.ts'
import { continueReplacements, findReplacement, listsWith, replaceImage } from '../media/replacement.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Image } from '../schema.ts'
import { type DeskEnv, may, needs } from './access.ts'
import { deskOf, limitForm, limitUpload, readForm } from './desk.ts'
import { type ImageErrors, mayChange, parseImage, type TypedImage, typedImage } from './image-form.ts'
import { imageJson, showLibrary } from './images.tsx'
import { addPicture, figureLine } from './pictures.ts'
import { listActsOn, nameOf } from './queries.ts'

export const imageFiles = new Hono<DeskEnv>()

const ONE = '/:id{[0-9a-f]{64}}'

imageFiles.get(ONE, needs('write'), async (c) => {
  const image = await findOne(c)
  if (image instanceof Response) return image
  return wantsJson(c) ? c.json({ image: imageJson(image) }) : showImage(c, image)
})

imageFiles.post(ONE, needs('write'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  return textOf(form, '_method') === 'DELETE' ? remove(c) : reword(c, form)
})

imageFiles.delete(ONE, needs('write'), (c) => remove(c))

imageFiles.get(`${ONE}/original`, needs('write'), async (c) => {
  const image = await findOne(c)
  if (image instanceof Response) return image
  const object = await c.env.MEDIA.get(imageKey(image))
  if (!object) return refuse(c, 'not_found')
  return c.body(object.body, 200, {
    'Content-Type': IMAGE_TYPES[image.extension],
    'Content-Length': String(object.size),
    'Content-Disposition': `attachment; filename="${image.name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
})

imageFiles.post(`${ONE}/replacement`, needs('edit'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const image = await findOne(c)
  if (image instanceof Response) return image
  const desk = await deskOf(c)
  form.delete('alt')
  const added = await addPicture(c.env, form, c.var.person, desk.words, Date.now())
  if (!added.ok) return showImage(c, image, { errors: added.errors as ImageErrors, reason: added.reason })
  if (added.image.id === image.id) {
    return showImage(c, image, { errors: { file: desk.words.desk.pictures.one.same }, reason: 'invalid' })
  }
  const now = Date.now()
  await replaceImage(c.env.DB, image, added.image, c.var.person.email, now)
  await continueReplacements(c.env, now)
  await purgeLater(c.env.PURGES, await listsWith(c.env.DB, added.image.id))
  return done(c, added.image, 'replaced')
})

/** The words of several at once, as they are written after an upload: `alt.<id>`. */
imageFiles.post('/descriptions', needs('write'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const { words } = await deskOf(c)
  const missing: Image[] = []
  const refused: { name: string; message: string }[] = []
  for (const id of new Set(form.getAll('id').slice(0, 50))) {
    const image = await findImage(c.env.DB, String(id))
    if (!image || !(await mayChangeNow(c, image))) continue
    const parsed = parseImage(
      image,
      typedImage(image, form, (field) => `${field}.${image.id}`),
      words,
    )
    if (parsed.ok) await changeImage(c.env.DB, image, parsed.words, c.var.person.email, Date.now())
    else {
      missing.push(image)
      refused.push({ name: image.name, message: Object.values(parsed.errors)[0] ?? words.failures.invalid })
    }
  }
  await renderAnew(c.env)
  if (refused.length > 0) {
    if (wantsJson(c)) return c.json({ refused }, FAILURES.invalid)
    return showLibrary(c, { added: missing, refused }, 'invalid')
  }
  return wantsJson(c) ? c.json({}) : c.redirect('/admin/images?done=described', 303)
})

async function findOne(c: Context<DeskEnv>): Promise<Image | Response> {
  return (await findImage(c.env.DB, c.req.param('id') ?? '')) ?? refuse(c, 'not_found')
}

/** What an editor has scheduled is not reworded by its contributor: readers would get what nobody has looked at. */
async function mayChangeNow(c: Context<DeskEnv>, image: Image): Promise<boolean> {
  const { person } = c.var
  return mayChange(person, image) && (may(person, 'edit') || !(await isTaken(c.env.DB, image.id)))
}

async function reword(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const image = await findOne(c)
  if (image instanceof Response) return image
  if (!(await mayChangeNow(c, image))) return refuse(c, 'not_allowed')
  const { words } = await deskOf(c)
  const typed = typedImage(image, form)
  const parsed = parseImage(image, typed, words)
  if (!parsed.ok) return showImage(c, image, { typed, errors: parsed.errors, reason: 'invalid' })
  await changeImage(c.env.DB, image, parsed.words, c.var.person.email, Date.now())
  // Also where it says so already: the answer to the first try may have got lost before its purge was asked for.
  await renderAnew(c.env)
  await purgeLater(c.env.PURGES, await listsWith(c.env.DB, image.id))
  return done(c, { ...image, ...parsed.words }, 'saved')
}

async function remove(c: Context<DeskEnv>): Promise<Response> {
  const image = await findOne(c)
  if (image instanceof Response) return image
  if (!(await mayChangeNow(c, image))) return refuse(c, 'not_allowed')
  if (!(await deleteImage(c.env, image, c.var.person.email, Date.now()))) {
    const { words } = await deskOf(c)
    return showImage(c, image, { errors: { form: words.failures.image_in_use }, reason: 'image_in_use' })
  }
  await purgeLater(c.env.PURGES, [pageTags.image(image.id)])
  return wantsJson(c) ? c.json({ image: { id: image.id } }) : c.redirect('/admin/images?done=deleted', 303)
}

function done(c: Context<DeskEnv>, image: Image, what: 'saved' | 'replaced') {
  if (!wantsJson(c)) return c.redirect(`/admin/images/${image.id}?done=${what}`, 303)
  return c.json({ image: imageJson(image) })
}

interface Again {
  typed?: TypedImage
  errors?: ImageErrors
  reason?: FailureReason
}

async function showImage(c: Context<DeskEnv>, image: Image, { typed, errors = {}, reason }: Again = {}) {
  const { person } = c.var
  const [desk, uses, replacement, acts, by, mayChangeIt] = await Promise.all([
    deskOf(c),
    findUses(c.env.DB, image.id),
    findReplacement(c.env.DB, image.id),
    listActsOn(c.env.DB, `image:${image.id}`),
    nameOf(c.env.DB, image.uploaded_by),
    mayChangeNow(c, image),
  ])
  // What somebody else is still writing is theirs.
  const own = uses.articles.filter(
    ({ created_by, status }) => may(person, 'edit') || created_by === person.email || status === 'published',
  )
  if (reason && wantsJson(c)) {
    const message = Object.values(errors)[0] ?? desk.words.failures[reason]
    const articles = own.map(({ id, headline, status }) => ({ id, headline, status }))
    const used = reason === 'image_in_use' && { articles, authors: uses.authors, unsaved: uses.unsaved }
    return c.json({ error: { reason, message, fields: errors, ...used } }, FAILURES[reason])
  }
  const done = c.req.query('done')
  return c.html(
    <ImagePage
      desk={desk}
      image={image}
      by={by}
      typed={typed ?? typedImage(image)}
      errors={errors}
      uses={{ ...uses, articles: own }}
      isUsed={isUsed(uses)}
      replacement={replacement}
      acts={acts}
      line={figureLine(image, 'centre')}
      mayChange={mayChangeIt}
      done={done === 'saved' || done === 'replaced' ? done : null}
    />,
    reason ? FAILURES[reason] : 200,
  )
}
