/** The minute's run of letters: what is due, is still true and is still wanted goes out. */
import { letterOf } from '../../templates/letters/letter.ts'
import { type Db, type EpochMs, varsOf } from '../env.ts'
import type { Settings } from '../schema.ts'
import { formatDateTime } from '../text/dates.ts'
import { wordsFor } from '../text/words.ts'
import { readWaiting, writeDigests } from './digest.ts'
import { canSendLetters, type Letter, postLetter } from './letter.ts'
import { type Due, drop, giveUp, isStillTrue, markSent, takeDue } from './outbox.ts'
import { letterPath } from './token.ts'

type Newsroom = Pick<Settings, 'name' | 'locale' | 'time_zone'>

/** Where no letters can be sent nothing is read either. */
export async function sendLetters(env: Env, now: EpochMs): Promise<void> {
  if (!canSendLetters(env)) return
  const newsroom = await env.DB.prepare('SELECT name, locale, time_zone FROM settings').first<Newsroom>()
  if (!newsroom) return
  await writeDigests(env.DB, newsroom.time_zone, now)
  for (const due of await takeDue(env.DB, now)) {
    if (!isStillTrue(due, now)) {
      await drop(env.DB, due.id)
      continue
    }
    const letter = await writeLetter(env, newsroom, due)
    const posted = letter ? await postLetter(env, letter) : 'refused'
    if (posted === 'sent') await markSent(env.DB, due.id, now)
    if (posted === 'refused') await giveUp(env.DB, due.id)
    // Those behind it have been put off, and come again with it.
    if (posted === 'stop') return
  }
}

/** Null where there is nothing to tell any more. */
async function writeLetter(env: Env, newsroom: Newsroom, due: Due): Promise<Letter | null> {
  const { ORIGIN: origin, SIGNING_KEY: key } = varsOf(env)
  const told = await tell(env.DB, origin, key, newsroom, due)
  if (!told) return null
  const stopUrl = origin + (await letterPath(key, { purpose: 'stop', noticeId: due.id }))
  const { text, html } = letterOf({ ...told, site: newsroom.name, lang: newsroom.locale, stopUrl })
  return { from: newsroom.name, to: due.email, subject: told.subject, text, html, stopUrl }
}

/** What the letter says, in the newsroom's language. */
async function tell(db: Db, origin: string, key: string, { name, locale, time_zone }: Newsroom, due: Due) {
  const says = wordsFor(locale).letters
  const { stop } = says
  const headline = due.headline ?? ''
  const commentUrl = (id: number) => `${origin}/${due.section}/${due.slug}/comments/${id}`
  switch (due.kind) {
    case 'confirmation': {
      const { subject, lines, action, why } = says.confirmation
      const url = origin + (await letterPath(key, { purpose: 'confirm', noticeId: due.id }))
      return { subject: subject(name), lines: lines(headline), action, url, why, stop }
    }
    case 'published': {
      const { subject, lines, action } = says.published
      const url = commentUrl(due.comment_id)
      return { subject: subject(headline), lines: lines(headline), action, url, why: says.whyReader, stop }
    }
    case 'answered': {
      const { subject, lines, action } = says.answered
      const who = due.answer_name ?? ''
      return {
        subject: subject(who, headline),
        lines: lines(who, headline),
        quote: beginningOf(due.answer_body ?? ''),
        action,
        url: commentUrl(due.answer_id ?? due.comment_id),
        why: says.whyReader,
        stop,
      }
    }
    case 'digest': {
      const waiting = await readWaiting(db)
      if (!waiting) return null
      const { subject, lines, action } = says.digest
      const since = formatDateTime(waiting.since, locale, time_zone)
      const url = `${origin}/admin/comments?status=held`
      const { held } = waiting
      return { subject: subject(held), lines: lines(held, since), action, url, why: says.whyStaff, stop }
    }
  }
}

const QUOTED = 400

/** By whole characters, as a reader sees them. */
function beginningOf(text: string): string {
  const characters = Array.from(text)
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join('').trimEnd()}…` : text
}
