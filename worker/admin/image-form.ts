/** What the newsroom may say of a picture. A field that a form does not have stays as it is. */
import * as z from 'zod'
import { normaliseLine } from '../articles/article.ts'
import { textOf } from '../edge/form.ts'
import type { ImageWords } from '../media/changes.ts'
import type { Image } from '../schema.ts'
import type { Words } from '../text/words.ts'
import { may, type Person } from './access.ts'

const MAX_TEXT = 500

const line = z.string().transform(normaliseLine).pipe(z.string().max(MAX_TEXT))
const hundredths = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().max(100))
const ImageForm = z.object({
  alt: line.pipe(z.string().min(1)),
  caption: line,
  credit: line,
  focus_x: hundredths,
  focus_y: hundredths,
})

export type ImageField = keyof typeof ImageForm.shape
export const IMAGE_FIELDS = Object.keys(ImageForm.shape) as ImageField[]
export type TypedImage = Record<ImageField, string>
export type ImageErrors = Partial<Record<ImageField | 'file' | 'form', string>>

export function typedImage(image: Image, form?: FormData, name = (field: ImageField) => field as string): TypedImage {
  const typed = IMAGE_FIELDS.map((field) => [
    field,
    form?.has(name(field)) ? textOf(form, name(field)) : `${image[field]}`,
  ])
  return Object.fromEntries(typed) as TypedImage
}

/** Alt may stay empty where it was: who only moves the focal point is not held up. */
export function parseImage(
  image: Image,
  typed: TypedImage,
  words: Words,
): { ok: true; words: ImageWords } | { ok: false; errors: ImageErrors } {
  const says = words.desk.pictures.errors
  const isStillEmpty = !image.alt && !typed.alt.trim()
  const parsed = ImageForm.safeParse({ ...typed, ...(isStillEmpty && { alt: 'x' }) })
  if (parsed.success) return { ok: true, words: isStillEmpty ? { ...parsed.data, alt: '' } : parsed.data }
  const errors: ImageErrors = {}
  for (const { path, code } of parsed.error.issues) {
    const field = path[0] as ImageField
    if (code === 'too_big' && !field.startsWith('focus')) errors[field] ??= words.desk.edit.errors.too_long(MAX_TEXT)
    else errors[field] ??= field === 'alt' ? says.alt_missing : says.focus
  }
  return { ok: false, errors }
}

/** A contributor's picture is theirs until readers have seen it. */
export function mayChange(person: Person, image: Image): boolean {
  return may(person, 'edit') || (image.uploaded_by === person.email && !image.is_public)
}
