/** The items of an image file: what it holds, where each lies, and what is said of it. Source: ISO/IEC 23008-12; 14496-12, 8.11. */
import { type Box, boxesIn, uint } from './boxes.ts'
import { latin1, u16, u32 } from './bytes.ts'

export interface Span {
  from: number
  to: number
}

/** A part of an item; the number that leads there ends at `numberTo`. */
export interface Place extends Span {
  numberTo: number
}

export interface Item {
  id: number
  type: string
  /** Where its type stands, and behind its entry. */
  typeAt: number
  to: number
  isXmp: boolean
}

export interface Items {
  primary: number
  items: Item[]
  /** Null where its place cannot be said. */
  spans: Map<number, Place[] | null>
  properties: Box[]
  /** Numbers of properties, from 1 on. */
  propertiesOf: Map<number, number[]>
}

const ONCE = ['pitm', 'iloc', 'iinf', 'iprp', 'idat', 'iref']
/** Real files have a few; a grid of a large picture some dozens. */
const MOST_ITEMS = 4096
const MOST_EXTENTS = 256

/** Null where it contradicts itself: a file that readers of it understand differently is none. */
export function readItems(bytes: Uint8Array, meta: Box): Items | null {
  const { boxes, rest } = boxesIn(bytes, meta.from + 4, meta.to)
  const find = (type: string) => boxes.find((box) => box.type === type)
  if (rest !== meta.to || ONCE.some((type) => boxes.filter((box) => box.type === type).length > 1)) return null
  const [pitm, iloc, iinf, iprp] = ['pitm', 'iloc', 'iinf', 'iprp'].map(find)
  if (!pitm || !iloc || !iinf || !iprp) return null
  const primary = uint(bytes, pitm.from + 4, bytes[pitm.from] === 0 ? 2 : 4)
  const items = listItems(bytes, iinf)
  const spans = spansOf(bytes, iloc, find('idat'))
  const inside = boxesIn(bytes, iprp.from, iprp.to).boxes
  const ipco = inside.find(({ type }) => type === 'ipco')
  if (!items || !spans || !ipco) return null
  const properties = boxesIn(bytes, ipco.from, ipco.to).boxes
  const propertiesOf = new Map<number, number[]>()
  for (const ipma of inside.filter(({ type }) => type === 'ipma')) associate(bytes, ipma, propertiesOf)
  return { primary, items, spans, properties, propertiesOf }
}

function listItems(bytes: Uint8Array, iinf: Box): Item[] | null {
  const head = bytes[iinf.from] === 0 ? 2 : 4
  const { boxes } = boxesIn(bytes, iinf.from + 4 + head, iinf.to)
  if (boxes.length > MOST_ITEMS || boxes.some(({ type }) => type !== 'infe')) return null
  const items: Item[] = []
  for (const { from, to } of boxes) {
    const version = bytes[from] ?? 0
    if (version !== 2 && version !== 3) return null
    const size = version === 2 ? 2 : 4
    const typeAt = from + 4 + size + 2
    const type = latin1(bytes, typeAt, 4)
    const named = latin1(bytes, typeAt + 4, Math.min(to - typeAt - 4, 300))
    const isXmp = type === 'mime' && named.split('\0')[1] === 'application/rdf+xml'
    if (typeAt + 4 > to) return null
    items.push({ id: uint(bytes, from + 4, size), type, typeAt, to, isXmp })
  }
  return new Set(items.map(({ id }) => id)).size === items.length ? items : null
}

function spansOf(bytes: Uint8Array, iloc: Box, idat: Box | undefined): Map<number, Place[] | null> | null {
  const version = bytes[iloc.from] ?? 0
  if (version > 2) return null
  const sizes = u16(bytes, iloc.from + 4)
  const [offsetSize, lengthSize, baseSize, indexSize] = [12, 8, 4, 0].map((shift) => (sizes >> shift) & 15) as [
    number,
    number,
    number,
    number,
  ]
  if ([offsetSize, lengthSize, baseSize].some((size) => ![0, 4, 8].includes(size))) return null
  let at = iloc.from + 6
  const take = (size: number) => {
    at += size
    return uint(bytes, at - size, size)
  }
  const count = take(version < 2 ? 2 : 4)
  const found = new Map<number, Place[] | null>()
  for (let n = 0; n < count; n++) {
    const id = take(version < 2 ? 2 : 4)
    const method = version === 0 ? 0 : take(2) & 15
    const isElsewhere = take(2) !== 0
    const base = take(baseSize)
    const extents = take(2)
    // They may take no bytes at all, so that a small file could claim any number.
    if (extents > MOST_EXTENTS || n > MOST_ITEMS) return null
    const start = method === 1 ? (idat?.from ?? Number.NaN) : 0
    const end = method === 1 ? (idat?.to ?? Number.NaN) : bytes.length
    let spans: Place[] | null = isElsewhere || method > 1 ? null : []
    for (let extent = 0; extent < extents; extent++) {
      if (at > iloc.to) return null
      if (version > 0) take(indexSize)
      const from = start + base + take(offsetSize)
      const numberTo = at
      const to = from + take(lengthSize)
      if (to > from && to <= end) spans?.push({ from, to, numberTo })
      else spans = null
    }
    if (at > iloc.to || found.has(id)) return null
    found.set(id, spans)
  }
  return found
}

function associate(bytes: Uint8Array, ipma: Box, propertiesOf: Map<number, number[]>): void {
  const idSize = bytes[ipma.from] === 0 ? 2 : 4
  const isWide = (bytes[ipma.from + 3] ?? 0) & 1
  let at = ipma.from + 8
  for (let entry = u32(bytes, ipma.from + 4); entry > 0 && at + idSize < ipma.to; entry--) {
    const id = uint(bytes, at, idSize)
    const count = bytes[at + idSize] ?? 0
    at += idSize + 1
    const numbers: number[] = []
    for (let n = 0; n < count && at < ipma.to; n++) {
      numbers.push(isWide ? u16(bytes, at) & 0x7fff : (bytes[at] ?? 0) & 0x7f)
      at += isWide ? 2 : 1
    }
    const known = propertiesOf.get(id)
    if (known) known.push(...numbers)
    else propertiesOf.set(id, numbers)
  }
}
