/**
 * A photo tells where it was taken, when, and with whose phone; readers get the picture, not that. Lossless: parts are
 * left out, no pixel is touched. Colour profile, animation, orientation and the EXIF credit (Artist, Copyright) stay.
 */
import { dissect, type Extension } from './anatomy.ts'
import { withExif } from './avif-exif.ts'
import { concat } from './bytes.ts'
import { creditOf } from './credit.ts'
import { dissectJpeg } from './jpeg.ts'
import { dissectWebp } from './webp.ts'

/** Null where the bytes are not a whole picture of that kind. What follows the picture's end is cut. Never throws. */
export function stripMetadata(bytes: Uint8Array, extension: Extension): Uint8Array<ArrayBuffer> | null {
  const kept = dissect[extension](bytes)?.kept
  return kept ? concat(kept) : null
}

/** By the type of what was made. */
const SIGNED: Record<string, [Extension, (bytes: Uint8Array, tiff: Uint8Array) => Uint8Array[] | null | undefined]> = {
  'image/jpeg': ['jpg', (bytes, tiff) => dissectJpeg(bytes, tiff)?.kept],
  'image/webp': ['webp', (bytes, tiff) => dissectWebp(bytes, tiff)?.kept],
  'image/avif': ['avif', withExif],
}

/** The same picture with whose it is in its file; as it came, where that cannot be written into it for certain. */
export function signed(bytes: Uint8Array<ArrayBuffer>, type: string, tiff: Uint8Array): Uint8Array<ArrayBuffer> {
  const [extension, write] = SIGNED[type] ?? []
  const parts = extension && write?.(bytes, tiff)
  if (!parts) return bytes
  const [was, is] = [dissect[extension](bytes), dissect[extension](concat(parts))]
  const isSame = is?.kept && is.width === was?.width && is.height === was.height && creditOf(is.told) !== ''
  return isSame ? concat(parts) : bytes
}
