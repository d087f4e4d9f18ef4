/**
 * What a reader gets: of a stored response the whole, a part, or word that nothing has changed; of any other what the
 * origin said, without the headers that are meant for the cache alone.
 * Sources: developers.cloudflare.com/workers/cache/configuration/ (header precedence, Cache-Tag, Range requests),
 * /cache/concepts/cache-responses/ (Age), RFC 9110 sections 13 and 14.
 */
import type { CacheStatus } from './freshness.ts'
import type { Stored } from './store.ts'

export function reply(request: Request, stored: Stored, status: CacheStatus, now: number): Response {
  const headers = forReader(stored.headers, status)
  if (status !== 'MISS' && status !== 'EXPIRED') headers.set('age', String(Math.floor((now - stored.storedAt) / 1000)))
  if (stored.status !== 200) return answer(request, stored.status, headers, stored.body)

  headers.set('accept-ranges', 'bytes')
  if (isUnchanged(request.headers, headers)) {
    headers.delete('content-length')
    return new Response(null, { status: 304, headers })
  }
  const size = stored.body.byteLength
  const range = request.method === 'GET' && ifRangeHolds(request.headers, headers) && rangeOf(request.headers, size)
  if (!range) return answer(request, 200, headers, stored.body)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    headers.delete('content-length')
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-range', `bytes ${range.from}-${range.to}/${size}`)
  return answer(request, 206, headers, stored.body.subarray(range.from, range.to + 1))
}

/** What was not stored, streamed as it comes. */
export function passOn(response: Response, status: CacheStatus): Response {
  const { status: code, statusText, body } = response
  return new Response(body, { status: code, statusText, headers: forReader(response.headers, status) })
}

/** The whole body, or, when it is larger than may be stored, a response that still gives all of it. */
export async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | Response> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || !value || !reader) return new Uint8Array(Buffer.concat(chunks))
    chunks.push(value)
    bytes += value.byteLength
    if (bytes > maxBytes) {
      const whole = new ReadableStream({
        async pull(controller) {
          const next = chunks.shift() ?? (await reader.read()).value
          if (next) controller.enqueue(next)
          else controller.close()
        },
        cancel: (reason) => reader.cancel(reason),
      })
      return new Response(whole, response)
    }
  }
}

function forReader(response: Headers, status: CacheStatus): Headers {
  const headers = new Headers(response)
  headers.delete('cloudflare-cdn-cache-control')
  headers.delete('cache-tag')
  headers.set('cf-cache-status', status)
  return headers
}

function answer(request: Request, status: number, headers: Headers, body: Uint8Array<ArrayBuffer>): Response {
  const hasBody = status !== 204 && status !== 205
  if (hasBody) headers.set('content-length', String(body.byteLength))
  return new Response(hasBody && request.method !== 'HEAD' ? body : null, { status, headers })
}

/** If-None-Match alone decides where it stands, and compares weakly: a compressed page is still the same page. */
function isUnchanged(request: Headers, response: Headers): boolean {
  const wanted = request.get('if-none-match')
  const etag = response.get('etag')
  if (wanted !== null) {
    return wanted.trim() === '*' || (etag !== null && opaqueTags(wanted).includes(opaqueTags(etag)[0] ?? ''))
  }
  const since = Date.parse(request.get('if-modified-since') ?? '')
  return Date.parse(response.get('last-modified') ?? '') <= since
}

function opaqueTags(list: string): string[] {
  return list.match(/"[^"]*"/g) ?? []
}

/** Compares strongly: parts of two versions must never be put together. */
function ifRangeHolds(request: Headers, response: Headers): boolean {
  const condition = request.get('if-range')
  if (condition === null) return true
  if (condition.startsWith('"')) return condition === response.get('etag')
  return !condition.startsWith('W/') && condition === response.get('last-modified')
}

/** One range; a list of them is answered with the whole, as any server may. */
function rangeOf(request: Headers, size: number): { from: number; to: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.get('range')?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from >= size || from > to ? 'unsatisfiable' : { from, to }
}
