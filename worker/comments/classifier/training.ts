/**
 * The classifier as it is kept: one row, learnt anew as a whole from the last decisions that people made, so that what
 * was undone, changed or erased leaves no trace in it. Nothing is counted up and down.
 */
import type { Db, EpochMs } from '../../env.ts'
import { isPerson } from '../decisions.ts'
import { type Classifier, classifierOf, type Example, stateOf, train } from './classifier.ts'

const EVERY_MS = 10 * 60_000
const MIN_DECISIONS = 50
/** Of each kind: of one alone nothing can be told from the other. */
const MIN_OF_A_KIND = 10

interface State {
  /** The last event that was there. */
  upTo: number
  /** Null where there were too few decisions. */
  odds: [string, number][] | null
}

export function parseClassifier(state: string): Classifier | null {
  const { odds } = JSON.parse(state) as State
  return odds && classifierOf(odds)
}

/** Learns when a person has decided since the last time, and that is ten minutes ago. Returns whether it did. */
export async function trainWhenDue(db: Db, now: EpochMs): Promise<boolean> {
  const last = await db
    .prepare(`SELECT trained_at, state ->> 'upTo' AS up_to FROM classifiers WHERE id = 1`)
    .first<{ trained_at: EpochMs; up_to: number }>()
  if (last && now - last.trained_at < EVERY_MS) return false
  const [newest, sample] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT max(id) AS id FROM moderation_events'),
    db.prepare(DECISIONS).bind(last?.up_to ?? 0),
  ])
  const examples = (sample?.results ?? []).map(({ body, status }): Example => {
    return { body: body as string, turnedAway: status !== 'approved' }
  })
  if (last && examples.length === 0) return false
  const turnedAway = examples.filter((example) => example.turnedAway).length
  const areEnough =
    examples.length >= MIN_DECISIONS && Math.min(turnedAway, examples.length - turnedAway) >= MIN_OF_A_KIND
  // Before the work: a run that is cut off by its length is not tried again each minute.
  if (last) await db.prepare('UPDATE classifiers SET trained_at = ? WHERE id = 1').bind(now).run()
  const state: State = {
    upTo: (newest?.results[0]?.['id'] as number | null) ?? 0,
    odds: areEnough ? stateOf(train(examples)) : null,
  }
  await db
    .prepare('INSERT OR REPLACE INTO classifiers (id, state, decisions, trained_at) VALUES (1, ?, ?, ?)')
    .bind(JSON.stringify(state), examples.length, now)
    .run()
  return true
}

const BY_PERSON = isPerson('e.actor')
/** Events walked through, those of the checks among them, and decisions learnt from. */
const MAX_EVENTS = 20_000
const MAX_DECISIONS = 1_500
const RECENT = `(SELECT max(id) FROM moderation_events) - ${MAX_EVENTS}`

/**
 * What stands decided by a person, newest first: nothing that was undone, changed by its writer or decided again since, nor
 * what a ban hid or its end brought back, for that was about the writer, not the words.
 * None at all where no person has decided after event ?1.
 */
const DECISIONS = `
  SELECT substr(c.body, 1, 1000) AS body, c.status
  FROM moderation_events e CROSS JOIN comments c ON c.id = e.comment_id
  WHERE e.id > ${RECENT} AND ${BY_PERSON}
    AND c.status IN ('approved', 'rejected', 'spam') AND c.status = e.to_status AND c.revision = e.revision
    AND c.staff IS NULL
    AND (e.comment_id, e.at) NOT IN (
      SELECT h.value, a.at FROM audit_events a, json_each(coalesce(a.detail -> '$.hidden', a.detail -> '$.restored')) h
      WHERE a.subject > 'ban:' AND a.subject < 'ban;')
    AND NOT EXISTS (SELECT 1 FROM moderation_events later WHERE later.comment_id = e.comment_id AND later.id > e.id)
    AND EXISTS (SELECT 1 FROM moderation_events e WHERE e.id > max(?1, ${RECENT}) AND ${BY_PERSON})
  ORDER BY e.id DESC LIMIT ${MAX_DECISIONS}`
