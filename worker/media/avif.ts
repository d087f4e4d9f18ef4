/**
 * AVIF, by boxes. Its parts name each other by their places in the file, so nothing is cut out of the middle: what is to go
 * is written over. Sources: AV1 Image File Format 1.2; ISO/IEC 23008-12 (HEIF) and 14496-12.
 */
import type { Anatomy } from './anatomy.ts'
import { framePixels } from './av1.ts'
import { type Box, boxesIn } from './boxes.ts'
import { concat, fromLatin1, latin1, startsWith, u32 } from './bytes.ts'
import { keptExif, NOTHING_TOLD, type Told } from './credit.ts'
import { readExif } from './exif.ts'
import { isProfile } from './icc.ts'
import { type Items, readItems, type Span } from './items.ts'
import { scrubMovie } from './movie.ts'

/** Coded pictures, and those put together from others. */
const PICTURES = new Set(['av01', 'grid', 'iovl', 'iden', 'tmap'])
const META = new Set('hdlr pitm iloc iinf iprp iref idat grpl dinf'.split(' '))
const PROPERTIES = new Set('ispe pixi av1C colr irot imir clap pasp auxC clli mdcv a1op a1lx lsel cclv amve'.split(' '))
const MAX_METADATA = 1024 * 1024

/** What a file says it can be read as; it need not be whole. */
export function brandsOf(bytes: Uint8Array): string[] {
  if (!startsWith(bytes, 'ftyp', 4)) return []
  const text = latin1(bytes, 8, Math.min(u32(bytes, 0), 1024) - 8)
  const [major = '', , ...others] = (text.match(/.{4}/gs) ?? []) as string[]
  return [major, ...others]
}

export function dissectAvif(bytes: Uint8Array): Anatomy | null {
  const { boxes, rest } = boxesIn(bytes, 0, bytes.length)
  const meta = boxes.find(({ type }) => type === 'meta')
  const items = meta ? readItems(bytes.subarray(0, rest), meta) : null
  const shape = items ? shapeOf(bytes, items) : null
  if (!meta || !items || !shape) return null

  const movie = brandsOf(bytes).includes('avis') ? boxes.find(({ type }) => type === 'moov') : undefined
  const out = bytes.slice(0, rest)
  const told = toldBy(bytes, items)
  const film = movie ? scrubMovie(out, movie) : { pixels: 0, isWhole: true }
  const pictures = spansOf(items, (type) => PICTURES.has(type))
  const stores = [
    ...boxes.filter(({ type }) => type === 'mdat'),
    ...boxesIn(out, meta.from + 4, meta.to).boxes.filter(({ type }) => type === 'idat'),
  ]
  const isSound =
    film.isWhole && pictures.every((span) => span !== null && isWithin(stores, span)) && length(pictures) <= 2 * rest
  if (isSound) {
    for (const box of boxes) {
      if (box.type !== 'ftyp' && box.type !== 'mdat' && box !== meta && box !== movie) free(out, box)
    }
    const hidden = movie
      ? spansOf(items, (type) => !PICTURES.has(type)).filter((span) => span !== null && isWithin(stores, span))
      : gaps(stores, pictures as Span[])
    for (const span of hidden as Span[]) out.fill(0, span.from, span.to)
    scrubMeta(out, meta, items, keptExif(told))
  }
  const decoded = Math.max(
    film.pixels,
    ...items.properties.filter(({ type }) => type === 'ispe').map(({ from }) => area(bytes, from)),
    ...pictures.map((span) => (span ? framePixels(bytes.subarray(span.from, span.to)) : 0)),
  )
  const isFilm = movie !== undefined
  return { ...shape, decoded, isFilm, told, kept: isSound ? [out] : null }
}

/** The size of the picture that is shown, and whether it lies on its side. */
function shapeOf(bytes: Uint8Array, { primary, properties, propertiesOf }: Items) {
  const own = (propertiesOf.get(primary) ?? []).flatMap((number) => properties[number - 1] ?? [])
  const find = (type: string) => own.find((box) => box.type === type)
  const ispe = find('ispe')
  if (!ispe) return null
  const [clap, irot] = [find('clap'), find('irot')]
  const cut = (at: number) => (clap ? Math.floor(u32(bytes, clap.from + at) / u32(bytes, clap.from + at + 4)) : 0)
  const width = cut(0) || u32(bytes, ispe.from + 4)
  const height = cut(8) || u32(bytes, ispe.from + 8)
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) return null
  return { width, height, orientation: irot && (bytes[irot.from] ?? 0) & 1 ? 6 : 1 }
}

function area(bytes: Uint8Array, ispe: number): number {
  return u32(bytes, ispe + 4) * u32(bytes, ispe + 8)
}

function toldBy(bytes: Uint8Array, { items, spans }: Items): Told {
  const read = (isIt: (item: Items['items'][number]) => boolean) => {
    const found = spans.get(items.find(isIt)?.id ?? -1)
    const parts = found?.map(({ from, to }) => bytes.subarray(from, Math.min(to, from + MAX_METADATA)))
    return parts && length(found ?? []) <= MAX_METADATA ? concat(parts) : undefined
  }
  const exif = read(({ type }) => type === 'Exif')
  // Before it stands how far away it begins. How to hold the picture is said elsewhere in these files.
  const tiff = exif && readExif(exif.subarray(4 + u32(exif, 0)))
  return { exif: { ...(tiff ?? NOTHING_TOLD.exif), orientation: 1 }, xmp: read(({ isXmp }) => isXmp) }
}

function spansOf({ items, spans }: Items, isIt: (type: string) => boolean): (Span | null)[] {
  return items.filter(({ type }) => isIt(type)).flatMap<Span | null>(({ id }) => spans.get(id) ?? [null])
}

function length(spans: (Span | null)[]): number {
  return spans.reduce((sum, span) => sum + (span ? span.to - span.from : 0), 0)
}

function isWithin(stores: Box[], { from, to }: Span): boolean {
  return stores.some((store) => store.from <= from && to <= store.to)
}

/** What nothing that is shown lies in. */
function gaps(stores: Box[], pictures: Span[]): Span[] {
  const inOrder = [...pictures].sort((a, b) => a.from - b.from)
  return stores.flatMap((store) => {
    const free: Span[] = []
    let at = store.from
    for (const { from, to } of inOrder) {
      if (from < store.from || from >= store.to) continue
      if (from > at) free.push({ from: at, to: from })
      at = Math.max(at, to)
    }
    return at < store.to ? [...free, { from: at, to: store.to }] : free
  })
}

function scrubMeta(out: Uint8Array, meta: Box, items: Items, tiff: Uint8Array | null): void {
  for (const box of boxesIn(out, meta.from + 4, meta.to).boxes) {
    if (!META.has(box.type)) free(out, box)
    else if (box.type === 'hdlr') out.fill(0, box.from + 24, box.to)
  }
  for (const box of items.properties) {
    const isBadProfile =
      box.type === 'colr' &&
      /^(prof|rICC)$/.test(latin1(out, box.from, 4)) &&
      !isProfile(out.subarray(box.from + 4, box.to))
    if (!PROPERTIES.has(box.type) || isBadProfile) free(out, box)
  }
  let credit = tiff && concat([new Uint8Array(4), tiff])
  for (const { id, type, typeAt, to } of items.items) {
    out.fill(0, typeAt + 4, to)
    if (PICTURES.has(type)) continue
    const [place, ...more] = items.spans.get(id) ?? []
    const hasRoom = type === 'Exif' && credit && place && more.length === 0 && place.to - place.from >= credit.length
    // Over a gap that was just emptied, never over the picture.
    if (hasRoom && credit && out.subarray(place.from, place.to).every((byte) => byte === 0)) {
      out.set(credit, place.from)
      credit = null
    } else out.set(fromLatin1('free'), typeAt)
  }
}

function free(out: Uint8Array, box: Box): void {
  out.set(fromLatin1('free'), box.start + 4)
  out.fill(0, box.from, box.to)
}
