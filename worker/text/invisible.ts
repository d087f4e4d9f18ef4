/** Characters that nobody sees and that have no business in a name or a comment, where they hide or reverse something. */

/** What can go from text that is kept. Joiners and selectors stay where they are spelling. */
export function dropInvisible(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(INVISIBLE, '')
}

/** What can go from text that is only compared: joiners and selectors too. */
export function dropAllInvisible(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(INVISIBLE, '').replace(SPELLING, '')
}

const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g

/** The joiners, the two emoji selectors, and the tags that make a flag regional. */
const SPELLING = /\u200C|\u200D|\uFE0E|\uFE0F|[\u{E0020}-\u{E007F}]/gu

const INVISIBLE = new RegExp(
  [
    String.raw`[\p{Cc}--[\n\t]]`,
    // Formats, variation selectors, and letters without a shape; not the Arabic and Syriac signs that are visible formats.
    String.raw`[[\p{Cf}\p{VS}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]--[\u200C\u200D\uFE0E\uFE0F\u{E0020}-\u{E007F}\u0600-\u0605\u06DD\u070F\u08E2]]`,
    // A selector that selects nothing.
    String.raw`(?<!\p{Emoji})[\uFE0E\uFE0F]`,
    // A joiner that is neither inside an emoji nor in a script that is spelt with it.
    String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\p{scx=Arab}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Mong}])[\u200C\u200D]`,
    // A tag that follows no flag: England's, the longest, has six.
    String.raw`(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,5})[\u{E0020}-\u{E007F}]`,
  ].join('|'),
  'gv',
)
