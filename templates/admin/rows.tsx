/** Articles as lists show them. */

import type { DeskArticle } from '../../worker/admin/board.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { EpochMs } from '../../worker/env.ts'
import { formatDateline, zonedIsoDate } from '../../worker/text/dates.ts'
import { Status, timeText } from './parts.tsx'

interface ArticleRowsProps {
  desk: Desk
  articles: DeskArticle[]
  now: EpochMs
  /** Where the list has one status only, a row need not say it. */
  withStatus?: boolean
}

export function ArticleRows({ desk, articles, now, withStatus = false }: ArticleRowsProps) {
  return (
    <ul class="rows">
      {articles.map((article) => (
        <li>
          <ArticleRow desk={desk} article={article} now={now} withStatus={withStatus} />
        </li>
      ))}
    </ul>
  )
}

type RowProps = Omit<ArticleRowsProps, 'articles'> & { article: DeskArticle; clock?: string }

/** @param clock where the day stands above the row */
export function ArticleRow({ desk, article, now, withStatus, clock }: RowProps) {
  const { list, workflow } = desk.words.desk
  const { status, published_at, step } = article
  const isReturned = status === 'draft' && step?.action === 'article_sent_back'
  const waits = status === 'handed_in' ? (step?.at ?? article.saved_at) : null
  const note = isReturned || (status === 'handed_in' && step?.action === 'article_handed_in') ? step?.note : ''
  return (
    <>
      <a class="what" href={`/admin/articles/${article.id}`} lang={article.lang}>
        {clock && <span class="clock">{clock}</span>} {article.headline}
      </a>
      <p class="about">
        {withStatus && <Status status={status} desk={desk} />}
        {isReturned && <b class="returned">{workflow.board.returned}</b>}
        <span>{article.section_name}</span>
        <span>{article.writer}</span>
        {waits !== null && <b>{workflow.board.waits(howLong(waits, now, desk))}</b>}
        {published_at !== null && status === 'published' && (
          <span>{list.publishedAt(timeText(published_at, desk))}</span>
        )}
        {published_at !== null && status === 'scheduled' && !clock && (
          <b>{list.scheduledFor(timeText(published_at, desk))}</b>
        )}
        {waits === null && status !== 'published' && (
          <span>{list.savedAt(timeText(article.saved_at, desk), article.saved_by)}</span>
        )}
      </p>
      {note && <blockquote class="said-with">{note}</blockquote>}
    </>
  )
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** «3 giờ»: in the largest of minutes, hours and days that there is one of. */
function howLong(since: EpochMs, now: EpochMs, desk: Desk): string {
  const says = desk.words.desk.workflow.board.since
  const ms = Math.max(0, now - since)
  if (ms < HOUR_MS) return says.minutes(Math.floor(ms / MINUTE_MS))
  return ms < 2 * DAY_MS ? says.hours(Math.floor(ms / HOUR_MS)) : says.days(Math.floor(ms / DAY_MS))
}

/** What is scheduled, day by day. */
export function Agenda({ desk, articles, now }: Omit<ArticleRowsProps, 'withStatus'>) {
  const days = Map.groupBy(articles, ({ published_at }) => dayOf(published_at ?? 0, desk))
  return (
    <>
      {[...days].map(([day, due]) => (
        <section class="day" aria-label={dayText(day, due[0]?.published_at ?? 0, now, desk)}>
          <h3>{dayText(day, due[0]?.published_at ?? 0, now, desk)}</h3>
          <ul class="rows">
            {due.map((article) => (
              <li>
                <ArticleRow
                  desk={desk}
                  article={article}
                  now={now}
                  clock={zonedIsoDate(article.published_at ?? 0, desk.site.settings.time_zone).slice(11, 16)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** `2026-11-23`, in the newsroom's zone. */
function dayOf(ms: EpochMs, { site }: Desk): string {
  return zonedIsoDate(ms, site.settings.time_zone).slice(0, 10)
}

/** «Hôm nay», «Ngày mai», «Thứ Tư, 25/11/2026». */
function dayText(day: string, ms: EpochMs, now: EpochMs, desk: Desk): string {
  const says = desk.words.desk.workflow.board
  if (day === dayOf(now, desk)) return says.today
  const next = new Date(Date.parse(dayOf(now, desk)) + DAY_MS).toISOString().slice(0, 10)
  if (day === next) return says.tomorrow
  const { locale, time_zone } = desk.site.settings
  return formatDateline(ms, locale, time_zone).replace(/,? \d\d:\d\d$/, '')
}
