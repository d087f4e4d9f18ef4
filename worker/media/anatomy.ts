/** What a picture's bytes are made of, read from its structure alone: no pixel is decoded. */
import { dissectAvif } from './avif.ts'
import type { Told } from './credit.ts'
import { dissectGif } from './gif.ts'
import { dissectJpeg } from './jpeg.ts'
import { dissectPng } from './png.ts'
import { dissectWebp } from './webp.ts'

export interface Anatomy {
  /** As stored, before any rotation. */
  width: number
  height: number
  /** EXIF's, 1 to 8; from 5 on the picture lies on its side. */
  orientation: number
  /** The pixels of its largest part, where that is not the picture itself. */
  decoded?: number
  /** Whether it moves. */
  isFilm: boolean
  /** Whose it is, as it says itself. */
  told: Told
  /** The parts that make the same picture without its metadata; null where the file breaks off or contradicts itself. */
  kept: Uint8Array[] | null
}

export type Extension = 'jpg' | 'png' | 'webp' | 'gif' | 'avif'

/** Null where not even the size can be read. */
export const dissect: Record<Extension, (bytes: Uint8Array) => Anatomy | null> = {
  jpg: dissectJpeg,
  png: dissectPng,
  webp: dissectWebp,
  gif: dissectGif,
  avif: dissectAvif,
}
