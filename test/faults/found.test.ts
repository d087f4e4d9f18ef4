/** What seeds have found: each was a promise broken, and is mended. */
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { as, lotusFestival, published } from '../newsroom.ts'

/** A newsroom in which the answer to one write gets lost: it has happened, and whoever asked is told that it has not. */
function losing(beginsWith: string) {
  const tags: string[] = []
  let isLost = false
  const first = new WeakMap<D1PreparedStatement, string>()
  const DB = {
    prepare: (sql: string) => {
      const statement = env.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      const named = (one: D1PreparedStatement) => {
        first.set(one, sql)
        return one
      }
      statement.bind = (...values: unknown[]) => named(bind(...values))
      return named(statement)
    },
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements)
      const isMeant = statements.some((one) => first.get(one)?.trim().startsWith(beginsWith))
      if (!isMeant || isLost) return results
      isLost = true
      throw new Error('D1_ERROR: Network connection lost.')
    },
  } as unknown as D1Database
  const PURGES = { send: async (message: { tags: string[] }) => void tags.push(...message.tags) } as unknown as Queue
  return { tags, answer: (request: Request) => app.fetch(request, { ...env, DB, PURGES }) }
}

describe('an answer that was lost', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})

  test('leaves no page as it was before the save', async () => {
    const article = await published({ ...lotusFestival, slug: 'luu-lai' })
    const { tags, answer } = losing('UPDATE articles SET (section')
    const save = () =>
      as('editor', answer).post(`/admin/articles/${article.id}`, { version: 1, body: 'Lời mới, lưu hai lần.' })
    expect((await save()).status).toBe(500)
    expect(tags).toEqual([])
    expect((await save()).status).toBe(303)
    expect(tags).toContain(`article-${article.id}`)
  })
})
