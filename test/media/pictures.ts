/** The pictures that `fixtures/make.mjs` drew: 60 × 40 lying on its side, or a film of two frames, 20 × 20. */
import type { Extension } from '../../worker/media/image.ts'
import filmGif from './fixtures/film.gif?inline'
import filmWebp from './fixtures/film.webp?inline'
import phoneAvif from './fixtures/phone.avif?inline'
import phoneJpg from './fixtures/phone.jpg?inline'
import phoneWebp from './fixtures/phone.webp?inline'
import screenPng from './fixtures/screen.png?inline'
import simpleWebp from './fixtures/simple.webp?inline'

export const pictures = {
  'phone.jpg': bytesOf(phoneJpg),
  'screen.png': bytesOf(screenPng),
  'phone.webp': bytesOf(phoneWebp),
  'phone.avif': bytesOf(phoneAvif),
  'simple.webp': bytesOf(simpleWebp),
  'film.webp': bytesOf(filmWebp),
  'film.gif': bytesOf(filmGif),
}

export type PictureName = keyof typeof pictures
export const names = Object.keys(pictures) as PictureName[]

export function extensionOf(name: PictureName): Extension {
  return name.split('.')[1] as Extension
}

/** The bytes as text, to look for words in them. */
export function spelt(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function bytesOf(dataUrl: string): Uint8Array {
  return bytes(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)))
}
