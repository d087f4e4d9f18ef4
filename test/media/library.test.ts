import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { type LibraryFilter, listLibrary } from '../../worker/media/library.ts'
import { lotusFestival, PEOPLE, published } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'
import { stored } from './library.ts'

const NEWEST = { words: '', filter: 'all' as LibraryFilter, person: PEOPLE.editor.email, before: 1e12 }
const say = (id: string, alt: string, caption = '', credit = '') =>
  env.DB.prepare('UPDATE images SET alt = ?, caption = ?, credit = ? WHERE id = ?')
    .bind(alt, caption, credit, id.repeat(64))
    .run()
const found = async (words: string) =>
  (await listLibrary(env.DB, { ...NEWEST, words })).images.map(({ id }) => id[0]).join('')

describe('pictures are found', () => {
  beforeAll(async () => {
    for (const id of '123') await stored(id, { name: 'anh.webp' })
    await env.DB.prepare(`DELETE FROM images WHERE name LIKE 'ben-do%'`).run()
    await say('1', 'Bến đò Đông Xuyên lúc sớm', '', 'Hạnh Lê')
    await say('2', 'Chợ đêm', 'Người bán hàng ở bến')
    await say('3', '')
    await env.DB.prepare(`UPDATE images SET name = 'dam-sen-thang-bay.webp' WHERE id = ?`).bind('3'.repeat(64)).run()
  })

  test.each([
    ['ben do', '1'],
    ['BẾN', '21'],
    ['đông xuyên', '1'],
    ['hạnh', '1'],
    ['người bán', '2'],
    ['bán ngư', '2'],
    ['sen thang', '3'],
    ['"; DROP', ''],
    ['không có', ''],
    ['***', '321'],
  ])('by «%s»', async (words, ids) => expect(await found(words)).toMatch(new RegExp(`^${ids}`)))

  test('by what they say now, and not by what they said', async () => {
    await say('2', 'Phiên chợ nổi')
    expect([await found('chợ đêm'), await found('cho noi')]).toEqual(['', '2'])
  })

  test('by what they lack', async () => {
    await published({ ...lotusFestival, body: `::figure{image="${'1'.repeat(64)}"}` })
    const list = async (filter: LibraryFilter) =>
      (await listLibrary(env.DB, { ...NEWEST, filter })).images.map(({ id }) => id[0])
    expect(await list('undescribed')).toContain('3')
    expect(await list('undescribed')).not.toContain('1')
    expect(await list('unused')).toContain('2')
    expect(await list('unused')).not.toContain('1')
    expect((await listLibrary(env.DB, { ...NEWEST, words: 'đông xuyên' })).images[0]?.uses).toBe(1)
    expect(await list('mine')).not.toContain('1')
  })
})

describe('a library of thousands', () => {
  beforeAll(() =>
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
       INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       SELECT printf('%064x', i), 'jpg', 'anh.jpg', 10, 10, 1, CASE i % 50 WHEN 0 THEN '' ELSE 'Thuyền' END, i,
         CASE i % 20 WHEN 0 THEN ? ELSE 'x' END FROM n`,
    )
      .bind(NEWEST.person)
      .run(),
  )

  test.each<[LibraryFilter, string, number]>([
    ['all', '', 300],
    ['mine', '', 300],
    ['undescribed', '', 300],
    ['all', 'thuyen', 350],
    // It looks at a thousand, and at where each is used.
    ['unused', '', 2300],
  ])('%s «%s» is one trip that reads what it shows, without sorting', async (filter, words, rows) => {
    const { db, trips } = watched(env.DB)
    const page = await listLibrary(db, { ...NEWEST, filter, words })
    expect(page.images).toHaveLength(48)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.rowsRead).toBeLessThan(rows)
    const plans = await plansOf(env.DB, trips)
    expect(plans.flatMap(({ details }) => details).filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([])
  })

  test('is walked to its end, each once', async () => {
    const seen = new Set<string>()
    let pages = 0
    for (let before: number | null = NEWEST.before; before !== null; pages++) {
      const page: Awaited<ReturnType<typeof listLibrary>> = await listLibrary(env.DB, {
        ...NEWEST,
        words: 'thuyền',
        before,
      })
      for (const { id } of page.images) seen.add(id)
      before = page.older
    }
    expect([seen.size, pages]).toEqual([3920, 82])
  })
})
