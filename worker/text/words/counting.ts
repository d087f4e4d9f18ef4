/** Syllables, or English words, that a reader takes in a minute. */
const READ_IN_A_MINUTE = 230

export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / READ_IN_A_MINUTE))
}

/**
 * Numbers and plural forms as a language writes them. What Intl gives is made when it is first asked for: made at
 * start-up it would cost more than all the rest.
 */
export function counting(locale: string) {
  const format = once(() => new Intl.NumberFormat(locale))
  const rules = once(() => new Intl.PluralRules(locale))
  return {
    // Below a thousand every language here writes the digits alone.
    number: (n: number) => (n >= 0 && n < 1000 ? `${n}` : format().format(n)),
    plural: (n: number, forms: { one: string; other: string }) =>
      rules().select(n) === 'one' ? forms.one : forms.other,
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
