import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { app } from '../worker/app.ts'
import { published, reader } from './newsroom.ts'

const addSection = (slug: string) =>
  env.DB.prepare('INSERT INTO sections (slug, name, position) VALUES (?, ?, 9)').bind(slug, slug).run()
const renameSection = (slug: string) =>
  env.DB.prepare(`UPDATE sections SET slug = ? WHERE slug = 'van-hoa'`).bind(slug).run()

/** The first parts of all addresses that lead somewhere by their own name. */
const taken = new Set(
  app.routes.map(({ path }) => path.split('/')[1] ?? '').filter((part) => /^[a-z0-9-]+$/.test(part)),
)

describe('a section', () => {
  test.each([...taken, 'documents', 'cdn-cgi', 'fonts', 'desk'])(
    'cannot be at /%s, where something else is',
    async (slug) => {
      await expect(addSection(slug)).rejects.toThrow('a section cannot have this address')
      await expect(renameSection(slug)).rejects.toThrow('a section cannot have this address')
    },
  )

  test.each(['', 'Van-Hoa', 'văn-hoá', 'van hoa', 'feed.xml', 'a/b'])(
    'cannot be at /%s, which no address is like',
    async (slug) => {
      await expect(addSection(slug)).rejects.toThrow('a section cannot have this address')
      await expect(renameSection(slug)).rejects.toThrow('a section cannot have this address')
    },
  )

  test('may be anywhere else, and move there with its articles', async () => {
    await addSection('the-thao-24h')
    await published({ headline: 'Ba bàn', section: 'the-thao-24h', body: 'Ba bàn.', slug: 'ba-ban' })
    await env.DB.prepare(`UPDATE sections SET slug = 'the-thao' WHERE slug = 'the-thao-24h'`).run()
    expect((await reader.get('/the-thao/ba-ban')).status).toBe(200)
  })
})

test('what leads somewhere by its own name is known to this test', () => {
  expect([...taken]).toEqual(expect.arrayContaining(['admin', 'archive', 'authors', 'media', 'search', 'tags']))
})
