/** Everything that a reader, a feed reader or a search engine can ask a site for, as it was answered. */
import { createHash } from 'node:crypto'

export interface Answer {
  status: number
  headers: Record<string, string>
  /** Text as it is, anything else by its hash. */
  body: string
}

/** What no link leads to. */
const STARTS = [
  '/',
  '/robots.txt',
  '/sitemap.xml',
  '/news-sitemap.xml',
  '/feed.json',
  '/feed.xml',
  '/archive',
  '/documents',
  '/privacy',
  '/manifest.webmanifest',
  '/khong-co-gi-o-day',
  ...['nước', '"tàu hoả"', 'sông đáy', 'nghị định'].map((words) => `/search?q=${encodeURIComponent(words)}`),
]

/** Of the answer, and of no page: when it was made, its number, and which cache gave it over which connection. */
const OF_THE_MOMENT = ['date', 'age', 'cf-ray', 'cf-cache-status', 'connection', 'keep-alive', 'transfer-encoding']
/** An ETag begins with the deployment: what is deployed anew is another one. */
const DEPLOYMENT = /^W\/"[0-9a-f]{8}\./

export async function answersOf(origin: string, more: string[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const waiting: string[] = []
  const found = (link: string, from: string) => {
    const url = URL.parse(link.replaceAll('&amp;', '&').replaceAll('&#39;', "'"), origin + from)
    const path = url && `${url.pathname}${url.search}`
    if (!path || url.origin !== origin || answers.has(path) || waiting.includes(path)) return
    if (!/^\/(?:admin|cdn-cgi|turnstile)\b/.test(path)) waiting.push(path)
  }
  for (const path of [...STARTS, ...more]) found(path, '/')
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const response = await fetch(origin + path, { redirect: 'manual' })
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_MOMENT.includes(name)))
    if (headers['etag']) headers['etag'] = headers['etag'].replace(DEPLOYMENT, 'W/"…')
    const bytes = new Uint8Array(await response.arrayBuffer())
    const isText = /text|xml|json/.test(headers['content-type'] ?? '')
    const text = isText ? new TextDecoder().decode(bytes) : ''
    const body = isText ? text : createHash('sha256').update(bytes).digest('hex')
    answers.set(path, { status: response.status, headers, body })
    if (headers['location']) found(headers['location'], path)
    for (const link of linksIn(text)) found(link, path)
  }
  return answers
}

function linksIn(text: string): string[] {
  const attributes = [...text.matchAll(/\b(?:href|src|url|content)="([^"]*)"/g)].map(([, link = '']) => link)
  const sets = [...text.matchAll(/\bsrcset="([^"]*)"/g)].flatMap(([, set = '']) =>
    set.split(',').map((one) => one.trim().split(' ')[0] ?? ''),
  )
  const elements = [...text.matchAll(/<(?:loc|link|image:loc)>([^<]+)</g)].map(([, link = '']) => link)
  const members = [...text.matchAll(/"(?:url|home_page_url|feed_url|image)": ?"([^"]+)"/g)].map(([, link = '']) => link)
  return [...attributes.filter((link) => /^(?:\/|https?:)/.test(link)), ...sets, ...elements, ...members]
}
