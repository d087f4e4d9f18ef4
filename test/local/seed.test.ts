import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Platform } from '../../local/platform.ts'
import { seedDemo, seedStaff } from '../../local/seed.ts'
import { newDataFolder, startSmallPlatform } from './small-platform.ts'

describe('the demo newsroom', () => {
  let platform: Platform
  let data: string
  beforeAll(async () => {
    data = await newDataFolder()
    platform = await startSmallPlatform({ data, onFirstStart: seedDemo })
  }, 60_000)
  afterAll(async () => {
    await platform?.stop()
    await rm(data, { recursive: true, force: true })
  })
  const list = async <Row>(sql: string) => (await platform.resources.db.prepare(sql).all<Row>()).results

  test('has at least 24 published articles in five sections, two of them in English, each with its picture', async () => {
    const published = await list<{ section: string; lang: string; body_html: string; lead_image: string | null }>(
      `SELECT section, lang, body_html, lead_image FROM articles WHERE status = 'published'`,
    )
    expect(published.length).toBeGreaterThanOrEqual(24)
    expect(new Set(published.map(({ section }) => section)).size).toBe(5)
    expect(published.filter(({ lang }) => lang === 'en').length).toBeGreaterThanOrEqual(2)
    for (const { body_html, lead_image } of published) {
      expect(body_html).not.toContain('::figure')
      if (body_html.includes('<figure')) expect(lead_image).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('has articles and comments in every state, with every decision on record', async () => {
    const articles = await list<{ status: string }>('SELECT DISTINCT status FROM articles ORDER BY status')
    expect(articles.map(({ status }) => status)).toEqual(['draft', 'handed_in', 'published', 'scheduled', 'withdrawn'])
    const comments = await list<{ status: string; n: number; decided: number }>(
      `SELECT status, count(*) AS n, sum(EXISTS (SELECT 1 FROM moderation_events WHERE comment_id = comments.id)) AS decided
       FROM comments GROUP BY status ORDER BY status`,
    )
    expect(comments.map(({ status }) => status)).toEqual(['approved', 'held', 'received', 'rejected'])
    for (const { status, n, decided } of comments) expect(decided).toBe(status === 'received' ? 0 : n)
  })

  test('has authors with a life, a square portrait and something to read', async () => {
    const authors = await list<{ bio: string; width: number; height: number; articles: number }>(
      `SELECT w.bio, i.width, i.height,
         (SELECT count(*) FROM articles a WHERE a.author = w.slug AND a.status = 'published') AS articles
       FROM authors w LEFT JOIN images i ON i.id = w.image`,
    )
    expect(authors.length).toBeGreaterThanOrEqual(5)
    for (const { bio, width, height, articles } of authors) {
      expect(bio.length).toBeGreaterThan(150)
      expect([width, height]).toEqual([480, 480])
      expect(articles).toBeGreaterThan(1)
    }
  })

  test('has every picture in the bucket, with its colour, its smaller forms still to be made', async () => {
    const images = await list<{ id: string; extension: string; colour: string; variants: string }>(
      'SELECT * FROM images',
    )
    for (const { id, extension, colour, variants } of images) {
      expect([colour, variants]).toEqual([expect.stringMatching(/^#[0-9a-f]{6}$/), 'waiting'])
      expect(await platform.resources.bucket.head(`${id}.${extension}`)).not.toBeNull()
    }
  })
})

test('an empty newsroom has its people and nothing else', async () => {
  const data = await newDataFolder()
  const { resources, stop } = await startSmallPlatform({ data, onFirstStart: seedStaff })
  const staff = await resources.db.prepare('SELECT email FROM staff ORDER BY email').all<{ email: string }>()
  expect(staff.results.map(({ email }) => email)).toEqual(
    ['contributor', 'editor', 'moderator', 'owner'].map((name) => `${name}@dateline.test`),
  )
  expect(await resources.db.prepare('SELECT count(*) AS n FROM articles').first('n')).toBe(0)
  await stop()
  await rm(data, { recursive: true, force: true })
}, 30_000)
