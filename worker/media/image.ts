/** What counts as a picture. Judged by its bytes, never by its name, and before anything decodes it. */
import { slugify } from '../text/vietnamese.ts'
import { dissect, type Extension } from './anatomy.ts'
import { brandsOf } from './avif.ts'
import { startsWith } from './bytes.ts'
import { creditOf } from './credit.ts'

export type { Extension } from './anatomy.ts'

/** Limits of the Images binding, developers.cloudflare.com/images/, and of what a person would wait for. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024
export const MAX_IMAGE_PIXELS = 50_000_000

export type ReadImage =
  | { ok: true; extension: Extension; type: string; width: number; height: number; isFilm: boolean; credit: string }
  | { ok: false; reason: ImageFailure }

/** `image_heic`: what iPhones make where nobody told them otherwise, and no browser but Safari shows. */
export type ImageFailure = 'unsupported_image' | 'image_heic' | 'image_too_large' | 'image_broken'

/** Width and height are those of the picture as it is shown, upright. Never throws. */
export function readImage(bytes: Uint8Array): ReadImage {
  const extension = extensionOf(bytes)
  if (!extension) return { ok: false, reason: isHeic(bytes) ? 'image_heic' : 'unsupported_image' }
  if (bytes.length > MAX_IMAGE_BYTES) return { ok: false, reason: 'image_too_large' }

  const anatomy = dissect[extension](bytes)
  if (!anatomy) return { ok: false, reason: 'image_broken' }
  const { width, height, orientation, isFilm, told } = anatomy
  if (Math.max(width * height, anatomy.decoded ?? 0) > MAX_IMAGE_PIXELS) return { ok: false, reason: 'image_too_large' }
  if (!anatomy.kept) return { ok: false, reason: 'image_broken' }

  const upright = orientation >= 5 ? { width: height, height: width } : { width, height }
  return { ok: true, extension, type: IMAGE_TYPES[extension], ...upright, isFilm, credit: creditOf(told) }
}

export const IMAGE_TYPES: Record<Extension, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
}

/** The last part of the picture's address: `Ảnh bến đò.JPEG` is `anh-ben-do.jpg`. */
export function storeName(fileName: string, extension: Extension): string {
  const base = fileName.replace(/^.*[\\/]/s, '').replace(/\.[^.]*$/, '')
  return `${slugify(base, 60) || 'anh'}.${extension}`
}

function extensionOf(bytes: Uint8Array): Extension | null {
  if (startsWith(bytes, '\xff\xd8\xff')) return 'jpg'
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp'
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif'
  return brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis') ? 'avif' : null
}

function isHeic(bytes: Uint8Array): boolean {
  return brandsOf(bytes).some((brand) => /^(he[iv][cxsm]|mif1|msf1)$/.test(brand))
}
