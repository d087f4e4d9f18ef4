/** Chance that is the same everywhere: a seed and nothing else says what comes. */

export interface Chance {
  /** From 0 on, below 1. */
  random: () => number
  below: (end: number) => number
  pick: <T>(list: readonly T[]) => T
}

/** @param stream what it is for: one seed gives articles, comments and readers each their own. */
export function chanceOf(seed: number, stream = 0): Chance {
  const random = mulberry32(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b))
  const below = (end: number) => Math.floor(random() * end)
  return { random, below, pick: (list) => list[below(list.length)] as (typeof list)[number] }
}

/** Small, even, and the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ONSETS = 'b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x'.split(' ')
const RIMES =
  'a à á ạ an ang anh ao ăn âm ân ấp âu ây e ê em en ết i ia ich im in o ò oa oai oang ô ôc ôi ông ộp ơ ơi ơm u ua uân ung ươi ương ưu uyên uyết'.split(
    ' ',
  )

/** A name of two syllables that nobody has: rare, as names are. */
export function nameOf({ pick }: Chance): string {
  const syllable = () => {
    const text = pick(ONSETS) + pick(RIMES)
    return text.charAt(0).toUpperCase() + text.slice(1)
  }
  return `${syllable()} ${syllable()}`
}
