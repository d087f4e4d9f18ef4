/** What waits for this person. */
import type { PropsWithChildren } from 'hono/jsx'
import type { DeskArticle } from '../../worker/admin/board.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { UnsavedCopy } from '../../worker/articles/working-copies.ts'
import type { DeskComment, ListOf } from '../../worker/comments/desk-queries.ts'
import type { EpochMs } from '../../worker/env.ts'
import type { Step } from '../../worker/newsroom/first-steps.ts'
import { CommentRow } from './comment-row.tsx'
import { Unfinished } from './copies.tsx'
import { FirstSteps } from './first-steps.tsx'
import { DeskLayout } from './layout.tsx'
import { Agenda, ArticleRows } from './rows.tsx'

type List = 'handed_in' | 'draft' | 'scheduled' | 'published'

interface Props {
  desk: Desk
  /** Null for who does not write. */
  articles: Record<List, DeskArticle[]> | null
  /** What this person has not saved. */
  copies: UnsavedCopy[]
  /** The newest that are held; null for who does not moderate. */
  comments: DeskComment[] | null
  /** Null for whom there is none. */
  hasDigest: boolean | null
  now: EpochMs
  /** Of a newsroom that is being set up, to who owns it. */
  steps: Step[] | null
}

export function Overview({ desk, articles, copies, comments, hasDigest, now, steps }: Props) {
  const says = desk.words.desk.overview
  const empty: Record<List, string> = {
    handed_in: says.noneHandedIn,
    draft: says.noDraft,
    scheduled: says.noneScheduled,
    published: says.nonePublished,
  }
  return (
    <DeskLayout
      desk={desk}
      title={desk.words.desk.nav.overview}
      place="overview"
      scripts={desk.can.write ? ['saving'] : []}
    >
      <header class="head">
        <h1>{says.hello(desk.person.name)}</h1>
        {desk.can.write && (
          <a class="button main" href="/admin/articles/new">
            {says.write}
          </a>
        )}
      </header>
      {desk.can.write && <Unfinished desk={desk} copies={copies} now={now} />}
      {steps && <FirstSteps desk={desk} steps={steps} />}
      <div class="board">
        {articles && (
          <div>
            {(['handed_in', 'draft', 'scheduled', 'published'] as const).map((list) => (
              <Waiting desk={desk} id={list} title={says[list]} all={`/admin/articles?status=${list}`}>
                {articles[list].length === 0 ? (
                  <p class="empty">{empty[list]}</p>
                ) : list === 'scheduled' ? (
                  <Agenda desk={desk} articles={articles[list]} now={now} />
                ) : (
                  <ArticleRows desk={desk} articles={articles[list]} now={now} />
                )}
              </Waiting>
            ))}
          </div>
        )}
        {comments && (
          <Waiting
            desk={desk}
            id="held"
            title={says.comments}
            count={desk.held}
            {...(comments.length > 0 && { all: '/admin/comments?status=held' })}
          >
            {comments.length === 0 && <p class="empty">{says.noComments}</p>}
            <ul class="rows">
              {comments.map((comment) => (
                <CommentRow desk={desk} comment={comment} list={HELD} />
              ))}
            </ul>
          </Waiting>
        )}
      </div>
      {hasDigest !== null && <Digest desk={desk} hasDigest={hasDigest} />}
    </DeskLayout>
  )
}

function Digest({ desk, hasDigest }: { desk: Desk; hasDigest: boolean }) {
  const says = desk.words.people.digest
  return (
    <section class="digest" id="digest" aria-labelledby="digest-title">
      <h2 id="digest-title">{says.title}</h2>
      <p>{hasDigest ? says.on(desk.person.email) : says.off}</p>
      <form method="post" action="/admin/digest">
        {hasDigest && <input type="hidden" name="_method" value="DELETE" />}
        <button type="submit" class="quiet">
          {hasDigest ? says.stop : says.start}
        </button>
      </form>
    </section>
  )
}

const HELD: ListOf = { status: 'held', article: null, person: null, before: undefined }

interface WaitingProps {
  desk: Desk
  id: string
  title: string
  count?: number
  all?: string
}

function Waiting({ desk, id, title, count = 0, all, children }: PropsWithChildren<WaitingProps>) {
  return (
    <section aria-labelledby={id}>
      <header class="bar">
        <h2 id={id}>
          {title}
          {count > 0 && <span class="count">{count}</span>}
        </h2>
        {all && (
          <a href={all} aria-label={`${desk.words.desk.seeAll}: ${title}`}>
            {desk.words.desk.seeAll}
          </a>
        )}
      </header>
      {children}
    </section>
  )
}
