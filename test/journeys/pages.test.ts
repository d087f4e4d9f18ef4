/** What is true of every page there is: of those that a crawl of the demo newsroom finds, and of those no link leads to. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkAccessibility } from './axe.ts'
import { person, signIn } from './browser.ts'
import { crawl, type Shown, type Site, show } from './crawl.ts'
import { type Facts, factsOf, withComplaints } from './facts.ts'
import { reachByKeyboard } from './keyboard.ts'
import { ARTICLE, deskPages, examplesOf, KINDS, kindOf, unlinkedPages } from './kinds.ts'
import { checkHtml, hasJava } from './nu.ts'
import { browser, newsroom } from './stage.ts'

let tab: Page
/** Of somebody at the desk: its scripts ask for more than the page. */
let deskTab: Page
let site: Site
/** One page of each kind, by the kind's name. */
let kinds: Map<string, Shown>
/** Begun while the browser has its own to do. */
let checkingHtml: Promise<string[]> | null
beforeAll(async () => {
  const { page, context } = await person(browser, newsroom)
  tab = page
  deskTab = (await person(browser, newsroom)).page
  await signIn(deskTab, 'editor@dateline.test')
  site = await crawl([tab, await context.newPage()], newsroom.origin)
  const examples = [...examplesOf([...site.pages.values()])]
  kinds = new Map([
    ...examples.map(([name, url]) => [name, site.pages.get(url) as Shown] as const),
    ...(await unlinkedPages(newsroom)),
    ...(await deskPages(newsroom)),
  ])
  checkingHtml = hasJava ? checkHtml(new Map(Array.from(kinds, ([name, { html }]) => [name, html]))) : null
})

describe('a crawl from the front page, the sitemap and the feeds', () => {
  test('finds everything there that something leads to', () => {
    const missing = [...site.files].filter(([, { status }]) => status !== 200)
    expect(missing.map(([url, { status }]) => `${url}: ${status}, linked from ${site.foundOn.get(url)}`)).toEqual([])
  })

  test('finds every article that is published, and every section', async () => {
    const { results } = await newsroom.resources.db
      .prepare(
        `SELECT '/' || section || '/' || slug AS path FROM articles WHERE status = 'published'
         UNION ALL SELECT '/' || slug FROM sections`,
      )
      .all<{ path: string }>()
    expect(results.length).toBeGreaterThan(30)
    const found = new Set([...site.pages.keys()].map((url) => new URL(url).pathname))
    expect(results.map(({ path }) => path).filter((path) => !found.has(path))).toEqual([])
  })

  test('finds what every #fragment names', () => {
    const lost: string[] = []
    for (const [on, { facts }] of site.pages) {
      for (const link of facts.links) {
        const [url = '', fragment] = link.split('#')
        const ids = site.pages.get(url)?.facts.ids
        if (fragment && ids && !ids.includes(decodeURIComponent(fragment))) lost.push(`${link} on ${on}`)
      }
    }
    expect(lost).toEqual([])
  })

  test('finds every picture, in each of its sizes', () => {
    const lost: string[] = []
    for (const [on, { facts }] of site.pages) {
      const strange = facts.images.filter((url) => !site.files.get(url)?.type.startsWith('image/'))
      lost.push(...[...strange, ...facts.broken].map((url) => `${url} on ${on}`))
    }
    expect([...site.pages.values()].flatMap(({ facts }) => facts.images).length).toBeGreaterThan(50)
    expect(lost).toEqual([])
  })

  test('finds no page that makes the browser complain, of its policy or of anything else', () => {
    const heard = [...site.pages].flatMap(([url, { complaints }]) => complaints.map((text) => `${url}: ${text}`))
    expect(heard).toEqual([])
  })

  test('finds well-ordered pages', () => {
    expect([...site.pages].flatMap(([url, { facts }]) => disorder(url, facts))).toEqual([])
  })

  test('finds no kind of page that these tests do not know, and one of each they do', () => {
    expect([...site.pages.keys()].filter((url) => !kindOf(url))).toEqual([])
    const missing = KINDS.map(({ name }) => name).filter((name) => !kinds.has(name))
    expect(missing).toEqual([])
  })
})

describe('every kind of page', () => {
  test('is in order, and the browser has no complaint', async () => {
    const wrong: string[] = []
    for (const [name, shown] of kinds) {
      const here = tabOf(name)
      const { result: facts, complaints } = await withComplaints(here, async () => {
        await show(here, shown)
        return factsOf(here)
      })
      // Of the page itself, which is meant to answer so.
      const real = complaints.filter((text) => !(shown.status >= 400 && text.includes(`status of ${shown.status}`)))
      wrong.push(...disorder(name, facts), ...real.map((text) => `${name}: ${text}`))
    }
    expect(wrong).toEqual([])
  })

  test('has nothing that axe objects to, in light and dark, on a phone and on a desk', async () => {
    const violations: string[] = []
    for (const [name, shown] of distinct(kinds)) {
      const here = tabOf(name)
      await show(here, shown)
      violations.push(...(await checkAccessibility(here)).map((violation) => `${name}: ${violation}`))
    }
    expect(violations).toEqual([])
  }, 360_000)

  test.skipIf(!hasJava)(
    'is HTML to the letter (skipped where no java is on the PATH)',
    async () => {
      expect(await checkingHtml).toEqual([])
    },
    180_000,
  )
})

describe('by keyboard alone a reader gets to the front page, a section, search and an article', () => {
  test.each([
    'article, many comments',
    'section',
    'search, found',
    'search, nothing',
    'not found',
    'withdrawn',
    'form with errors',
    'receipt',
  ])('from: %s', async (name) => {
    const from = kinds.get(name) as Shown
    const isThere = (path: RegExp) => path !== ARTICLE && path.test(new URL(from.url).pathname)
    for (const to of [/^\/$/, /^\/kinh-te$/, /^\/search$/, ARTICLE].filter((path) => !isThere(path))) {
      await show(tab, from)
      expect(await reachByKeyboard(tab, to), `${to} from ${name}`).toMatch(to)
    }
  })
})

function tabOf(name: string): Page {
  return name.startsWith('desk: ') ? deskTab : tab
}

/** A page that is an example of several kinds is looked at once. */
function distinct(kinds: Map<string, Shown>): Map<string, Shown> {
  const byPage = Map.groupBy(kinds, ([, shown]) => shown.html)
  return new Map(
    Array.from(byPage.values(), (same) => [same.map(([name]) => name).join(' and '), same[0]?.[1] as Shown]),
  )
}

/** What each page has to have: a language, a title, one first heading and no gap below it, ids that name one thing, and controls to be met with a finger. */
function disorder(name: string, { lang, title, headings, ids, low }: Facts): string[] {
  const isSteady = headings.every((level, i) => level <= (headings[i - 1] ?? 0) + 1)
  return [
    ...(lang ? [] : ['no language']),
    ...(title ? [] : ['no title']),
    ...(headings.filter((level) => level === 1).length === 1 ? [] : ['not one h1']),
    ...(isSteady ? [] : [`headings ${headings}`]),
    ...(new Set(ids).size === ids.length ? [] : ['an id twice']),
    ...low.map((control) => `too low: ${control}`),
  ].map((problem) => `${name}: ${problem}`)
}
