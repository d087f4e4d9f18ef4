/** What every answer keeps to, whatever was asked. */
import { expect } from 'vitest'
import { spelt } from '../media/pictures.ts'
import { ORIGIN } from '../newsroom.ts'
import { type Asked, requestOf } from './any-request.ts'
import { answer } from './newsroom.ts'

/** On a machine that does other things besides; what it is for are requests that never end. */
const LONGEST_MS = 4_000

const INSIDES =
  /\bat \S+ ?\(?\S*:\d+:\d+|D1_ERROR|SQLITE_|no such (?:table|column)|(?:Type|Range|Reference|Syntax|Zod)Error|\bSELECT .* FROM\b|INSERT INTO|node_modules|\.tsx?:\d+/

/** Asks, and looks at the answer. Returns whether something was written. */
export async function expectPromises(asked: Asked, faults: unknown[]): Promise<boolean> {
  const request = requestOf(asked)
  if (!request) return false
  const since = performance.now()
  const response = await answer(request, asked.who)
  const text = await textOf(response)
  const took = performance.now() - since

  expect(faults, 'nothing breaks').toEqual([])
  expect(response.status, 'no fault of ours').toBeLessThan(500)
  expect(took, 'in time').toBeLessThan(LONGEST_MS)
  expectSecure(response)
  expectNoInsides(asked, response, text)
  expectWords(response, text)
  expectToStay(response)
  await expectKeptForAll(asked, response, text)
  return response.status < 400 && request.method !== 'GET' && request.method !== 'HEAD'
}

/** Of a picture, its bytes one by one. */
async function textOf(response: Response): Promise<string> {
  const isPicture = response.headers.get('Content-Type')?.startsWith('image/')
  return isPicture ? spelt(new Uint8Array(await response.arrayBuffer())) : response.text()
}

function expectSecure({ headers }: Response): void {
  const policy = headers.get('Content-Security-Policy') ?? ''
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('X-Frame-Options')).toBe('DENY')
  expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  expect(headers.get('Referrer-Policy')).toMatch(/^(?:strict-origin-when-cross-origin|same-origin)$/)
  expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=/)
  expect(headers.get('Permissions-Policy')).toContain('camera=()')
  expect(policy).toContain("default-src 'none'")
  // A picture's policy is a sandbox; every page says who may frame it: nobody.
  if (!policy.includes('sandbox')) expect(policy).toMatch(/base-uri 'none'; frame-ancestors 'none'/)
  expect(policy).not.toMatch(/unsafe-|https?:\/\/\*|\* /)
  expect(headers.get('Set-Cookie')).toBeNull()
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
}

function expectNoInsides(asked: Asked, response: Response, text: string): void {
  const told = [text, ...response.headers.values()].map((one) => one.match(INSIDES)?.[0] ?? '').filter(Boolean)
  // What came in may go out again: a form gives back what was typed.
  const came = decodeURIComponent(encodeURIComponent(JSON.stringify(asked).toWellFormed()))
  expect(told.filter((inside) => !came.includes(inside))).toEqual([])
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) return
  expect(text).not.toContain('<x-fuzz')
  const slips = text.match(/\[object \w+\]|\[native code\]|>(?:undefined|NaN|Invalid Date)</)?.[0] ?? ''
  if (!came.includes(slips)) expect(slips).toBe('')
}

/** A refusal speaks the newsroom's language, or is for a program. */
function expectWords(response: Response, text: string): void {
  if (response.status < 400 || text === '') return
  const type = response.headers.get('Content-Type') ?? ''
  if (type.startsWith('application/json')) {
    const { error } = JSON.parse(text) as { error?: { reason?: string; message?: string } }
    expect([typeof error?.reason, typeof error?.message]).toEqual(['string', 'string'])
  } else {
    expect(type).toMatch(/^text\/html/)
    expect(text.slice(0, 200)).toContain('lang="vi"')
  }
}

/** Nobody is sent to another site. */
function expectToStay(response: Response): void {
  const location = response.headers.get('Location')
  if (location === null) return
  expect(new URL(location, ORIGIN).origin, location).toBe(ORIGIN)
  expect(location.split('?')[0]).not.toMatch(/[\s\\]|^\/\//)
}

/** What a cache may keep was asked for with GET or HEAD, and is what anybody gets who asks for that address with nothing else. */
async function expectKeptForAll({ method, path, query }: Asked, response: Response, text: string): Promise<void> {
  const { headers, status } = response
  const ruling = headers.get('Cloudflare-CDN-Cache-Control') ?? headers.get('Cache-Control') ?? ''
  if (/private|no-store/.test(ruling)) {
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toBeNull()
    return
  }
  expect(ruling).toMatch(/^public, max-age=\d+/)
  expect(method).toMatch(/^(?:get|head)$/i)
  expect([200, 301, 304]).toContain(status)
  expect(new URL(ORIGIN + path).pathname).not.toMatch(/^\/(?:admin|letters|healthz)(?:\/|$)/i)
  const plain = await answer(new Request(ORIGIN + path + query, { redirect: 'manual' }), 'nobody')
  const page = await textOf(plain)
  for (const name of ['Cloudflare-CDN-Cache-Control', 'Cache-Tag', 'ETag', 'Location', 'Vary']) {
    expect(headers.get(name), name).toBe(plain.headers.get(name))
  }
  if (status === 304) return
  expect(status).toBe(plain.status)
  if (text !== '' || method.toUpperCase() !== 'HEAD') expect(text === page, 'the same page').toBe(true)
}
