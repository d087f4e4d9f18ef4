/**
 * The whole site, as somebody finds it who follows every link: from the front page, the sitemap and the feeds. What a
 * browser makes of each page is noted on the way, so that a new kind of page is looked at because something leads to it.
 */
import type { Page } from 'playwright-core'
import { type Facts, factsOf, withComplaints } from './facts.ts'

/** A page as it was answered, to be shown again at its address. */
export interface Shown {
  url: string
  status: number
  headers: Record<string, string>
  html: string
}

export interface PageFound extends Shown {
  facts: Facts
  /** What the browser complained of. */
  complaints: string[]
}

export interface Site {
  pages: Map<string, PageFound>
  /** All other addresses that something leads to, and what they answered. */
  files: Map<string, { status: number; type: string }>
  /** Where each address was found first. */
  foundOn: Map<string, string>
}

const STARTS = ['/', '/robots.txt', '/sitemap.xml', '/news-sitemap.xml', '/feed.json']

export async function crawl(tabs: Page[], origin: string): Promise<Site> {
  const site: Site = { pages: new Map(), files: new Map(), foundOn: new Map() }
  const waiting: string[] = []
  const found = (url: string, on: string) => {
    const address = url.replace(/#.*$/, '')
    if (!address.startsWith(`${origin}/`) || site.foundOn.has(address)) return
    site.foundOn.set(address, on)
    waiting.push(address)
  }
  const visit = async (tab: Page, url: string) => {
    const answer = await fetch(url)
    const type = answer.headers.get('content-type') ?? ''
    if (answer.redirected) found(answer.url, url)
    else if (answer.ok && type.startsWith('text/html')) {
      const shown = await shownBy(answer)
      const { result: facts, complaints } = await withComplaints(tab, async () => {
        await tab.goto(url)
        return factsOf(tab)
      })
      site.pages.set(url, { ...shown, facts, complaints })
      for (const link of [...facts.links, ...facts.images]) found(link, url)
    } else {
      site.files.set(url, { status: answer.status, type })
      if (/xml|json|text\/plain/.test(type)) for (const link of linksIn(await answer.text(), url)) found(link, url)
      else await answer.body?.cancel()
    }
  }
  const work = async (tab: Page) => {
    for (let url = waiting.shift(); url; url = waiting.shift()) await visit(tab, url)
  }

  for (const start of STARTS) found(origin + start, '')
  // Again while there is something: a tab that found nothing to do may have stopped before the other found more.
  while (waiting.length > 0) await Promise.all(tabs.map(work))
  return site
}

export async function shownBy(answer: Response): Promise<Shown> {
  const { url, status, headers } = answer
  return { url, status, headers: Object.fromEntries(headers), html: await answer.text() }
}

/** Puts a page before the browser as it was answered, whatever its method, its status or the state behind it. */
export async function show(tab: Page, { url, status, headers, html }: Shown): Promise<void> {
  const { 'content-encoding': _, 'content-length': __, ...kept } = headers
  await tab.route(url, (route) => route.fulfill({ status, headers: kept, body: html }), { times: 1 })
  await tab.goto(url)
}

/** In feeds, sitemaps and robots.txt: whole addresses, as text. Text of articles in a feed is the articles' own matter. */
function linksIn(text: string, url: string): string[] {
  const own = new URL(url).origin
  const links = text.matchAll(
    /(?:<loc>|<link>|<image:loc>|url="|href="|"(?:url|home_page_url|feed_url|image)": ?"|Sitemap: )([^<"\s]+)/g,
  )
  return [...links].map(([, link = '']) => link.replaceAll('&amp;', '&')).filter((link) => link.startsWith(own))
}
