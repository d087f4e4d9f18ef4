import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { findCard } from '../../worker/cards/queries.ts'
import { published } from '../newsroom.ts'
import { rowsReadBy, watched } from '../watched.ts'

beforeAll(async () => {
  const night = Date.parse('2026-11-23T18:30:00Z')
  await published({ headline: 'Nước lên', section: 'van-hoa', body: 'Nước lên.' }, night)
})

function fill(from: number, to: number) {
  return env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
     INSERT INTO articles (section, slug, headline, status, created_at, created_by, published_at)
     SELECT 'van-hoa', 'bai-' || i, 'Bài ' || i, 'published', i, 'x', i FROM n`,
  ).run()
}

test('a card says the day on the newsroom’s own clock, in its own words', async () => {
  expect(await findCard(env.DB, 'van-hoa', 'nuoc-len')).toEqual({
    id: expect.any(Number),
    text: { section: 'Văn hoá', headline: 'Nước lên', date: '24/11/2026', newsroom: 'Dateline' },
  })
})

test('a card costs one trip of a few rows, the same however many articles there are', async () => {
  const { db, trips } = watched(env.DB)
  await findCard(db, 'van-hoa', 'nuoc-len')
  expect(trips).toHaveLength(1)
  expect(trips[0]?.rowsRead).toBeLessThanOrEqual(4)
  const read = () => rowsReadBy(env.DB, [['a card', (db) => findCard(db, 'van-hoa', 'nuoc-len')]])
  const before = await read()
  await fill(1, 3000)
  expect(await read()).toEqual(before)
})
