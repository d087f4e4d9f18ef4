/** The library of pictures. */

import { Hono } from 'hono'
import { ImageLibrary } from '../../templates/admin/images.tsx'
import { imagePath } from '../articles/article.ts'
import { textOf } from '../edge/form.ts'
import { FAILURES } from '../failures.ts'
import { findImage, listImages } from '../media/queries.ts'
import { thumbnailPath } from '../media/variants.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Image } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitUpload, readForm } from './desk.ts'
import { addPicture, figureLine, NO_PICTURE, typedPicture } from './pictures.ts'

export const images = new Hono<DeskEnv>()

images.get('/', needs('write'), async (c) => {
  const library = (await listImages(c.env.DB)).map((image) => ({ ...image, line: figureLine(image, 'centre') }))
  if (wantsJson(c)) return c.json({ images: library.map((image) => imageJson(image, image.line)) })
  const added = library.find((image) => image.id === c.req.query('added')) ?? null
  return c.html(<ImageLibrary desk={await deskOf(c)} images={library} added={added} typed={NO_PICTURE} errors={{}} />)
})

images.post('/', needs('write'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const added = await addPicture(c.env, form, c.var.person, desk.words, Date.now())
  if (added.ok) {
    const { image, line } = added
    if (!wantsJson(c)) return c.redirect(placeToReturn(form, image.id), 303)
    c.header('Location', imagePath(image))
    return c.json({ image: imageJson(image, line) }, 201)
  }
  const { reason, errors } = added
  const status = FAILURES[reason]
  if (wantsJson(c)) {
    return c.json(
      { error: { reason, message: Object.values(errors)[0] ?? desk.words.failures[reason], fields: errors } },
      status,
    )
  }
  const library = (await listImages(c.env.DB)).map((image) => ({ ...image, line: figureLine(image, 'centre') }))
  return c.html(
    <ImageLibrary desk={desk} images={library} added={null} typed={typedPicture(form)} errors={errors} />,
    status,
  )
})

images.get('/:id{[0-9a-f]{64}}', needs('write'), async (c) => {
  const image = await findImage(c.env.DB, c.req.param('id'))
  return image ? c.json({ image: imageJson(image, figureLine(image, 'centre')) }) : refuse(c, 'not_found')
})

/** The article it was uploaded for, where its newest picture is the first to be placed; otherwise the library. */
function placeToReturn(form: FormData, id: string): string {
  const article = textOf(form, 'article')
  return /^\d{1,15}$/.test(article) ? `/admin/articles/${article}#pictures` : `/admin/images?added=${id}`
}

function imageJson(image: Image, figure: string) {
  const { id, width, height, alt, caption, credit } = image
  return { id, url: imagePath(image), thumbnail: thumbnailPath(image), width, height, alt, caption, credit, figure }
}
