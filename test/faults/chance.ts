/** Chance that follows from a seed and a name alone: what happens does not depend on what runs beside it, and happens again. */

/** In [0, 1). */
export type Chance = (name: string) => number

export function chanceOf(seed: number): Chance {
  return (name) => hash(`${seed} ${name}`) / 2 ** 32
}

export function pick<Item>(items: readonly Item[], at: number): Item {
  return items[Math.floor(at * items.length)] as Item
}

/** FNV-1a, stirred once more at the end as in MurmurHash3, because like names would else have like numbers. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let n = 0; n < text.length; n++) h = Math.imul(h ^ text.charCodeAt(n), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
