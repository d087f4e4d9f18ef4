/** How much one address may write, asked of the whole Worker. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { COMMENTS_A_MINUTE } from '../../worker/comments/comment.ts'
import { insertWithinLimit } from '../../worker/comments/queries.ts'
import type { Article } from '../../worker/schema.ts'
import { lan, lotusFestival, published, withToken } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})

const limits = {
  'as it is': env.COMMENT_LIMIT,
  'letting everybody through': { limit: async () => ({ success: true }) },
} as Record<string, Env['COMMENT_LIMIT']>

describe.each(Object.entries(limits))('with the platform’s own limit %s', (name, COMMENT_LIMIT) => {
  const COMMENTS = { send: async () => {} } as unknown as Env['COMMENTS']
  const reader = withToken(null, (request) => app.fetch(request, { ...env, COMMENT_LIMIT, COMMENTS }))
  const send = (address: string, fields: Record<string, string> = {}) =>
    reader.post(
      `${articlePath(article)}/comments`,
      {
        ...lan,
        nonce: crypto.randomUUID(),
        'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
        ...fields,
      },
      { 'CF-Connecting-IP': address },
    )
  const house = Object.keys(limits).indexOf(name)
  const rowsOf = (email: string) => env.DB.prepare('SELECT count(*) AS n FROM comments WHERE email = ?').bind(email)

  test('of fifty comments at once exactly the allowed number are taken, and the others keep every word', async () => {
    const email = `all-at-once-${house}@docgia.test`
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => send(`192.0.2.${house}`, { email, body: `Cùng một lúc, ý thứ ${n}.` })),
    )
    const taken = answers.filter(({ status }) => status === 303)
    const refused = answers.filter(({ status }) => status === 429)
    expect([taken.length, refused.length]).toEqual([COMMENTS_A_MINUTE, 50 - COMMENTS_A_MINUTE])
    expect(await rowsOf(email).first('n')).toBe(COMMENTS_A_MINUTE)
    expect(await refused[0]?.text()).toMatch(/Cùng một lúc, ý thứ \d+\./)
    for (const answer of refused) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  test('the same form sent fifteen times is one comment, and no refusal', async () => {
    const form = {
      email: `one-form-${house}@docgia.test`,
      nonce: crypto.randomUUID(),
      'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
    }
    const answers = await Promise.all(Array.from({ length: 15 }, () => send(`192.0.2.1${house}`, form)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    expect(await rowsOf(form.email).first('n')).toBe(1)
  })

  test('a minute later there is room again', async () => {
    const address = `192.0.2.2${house}`
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now())
    try {
      for (let n = 0; n < COMMENTS_A_MINUTE; n++) expect((await send(address, { body: `Ý ${n}` })).status).toBe(303)
      const refused = await send(address, { body: 'Sớm quá' })
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
      now.mockReturnValue(Date.now() + 60_000)
      expect((await send(address, { body: 'Sau một phút' })).status).toBe(303)
    } finally {
      now.mockRestore()
    }
  })
})

test('what the limit asks is served by an index', async () => {
  const { db, trips } = watched(env.DB)
  const comment = { article_id: article.id, parent: null, ...lan, fingerprint: 'x', submission: 'x', signals: '[]' }
  await insertWithinLimit(db, { ...comment, address_hash: 'here', created_at: 1 }, ['here', 'before'])
  const [insert, , oldest] = await plansOf(env.DB, trips)
  for (const plan of [insert, oldest]) {
    expect(plan?.details.join()).toContain('INDEX comments_by_address (address_hash=? AND created_at>?)')
  }
})
