/** A reader's comment: who is kept from sending one, and that what was sent comes to a verdict. */
import { type Check, failed, judged, passed, skipped } from './check.ts'
import { type Answer, type Newsroom, reasonOf } from './newsroom.ts'

/** Articles of the feed that are looked at for one that still takes comments. */
const LOOKED_AT = 10
const MODERATED_WITHIN_MS = 30_000

/** Cloudflare's own, which let everybody pass or nobody: developers.cloudflare.com/turnstile/troubleshooting/testing/ */
const FOR_TESTS = /^[123]x0{19}/

export const turnstile: Check = {
  name: 'turnstile',
  async run(newsroom) {
    const { ask } = newsroom
    const form = await findForm(newsroom)
    if (!form) return skipped(NO_FORM)
    const script = await fetch(`${form.turnstile}/turnstile/v0/api.js`, { signal: AbortSignal.timeout(10_000) })
    await script.body?.cancel()
    const without = await send(newsroom, form, '')
    const made = await send(newsroom, form, newsroom.mark)
    return judged(
      [
        form.sitekey === '' && 'No TURNSTILE_SITEKEY is set: no reader can pass, so nobody can comment.',
        FOR_TESTS.test(form.sitekey) && 'TURNSTILE_SITEKEY is one of Cloudflare’s for tests.',
        script.status !== 200 && `Turnstile’s script at ${form.turnstile} answered ${script.status}.`,
        !isAllowed(await ask(form.path), form.turnstile) &&
          `The page’s Content-Security-Policy does not let ${form.turnstile} run: TURNSTILE_ORIGIN was changed and not deployed.`,
        reasonOf(without) !== 'turnstile_missing' && `A comment without a token was answered ${said(without)}.`,
        without.status < 400 && 'It was taken.',
        reasonOf(made) !== 'turnstile_failed' &&
          (made.status < 400
            ? `A made-up token was not refused: the Worker cannot ask Turnstile, and leaves every comment to a person. Most
               likely TURNSTILE_SECRET is not this widget’s (npx wrangler secret put TURNSTILE_SECRET).`
            : `A comment with a made-up token was answered ${said(made)}.`),
      ],
      'who has no token, or a made-up one, cannot comment; who passes the widget can, which no script may prove',
    )
  },
}

export const queue: Check = {
  name: 'queue',
  async run(newsroom) {
    const { ask, until, turnstile, isLocal, mark } = newsroom
    const token = turnstile ?? (isLocal ? `local-pass-${mark}` : null)
    if (!token) return skipped(NO_SOLVED)
    const form = await findForm(newsroom)
    if (!form) return skipped(NO_FORM)
    const sent = await send(newsroom, form, token)
    const receipt = sent.headers.get('location')
    if (sent.status !== 303 || !receipt) {
      return failed(`A comment was not taken: ${said(sent)}. A token passes once, and within five minutes.`)
    }
    const startedAt = Date.now()
    const verdict = await until(MODERATED_WITHIN_MS, async () => {
      const status = statusIn(await ask(receipt, { headers: { accept: 'application/json' } }))
      return status === 'received' ? null : status
    })
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    if (!verdict) {
      return failed(`A comment still waits for its checks after ${seconds} s: the queue dateline-comments does not deliver. Look at
        its consumer (npx wrangler queues info dateline-comments) and for comment_not_queued and comment_check_gave_up in
        \`npx wrangler tail\`.`)
    }
    if (verdict === 'approved') return failed('A comment with a link in it was published without a person.')
    return passed(`a comment came to its verdict, ${verdict}, within ${seconds} s`)
  },
}

export const letters: Check = {
  name: 'letters',
  async run(newsroom) {
    const form = await findForm(newsroom)
    if (!form) return skipped(NO_FORM)
    if (!form.offersLetters)
      return skipped('not set up, and so offered nowhere: LETTERS_FROM is empty, or Email Service is not bound')
    return passed('offered; that one arrives is for a person to see, below any article')
  },
}

const NO_FORM = 'no article of the feed takes comments now'
const NO_SOLVED = `nobody passed the widget: open an article, tick it, and set DATELINE_SMOKE_TURNSTILE to the value of the field
  cf-turnstile-response within five minutes. Meanwhile purging and pictures prove their own queues`

interface Form {
  /** Of its article. */
  path: string
  sitekey: string
  /** Where the widget comes from. */
  turnstile: string
  offersLetters: boolean
}

async function findForm({ origin, ask }: Newsroom): Promise<Form | null> {
  const feed = JSON.parse((await ask('/feed.json')).text) as { items: { url: string }[] }
  for (const { url } of feed.items.slice(0, LOOKED_AT)) {
    const path = new URL(url, origin).pathname
    const { text } = await ask(path)
    const widget = /data-sitekey="([^"]*)"/.exec(text)
    const turnstile = /<form class="write"[^>]* data-origin="([^"]+)"/.exec(text)?.[1]
    if (widget && turnstile) {
      return { path, sitekey: widget[1] ?? '', turnstile, offersLetters: /name="notice"/.test(text) }
    }
  }
  return null
}

/** Nothing that the checks would ever let through: it leads somewhere. What is written of it is taken away at the end. */
async function send(newsroom: Newsroom, { path }: Form, token: string): Promise<Answer> {
  const { origin, ask, mark, undoLater } = newsroom
  const email = `${mark}@dateline.invalid`
  let receipt: string | null = null
  undoLater('the comment', () => takeBack(newsroom, email, receipt))
  const sent = await ask(`${path}/comments`, {
    headers: { accept: 'application/json' },
    form: {
      name: 'Dateline',
      email,
      body: `Phép thử tự động của toà soạn, sẽ được gỡ ngay: ${origin}/?${mark}`,
      nonce: crypto.randomUUID(),
      'cf-turnstile-response': token,
    },
  })
  receipt = sent.headers.get('location')
  return sent
}

/** From the desk it is erased; without one it can only be withdrawn, as its writer may. */
async function takeBack({ ask, atDesk, token, leaves }: Newsroom, email: string, receipt: string | null) {
  if (token) {
    const known = await atDesk('/admin/people', { form: { email } })
    if (known.status === 200 && JSON.parse(known.text).held.comments.length === 0) return
    const erased = await atDesk('/admin/people/erasure', { form: { email, confirmed: '1' } })
    if (erased.status === 303)
      return leaves('an empty row where a comment was, two decisions on it, and an entry that it was erased')
  }
  if (!receipt) return
  const withdrawn = await ask(`${receipt}/withdrawal`, { method: 'POST', headers: { accept: 'application/json' } })
  if (withdrawn.status !== 303) throw new Error(`its withdrawal was answered ${withdrawn.status}`)
  leaves('a withdrawn comment, which is erased by itself when its time is over')
}

function statusIn({ text }: Answer): string {
  return JSON.parse(text).comment?.status ?? 'lost'
}

function said(answer: Answer): string {
  return `${answer.status} ${reasonOf(answer) ?? ''}`.trim()
}

function isAllowed({ headers }: Answer, turnstile: string): boolean {
  const policy = headers.get('content-security-policy') ?? ''
  return ['script-src', 'frame-src'].every((name) => new RegExp(`${name} [^;]*${turnstile}`).test(policy))
}
