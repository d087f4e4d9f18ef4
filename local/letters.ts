/**
 * Email Service on a laptop: what the Worker sends through its `send_email` binding stays here, and is read at
 * /cdn-cgi/letters.
 * Source: developers.cloudflare.com/email-service/ (api/send-emails/workers-api/, reference/headers/)
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { escapeHtml } from './sign-in-page.ts'

export type Letter = {
  from: { name: string; email: string }
  to: string
  subject: string
  text: string
  html: string
  headers?: Record<string, string>
}

export type Letterbox = {
  /** What the binding's `send` comes to. */
  take: (request: Request) => Promise<Response>
  list: () => Promise<Letter[]>
  /** Answers /cdn-cgi/letters, and nothing else. */
  answer: (request: Request) => Promise<Response | null>
}

/** @param file of letters, one a line */
export function createLetterbox(file: string): Letterbox {
  async function take(request: Request): Promise<Response> {
    const letter = (await request.json()) as Letter
    const problem = problemOf(letter)
    if (problem) return Response.json(problem, { status: 422 })
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, `${JSON.stringify(letter)}\n`)
    return Response.json({ messageId: crypto.randomUUID() })
  }

  async function list(): Promise<Letter[]> {
    const text = await readFile(file, 'utf8').catch(() => '')
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }

  async function answer(request: Request): Promise<Response | null> {
    const url = new URL(request.url)
    if (url.pathname !== '/cdn-cgi/letters') return null
    return new Response(page((await list()).reverse()), { headers: HEADERS })
  }

  return { take, list, answer }
}

/** As the service refuses a letter: the code is on the error that `send` throws. */
function problemOf({ from, to, subject, headers = {} }: Letter): { code: string; message: string } | null {
  if (!from?.email || !to || !subject) return { code: 'E_FIELD_MISSING', message: 'to, from and subject are required' }
  for (const [name, value] of Object.entries(headers)) {
    if (!ALLOWED.has(name) && !name.startsWith('X-')) return { code: 'E_HEADER_NOT_ALLOWED', message: name }
    if (!value || /[\r\n]/.test(value)) return { code: 'E_HEADER_VALUE_INVALID', message: name }
  }
  const stop = headers['List-Unsubscribe']
  if (stop !== undefined && !/^<https:[^>]+>$/.test(stop)) return { code: 'E_HEADER_VALUE_INVALID', message: stop }
  return null
}

/** Of the service's list, those that the product sends. */
const ALLOWED = new Set(['Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'])

const HEADERS = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }

function page(letters: Letter[]): string {
  const shown = letters.map(
    ({ from, to, subject, text }) => `<article><h2>${escapeHtml(subject)}</h2>
<p>${escapeHtml(from.name)} &lt;${escapeHtml(from.email)}&gt; → ${escapeHtml(to)}</p><pre>${linked(text)}</pre></article>`,
  )
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Thư đã gửi</title><style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui}
article{border-top:1px solid #ccc;padding:.5rem 0}h2{font-size:1.1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>Thư đã gửi</h1>${shown.join('\n') || '<p>Chưa có thư nào. Thư được gửi mỗi phút một lần.</p>'}</html>`
}

function linked(text: string): string {
  return escapeHtml(text).replace(/https?:\/\/[^\s&]+/g, (url) => `<a href="${url}">${url}</a>`)
}

/** Beside the product's own Worker, and bound to it as `EMAIL`; `LETTERBOX` is the way from there to `take`. */
export const postWorker = (letterbox: Letterbox) => ({
  name: 'post',
  compatibilityDate: '2026-10-20',
  serviceBindings: { LETTERBOX: (request: unknown) => letterbox.take(request as Request) as never },
  modules: [
    {
      type: 'ESModule' as const,
      path: 'post.js',
      contents: `import { WorkerEntrypoint } from 'cloudflare:workers'
      export default { fetch: () => new Response(null, { status: 404 }) }
      export class Post extends WorkerEntrypoint {
        async send(letter) {
          const taken = await this.env.LETTERBOX.fetch('http://letterbox/', { method: 'POST', body: JSON.stringify(letter) })
          const answer = await taken.json()
          if (!taken.ok) throw Object.assign(new Error(answer.message), { code: answer.code })
          return answer
        }
      }`,
    },
  ],
})
