/** What every answer says of itself, whoever asked and whatever came of it. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import type { Article, Image } from '../../worker/schema.ts'
import { stored } from '../media/library.ts'
import { as, type Fields, lan, lotusFestival, published, reader } from '../newsroom.ts'

let article: Article
let image: Image
beforeAll(async () => {
  article = await published(lotusFestival)
  image = await stored('b')
})
afterEach(() => vi.restoreAllMocks())

const ANSWERS: [string, () => Promise<Response>][] = [
  ['the front page', () => reader.get('/')],
  ['an article', () => reader.get(articlePath(article))],
  ['its card', () => reader.get(`${articlePath(article)}/card.png`)],
  ['a picture', () => reader.get(`/media/${image.id}/${image.name}`)],
  ['a feed', () => reader.get('/feed.xml')],
  ['a search', () => reader.get('/search?q=sen')],
  ['a redirect', () => reader.get(`${articlePath(article)}?utm_source=x`)],
  ['what is not there', () => reader.get('/khong/co')],
  ['a comment that is refused', () => reader.post(`${articlePath(article)}/comments`, { ...lan, body: '' })],
  [
    'a form of another site',
    () => reader.post(`${articlePath(article)}/comments`, {}, { Origin: 'https://evil.test' }),
  ],
  ['a method that is none', () => reader.send(articlePath(article), { method: 'DELETE' })],
  ['the desk', () => as('editor').get('/admin')],
  ['an article at the desk', () => as('editor').get(`/admin/articles/${article.id}`)],
  ['a preview', () => as('editor').post('/admin/preview', lotusFestival as Fields)],
  ['the desk without a token', () => reader.get('/admin')],
  ['the desk to a stranger', () => as('stranger').get('/admin')],
  ['the desk to a program', () => as('editor').get('/admin/articles', { Accept: 'application/json' })],
]

describe.each(ANSWERS)('%s', (_, ask) => {
  test('stands in nobody’s frame, is taken for nothing that it is not, and is read by no other site', async () => {
    const { headers, body } = await ask()
    await body?.cancel()
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=\d{8}/)
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Referrer-Policy')).toMatch(/^(strict-origin-when-cross-origin|same-origin)$/)
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/)
    expect(policy).toMatch(/frame-ancestors 'none'|sandbox/)
    expect(headers.get('Set-Cookie')).toBeNull()
    expect(headers.get('Cache-Control')).not.toBeNull()
  })
})

test('what breaks says nothing of why, and is kept by nobody', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(env.DB, 'batch').mockRejectedValue(new Error('D1_ERROR: no such table: secrets_of_the_house'))
  const answer = await reader.get(articlePath(article))
  expect(answer.status).toBe(500)
  expect(answer.headers.get('X-Frame-Options')).toBe('DENY')
  expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  expect(await answer.text()).not.toMatch(/D1_ERROR|secrets_of_the_house|\.ts:\d|at \w+ \(/)
})

test('a page of the desk runs our files and no other code, and sends forms nowhere else', async () => {
  const policy = (await as('editor').get('/admin')).headers.get('Content-Security-Policy') ?? ''
  const directives = new Map(policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]))
  expect(directives.get('script-src')).toEqual(["'self'"])
  expect(directives.get('connect-src')).toEqual(["'self'"])
  expect(directives.get('form-action')).toEqual(["'self'"])
  expect(directives.get('base-uri')).toEqual(["'none'"])
})

test('an address that opens something is in no line of the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(env.DB, 'prepare').mockImplementation(() => {
    throw new Error('D1 is down')
  })
  await reader.get('/letters/confirm-1-abcdefghijklmnopqrstuv')
  await reader.get(`${articlePath(article)}/comments/1-abcdefghijklmnopqrstuv`)
  expect(JSON.stringify(log.mock.calls)).not.toContain('abcdefghijklmnop')
})
