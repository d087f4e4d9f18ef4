/** All that a newsroom is asked for, by readers, machines, its desk and its own jobs: each on a database that is watched. */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { BOARD, EVERYTHING, readBoard } from '../../worker/admin/board.ts'
import { readAllForModeration } from '../../worker/comments/context.ts'
import { readCommentFile, readCommentList } from '../../worker/comments/desk-queries.ts'
import type { Db } from '../../worker/env.ts'
import { authorSlug, tagSlug } from '../archive.ts'
import type { Newsroom } from './newsroom.ts'

export interface Kind {
  name: string
  /** Readers' pages have a budget: one trip, 300 rows; a search 30 ms of D1 besides. */
  of: 'reader' | 'search' | 'machine' | 'desk' | 'job'
  /** Where it is a page that anybody may ask for. */
  path?: string
  ask: (db: Db) => Promise<unknown>
}

// The bytes of a `.bin`, which workerd gives a Worker and Node knows nothing of: no list reads them.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('.bin')
      ? { format: 'module', source: 'export default new ArrayBuffer(0)', shortCircuit: true }
      : next(url, context),
})

const ORIGIN = 'http://localhost'

export async function kindsIn({ platform }: Newsroom, data: string): Promise<Kind[]> {
  const bundle = (await import(resolve(data, 'bundle/index.js'))) as { default: ExportedHandler }
  const { db, settings } = platform.resources
  const context = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext
  const envOf = (DB: Db) => ({ ...settings, DB, VERSION: { id: 'bench' } })
  const page = (of: Kind['of'], name: string, path: string): Kind => ({
    name,
    of,
    path,
    async ask(DB) {
      const request = new Request(`${ORIGIN}${path}`) as Parameters<NonNullable<ExportedHandler['fetch']>>[0]
      const answer = await bundle.default.fetch?.(request, envOf(DB), context)
      await answer?.text()
      if (answer?.status !== 200) throw new Error(`${path} answers ${answer?.status}`)
    },
  })
  const queue = { send: async () => {}, sendBatch: async () => {} }
  const run = (DB: Db) =>
    bundle.default.scheduled?.(
      { scheduledTime: Date.now(), cron: '* * * * *', noRetry() {} },
      { ...envOf(DB), COMMENTS: queue, IMAGE_VARIANTS: queue, PURGES: queue },
      context,
    )
  const newest = await idsOf(db, 'SELECT id FROM comments ORDER BY id DESC LIMIT 100')
  const told = { done: [], missed: [] }
  const list = { article: null, person: null, before: undefined }
  return [
    ...(await readersPages(db)).map(([name, path]) => page('reader', name, path)),
    ...SEARCHES.map(([name, query]) => page('search', name, `/search?${new URLSearchParams({ q: query })}`)),
    ...(await machinesPages(db)).map(([name, path]) => page('machine', name, path)),
    { name: 'board', of: 'desk', ask: (DB) => readBoard(DB, EVERYTHING, 20) },
    {
      name: `board of ${BOARD.length} columns, by words`,
      of: 'desk',
      ask: (DB) => readBoard(DB, { ...EVERYTHING, words: ['song'] }, 20),
    },
    { name: 'comments held', of: 'desk', ask: (DB) => readCommentList(DB, { ...list, status: 'held' }, told) },
    { name: 'comments published', of: 'desk', ask: (DB) => readCommentList(DB, { ...list, status: 'approved' }, told) },
    { name: 'one comment, with all around it', of: 'desk', ask: (DB) => readCommentFile(DB, newest[0] as number) },
    { name: 'a hundred comments, for their checks', of: 'job', ask: (DB) => readAllForModeration(DB, newest, ORIGIN) },
    { name: 'the run of every minute', of: 'job', ask: async (DB) => run(DB) },
  ]
}

async function idsOf(db: Db, sql: string): Promise<number[]> {
  return (await db.prepare(sql).all<{ id: number }>()).results.map(({ id }) => id)
}

type Page = [name: string, path: string]

async function readersPages(db: Db): Promise<Page[]> {
  const one = async (sql: string) => {
    const path = await db.prepare(sql).first<string>('path')
    if (!path) throw new Error(`no such page: ${sql}`)
    return path
  }
  const last = (await db.prepare('SELECT max(id) AS id FROM articles').first<number>('id')) ?? 0
  const article = `SELECT '/' || section || '/' || slug AS path FROM articles WHERE status = 'published'`
  const cursor = (share: number) =>
    `(SELECT published_at || '-' || id FROM articles WHERE id = ${Math.max(1, Math.floor((last * share) / 100))})`
  const cited = 'SELECT slug FROM documents WHERE articles > 0 AND slug IS NOT NULL'
  const most = `FROM articles WHERE id > ${Math.max(0, last - 50_000)} AND status = 'published' ORDER BY comment_count DESC LIMIT 1`
  return [
    ['front', '/'],
    ['section', '/van-hoa'],
    ['section, deep', await one(`SELECT '/van-hoa?before=' || ${cursor(10)} AS path`)],
    ['tag of many', `/tags/${tagSlug(0)}`],
    ['tag, deep', await one(`SELECT '/tags/${tagSlug(0)}?before=' || ${cursor(50)} AS path`)],
    ['author', `/authors/${authorSlug(7)}`],
    ['author, deep', await one(`SELECT '/authors/${authorSlug(7)}?before=' || ${cursor(50)} AS path`)],
    ['archive', '/archive'],
    [
      'month',
      await one(`SELECT '/archive/' || replace(max(month), '-', '/') AS path FROM articles WHERE status = 'published'`),
    ],
    ['documents', '/documents'],
    [
      'document of many',
      await one(`SELECT '/documents/' || slug AS path FROM (${cited} ORDER BY articles DESC LIMIT 1)`),
    ],
    ['article, new', await one(`${article} ORDER BY id DESC LIMIT 1`)],
    ['article, old', await one(`${article} ORDER BY id LIMIT 1`)],
    ['article, most discussed', await one(`SELECT '/' || section || '/' || slug AS path ${most}`)],
    ['its comments', await one(`SELECT '/' || section || '/' || slug || '/comments' AS path ${most}`)],
    [
      'its comments, oldest first',
      await one(`SELECT '/' || section || '/' || slug || '/comments?order=oldest' AS path ${most}`),
    ],
  ]
}

const SEARCHES: [name: string, query: string][] = [
  ['search: a common word', 'của'],
  ['search: a name', 'Đà Nẵng'],
  ['search: two words', 'nước lên'],
  ['search: two words never side by side', 'trong ấm'],
  ['search: four words', 'bến đò sông Đáy'],
  ['search: five of the most common words', 'và của là có trong'],
  ['search: ten words', 'thư viện cho mượn hạt giống lúa cũ của làng'],
  ['search: a phrase', '"sông Đáy"'],
  ['search: a phrase nobody wrote', '"trong những ngày"'],
  ['search: a word nobody wrote', 'zzz của'],
]

async function machinesPages(db: Db): Promise<Page[]> {
  const index = await db.prepare('SELECT min(id) AS id FROM articles').first<number>('id')
  return [
    ['feed', '/feed.xml'],
    ['feed of a section', '/van-hoa/feed.xml'],
    ['JSON feed', '/feed.json'],
    ['sitemap, its index', '/sitemap.xml'],
    ['sitemap of the first articles', `/sitemaps/${index ?? 1}.xml`],
    ['sitemap of sections', '/sitemaps/sections.xml'],
    ['news sitemap', '/news-sitemap.xml'],
  ]
}
