/** What only a real browser can say: whether its parsers take what programs are sent, and its policies let pages be. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { person } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const AWKWARD = 'Cá & tôm: <b>"giá"</b> ]]> </script><script>alert(1)</script> 👩‍👩‍👧 𠮷'

let article: string
beforeAll(async () => {
  const { db } = newsroom.resources
  const newest = await db
    .prepare(`SELECT id, section, slug FROM articles WHERE status = 'published' ORDER BY published_at DESC LIMIT 1`)
    .first<{ id: number; section: string; slug: string }>()
  if (!newest) throw new Error('the demo newsroom is empty')
  article = `/${newest.section}/${newest.slug}`
  await db
    .prepare(
      `UPDATE articles SET headline = ?1 || char(7), standfirst = ?1, byline = ?1, body_html = body_html || '<p>]]></p>',
         version = version + 1, published_at = ?2 WHERE id = ?3`,
    )
    .bind(AWKWARD, Date.now() - 60_000, newest.id)
    .run()
})

test('every feed and sitemap is well-formed to a browser’s parser, whatever a headline holds', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto('/robots.txt')
  const index = await (await fetch(`${newsroom.origin}/sitemap.xml`)).text()
  const parts = [...index.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => new URL(url as string).pathname)
  expect(parts.length).toBeGreaterThan(1)
  for (const path of ['/feed.xml', '/van-hoa/feed.xml', '/sitemap.xml', ...parts, '/news-sitemap.xml']) {
    const answer = await fetch(newsroom.origin + path)
    expect(answer.status, path).toBe(200)
    expect((await parsed(page, await answer.text())).problem, path).toBeNull()
  }
  const feed = await parsed(page, await (await fetch(`${newsroom.origin}/feed.xml`)).text())
  expect(feed.titles).toContain(AWKWARD)
})

/** As the browser reads it; what runs there is text, because the types of these tests are the Worker's. */
function parsed(page: Page, xml: string): Promise<{ problem: string | null; titles: string[] }> {
  return page.evaluate(`(() => {
    const document = new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml')
    return {
      problem: document.querySelector('parsererror')?.textContent ?? null,
      titles: Array.from(document.querySelectorAll('item > title'), (title) => title.textContent),
    }
  })()`)
}

test('a page’s data breaks no policy, its manifest and icons are taken, and what is pointed at is fetched ahead', async () => {
  const { page, context } = await person(browser, newsroom)
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective, event.blockedURI))`,
  )
  const devtools = await context.newCDPSession(page)
  const ruleSets: { errorType?: string; errorMessage?: string }[] = []
  const prefetched: { status: string; prefetchUrl: string }[] = []
  devtools.on('Preload.ruleSetUpdated', ({ ruleSet }) => ruleSets.push(ruleSet))
  devtools.on('Preload.prefetchStatusUpdated', (update) => prefetched.push(update))
  await devtools.send('Preload.enable')

  await page.goto(article)
  const data = await page.locator('script[type="application/ld+json"]').textContent()
  expect((JSON.parse(data ?? '') as { '@graph': { headline?: string }[] })['@graph'][0]?.headline).toContain(AWKWARD)
  const manifest = await devtools.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(manifest.data).toContain('Nhịp Cầu')
  for (const icon of ['/icon-192.png', '/icon-512.png', '/apple-touch-icon.png']) {
    const answer = await fetch(newsroom.origin + icon)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  }
  const rules = await fetch(`${newsroom.origin}/speculation-rules.json`)
  expect(rules.headers.get('content-type')).toBe('application/speculationrules+json')

  await vi.waitFor(() => expect(ruleSets).toHaveLength(1), 5000)
  expect(ruleSets[0]).not.toHaveProperty('errorType')
  const next = page.getByRole('complementary').getByRole('heading').getByRole('link').first()
  await next.hover()
  const url = new URL((await next.getAttribute('href')) ?? '', newsroom.origin).href
  await vi.waitFor(
    () => expect(prefetched).toContainEqual(expect.objectContaining({ prefetchUrl: url, status: 'Ready' })),
    5000,
  )
  const feed = page.getByRole('contentinfo').getByRole('link', { name: 'RSS' })
  await feed.hover()
  await page.waitForTimeout(500)
  expect(prefetched.map((update) => update.prefetchUrl)).not.toContain(`${newsroom.origin}/feed.xml`)
  expect(problems).toEqual([])
})
