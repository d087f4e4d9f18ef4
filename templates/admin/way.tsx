/** Where an article stands between its writer and its readers: what was said last, what to look at, what happened. */
import { type Happening, lastStep } from '../../worker/admin/history.ts'
import { type Doubt, LONG_HEADLINE } from '../../worker/admin/readiness.ts'
import { zonedIsoDate } from '../../worker/text/dates.ts'
import type { EditorProps } from './editor.tsx'
import { Time, timeText } from './parts.tsx'

/** What the one before said to the one who has it now; or when it will appear. */
export function WhatWasSaid({ desk, editing: { article }, history }: EditorProps) {
  const { workflow: says } = desk.words.desk
  const step = lastStep(history)
  if (article?.status === 'scheduled' && article.published_at !== null) {
    const at = article.published_at
    return <p class="step-note">{says.willAppear(timeText(at, desk), zoneText(at, desk))}</p>
  }
  const title =
    step?.action === 'article_sent_back' && article?.status === 'draft'
      ? says.sentBack
      : step?.action === 'article_handed_in' && article?.status === 'handed_in'
        ? says.handedIn
        : null
  if (!step || !title) return null
  return (
    <aside class="step-note" aria-label={says.note}>
      <p class="about">{title(step.by, timeText(step.at, desk))}</p>
      {step.note && <blockquote>{step.note}</blockquote>}
    </aside>
  )
}

/** «giờ Asia/Ho Chi Minh, UTC+07:00», as it is at that time. */
export function zoneText(ms: number, { site, words }: EditorProps['desk']): string {
  const { time_zone } = site.settings
  return words.desk.workflow.zone(time_zone.replaceAll('_', ' '), zonedIsoDate(ms, time_zone).slice(-6))
}

export function Doubts({ desk, doubts }: { desk: EditorProps['desk']; doubts: Doubt[] }) {
  const { doubts: says } = desk.words.desk.workflow
  if (doubts.length === 0) return null
  return (
    <section class="doubts" aria-labelledby="doubts">
      <h2 id="doubts">{says.title}</h2>
      <ul>
        {doubts.map(({ about, of }) => (
          <li>
            {says.about[about](of.length, LONG_HEADLINE)}
            {about === 'links' && of.map((href) => <code>{href}</code>)}
          </li>
        ))}
      </ul>
      <p class="hint">{says.hint}</p>
    </section>
  )
}

export function History({ desk, history }: Pick<EditorProps, 'desk' | 'history'>) {
  const { workflow: says, comments } = desk.words.desk
  if (history.length === 0) return null
  return (
    <section class="revisions" aria-labelledby="history">
      <h2 id="history">{says.history}</h2>
      <ol>
        {history
          .filter(({ action }) => action in says.actions)
          .map((happening) => (
            <li>
              <b>{says.actors[happening.by] ?? comments.actors[happening.by] ?? happening.by}</b>{' '}
              {says.actions[happening.action]}
              {besides(happening, desk)}{' '}
              <span>
                <Time ms={happening.at} desk={desk} />
              </span>
              {happening.note && <blockquote>{happening.note}</blockquote>}
            </li>
          ))}
      </ol>
    </section>
  )
}

function besides({ action, from, to, time }: Happening, desk: EditorProps['desk']) {
  if (action === 'article_scheduled' && time !== null) return `: ${timeText(time, desk)}`
  if (action === 'article_moved') return `: ${from} → ${to}`
  return ''
}
