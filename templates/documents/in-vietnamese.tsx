import type { PropsWithChildren } from 'hono/jsx'
import type { Words } from '../../worker/text/words.ts'

/** Documents are named in Vietnamese, also where the page speaks another language. */
export function InVietnamese({ words, children }: PropsWithChildren<{ words: Words }>) {
  return <span lang={words.locale === 'vi' ? undefined : 'vi'}>{children}</span>
}
