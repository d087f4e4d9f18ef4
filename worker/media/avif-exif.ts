/**
 * EXIF into an AVIF that has none: an item of its own behind everything, the word that it is about the picture, and every
 * number that leads to what moves by that. Sources: ISO/IEC 23008-12, 6.5.8 and annex A; 14496-12, 8.11.
 */
import { type Box, boxesIn } from './boxes.ts'
import { beBytes, concat, fromLatin1, u16, u32 } from './bytes.ts'
import { readItems } from './items.ts'

const FILE = new Set(['ftyp', 'meta', 'mdat', 'free'])

/** Null where that is not certain: of a file that is put together in another way nothing is guessed. */
export function withExif(bytes: Uint8Array, tiff: Uint8Array): Uint8Array[] | null {
  const { boxes, rest } = boxesIn(bytes, 0, bytes.length)
  const meta = boxes.find(({ type }) => type === 'meta')
  const found = meta && rest === bytes.length ? readItems(bytes, meta) : null
  if (!meta || !found || !boxes.every((box) => FILE.has(box.type) && isShort(bytes, box))) return null
  const inside = boxesIn(bytes, meta.from + 4, meta.to).boxes
  const [iloc, iinf, iref] = ['iloc', 'iinf', 'iref'].map((name) => inside.find(({ type }) => type === name))
  if (!iloc || !iinf || !inside.every((box) => isShort(bytes, box))) return null

  const places = [...found.spans.values()]
  const id = Math.max(...found.items.map((item) => item.id)) + 1
  const isPlain = bytes[iinf.from] === 0 && (!iref || bytes[iref.from] === 0) && id <= 0xffff && found.primary < id
  const placeOf = placesIn(bytes, iloc, id)
  if (!isPlain || !placeOf || places.includes(null) || found.items.some(({ type }) => type === 'Exif')) return null

  const entry = box('infe', [2, 0, 0, 0, ...short(id), 0, 0, ...fromLatin1('Exif\0')])
  const describes = box('cdsc', [...short(id), ...short(1), ...short(found.primary)])
  const reference = iref ? describes : box('iref', [0, 0, 0, 0, ...describes])
  const data = box('mdat', [0, 0, 0, 0, ...tiff])
  const growth = placeOf(0, 0).length + entry.length + reference.length
  const place = placeOf(bytes.length + growth + 8, data.length - 8)

  const out = bytes.slice()
  const grow = (at: number, by: number) => out.set(beBytes(u32(out, at) + by), at)
  const count = (at: number) => out.set(short(u16(out, at) + 1), at)
  grow(meta.start, growth)
  grow(iloc.start, place.length)
  grow(iinf.start, entry.length)
  if (iref) grow(iref.start, reference.length)
  count(iloc.from + 6 + (bytes[iloc.from] === 2 ? 2 : 0))
  count(iinf.from + 4)
  for (const { from, numberTo } of places.flatMap((parts) => parts ?? []))
    if (from >= meta.to) grow(numberTo - 4, growth)
  const added: [number, Uint8Array][] = [
    [iloc.to, place],
    [iinf.to, entry],
    [iref?.to ?? meta.to, reference],
    [bytes.length, data],
  ]
  return woven(out, added)
}

/** Makes the entry that says where the item of that number lies; null where its numbers are of a size that is not certain. */
function placesIn(bytes: Uint8Array, iloc: Box, id: number): ((from: number, length: number) => Uint8Array) | null {
  const version = bytes[iloc.from] ?? 0
  const sizes = u16(bytes, iloc.from + 4)
  const [offset, length, base, index] = [12, 8, 4, 0].map((shift) => (sizes >> shift) & 15) as [
    number,
    number,
    number,
    number,
  ]
  if (![4, 8].includes(offset) || ![4, 8].includes(length)) return null
  const number = (value: number, size: number) => [...Array(size - 4).fill(0), ...beBytes(value)]
  return (from, to) =>
    Uint8Array.of(
      ...(version < 2 ? short(id) : beBytes(id)),
      ...(version === 0 ? [] : short(0)),
      ...short(0),
      ...Array(base).fill(0),
      ...short(1),
      ...Array(version === 0 ? 0 : index).fill(0),
      ...number(from, offset),
      ...number(to, length),
    )
}

/** Whether its size stands in its first four bytes, and can grow there. */
function isShort(bytes: Uint8Array, { start, to }: Box): boolean {
  return u32(bytes, start) === to - start
}

function woven(bytes: Uint8Array, added: [at: number, part: Uint8Array][]): Uint8Array[] {
  const inOrder = added.toSorted(([a], [b]) => a - b)
  return inOrder.flatMap(([at, part], n) => [bytes.subarray(inOrder[n - 1]?.[0] ?? 0, at), part])
}

function box(type: string, body: number[]): Uint8Array {
  return concat([Uint8Array.from(beBytes(body.length + 8)), fromLatin1(type), Uint8Array.from(body)])
}

function short(value: number): number[] {
  return [value >> 8, value & 255]
}
