/** Whole sentences in capitals. Acronyms (UBND, TP.HCM, NASA) and a headline above a long text are none. */
import { isSyllable, splitTones } from '../../text/syllables.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

const MIN_WORDS = 6
const SHARE = 0.6

export function checkShouting({ body }: Checked, { says }: Context): Signal | null {
  const words = (body.normalize('NFC').match(/\p{L}+/gu) ?? []).filter((word) => word.length > 1)
  const shouted = words.filter(isShouted).length
  if (shouted < MIN_WORDS || shouted < words.length * SHARE) return null
  return { name: 'shouting', weight: 15, reason: says.shouting }
}

// An acronym is short and cannot be spoken as a syllable.
function isShouted(word: string): boolean {
  if (word !== word.toUpperCase() || word === word.toLowerCase()) return false
  return word.length > 5 || isSyllable(splitTones(word.toLowerCase()).base) || ENGLISH.has(word)
}

const ENGLISH = new Set(
  'THE AND YOU ARE NOT THIS THAT WITH HAVE FOR ALL BUT YOUR WILL WHY WHAT WHO STOP LIES WAS IS IT'.split(' '),
)
