/**
 * What no browser sends and a socket does, at the door of the whole local platform. Threats: request smuggling, header
 * injection, a Host or a request line that means another address to the door than to the program, a body that never comes.
 * On Cloudflare its edge is this door; here it must not be more lenient than that, or it would hide what is behind it.
 * Sources: RFC 9112 (sections 3.2, 6.1, 6.3, 7.1), portswigger.net/research/http-desync-attacks.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lines, type Newsroom, openNewsroom, say, statusesIn } from './newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await openNewsroom()
}, 120_000)
afterAll(() => newsroom?.stop())

const tell = (...pieces: string[]) => say(newsroom.platform.origin, ...pieces)
const HOST = 'Host: localhost'
const FORM = 'Content-Type: application/x-www-form-urlencoded'

/** Everything is answered, by the door or by the program, and nothing of it breaks either. */
async function expectAnswered(request: string, statuses: number | RegExp = /^[234]\d\d$/): Promise<string> {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  const heard = await tell(request)
  const found = statusesIn(heard)
  const name = JSON.stringify(request.slice(0, 120))
  expect([name, found.length]).toEqual([name, 1])
  if (typeof statuses === 'number') expect([name, ...found]).toEqual([name, statuses])
  else expect(String(found[0]), name).toMatch(statuses)
  expect(printed.mock.calls, name).toEqual([])
  printed.mockRestore()
  expect(heard).not.toMatch(/\n\s+at |node:internal|Error:|SQLITE|D1_ERROR/)
  return heard
}

test('a Host that is none, or more than one, is turned away', async () => {
  const hosts = [
    'localhost/admin?',
    'localhost/x#',
    'a@localhost',
    'local host',
    'localhost:99999',
    'localhost:x',
    '',
    '[::1',
    'a\\b',
    'a,b',
    '%6cocalhost',
    'ở',
  ]
  for (const host of hosts) await expectAnswered(lines('GET / HTTP/1.1', `Host: ${host}`), 400)
  await expectAnswered(lines('GET / HTTP/1.1', HOST, 'Host: evil.test'), 400)
  await expectAnswered(lines('GET / HTTP/1.1'), 400)
  await expectAnswered(lines('GET / HTTP/1.0'), 400)
  for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1', '[::1]:80', 'evil.test'])
    await expectAnswered(lines('GET /healthz HTTP/1.1', `Host: ${host}`), 200)
})

test('a request line that is none is turned away', async () => {
  const broken = [
    'GET',
    'GET /',
    'GET / HTTP/2.0',
    'G\u0000T / HTTP/1.1',
    'GET /\u0000 HTTP/1.1',
    'GET / HTTP/1.1 x',
    '/ GET HTTP/1.1',
    '\u0016\u0003\u0001\u0002',
    'GET * HTTP/1.1',
    'GET http://evil.test/ HTTP/1.1',
    'GET evil.test:443 HTTP/1.1',
    `GET /${'a'.repeat(100_000)} HTTP/1.1`,
    'FROB / HTTP/1.1',
  ]
  for (const line of broken) await expectAnswered(lines(line, HOST), /^4\d\d$/)
})

test('a method that lets a request be mirrored or tunnelled is refused', async () => {
  for (const method of ['TRACE', 'TRACK'])
    await expectAnswered(lines(`${method} / HTTP/1.1`, HOST, 'Cookie: a=secret'), /^40[05]$/)
  expect(await tell(lines('CONNECT evil.test:443 HTTP/1.1', 'Host: evil.test:443'))).not.toContain(' 200 ')
})

test('one request is one request: two lengths, a length and chunks, broken chunks smuggle nothing', async () => {
  const hidden = lines('GET /admin HTTP/1.1', HOST)
  const post = (...headers: string[]) => ['POST /van-hoa HTTP/1.1', HOST, FORM, ...headers, '', ''].join('\r\n')
  const attacks = [
    `${post('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n${hidden}`,
    post('Content-Length: 0', 'Content-Length: 44') + hidden,
    post('Content-Length: +0') + hidden,
    post('Content-Length: 0, 0') + hidden,
    post('Content-Length: 0x0') + hidden,
    post('Content-Length : 0') + hidden,
    `${post('Transfer-Encoding: xchunked')}0\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding : chunked')}0\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding:\u000bchunked')}0\r\n\r\n${hidden}`,
    `${post(' Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`,
    `${post('X: y\nTransfer-Encoding: chunked')}0\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding: chunked')}zz\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding: chunked')}-1\r\n\r\n${hidden}`,
    `${post('Transfer-Encoding: chunked')}fffffffffffffffff\r\n\r\n${hidden}`,
  ]
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const attack of attacks) {
    const heard = await tell(attack)
    // Not answered at all as a second request: what is hidden would be Access's 401.
    expect([attack.slice(0, 160), statusesIn(heard).includes(401)]).toEqual([attack.slice(0, 160), false])
    expect(statusesIn(heard)[0]).toBeGreaterThanOrEqual(400)
  }
  expect(printed.mock.calls).toEqual([])
  printed.mockRestore()
})

test('a GET with a body is a GET, and its body no second request', async () => {
  const hidden = lines('GET /admin HTTP/1.1', HOST)
  const { path } = newsroom.article
  const heard = await tell(
    `${['GET', path, 'HTTP/1.1'].join(' ')}\r\n${HOST}\r\nContent-Length: ${hidden.length}\r\n\r\n`,
    hidden,
    lines('GET /healthz HTTP/1.1', HOST),
  )
  expect(statusesIn(heard)).toEqual([200, 200])
})

test('no header of an answer can be written by who asks', async () => {
  const { path } = newsroom.article
  const carried = '%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<script>'
  const asked = [
    `/${carried}`,
    `/van-hoa/${carried}`,
    `/van-hoa?x=${carried}`,
    `/search?q=${carried}`,
    `${path}${carried}`,
    `/bao-cu/${carried}`,
    `/van-hoa/${carried}/`,
    `/cdn-cgi/access/login?redirect_url=/${carried}`,
    `/media/${carried}`,
  ]
  for (const address of asked) {
    const heard = await expectAnswered(lines(`GET ${address} HTTP/1.1`, HOST))
    expect(heard.slice(0, heard.indexOf('\r\n\r\n'))).not.toMatch(/^set-cookie/im)
  }
  for (const header of ['X: a\rSet-Cookie: evil=1', 'X: a\u0000b', 'X y: z', ': z', 'X\u0001: z'])
    await expectAnswered(lines(`GET ${path} HTTP/1.1`, HOST, header), 400)
})

test('a header that is larger than any is turned away, and so are too many', async () => {
  await expectAnswered(lines('GET / HTTP/1.1', HOST, `Cookie: ${'a=b; '.repeat(20_000)}`), 431)
  const many = Array.from({ length: 3000 }, (_, n) => `X-${n}: ${n}`)
  await expectAnswered(lines('GET / HTTP/1.1', HOST, ...many), /^(?:200|431)$/)
})

test('a form that ends in the middle, or is longer than it says, is refused and the next reader served', async () => {
  const { path } = newsroom.article
  const post = (length: number, body: string) =>
    `POST ${path}/comments HTTP/1.1\r\n${HOST}\r\n${FORM}\r\nContent-Length: ${length}\r\n\r\n${body}`
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  await tell(post(500, 'name=Lan'))
  expect(printed.mock.calls).toEqual([])
  printed.mockRestore()
  const heard = await tell(post(4, 'name=Lan&email=x'), lines('GET /healthz HTTP/1.1', HOST))
  expect(statusesIn(heard)[0]).toBeGreaterThanOrEqual(400)
  expect(statusesIn(heard)).not.toContain(500)
  await expectAnswered(lines('GET /healthz HTTP/1.1', HOST), 200)
})

test('every file of public/ says what it is, and that no page may show it as anything else', async () => {
  for (const path of [
    '/desk/desk.js',
    '/favicon.svg',
    '/icon-192.png',
    '/comment-form.js',
    '/fonts/LICENSE.txt',
    '/speculation-rules.json',
  ]) {
    const heard = await expectAnswered(lines(`GET ${path} HTTP/1.1`, HOST), 200)
    expect([path, heard.match(/^x-content-type-options: .*$/im)?.[0]]).toEqual([
      path,
      'x-content-type-options: nosniff',
    ])
  }
})
