/** What marks a preview, and what stands there when there is none. */
import type { EditorErrors } from '../../worker/admin/article-form.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Words } from '../../worker/text/words.ts'
import { raw } from '../markup.ts'
import { DeskLayout } from './layout.tsx'

/** Of the bar alone: the page below keeps the reader's own style. */
export const PREVIEW_STYLE =
  '.preview-bar{position:sticky;top:0;z-index:9;margin:0;padding:.6rem 1rem;background:var(--accent);color:var(--paper);' +
  'font:600 .9rem/1.4 var(--sans);text-align:center}'

export function PreviewBar({ words: { desk } }: { words: Words }) {
  return (
    <>
      {raw(`<style>${PREVIEW_STYLE}</style>`)}
      <p class="preview-bar" role="status">
        {desk.preview.bar} {desk.preview.close}
      </p>
    </>
  )
}

export function PreviewRefused({ desk, errors }: { desk: Desk; errors: EditorErrors }) {
  const { preview } = desk.words.desk
  return (
    <DeskLayout desk={desk} title={preview.failed} place="articles">
      <header class="head">
        <h1>{preview.failed}</h1>
      </header>
      <div class="summary" role="alert">
        <ul>
          {Object.values(errors).map((message) => (
            <li>{message}</li>
          ))}
        </ul>
        <p>{preview.close}</p>
      </div>
    </DeskLayout>
  )
}
