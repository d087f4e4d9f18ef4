/** Whose address counts: the one that the platform saw, by the household. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { COMMENTS_A_MINUTE } from '../../worker/comments/comment.ts'
import { subscriberOf } from '../../worker/edge/address.ts'
import { lan, lotusFestival, published, reader } from '../newsroom.ts'

test('one household is one, however its IPv6 address is written, and its neighbour another', () => {
  const spellings = [
    '2001:db8:1:2::1',
    '2001:0db8:0001:0002:0000::1',
    '2001:DB8:1:2:ffff:ffff:ffff:ffff',
    '2001:db8:1:2::',
  ]
  expect(new Set(spellings.map(subscriberOf))).toEqual(new Set(['2001:db8:1:2']))
  expect(subscriberOf('2001:db8:1:3::1')).toBe('2001:db8:1:3')
  expect(subscriberOf('203.0.113.9')).toBe('203.0.113.9')
})

test('what a client says of its own address makes no room for more comments', async () => {
  const article = await published(lotusFestival)
  const send = (n: number) => {
    const form = {
      ...lan,
      body: `Lần thứ ${n}, từ một nơi khác.`,
      nonce: `${n}`,
      'cf-turnstile-response': `local-pass-${n}`,
    }
    return reader.post(`${articlePath(article)}/comments`, form, {
      'CF-Connecting-IP': `2001:db8:9:9::${n}`,
      'X-Forwarded-For': `198.51.100.${n}`,
      'X-Real-IP': `198.51.100.${n}`,
      'True-Client-IP': `198.51.100.${n}`,
      Forwarded: `for=198.51.100.${n}`,
    })
  }
  const statuses = []
  for (let n = 1; n <= COMMENTS_A_MINUTE + 3; n++) statuses.push((await send(n)).status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(COMMENTS_A_MINUTE)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM comments').first('n')).toBe(COMMENTS_A_MINUTE)
})
