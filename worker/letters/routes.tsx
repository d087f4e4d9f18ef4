/**
 * Where the links of letters lead. A link only shows a page, because programs open links before people do; its button
 * acts. Unsubscribing by the mail program's own button is one POST without a page (RFC 8058).
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { LetterPage } from '../../templates/letters/page.tsx'
import { KEEP_SCRIPT_HASH } from '../../templates/look.generated.ts'
import { findSite } from '../articles/queries.ts'
import { makeProof } from '../comments/proof.ts'
import { findComment } from '../comments/queries.ts'
import { sameOrigin } from '../edge/same-origin.ts'
import { CONFINED, READER_STYLE_HASHES } from '../edge/security-headers.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import type { Notice } from '../schema.ts'
import { wordsFor } from '../text/words.ts'
import { confirmComment, isExpired } from './confirmation.ts'
import { findNotice, isUnsubscribed, resubscribe, unsubscribe } from './outbox.ts'
import { type Purpose, readToken } from './token.ts'

export const letters = new Hono<AppEnv>()

const limitBody = bodyLimit({ maxSize: 4 * 1024, onError: (c) => refuse(c, 'too_large') })

letters.get('/:token', (c) =>
  withNotice(c, async (purpose, notice) => {
    if (purpose === 'stop') {
      const isStopped = await isUnsubscribed(c.env.DB, notice.email)
      return show(c, { kind: isStopped ? 'stopped' : 'stop', email: notice.email })
    }
    const comment = await findComment(c.env.DB, notice.comment_id)
    if (!comment || comment.status === 'erased' || isExpired(notice, Date.now())) return gone(c)
    return show(c, { kind: 'confirm', email: notice.email, comment })
  }),
)

letters.post('/:token', limitBody, (c) =>
  withNotice(c, async (purpose, notice) => {
    const form = await c.req.formData().catch(() => new FormData())
    // A mail program's own button stands on its own site; what it sends is as good as its token.
    if (purpose === 'stop' && form.get('List-Unsubscribe') === 'One-Click') {
      await unsubscribe(c.env.DB, notice.email, Date.now())
      return c.text('ok')
    }
    return (await sameOrigin(c, async () => {})) ?? act(c, purpose, notice, form)
  }),
)

/** A second click finds it done, and shows the same page. */
async function act(c: Context<AppEnv>, purpose: Purpose, notice: Notice, form: FormData): Promise<Response> {
  const now = Date.now()
  const { email } = notice
  if (purpose === 'stop') {
    const isResuming = form.get('resume') === '1'
    await (isResuming ? resubscribe(c.env.DB, email) : unsubscribe(c.env.DB, email, now))
    return show(c, { kind: isResuming ? 'resumed' : 'stopped', email })
  }
  if (isExpired(notice, now)) return gone(c)
  const comment = await confirmComment(c.env, notice.comment_id, now)
  if (!comment || comment.status === 'erased') return gone(c)
  const proof = await makeProof(varsOf(c.env).SIGNING_KEY, comment.email, now)
  return show(c, { kind: 'confirmed', email: comment.email, comment, proof })
}

/** 404 for a link that was never sent, 410 for one whose letter has been forgotten. */
async function withNotice(
  c: Context<AppEnv>,
  answer: (purpose: Purpose, notice: Notice) => Promise<Response>,
): Promise<Response> {
  const link = await readToken(varsOf(c.env).SIGNING_KEY, c.req.param('token') ?? '')
  if (!link) return refuse(c, 'not_found')
  const notice = await findNotice(c.env.DB, link.noticeId)
  return notice ? answer(link.purpose, notice) : gone(c)
}

type Shown = Parameters<typeof LetterPage>[0]['shown']

const gone = (c: Context<AppEnv>) => show(c, { kind: 'gone' }, 410)

async function show(c: Context<AppEnv>, shown: Shown, status: 200 | 410 = 200): Promise<Response> {
  const site = await findSite(c.env.DB, varsOf(c.env).ORIGIN)
  c.header('Content-Security-Policy', POLICY)
  // The address is a key. Without any referrer a browser would not say either where the page's own form stands.
  c.header('Referrer-Policy', 'same-origin')
  c.header('X-Robots-Tag', 'noindex')
  return c.html(<LetterPage site={site} words={wordsFor(site.settings.locale)} shown={shown} />, status)
}

/** The one script keeps a proof in the browser. */
const POLICY = [...CONFINED, `style-src ${READER_STYLE_HASHES}`, `script-src ${KEEP_SCRIPT_HASH}`].join('; ')
