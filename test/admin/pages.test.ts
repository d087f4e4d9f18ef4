import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { as, commentFrom, drafted, held, lan, lotusFestival, on, published } from '../newsroom.ts'

const PAGES = [
  '/admin',
  '/admin/articles',
  '/admin/articles/new',
  '/admin/articles/1',
  '/admin/articles/2?done=published',
  '/admin/articles/1/revisions/1',
  '/admin/images',
  '/admin/comments',
  '/admin/comments?person_of=1&missed=1',
  '/admin/comments?status=held&article=2&done=1',
  '/admin/comments/1',
  '/admin/comments/bans',
  '/admin/comments/terms?term=sen&added=sen',
  '/admin/comments/record',
]

beforeAll(async () => {
  await drafted(lotusFestival)
  await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'hoi-sen' }))))
})

describe.each(PAGES)('%s', (path) => {
  test('has one style, which its policy allows, and no other code than the desk’s own files', async () => {
    const response = await as('editor').get(path)
    expect(response.status).toBe(200)
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    const page = await response.text()
    const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => style ?? '')
    expect(styles).toHaveLength(1)
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(styles[0]))
    expect(policy).toContain(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`)
    expect(policy).toContain("script-src 'self'")
    expect(page).not.toMatch(/ style=| on[a-z]+=/)
    for (const [script] of page.matchAll(/<script[^>]*>/g))
      expect(script).toMatch(/^<script src="\/desk\/[a-z]+\.js" type="module">$/)
  })

  test('names every field, and no id twice', async () => {
    const page = await (await as('editor').get(path)).text()
    for (const { 0: control, index } of page.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
      if (control.includes('type="hidden"') || control.includes('aria-label=')) continue
      const isWithinLabel = page.lastIndexOf('<label', index) > page.lastIndexOf('</label>', index)
      if (isWithinLabel) continue
      const id = / id="([^"]+)"/.exec(control)?.[1]
      expect(page, control).toContain(`<label for="${id}"`)
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('speaks English in an English newsroom', async () => {
    await env.DB.prepare(`UPDATE settings SET locale = 'en'`).run()
    const page = await (await as('editor').get(path)).text()
    await env.DB.prepare(`UPDATE settings SET locale = 'vi'`).run()
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('Sign out')
    expect(page).not.toContain('undefined')
  })
})
