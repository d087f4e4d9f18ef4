/** A picture on its way from a form into the library and into a text. */
import { textOf } from '../edge/form.ts'
import type { EpochMs } from '../env.ts'
import type { FailureReason } from '../failures.ts'
import { makeVariantsLater } from '../media/consumer.ts'
import { storeImage } from '../media/queries.ts'
import type { Image } from '../schema.ts'
import { ALIGNMENTS } from '../text/figure.ts'
import { normalise } from '../text/vietnamese.ts'
import type { Words } from '../text/words.ts'
import type { Person } from './access.ts'
import type { EditorErrors } from './article-form.ts'

export interface TypedPicture {
  alt: string
  caption: string
  credit: string
  align: string
  /** A browser does not send a chosen file twice: where the form comes back, it has to be chosen again. */
  hadFile: boolean
}

export type AddedPicture =
  | { ok: true; image: Image; line: string }
  | { ok: false; reason: FailureReason; errors: EditorErrors }

export const NO_PICTURE: TypedPicture = { alt: '', caption: '', credit: '', align: 'centre', hadFile: false }
const MAX_TEXT = 500

export function typedPicture(form: FormData): TypedPicture {
  const align = textOf(form, 'align')
  return {
    alt: textOf(form, 'alt'),
    caption: textOf(form, 'caption'),
    credit: textOf(form, 'credit'),
    align: ALIGNMENTS.includes(align) ? align : 'centre',
    hadFile: fileOf(form) !== null,
  }
}

/** The file that a form brings, if one was chosen. */
export function fileOf(form: FormData): File | null {
  const file = form.get('file')
  return file instanceof File && file.size > 0 ? file : null
}

/** All of them, as a form without a script sends them: `file` once for each. */
export function filesOf(form: FormData): File[] {
  return form.getAll('file').filter((file): file is File => file instanceof File && file.size > 0)
}

/** A picture of several, which share a credit and are described afterwards. */
export function formOfOne(form: FormData, file: File): FormData {
  const one = new FormData()
  one.set('file', file)
  one.set('credit', textOf(form, 'credit'))
  return one
}

/** Stores what a form brings. Fails: `invalid` where the file is missing or alt is left empty, and what `storeImage` refuses. */
export async function addPicture(
  env: Pick<Env, 'MEDIA' | 'DB' | 'IMAGES' | 'IMAGE_VARIANTS'>,
  form: FormData,
  by: Person,
  words: Words,
  now: EpochMs,
): Promise<AddedPicture> {
  const says = words.desk.pictures.errors
  const { align, alt, caption, credit } = typedPicture(form)
  const texts = { alt, caption, credit }
  const file = fileOf(form)
  const errors: EditorErrors = {}
  // A form asks for it; a program that uploads first and asks later does not send the field.
  if (form.has('alt') && !alt.trim()) errors.alt = says.alt_missing
  for (const field of ['alt', 'caption', 'credit'] as const) {
    if (texts[field].length > MAX_TEXT) errors[field] = words.desk.edit.errors.too_long(MAX_TEXT)
  }
  if (!file) errors.file = says.file_missing
  if (!file || Object.keys(errors).length > 0) return { ok: false, reason: 'invalid', errors }

  const upload = { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name, ...texts }
  const stored = await storeImage(env, upload, by.email, now)
  if (!stored.ok) return { ok: false, reason: stored.reason, errors: { file: words.failures[stored.reason] } }
  const { variants } = stored.image
  // Uploaded once more, one that was given up is tried once more.
  if (variants === 'waiting' || variants === 'failed') await makeVariantsLater(env.IMAGE_VARIANTS, stored.image)
  return { ok: true, image: stored.image, line: figureLine(stored.image, align, texts) }
}

type PictureTexts = Pick<Image, 'alt' | 'caption' | 'credit'>

/**
 * The caption always stands in the line, so that a writer knows which picture it is; credit and alt are the picture's own
 * unless these are others.
 */
export function figureLine(
  image: Pick<Image, 'id'> & PictureTexts,
  align: string,
  texts: PictureTexts = image,
): string {
  const plain = (field: keyof PictureTexts) => normalise(texts[field]).replace(/\s+/g, ' ')
  const caption = (plain('caption') || image.caption).replace(/[\\[\]*_`<]/g, '\\$&')
  const attribute = (name: 'alt' | 'credit') => {
    const text = plain(name)
    return text && text !== image[name] ? ` ${name}="${text.replace(/["&]/g, reference)}"` : ''
  }
  return `::figure${caption && `[${caption}]`}{image="${image.id}" align="${align}"${attribute('credit')}${attribute('alt')}}`
}

function reference(character: string): string {
  return character === '"' ? '&quot;' : '&amp;'
}

/** With the line as a paragraph of its own at the end. @param body as it is stored, without blanks around it */
export function withFigure(body: string, line: string): string {
  return body ? `${body}\n\n${line}` : line
}
