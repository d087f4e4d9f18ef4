/** What a reader's comment is: its form, its identity, who may still write one. */
import * as z from 'zod'
import { textOf } from '../edge/form.ts'
import type { EpochMs } from '../env.ts'
import type { Article, Comment, Settings } from '../schema.ts'
import { normalise } from '../text/vietnamese.ts'
import type { Words } from '../text/words.ts'

/** A comment as readers see it: never the email, never the address. */
export type CommentView = Pick<Comment, 'id' | 'parent' | 'name' | 'body' | 'created_at'>

/** What a reader typed, kept as it was when something has to be mended. */
export interface TypedComment {
  name: string
  email: string
  body: string
  nonce: string
  parent: string
  /** `1` where its writer asks to hear by email what becomes of it. */
  notice: string
  /** That they have the email: see proof.ts. */
  proof: string
}

export const LIMITS = { name: 80, email: 254, bodyMin: 2, body: 4000 } as const

/** As many comments as one address may write in any sixty seconds. */
export const COMMENTS_A_MINUTE = 5

/** Why a comment is not published, as its writer is told: `words.received.reasons`. */
export const REJECTION_REASONS = ['off_topic', 'insult', 'advert', 'private', 'unlawful', 'unclear', 'other'] as const
export type RejectionReason = (typeof REJECTION_REASONS)[number]

export function isRejectionReason(reason: string | null): reason is RejectionReason {
  return (REJECTION_REASONS as readonly (string | null)[]).includes(reason)
}

/** A comment's text as it may be, said in the form's own words. */
export function bodySchema(errors: Words['form']['errors']) {
  return z
    .string()
    .transform(normalise)
    .pipe(
      z
        .string()
        .min(1, errors.body_missing)
        .min(LIMITS.bodyMin, errors.body_too_short)
        .max(LIMITS.body, {
          error: ({ input }) => errors.body_too_long(String(input).length - LIMITS.body),
        }),
    )
}

/**
 * The fields that a reader may set; id, status, time and address hash are ours.
 * The messages are the form's own, in the reader's language.
 */
export function parseCommentForm(form: FormData, words: Words) {
  const field = (name: string) => textOf(form, name)
  const typed: TypedComment = {
    name: field('name'),
    email: field('email'),
    body: field('body'),
    nonce: field('nonce'),
    parent: field('parent'),
    notice: field('notice'),
    proof: field('proof'),
  }
  const errors = words.form.errors
  const text = z.string().transform(normalise)
  const parsed = z
    .object({
      name: text
        .transform((name) => name.replace(/\s+/g, ' '))
        .pipe(z.string().min(1, errors.name_missing).max(LIMITS.name, errors.name_too_long)),
      email: z
        .string()
        .trim()
        .min(1, errors.email_missing)
        .max(LIMITS.email, errors.email_too_long)
        .pipe(z.email(errors.email_invalid)),
      body: bodySchema(errors),
      nonce: z.string().max(100, errors.form_broken),
      parent: z
        .string()
        .regex(/^\d{0,15}$/, errors.parent_gone)
        .transform((id) => (id ? Number(id) : null)),
      notice: z.string().transform((notice) => notice === '1'),
      // Kept by the reader's browser, for long perhaps: one that says nothing is no reason to turn a comment away.
      proof: z.string().transform((proof) => (proof.length <= MAX_PROOF_LENGTH ? proof : '')),
    })
    .safeParse(typed)
  if (parsed.success) {
    return {
      ok: true as const,
      typed,
      value: { ...parsed.data, token: field('cf-turnstile-response'), isTrapped: field('website') !== '' },
    }
  }
  const wrong: FormErrors = {}
  for (const { path, message } of parsed.error.issues) wrong[shownAt(path[0])] ??= message
  return { ok: false as const, typed, errors: wrong }
}

const MAX_PROOF_LENGTH = 100

/** What is wrong, field by field; `form` is about the whole. */
export type FormErrors = Partial<Record<'name' | 'email' | 'body' | 'turnstile' | 'form', string>>

function shownAt(field: PropertyKey | undefined): keyof FormErrors {
  return field === 'name' || field === 'email' || field === 'body' ? field : 'form'
}

export type CommentForm = Extract<ReturnType<typeof parseCommentForm>, { ok: true }>['value']

/**
 * The same form sent twice has the same one: a double click is one comment; a mended text, and the same words to somebody
 * else, are another.
 */
export async function submissionOf(
  articleId: number,
  form: Pick<CommentForm, 'nonce' | 'name' | 'email' | 'body' | 'parent'>,
) {
  const nonce = form.nonce || crypto.randomUUID()
  const text = [articleId, form.parent ?? '', nonce, form.name, form.email, form.body].join('\n')
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export type CommentMode = Settings['comment_mode']

const DAY_MS = 24 * 60 * 60_000

/** Whether an article takes comments now: one that is `closed` still shows what was said, `none` shows nothing. */
export function commentModeOf(
  article: Pick<Article, 'status' | 'published_at' | 'comment_mode' | 'comment_days'>,
  settings: Pick<Settings, 'comment_mode' | 'comment_days'>,
  now: EpochMs,
): CommentMode {
  const { comment_mode: mode, comment_days: days } = article.comment_mode === null ? settings : article
  if (mode !== 'open') return mode ?? 'closed'
  const isOver = days !== null && now >= (article.published_at ?? 0) + days * DAY_MS
  return article.status === 'published' && !isOver ? 'open' : 'closed'
}

/** Where its writer sees how a comment stands; the signature keeps others out. */
export function receiptPath(articlePath: string, id: number, signature: string): string {
  return `${articlePath}/comments/${id}-${signature}`
}

export function receiptMessage(id: number): string {
  return `receipt:${id}`
}

export interface NewComment extends Pick<Comment, 'article_id' | 'name' | 'email' | 'body' | 'submission'> {
  parent: number | null
  fingerprint: string
  address_hash: string
  /** What the door noticed, as JSON. */
  signals: string
  created_at: EpochMs
  /** Where the email is proven. */
  confirmed_at?: EpochMs | null
  wants_notice?: boolean
}
