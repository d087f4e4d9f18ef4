/** A post that keeps what it is given, or refuses it; and readers who want letters. */
import { env } from 'cloudflare:workers'
import { app } from '../../worker/app.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { sendLetters } from '../../worker/letters/post.ts'
import type { Comment } from '../../worker/schema.ts'
import { type on, type Reader, withToken } from '../newsroom.ts'

export interface Sent {
  from: { name: string; email: string }
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

export function postOffice() {
  const sent: Sent[] = []
  const queued: unknown[] = []
  let refusal: string | null = null
  const EMAIL = {
    send: async (letter: Sent) => {
      if (refusal) throw Object.assign(new Error('refused'), { code: refusal })
      sent.push(letter)
      return { messageId: `${sent.length}` }
    },
  }
  const COMMENTS = { send: async (body: unknown) => void queued.push(body) } as unknown as Queue
  const bindings = { ...env, EMAIL, COMMENTS, LETTERS_FROM: 'toasoan@nhipcau.test' } as unknown as Env
  return {
    sent,
    /** What went to the queue of comments. */
    queued,
    env: bindings,
    /** Every letter from now on fails with this code; null mends it. */
    refuse: (code: string | null) => {
      refusal = code
    },
    run: (now: number) => sendLetters(bindings, now),
    /** Letters to one address, in order. */
    to: (email: string) => sent.filter((letter) => letter.to === email),
    /** A browser that has nobody signed in. */
    reader: withToken(null, (request) => app.fetch(request, bindings)),
  }
}

let written = 0

/** A reader who asks for letters, and is known by an email of their own. */
export async function asking(
  who: Pick<Reader, 'name' | 'body'>,
  { articleId, now }: ReturnType<typeof on>,
  with_: { email?: string; confirmed?: boolean; answers?: number } = {},
): Promise<Comment> {
  const n = ++written
  const row = await env.DB.prepare(
    `INSERT INTO comments (article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, created_at,
       wants_notice, confirmed_at)
     VALUES (?1, ?2, ?2, ?3, ?4, ?5, 'f' || ?6, 's' || ?6, 'h', ?7, 1, ?8) RETURNING id`,
  )
    .bind(
      articleId,
      with_.answers ?? null,
      who.name,
      with_.email ?? `doc-gia-${n}@docgia.test`,
      who.body,
      n,
      now,
      with_.confirmed ? now : null,
    )
    .first<{ id: number }>()
  return (await findComment(env.DB, row?.id ?? 0)) as Comment
}

/** The address that a letter's text tells to open, from the root. */
export function linkIn(letter: Sent | undefined, purpose: 'confirm' | 'stop'): string {
  const link = letter?.text.match(new RegExp(`/letters/${purpose}-\\S+`))?.[0]
  if (!link) throw new Error(`no ${purpose} link in: ${letter?.text}`)
  return link
}
