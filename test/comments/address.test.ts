import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { ADDRESSES_KEPT_MS, fadeAddresses, hashesOf, readSalts, rotateSalts } from '../../worker/comments/address.ts'
import { commentFrom, lan, lotusFestival, on, published, TODAY } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const DAY_MS = 24 * 60 * 60_000
const HOME = '198.51.100.23'

beforeEach(async () => {
  await env.DB.prepare('DELETE FROM address_salts').run()
})

const hashAt = async (address = HOME) => hashesOf('key', await readSalts(env.DB, TODAY), address)

describe('an address', () => {
  test('is hashed with a salt that two first comments at once make together', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => hashAt()))
    expect(new Set(all.flat()).size).toBe(1)
    expect(await env.DB.prepare('SELECT count(*) AS n FROM address_salts').first('n')).toBe(1)
  })

  test('is no one’s to recompute: not without the salt, not without the key', async () => {
    const [hash] = await hashAt()
    expect(await hashesOf('another key', await readSalts(env.DB, TODAY), HOME)).not.toContain(hash)
    expect(await hashesOf('key', ['another salt'], HOME)).not.toContain(hash)
    expect(hash).not.toContain('198')
  })

  test('is a household’s: one /64, however it is spelt', async () => {
    const [hash] = await hashAt('2001:db8:1:2::1')
    expect(await hashAt('2001:0db8:0001:0002:ffff:1:2:3')).toEqual([hash])
    expect(await hashAt('2001:db8:1:3::1')).not.toContain(hash)
  })
})

describe('salts', () => {
  test('are new every thirty days, and what was written under the one before is still known for thirty', async () => {
    const [first] = await hashAt()
    await rotateSalts(env.DB, TODAY + ADDRESSES_KEPT_MS - 1)
    expect(await hashAt()).toEqual([first])
    await rotateSalts(env.DB, TODAY + ADDRESSES_KEPT_MS)
    await rotateSalts(env.DB, TODAY + ADDRESSES_KEPT_MS)
    const both = await hashAt()
    expect(both).toHaveLength(2)
    expect(both[1]).toBe(first)
    expect(both[0]).not.toBe(first)
  })

  test('that were replaced sixty days ago are forgotten: a ban made by one may last as long', async () => {
    const [first] = await hashAt()
    await rotateSalts(env.DB, TODAY + 30 * DAY_MS)
    await rotateSalts(env.DB, TODAY + 60 * DAY_MS)
    await rotateSalts(env.DB, TODAY + 90 * DAY_MS - 1)
    expect(await hashAt()).toContain(first)
    await rotateSalts(env.DB, TODAY + 90 * DAY_MS)
    expect(await hashAt()).not.toContain(first)
    expect(await hashAt()).toHaveLength(3)
  })
})

describe('a comment’s hash', () => {
  test('fades after thirty days, and not before; all that is due, in portions', async () => {
    const article = await published(lotusFestival)
    const old = await commentFrom(lan, on(article, TODAY - ADDRESSES_KEPT_MS))
    const young = await commentFrom(lan, on(article, TODAY - ADDRESSES_KEPT_MS + 1))
    const insert = env.DB.prepare(
      `INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at)
       SELECT ?1, 'x', 'x', 'x', 'x', 'x' || value, 'address ' || value, 0 FROM json_each(?2)`,
    )
    await insert.bind(article.id, JSON.stringify(Array.from({ length: 1200 }, (_, n) => n))).run()
    expect(await fadeAddresses(env.DB, TODAY)).toBe(1201)
    const hashOf = ({ id }: { id: number }) =>
      env.DB.prepare('SELECT address_hash FROM comments WHERE id = ?').bind(id).first('address_hash')
    expect(await hashOf(old)).toBe('')
    expect(await hashOf(young)).not.toBe('')
    expect(await fadeAddresses(env.DB, TODAY)).toBe(0)
  })

  test('is looked for among those that have not faded', async () => {
    const { db, trips } = watched(env.DB)
    await fadeAddresses(db, TODAY)
    const [plan] = await plansOf(env.DB, trips)
    expect(plan?.details.join()).toContain('COVERING INDEX comments_by_address (address_hash>?)')
  })
})
