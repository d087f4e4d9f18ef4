/** An article's way from draft to readers and back, as it is on record. */
import type { Db, EpochMs } from '../env.ts'

/** What is told of an article; its saved versions are told elsewhere. */
export type Action =
  | 'article_created'
  | 'article_handed_in'
  | 'article_taken_back'
  | 'article_sent_back'
  | 'article_reopened'
  | 'article_scheduled'
  | 'article_unscheduled'
  | 'article_published'
  | 'article_withdrawn'
  | 'article_moved'
  | 'article_corrected'
  | 'correction_removed'
  | 'article_comments_changed'

/** Those that change where it stands. */
const STEPS: Action[] = [
  'article_created',
  'article_handed_in',
  'article_taken_back',
  'article_sent_back',
  'article_reopened',
  'article_scheduled',
  'article_unscheduled',
  'article_published',
  'article_withdrawn',
]

export interface Happening {
  action: Action
  at: EpochMs
  /** A name, where the staff list has it, or that of a job. */
  by: string
  /** What was said with it. */
  note: string
  /** Of an article that was moved: its addresses; of one that is to be published: when. */
  from: string | null
  to: string | null
  time: EpochMs | null
}

const TOLD = 50
const BY = 'coalesce((SELECT name FROM staff WHERE email = e.actor), e.actor)'

/** The newest first. */
export async function listHistory(db: Db, articleId: number): Promise<Happening[]> {
  const found = await db
    .prepare(
      `SELECT e.action, e.at, ${BY} AS by, coalesce(e.detail ->> 'note', '') AS note, e.detail ->> 'from' AS "from",
         e.detail ->> 'to' AS "to", e.detail ->> 'at' AS time
       FROM audit_events e INDEXED BY audit_events_by_subject WHERE e.subject = ? ORDER BY e.id DESC LIMIT ${TOLD}`,
    )
    .bind(`article:${articleId}`)
    .all<Happening>()
  return found.results
}

export function lastStep(history: Happening[]): Happening | null {
  return history.find(({ action }) => STEPS.includes(action)) ?? null
}

export type Step = Pick<Happening, 'action' | 'at' | 'by' | 'note'>

/** SQL: the last step of the article `a`, as JSON; null where none is on record. */
export const LAST_STEP = `(
  SELECT json_object('action', e.action, 'at', e.at, 'by', ${BY}, 'note', coalesce(e.detail ->> 'note', ''))
  FROM audit_events e INDEXED BY audit_events_by_subject
  WHERE e.subject = 'article:' || a.id AND e.action IN (${STEPS.map((action) => `'${action}'`)})
  ORDER BY e.id DESC LIMIT 1)`
