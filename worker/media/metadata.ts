/**
 * A photo tells where it was taken, when, and with whose phone; readers get the picture, not that. Lossless: parts are
 * left out, no pixel is touched. Colour profile, animation, orientation and the EXIF credit (Artist, Copyright) stay.
 */
import { dissect, type Extension } from './anatomy.ts'
import { concat } from './bytes.ts'

/** Null where the bytes are not a whole picture of that kind. What follows the picture's end is cut. Never throws. */
export function stripMetadata(bytes: Uint8Array, extension: Extension): Uint8Array<ArrayBuffer> | null {
  const kept = dissect[extension](bytes)?.kept
  return kept ? concat(kept) : null
}
