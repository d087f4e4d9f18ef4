/** What moderators do: decide, take back, answer, pick, ban, bring back, keep terms; and what nobody else may. */
import type { Comment, ModerationEvent } from '../../../worker/schema.ts'
import type { Act } from '../act.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'
import { rows } from './readers.ts'

const NOUNS = { approved: 'approval', rejected: 'rejection', spam: 'spam' } as const
const DECIDABLE = `status IN ('received', 'held', 'approved', 'rejected', 'spam')`

export async function decideOnOne(world: World, model: Model): Promise<Act | null> {
  const id = world.next('decision')
  const comment = world.one(await rows<Comment>(`SELECT * FROM comments WHERE ${DECIDABLE} AND staff IS NULL`), id)
  if (!comment) return null
  const roll = world.roll(`verdict of ${id}`)
  const verdict = roll < 0.65 ? 'approved' : roll < 0.85 ? 'rejected' : 'spam'
  const isAllowed = world.roll(`who ${id}`) > 0.08
  // Of a text that its writer has changed since; or as if.
  const isStale = isAllowed && world.roll(`stale ${id}`) < 0.2
  const isMeant = isAllowed && !isStale
  if (isMeant && verdict === 'approved') model.approved.add(comment.id)
  const isShown = comment.status === 'approved' || verdict === 'approved'
  return {
    name: `${isAllowed ? 'moderator' : 'contributor'} says ${verdict} to comment ${comment.id}${isStale ? ' as it was before' : ''}, ${id}`,
    send: () =>
      world.form(isAllowed ? 'moderator' : 'contributor', `/admin/comments/${comment.id}/${NOUNS[verdict]}`, {
        status: comment.status,
        revision: comment.revision - (isStale ? 1 : 0),
      }),
    isForbidden: !isMeant,
    ...(!isAllowed && { aim: /staff/ }),
    isSo: async () =>
      isMeant && (await rows<Comment>(`SELECT * FROM comments WHERE id = ${comment.id}`))[0]?.status === verdict,
    tags: isMeant && isShown && comment.status !== verdict ? [`article-${comment.article_id}`] : [],
    learns: ({ acknowledged }) => {
      if (isMeant) decided(model, comment.id, acknowledged.length > 0)
    },
  }
}

export async function takeBackDecision(world: World, model: Model): Promise<Act | null> {
  const id = world.next('undoing')
  const events = await rows<ModerationEvent>(
    `SELECT e.* FROM moderation_events e JOIN comments c ON c.id = e.comment_id AND c.status = e.to_status
     WHERE e.to_status IN ('approved', 'rejected', 'spam')
       AND e.id = (SELECT max(id) FROM moderation_events WHERE comment_id = c.id)`,
  )
  const event = world.one(events, `which of ${id}`)
  if (!event) return null
  return {
    name: `moderator takes back that comment ${event.comment_id} is ${event.to_status}, ${id}`,
    send: () =>
      world.form('moderator', `/admin/comments/${event.comment_id}/${NOUNS[event.to_status as keyof typeof NOUNS]}`, {
        _method: 'DELETE',
        status: event.to_status,
        revision: event.revision,
        event: event.id,
      }),
    learns: ({ acknowledged }) => decided(model, event.comment_id, acknowledged.length > 0),
  }
}

export async function decideOnMany(world: World, model: Model): Promise<Act | null> {
  const id = world.next('decisions')
  const held = await rows<Comment>(`SELECT * FROM comments WHERE status = 'held' ORDER BY id LIMIT 4`)
  if (held.length === 0) return null
  const verdict = world.roll(`verdict of ${id}`) < 0.7 ? 'approved' : 'rejected'
  if (verdict === 'approved') for (const comment of held) model.approved.add(comment.id)
  const form = new FormData()
  form.set('decision', verdict)
  for (const { id: comment, status, revision } of held) form.append('seen', `${comment}-${status}-${revision}`)
  return {
    name: `moderator says ${verdict} to ${held.map(({ id: comment }) => comment).join()}, ${id}`,
    send: () => world.form('moderator', '/admin/comments/decisions', form),
    tags: verdict === 'approved' ? [...new Set(held.map(({ article_id }) => `article-${article_id}`))] : [],
    // Of many, some may have been decided on meanwhile: who did which is said on the page.
    learns: () => {
      for (const comment of held) decided(model, comment.id, false)
    },
  }
}

export async function answerAsNewsroom(world: World, model: Model): Promise<Act | null> {
  const id = world.next('answer')
  const comments = await rows<Comment>(`SELECT * FROM comments WHERE status IN ('held', 'approved') AND staff IS NULL`)
  const comment = world.one(comments, `to whom ${id}`)
  if (!comment) return null
  const body = `Toà soạn trả lời ${id}.`
  const approves = comment.status === 'held'
  if (approves) model.approved.add(comment.id)
  model.answers.set(body, false)
  return {
    name: `moderator answers comment ${comment.id}, ${id}`,
    send: () =>
      world.form('moderator', `/admin/comments/${comment.id}/answer`, {
        body,
        nonce: `nonce-${world.seed}-${id}`,
        status: comment.status,
        revision: comment.revision,
        ...(approves && { approve: 1 }),
      }),
    records: { comment_answered: 1 },
    tags: [`article-${comment.article_id}`],
    typed: body,
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) model.answers.set(body, true)
      if (approves) decided(model, comment.id, false)
    },
  }
}

export async function pickOne(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('pick')
  const comments = await rows<Comment>(`SELECT * FROM comments WHERE status = 'approved' AND staff IS NULL`)
  const comment = world.one(comments, `which of ${id}`)
  if (!comment) return null
  const isPicked = comment.picked_at === null
  return {
    name: `moderator ${isPicked ? 'picks' : 'puts back'} comment ${comment.id}, ${id}`,
    send: () =>
      world.form('moderator', `/admin/comments/${comment.id}/pick`, {
        status: 'approved',
        revision: comment.revision,
        ...(!isPicked && { _method: 'DELETE' }),
      }),
    records: { [isPicked ? 'comment_picked' : 'comment_unpicked']: 1 },
    isTold: true,
    tags: [`article-${comment.article_id}`],
  }
}

export async function banWriter(world: World, model: Model): Promise<Act | null> {
  const id = world.next('ban')
  const comments = await rows<Comment>(`SELECT * FROM comments WHERE email <> '' AND status <> 'erased'`)
  const comment = world.one(comments, `whom ${id}`)
  if (!comment || world.roll(`whether ${id}`) < 0.5) return null
  const shown = await rows<Comment>(
    `SELECT DISTINCT article_id FROM comments WHERE status = 'approved' AND email = '${comment.email}'`,
  )
  const form = new FormData()
  for (const [name, value] of [
    ['comment', `${comment.id}`],
    ['kinds', 'email'],
    ['days', '7'],
    ['hide', '1'],
  ] as const)
    form.append(name, value)
  return {
    name: `moderator bans ${comment.email}, ${id}`,
    send: () => world.form('moderator', '/admin/comments/bans', form),
    records: { ban_added: 1 },
    tags: shown.map(({ article_id }) => `article-${article_id}`),
    learns: async ({ acknowledged }) => {
      if (acknowledged.length > 0) model.bannedEmails.add(comment.email)
      for (const { id: hidden } of await rows<Comment>(`SELECT id FROM comments WHERE email = '${comment.email}'`))
        decided(model, hidden, false)
    },
  }
}

export async function liftBan(world: World, model: Model): Promise<Act | null> {
  const id = world.next('lifting')
  const bans = await rows<{ id: number; value: string }>('SELECT id, value FROM bans WHERE lifted_at IS NULL')
  const ban = world.one(bans, `which of ${id}`)
  if (!ban) return null
  model.bannedEmails.delete(ban.value)
  return {
    name: `moderator lifts the ban of ${ban.value}, ${id}`,
    send: () => world.form('moderator', `/admin/comments/bans/${ban.id}`, { _method: 'DELETE', restore: 1 }),
    records: { ban_lifted: 1 },
    isTold: true,
    learns: async () => {
      for (const { id: restored } of await rows<Comment>(`SELECT id FROM comments WHERE email = '${ban.value}'`))
        decided(model, restored, false)
    },
  }
}

export async function blockTerm(world: World, model: Model): Promise<Act | null> {
  const term = world.next('vayngaynong').replace('-', '')
  return {
    name: `moderator blocks «${term}»`,
    send: () => world.form('moderator', '/admin/comments/terms', { term, kind: 'blocked' }),
    records: { term_added: 1 },
    typed: term,
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) model.blockedTerms.add(term)
    },
  }
}

/** An act that may have decided on a comment. */
function decided(model: Model, comment: number, isTold: boolean): void {
  const known = model.decisions.get(comment) ?? { asked: 0, told: 0 }
  known.asked++
  if (isTold) known.told++
  model.decisions.set(comment, known)
}
