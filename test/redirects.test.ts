/** Wherever an answer sends somebody on, it is to this site. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { articlePath } from '../worker/articles/article.ts'
import type { Article } from '../worker/schema.ts'
import { pictures } from './media/pictures.ts'
import { as, commentFrom, type Fields, held, lan, lotusFestival, ORIGIN, on, published, reader } from './newsroom.ts'

let article: Article
let former: string
beforeAll(async () => {
  const before = await published(lotusFestival)
  former = articlePath(before)
  const renamed = { ...lotusFestival, slug: 'ten-moi', version: before.version } as Fields
  await as('editor').post(`/admin/articles/${before.id}`, renamed)
  article = { ...before, slug: 'ten-moi' }
})

const EVIL = ['//evil.test', '/\\evil.test', '\\\\evil.test', '/%2f%2fevil.test', '/%5cevil.test', '/.//evil.test']
const GOALS = [
  ...EVIL,
  'https://evil.test/',
  'https:evil.test',
  'javascript:alert(1)',
  '/\t/evil.test',
  ' //evil.test',
  '@evil.test',
]

/** The answer's own word and, as a browser takes it, the site that it leads to. */
function siteOf(response: Response, path: string): string {
  return new URL(response.headers.get('Location') ?? '', `${ORIGIN}${path}`).origin
}

test('a path that looks like another site leads to none', async () => {
  const ends = ['', '/', '/..', '/?x=1']
  for (const path of EVIL.flatMap((evil) => ends.map((end) => evil + end))) {
    const response = await reader.get(path)
    expect(siteOf(response, path), path).toBe(ORIGIN)
    await response.body?.cancel()
  }
})

test('what is written behind an address that moved stays on this site', async () => {
  await env.DB.prepare(
    `INSERT INTO redirects (from_path, to_path, created_at, created_by) VALUES ('/cu', '/', 1, 'x')`,
  ).run()
  for (const base of [former, '/cu']) {
    for (const goal of GOALS) {
      for (const path of [
        `${base}/${goal}`,
        `${base}${encodeURI(goal)}`,
        `${base}?${goal}`,
        `${base}/comments/${goal}`,
      ]) {
        const response = await reader.get(path)
        expect(siteOf(response, path), path).toBe(ORIGIN)
        await response.body?.cancel()
      }
    }
  }
})

test('a row of redirects leads to this site, whoever wrote it, and no form writes another', async () => {
  for (const [n, goal] of GOALS.entries()) {
    await env.DB.prepare(
      'INSERT OR IGNORE INTO redirects (from_path, to_path, created_at, created_by) VALUES (?, ?, 1, ?)',
    )
      .bind(`/hong-${n}`, goal, 'x')
      .run()
      .catch(() => null)
    expect(siteOf(await reader.get(`/hong-${n}`), '/'), goal).toBe(ORIGIN)
    await as('owner').post('/admin/redirects', { from_path: `/mau-${n}`, to_path: goal })
    const response = await reader.get(`/mau-${n}`)
    expect(siteOf(response, '/'), goal).toBe(ORIGIN)
    await response.body?.cancel()
  }
})

test('a form that says where it came from is sent back to this site', async () => {
  const comment = await held(await commentFrom(lan, on(article)))
  const picture = () => new File([pictures['simple.webp'] as Uint8Array<ArrayBuffer>], 'ben-do.webp')
  const forms: [string, (goal: string) => Fields][] = [
    ['/admin/images', (goal) => ({ article: goal, file: picture() })],
    [
      `/admin/comments/${comment.id}/approval`,
      (goal) => ({ status: goal, article: goal, before: goal, back: goal, revision: 1 }),
    ],
    [
      '/admin/comments/decisions',
      (goal) => ({ decision: 'approval', seen: `${comment.id}-held-1`, before: goal, back: goal, to: goal }),
    ],
    ['/admin/comments', (goal) => ({ email: 'lan@docgia.test', status: goal, next: goal })],
    ['/admin/comments/terms', (goal) => ({ term: goal })],
    [
      `/admin/working-copies/${crypto.randomUUID()}`,
      (goal) => ({ _method: 'DELETE', article: goal, redirect_url: goal }),
    ],
  ]
  for (const [path, fields] of forms) {
    for (const goal of ['//evil.test', '/\\evil.test', 'https://evil.test/']) {
      const response = await as('editor').post(`${path}?redirect_url=${encodeURIComponent(goal)}`, fields(goal), {
        Referer: 'https://evil.test/',
      })
      expect(siteOf(response, path), `${path} ${goal}`).toBe(ORIGIN)
      await response.body?.cancel()
    }
  }
})

test('a line break in an address, a host or a field begins no header', async () => {
  const broken = ['%0d%0aSet-Cookie:%20a=b', '%E5%98%8A%E5%98%8DSet-Cookie:a=b', '%0aLocation:%20https://evil.test']
  for (const path of broken.flatMap((bad) => [
    `/${bad}`,
    `${former}/comments/${bad}`,
    `/van-hoa/${bad}/`,
    `/?p=1${bad}`,
    `/search?q=${bad}`,
    `/tags/${bad}`,
  ])) {
    const response = await reader.get(path)
    expect(response.headers.get('Set-Cookie'), path).toBeNull()
    expect(siteOf(response, path), path).toBe(ORIGIN)
    await response.body?.cancel()
  }
})
