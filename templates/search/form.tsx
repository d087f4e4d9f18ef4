/** Where a reader says what to look for. */
import type { Words } from '../../worker/text/words.ts'

interface Props {
  words: Words
  query?: string
  /** Where the page is for nothing else yet. */
  focused?: boolean
}

export function SearchForm({ words, query = '', focused = false }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers before 2023 know the role and not the element
    <form class="find" role="search" action="/search">
      <label for="q">{words.search.label}</label>
      <p class="bar">
        <input id="q" type="search" name="q" value={query} autofocus={focused} autocomplete="off" />
        <button type="submit">{words.search.submit}</button>
      </p>
    </form>
  )
}
