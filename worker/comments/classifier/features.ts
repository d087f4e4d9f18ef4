/**
 * What a text is recognised by: its syllables, alone and in pairs, without their marks so that «vay tien nhanh» is «vay
 * tiền nhanh», and with them where they have any; and the syllables that a disguise hides («v.a.y», «zay»).
 */
import { readingsOf } from '../../text/disguises.ts'
import { dropAllInvisible } from '../../text/invisible.ts'
import { withoutMarks } from '../../text/syllables.ts'

/** Beyond them a text says nothing new. */
const MAX_CHARACTERS = 1_000

/** Each once, with the words of the text that it stands for. */
export function featuresOf(text: string): Map<string, string> {
  const plain = dropAllInvisible(text.slice(0, MAX_CHARACTERS)).normalize('NFKC').toLowerCase()
  const features = new Map<string, string>()
  const add = (feature: string, written: string) => {
    if (!features.has(feature)) features.set(feature, written)
  }
  const words = (plain.match(SYLLABLES) ?? []).map((written) => {
    const bare = withoutMarks(written).replace(NUMBER, '#')
    return { written, bare }
  })
  for (const [n, { written, bare }] of words.entries()) {
    add(bare, written)
    if (written !== bare && !bare.includes('#')) add(`=${written}`, written)
    const next = words[n + 1]
    if (next) add(`${bare} ${next.bare}`, `${written} ${next.written}`)
  }
  for (const { syllables } of readingsOf(plain)) {
    for (const syllable of syllables) add(withoutMarks(syllable), syllable.normalize('NFC'))
  }
  return features
}

const SYLLABLES = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+|[\p{Extended_Pictographic}]/gu
/** One number is like another; «500k» and «5tr» are too. */
const NUMBER = /\p{N}+(?:[.,]\p{N}+)*/gu
