/** Syllables, or English words, that a reader takes in a minute. */
const READ_IN_A_MINUTE = 230

export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / READ_IN_A_MINUTE))
}

/** Numbers and plural forms as a language writes them. */
export function counting(locale: string) {
  const rules = new Intl.PluralRules(locale)
  const format = new Intl.NumberFormat(locale)
  return {
    // Asking Intl costs a microsecond, and below a thousand every language here writes the digits alone.
    number: (n: number) => (n >= 0 && n < 1000 ? `${n}` : format.format(n)),
    plural: (n: number, forms: { one: string; other: string }) => (rules.select(n) === 'one' ? forms.one : forms.other),
  }
}
