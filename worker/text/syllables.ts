/**
 * Vietnamese syllables: what may be one, and how letters without spaces part into them. Tones are left out, since any
 * syllable may be written without; so may the other marks, all of them.
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const MARKS = /[\u0300-\u036F]/g
const PLAIN = /^[a-z\d]*$/

const ONSETS = new Set('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' '))

const RIMES = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êch ên êng ênh êm êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
  o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
  ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uơ
  uy uya uych uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
  y yn ynh yt yêm yên yêng yêt yêu`
    .split(/\s+/)
    .flatMap((rime) => [rime, withoutMarks(rime)]),
)

const LONGEST = 7
// K, gh and ngh stand before these vowels, and c and ng before the others.
const FRONT = /^[ieêy]/
const ONLY_BEFORE_FRONT = new Set(['k', 'gh', 'ngh'])
const NEVER_BEFORE_FRONT = new Set(['c', 'ng'])

/** @param base a syllable in lower case and NFC, without its tone: `nguyên`, or `nguyen` */
export function isSyllable(base: string): boolean {
  if (base.length > LONGEST) return false
  if (RIMES.has(base)) return true
  for (let length = Math.min(3, base.length - 1); length > 0; length--) {
    const onset = base.slice(0, length)
    const rime = base.slice(length)
    if (!ONSETS.has(onset) || !RIMES.has(rime)) continue
    if (!(FRONT.test(rime) ? NEVER_BEFORE_FRONT : ONLY_BEFORE_FRONT).has(onset)) return true
  }
  return false
}

/**
 * Letters that were run together, as the fewest syllables that they can be: `lừađảo` is `lừa`, `đảo`, and `nguyên` is not
 * `ngu`, `yên`. Null where they cannot be any. A letter may carry its tone.
 */
export function partSyllables(letters: string): string[] | null {
  const letter = Array.from(letters.normalize('NFC'), (written) => ({ written, ...splitTones(written) }))
  // For each place, the fewest syllables before it, and how long the last of those is.
  const fewest: (number | undefined)[] = [0]
  const last: number[] = [0]
  for (let end = 1; end <= letter.length; end++) {
    let base = ''
    let tones = ''
    for (let start = end - 1; start >= 0 && end - start <= LONGEST; start--) {
      base = (letter[start]?.base ?? '') + base
      tones += letter[start]?.tones ?? ''
      if (tones.length > 1) break
      const before = fewest[start]
      if (before === undefined || before + 1 >= (fewest[end] ?? Number.POSITIVE_INFINITY) || !isSyllable(base)) continue
      fewest[end] = before + 1
      last[end] = end - start
    }
  }
  if (fewest[letter.length] === undefined) return null
  const parts: string[] = []
  for (let end = letter.length; end > 0; end -= last[end] ?? end) {
    const syllable = letter.slice(end - (last[end] ?? end), end)
    parts.push(syllable.map(({ written }) => written).join(''))
  }
  return parts.reverse()
}

/** A syllable and its tones; where in it a tone was written is a matter of school (hoà, hòa), never of meaning. */
export function splitTones(syllable: string): { base: string; tones: string } {
  if (isPlain(syllable)) return { base: syllable, tones: '' }
  let tones = ''
  const toneless = syllable.normalize('NFD').replace(TONES, (tone) => {
    tones += tone
    return ''
  })
  return { base: toneless.normalize('NFC'), tones }
}

/** Plain letters: đ is d. */
export function withoutMarks(syllable: string): string {
  if (isPlain(syllable)) return syllable
  return syllable.normalize('NFD').replace(MARKS, '').replaceAll('đ', 'd').normalize('NFC')
}

// Taking letters and marks apart costs more than everything else that is done with a word.
function isPlain(syllable: string): boolean {
  return PLAIN.test(syllable)
}
