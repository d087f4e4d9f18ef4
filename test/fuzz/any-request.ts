/** Any request to any route: near enough to a good one to get far, and wrong in some way or other. */
import fc from 'fast-check'
import { ORIGIN } from '../newsroom.ts'
import { anyText, anyWord, spell, type Text } from './any-words.ts'
import { type Samples, WHO, type Who } from './newsroom.ts'
import { fitting, type Known, keyOf, partsOf, ROUTES, type Route } from './routes.ts'

export interface Asked {
  who: Who
  method: string
  path: string
  query: string
  headers: [name: string, value: Text][]
  body: Body
}

type Fields = [name: string, value: Text][]
type Body =
  | { as: 'nothing' }
  | { as: 'urlencoded' | 'multipart' | 'chunked' | 'json'; fields: Fields }
  | { as: 'file'; fields: Fields; name: string; content: Text }
  | { as: 'raw'; type: string; content: Text }
  | { as: 'gzip'; fields: Fields }

/** Good values, so that what comes after a field is reached too. */
const GOOD: Record<string, string[]> = {
  headline: ['Một bài khác'],
  section: ['van-hoa', 'chinh-sach'],
  lang: ['vi', 'en'],
  version: ['1', '2', '3'],
  revision: ['0', '1'],
  status: ['held', 'received', 'approved', 'rejected'],
  role: ['editor', 'owner', 'contributor', 'moderator'],
  email: ['lan@docgia.test', 'moi@dateline.test'],
  name: ['Một tên'],
  decision: ['approved', 'rejected', 'spam'],
  reason: ['off_topic', 'other'],
  kind: ['blocked', 'suspect'],
  kinds: ['email', 'address'],
  days: ['1', '7'],
  comments: ['open', 'closed', ''],
  comment_mode: ['open', 'closed'],
  locale: ['vi', 'en'],
  time_zone: ['Asia/Ho_Chi_Minh', 'UTC'],
  from_path: ['/cu', '/?p=12'],
  to_path: ['/archive', '/'],
  lines: ['/a /archive\n/b /'],
  at: ['2026-12-01T08:00'],
  timing: ['now', 'later'],
  confirmed: ['1'],
  _method: ['DELETE', 'POST', ''],
  body: ['Một đoạn đủ dài để được nhận.'],
  'cf-turnstile-response': ['local-pass-1'],
  person: ['contributor@dateline.test', 'owner@dateline.test'],
  step: ['1', '2'],
  written_at: ['1764000000000'],
  fields: ['{"headline":"Đang viết"}'],
  made_from: ['{}'],
}

/** What no page knows, or not every one. */
const PARAMETERS = ['before', 'q', 'p', '_method', 'utm_source', 'q[]', 'q[a]', '__proto__', '']

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'TRACE',
  'PURGE',
  'post',
  'delete',
]

const HEADERS: Record<string, Text[]> = {
  Accept: ['application/json', '*/*', 'text/html;q=0.1', ';;;', 'application/jsonp', { of: 'a/b,', times: 2000 }],
  'Accept-Language': ['en', 'zz-ZZ', '*;q=x'],
  'If-None-Match': ['*', '"x"', 'W/"', ', ,,', { of: 'W/"a", ', times: 2000 }],
  'If-Modified-Since': ['yesterday', 'Thu, 01 Jan 2099 00:00:00 GMT'],
  Range: ['bytes=0-', 'bytes=-1', 'bytes=9-1', 'bytes=0-0,2-2', 'lines=1-2'],
  'X-Forwarded-Host': ['evil.test'],
  'X-Forwarded-Proto': ['javascript', 'http'],
  'X-Forwarded-For': ['203.0.113.1', "' OR 1=1 --"],
  'X-Original-URL': ['/admin'],
  'X-Rewrite-URL': ['/admin'],
  'X-HTTP-Method-Override': ['DELETE'],
  'X-Method-Override': ['PUT'],
  Forwarded: ['for=evil;host=evil.test'],
  Host: ['evil.test', 'localhost:1'],
  'User-Agent': ['', { of: 'x', times: 8000 }, '<x-fuzz>'],
  Referer: ['https://evil.test/', 'about:blank'],
  Origin: ['https://evil.test', 'null', 'https://nhipcau.test.evil.test'],
  'Sec-Fetch-Site': ['cross-site', 'same-origin', 'none'],
  Authorization: ['Bearer x', 'Basic eDp5'],
  Cookie: [
    'CF_Authorization=',
    'CF_Authorization=e30.e30.e30',
    'CF_Authorization=%ff%00',
    'a',
    '=;=;',
    { of: 'a=b; ', times: 3000 },
  ],
  'Content-Length': ['0', '1', '999999999', '-1', 'x'],
  'Content-Encoding': ['gzip', 'br', 'nonsense'],
  'Transfer-Encoding': ['chunked', 'gzip, chunked'],
  'CF-Connecting-IP': ['2001:db8::1', '::', ':::', 'x', { of: ':', times: 500 }],
  Upgrade: ['websocket'],
  Expect: ['100-continue'],
  'Cache-Control': ['no-cache', 'only-if-cached'],
}

const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'multipart/form-data; boundary=""',
  'MULTIPART/FORM-DATA; BOUNDARY="x"',
  'multipart/mixed; boundary=x',
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded, text/html',
  ';',
]

const part = (...lines: string[]) => lines.join('\r\n')
const RAW: Text[] = [
  '%',
  'body=%E0%A4%A&name=%',
  'name=%C0%AF&body=%ED%A0%80',
  '%00=%00&=&&=a',
  '\ufeffheadline=a',
  'a[]=1&a[b]=2&__proto__=3&__proto__[x]=4&constructor.prototype=5',
  { of: 'a=1&', times: 10_000 },
  { of: '[', times: 5000 },
  { of: '{"a":', times: 5000 },
  '--x',
  '--x--',
  '--x\r\n\r\n',
  part('--x', 'Content-Disposition: form-data', '', 'a', '--x--'),
  part('--x', 'Content-Disposition: form-data; name="body"', '', 'a'),
  part('--x', 'Content-Disposition: form-data; name="body', '', 'a', '--x--', ''),
  part('--x', 'Content-Disposition: form-data; name="__proto__"', '', 'a', '--x--', ''),
  part(
    '--x',
    'Content-Disposition: form-data; name="file"; filename="../../\u0000.png"',
    'Content-Type: a',
    '',
    'a',
    '--x--',
    '',
  ),
  part('--x', 'Content-Disposition: form-data; name="body"; filename=""', '', '', '--x--', ''),
  part('--x', 'Content-Disposition: attachment; name="body"', '', 'a', '--x--', ''),
  part(
    '--x',
    'Content-Type: multipart/mixed; boundary=y',
    'Content-Disposition: form-data; name="body"',
    '',
    '--y',
    '',
    'a',
    '--y--',
    '--x--',
    '',
  ),
  '--x\nContent-Disposition: form-data; name="body"\n\na\n--x--\n',
  { of: part('--x', 'Content-Disposition: form-data; name="a"', '', 'b', ''), times: 500 },
]

const FILES: Text[] = [
  '',
  'GIF89a',
  '\u0089PNG\r\n\u001a\n',
  '\u00ff\u00d8\u00ff',
  'RIFF\u0000\u0000\u0000\u0000WEBP',
  '<svg onload=1>',
  { of: 'x', times: 50_000 },
]

export function anyRequest(samples: Samples, known: Map<string, Known>): fc.Arbitrary<Asked> {
  return fc.constantFrom(...ROUTES, ...ROUTES.filter(({ method }) => method === 'GET')).chain((route) => {
    const { fields, parameters } = known.get(keyOf(route)) as Known
    const atDesk = route.path.startsWith('/admin')
    return fc.record({
      who: fc.constantFrom(...WHO, ...(atDesk ? AT_DESK : [])),
      method: mostly(route.method, fc.constantFrom(...METHODS)),
      path: anyPath(route, samples),
      query: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: anyQuery(parameters) }),
      headers: anyHeaders(route),
      body: route.method === 'GET' ? fc.constant<Body>({ as: 'nothing' }) : anyBody(fields),
    })
  })
}

/** Who gets further than the door. */
const AT_DESK = ['owner', 'owner', 'owner', 'owner', 'editor', 'editor'] as const

function mostly<T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })
}

function mostlyOf<T>(usual: T[], others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}

const TWISTS: ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `/.${path}`,
  (path) => `/x/%2e%2e${path}`,
  (path) => `${path}/.`,
  (path) => `${path};a=b`,
  (path) => `${path}.css`,
  (path) => `${path}/x.js`,
  (path) => `${path}%00`,
  (path) => `${path}%0d%0aX: y`,
  (path) => path.replaceAll('/', '%2f').replace('%2f', '/'),
  (path) => path.replaceAll('/', '\\'),
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`),
  (path) => `${path}\u0301`,
  (path) => `${path}%E0%A4%A`,
  (path) => `${path}%ff`,
  (path) => path + '/x'.repeat(1500),
  (path) => path + '-a'.repeat(4000),
]

function anyPath(route: Route, samples: Samples): fc.Arbitrary<string> {
  const parts = partsOf(route.path).map((part) =>
    typeof part === 'string'
      ? fc.constant(part)
      : mostly('', anyWord).chain((word) =>
          word ? fc.constant(encoded(word)) : fc.constantFrom(...fitting(part, samples)).map(encoded),
        ),
  )
  const path = fc.tuple(...parts).map((all) => all.join(''))
  return fc.tuple(path, mostly(null, fc.constantFrom(...TWISTS))).map(([plain, twist]) => twist?.(plain) ?? plain)
}

const encoded = (word: string) => encodeURIComponent(word.toWellFormed())

function anyQuery(parameters: string[]): fc.Arbitrary<string> {
  const name = parameters.length === 0 ? fc.constantFrom(...PARAMETERS) : mostlyOf(parameters, PARAMETERS)
  return fc
    .array(fc.tuple(name, anyWord, fc.boolean()), { minLength: 1, maxLength: 3 })
    .map((pairs) => `?${pairs.map(([name, value, raw]) => `${name}=${raw ? value : encoded(value)}`).join('&')}`)
}

function anyHeaders(route: Route): fc.Arbitrary<Asked['headers']> {
  const header = fc
    .constantFrom(...Object.keys(HEADERS))
    .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(HEADERS[name] as Text[]))))
  const own: Asked['headers'] = route.method === 'GET' ? [] : [['Origin', ORIGIN]]
  return fc
    .oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(header, { maxLength: 3 }) })
    .map((others) => [...own, ...others])
}

function anyBody(names: string[]): fc.Arbitrary<Body> {
  const fields = anyFields(names)
  const word = mostly('anh.jpg', anyWord)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ as: fc.constantFrom('urlencoded', 'multipart'), fields }) as fc.Arbitrary<Body>,
    },
    {
      weight: 1,
      arbitrary: fc.record({ as: fc.constantFrom('chunked', 'json', 'gzip'), fields }) as fc.Arbitrary<Body>,
    },
    {
      weight: 1,
      arbitrary: fc.record({
        as: fc.constant('file' as const),
        fields,
        name: word,
        content: fc.constantFrom(...FILES),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        as: fc.constant('raw' as const),
        type: fc.constantFrom(...TYPES),
        content: fc.oneof(fc.constantFrom(...RAW), anyText),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ as: 'nothing' as const }) },
  )
}

/** What a form asks for, mostly as it should be; some fields missing, wrong, or there twice. */
function anyFields(names: string[]): fc.Arbitrary<Fields> {
  const value = (name: string): fc.Arbitrary<Text> =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(GOOD[name] ?? ['1', ''])) }, { weight: 1, arbitrary: anyText })
  const field = (name: string): fc.Arbitrary<Fields> =>
    fc.tuple(value(name), value(name), fc.nat(15)).map(([one, other, n]): Fields => {
      if (n === 0) return []
      return n === 1
        ? [
            [name, one],
            [name, other],
          ]
        : [[name, one]]
    })
  const unknown = mostly<Fields>(
    [],
    fc.tuple(anyWord, anyText).map((pair): Fields => [pair]),
  )
  return fc.tuple(...names.map(field), unknown).map((all) => all.flat())
}

/** Null for what no client of this platform can send. */
export function requestOf({ method, path, query, headers: asked, body }: Asked): Request | null {
  const headers = new Headers()
  const init: RequestInit = { method, headers, redirect: 'manual' }
  try {
    for (const [name, value] of asked) headers.append(name, spell(value))
    if (body.as !== 'nothing') Object.assign(init, { body: bytesOf(body, headers) })
    return new Request(ORIGIN + path + query, init)
  } catch {
    return null
  }
}

function bytesOf(body: Exclude<Body, { as: 'nothing' }>, headers: Headers): BodyInit {
  if (body.as === 'raw') {
    headers.set('Content-Type', body.type)
    return latin(spell(body.content))
  }
  const spelt = body.fields.map(([name, value]) => [name.toWellFormed(), spell(value).toWellFormed()] as const)
  if (body.as === 'json') {
    headers.set('Content-Type', 'application/json')
    return JSON.stringify(Object.fromEntries(spelt))
  }
  if (body.as === 'multipart' || body.as === 'file') {
    const form = new FormData()
    for (const [name, value] of spelt) form.append(name, value)
    if (body.as === 'file') form.append('file', new File([latin(spell(body.content))], body.name.toWellFormed()))
    return form
  }
  const text = new URLSearchParams(spelt.map(([name, value]) => [name, value])).toString()
  headers.set('Content-Type', 'application/x-www-form-urlencoded')
  if (body.as === 'urlencoded') return text
  const stream = new Response(text).body as ReadableStream
  if (body.as === 'chunked') return stream
  headers.set('Content-Encoding', 'gzip')
  return stream.pipeThrough(new CompressionStream('gzip'))
}

/** Each character below 256 as one byte, so that what is no UTF-8 can be sent; any other as UTF-8. */
function latin(text: string): Uint8Array<ArrayBuffer> {
  const codes = Array.from(text, (character) => character.charCodeAt(0))
  return codes.some((code) => code > 255) ? new TextEncoder().encode(text).slice() : Uint8Array.from(codes)
}
