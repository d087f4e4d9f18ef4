import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { app } from '../worker/app.ts'
import { stored } from './media/library.ts'
import { drafted, lotusFestival, published, reader } from './newsroom.ts'

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

test('pictures that were in texts before are known to be there, by one walk through each text', async () => {
  const { MIGRATIONS } = env as unknown as { MIGRATIONS: D1Migration[] }
  const [told = ''] = MIGRATIONS.flatMap(({ queries }) => queries).filter((query) =>
    /^(?:--.*\n)*(?:WITH|INSERT INTO article_images)/.test(query.trim()),
  )
  const [one, two, three, none] = await Promise.all(['1', '2', '3', '4'].map((id) => stored(id)))
  const body = `::figure[Bến]{image="${one?.id}" align="left"}\n\n::figure{align=wide image = '${two?.id}'}\n
![Đò](/media/${three?.id}/do.webp) ${none?.id}\n\n::figure{image="${one?.id}"}`
  const { id } = await drafted({ ...lotusFestival, headline: 'Có ảnh từ trước', body })
  const shown = async () => (await env.DB.prepare('SELECT * FROM article_images ORDER BY image').all()).results
  const known = await shown()
  expect(known).toEqual([one, two, three].map((image) => ({ article_id: id, image: image?.id })))

  await env.DB.prepare('DELETE FROM article_images').run()
  for (let n = 0; n < 50; n++) await drafted({ ...lotusFestival, headline: `Không ảnh ${n}`, body: 'Chữ.' })
  const cost = async () => (await env.DB.prepare(told).run()).meta.rows_read
  const before = await cost()
  expect(await shown()).toEqual(known)
  await env.DB.prepare('DELETE FROM article_images').run()
  for (const id of ['5', '6', '7', '8', '9']) await stored(id)
  expect((await cost()) - before).toBeLessThan(50)
})
