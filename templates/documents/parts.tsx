/** What both pages of official documents are made of. */
import type { PropsWithChildren } from 'hono/jsx'
import type { Page } from '../../worker/documents/document.ts'
import type { Words } from '../../worker/text/words.ts'

/** Documents are named in Vietnamese, also where the page speaks another language. */
export function InVietnamese({ words, children }: PropsWithChildren<{ words: Words }>) {
  return <span lang={words.locale === 'vi' ? undefined : 'vi'}>{children}</span>
}

type Turned = Pick<Page<unknown>, 'newer' | 'older'>

/** For the head: where the pages before and after this one are. */
export function turningLinks(path: string, page: Turned) {
  const { newer, older } = addresses(path, page)
  return (
    <>
      {newer && <link rel="prev" href={newer} />}
      {older && <link rel="next" href={older} />}
    </>
  )
}

export function Turning({ path, page, ...says }: { path: string; page: Turned; newer: string; older: string }) {
  const { newer, older } = addresses(path, page)
  if (!newer && !older) return null
  return (
    <p class="actions">
      {newer && (
        <a class="action" href={newer} rel="prev">
          {says.newer}
        </a>
      )}
      {older && (
        <a class="action" href={older} rel="next">
          {says.older}
        </a>
      )}
    </p>
  )
}

function addresses(path: string, { newer, older }: Turned) {
  const at = (cursor: string) => (cursor ? `${path}?before=${encodeURIComponent(cursor)}` : path)
  return { newer: newer !== null && at(newer), older: older !== null && at(older) }
}
