/**
 * The smaller forms of a picture: which there are, and where. Pages name them from the first day on; until they are made,
 * the original answers at their addresses, so that no page has to be made anew.
 */
import { imagePath } from '../articles/article.ts'
import type { Image } from '../schema.ts'

export const VARIANT_TYPES = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const

export interface Variant {
  width: number
  format: keyof typeof VARIANT_TYPES
}

type Sized = Pick<Image, 'width' | 'height'>
export type PictureRow = Pick<Image, 'id' | 'name' | 'variants'> & Sized

const WIDTHS = [240, 480, 800, 1200]
/** Of an AVIF that the Images binding makes: developers.cloudflare.com/images/get-started/limits/. */
const LONGEST_SIDE = 1200
/** Where a tall picture would become too narrow to be read, it keeps this width and goes without AVIF. */
const LEGIBLE = 800

/** All that are to be made. The JPEG is for feeds, for cards and for browsers that know nothing else. */
export function listVariants(image: Sized): Variant[] {
  const widths = widthsOf(image)
  const small = formatsOf(image).flatMap((format) => widths.map((width) => ({ width, format })))
  return [...small, { width: topWidth(image), format: 'jpg' }]
}

/** `/media/<id>/ben-do.480.avif`. */
export function variantPath({ id, name }: Pick<Image, 'id' | 'name'>, variant: Variant): string {
  return `/media/${id}/${baseOf(name)}.${variant.width}.${variant.format}`
}

/** In R2. */
export function variantKey(id: string, { width, format }: Variant): string {
  return `${id}/${width}.${format}`
}

/** The last part of a variant's address. */
export const VARIANT_NAME = /^([a-z0-9-]+)\.([1-9]\d{0,3})\.(avif|webp|jpg)$/

export function parseVariant(name: string): Variant & { base: string } {
  const [, base = '', width, format] = VARIANT_NAME.exec(name) ?? []
  return { base, width: Number(width), format: format as Variant['format'] }
}

/** `ben-do.webp` is `ben-do`. */
export function baseOf(name: string): string {
  return name.replace(/\.[^.]*$/, '')
}

export interface Still {
  path: string
  type: string
  width: number
  height: number
}

/** The one file that every program can read; a film is its own. */
export function stillOf(image: PictureRow): Still {
  const { width, height, name } = image
  if (isFilm(image)) return { path: imagePath(image), type: `image/${name.split('.').at(-1)}`, width, height }
  const top = { width: topWidth(image), format: 'jpg' } as const
  const size = { width: top.width, height: heightAt(image, top.width) }
  return { path: variantPath(image, top), type: VARIANT_TYPES.jpg, ...size }
}

export interface Source {
  type: string
  srcset: string
}

/** What a browser may choose from, the best first. @param upTo the widest that its place can use */
export function sourcesOf(image: PictureRow, upTo = LONGEST_SIDE): Source[] {
  if (isFilm(image)) return []
  const widths = widthsOf(image).filter((width, i) => i === 0 || width <= upTo)
  return formatsOf(image).map((format) => ({
    type: VARIANT_TYPES[format],
    srcset: widths.map((width) => `${variantPath(image, { width, format })} ${width}w`).join(),
  }))
}

/** For an editor's list. */
export function thumbnailPath(image: PictureRow): string {
  if (isFilm(image)) return imagePath(image)
  return variantPath(image, { width: widthsOf(image)[0] as number, format: 'webp' })
}

/** What moves stays as it is: a smaller form would stand still. */
function isFilm({ variants }: Pick<Image, 'variants'>): boolean {
  return variants === 'none'
}

function widthsOf(image: Sized): number[] {
  const top = topWidth(image)
  return [...WIDTHS.filter((width) => width < top), top]
}

/** Never wider than the picture itself. */
function topWidth({ width, height }: Sized): number {
  const fitting = Math.floor(Math.min(width, LONGEST_SIDE, (LONGEST_SIDE * width) / height))
  return Math.max(fitting, Math.min(width, LEGIBLE))
}

function formatsOf(image: Sized): ('avif' | 'webp')[] {
  return heightAt(image, topWidth(image)) > LONGEST_SIDE ? ['webp'] : ['avif', 'webp']
}

function heightAt({ width, height }: Sized, at: number): number {
  return Math.max(1, Math.round((height * at) / width))
}
