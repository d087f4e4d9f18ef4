import { createHash } from 'node:crypto'
import { appendFile, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readBundle } from '../../local/bundle.ts'
import { startPlatform } from '../../local/platform.ts'
import { seedDemo } from '../../local/seed.ts'
import { openStores, type Stores } from '../../local/stores.ts'
import { exportNewsroom } from '../../transfer/newsroom/exporting.ts'
import { restoreNewsroom } from '../../transfer/newsroom/restoring.ts'
import { LEFT_OUT, TABLES } from '../../transfer/newsroom/tables.ts'
import { silent } from '../../transfer/progress.ts'
import { ArticleForm } from '../../worker/articles/article.ts'
import { findArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { contentOf, NOW, newFolder, newNewsroom, readFolder } from './folders.ts'
import { type Answer, answersOf } from './site.ts'

/** The demo newsroom, where somebody also moved an article and threw a ban away. */
let data: string
let exported: string
let moved: string
beforeAll(async () => {
  data = await newFolder()
  const platform = await startPlatform({ port: 0, data, quiet: true, onFirstStart: seedDemo })
  moved = await moveNewest(platform.resources.db)
  await platform.resources.db.batch([
    platform.resources.db.prepare(
      `INSERT INTO bans (id, kind, value, until, created_at, created_by) VALUES (7, 'email', 'x', 1, 1, 'owner')`,
    ),
    platform.resources.db.prepare('DELETE FROM bans'),
  ])
  await platform.stop()
  exported = await newFolder()
  const stores = await openStores(data)
  const { of_one_moment, missing } = await exportNewsroom(stores, exported, {
    variants: false,
    now: NOW,
    progress: silent,
  })
  expect({ of_one_moment, missing }).toEqual({ of_one_moment: true, missing: [] })
  await stores.close()
}, 120_000)

/** Gives the address that it left. */
async function moveNewest(db: D1Database): Promise<string> {
  const sql = `SELECT id FROM articles WHERE status = 'published' ORDER BY published_at DESC LIMIT 1`
  const article = await findArticle(db, (await db.prepare(sql).first<number>('id')) ?? 0)
  if (!article) throw new Error('the demo newsroom is empty')
  const draft = ArticleForm.parse({ ...article, author: article.author ?? '', slug: 'dia-chi-moi' })
  const saved = await saveArticle(db, article, article.version, draft, 'editor@dateline.test', NOW)
  expect(saved.ok).toBe(true)
  return `/${article.section}/${article.slug}`
}

describe('a newsroom that is exported and restored on an empty machine', () => {
  test('answers at every address with the same status, headers and bytes', async () => {
    const restored = await newFolder()
    const stores = await openStores(restored)
    await restoreNewsroom(stores, exported, silent)
    const withdrawn = await stores.db
      .prepare(`SELECT '/' || section || '/' || slug AS path FROM articles WHERE status <> 'published'`)
      .all<{ path: string }>()
    await stores.close()
    // The secrets of a machine are in no export: the widget's key stands in the comment form.
    await cp(join(data, 'keys.json'), join(restored, 'keys.json'))

    const more = [moved, ...withdrawn.results.map(({ path }) => path)]
    const crawl = async (folder: string, port: number) => {
      const platform = await startPlatform({
        port,
        data: folder,
        quiet: true,
        bundle: () => readBundle(join(data, 'bundle')),
      })
      const answers = await answersOf(platform.origin, more)
      await platform.stop()
      return { answers, port: Number(new URL(platform.origin).port) }
    }
    const before = await crawl(data, 0)
    const after = await crawl(restored, before.port)

    expect([...after.answers.keys()]).toEqual([...before.answers.keys()])
    expect([...before.answers].flatMap(([path, one]) => differences(path, one, after.answers.get(path)))).toEqual([])

    const seen = [...before.answers]
    expect(seen.length).toBeGreaterThan(400)
    const statuses = new Set(seen.map(([, { status }]) => status))
    expect([...statuses].sort()).toEqual([200, 301, 302, 404, 410])
    for (const part of [
      '/media/',
      '/card.png',
      '/comments/',
      '/documents/',
      '/search?q=',
      '/tags/',
      '/sitemaps/',
      'feed.xml',
    ])
      expect(
        seen.filter(([path, { status }]) => path.includes(part) && status === 200),
        part,
      ).not.toEqual([])
    expect(before.answers.get('/search?q=n%C6%B0%E1%BB%9Bc')?.body).toContain('nuoc-len')
  }, 180_000)

  test('can be exported again, and every file is the same, whenever the restore broke off', async () => {
    const original = await readFolder(exported)
    const FOUND = `SELECT count(*) AS n FROM image_search WHERE image_search MATCH 'nuoc'`
    const whole = await openStores(await newFolder())
    const counted = breaking(whole, Number.POSITIVE_INFINITY)
    await restoreNewsroom(counted, exported, silent)
    await whole.close()
    expect(counted.made).toBeGreaterThan(25)
    for (const part of [0.02, 0.4, 0.8, 0.99]) {
      const calls = Math.floor(counted.made * part)
      const folder = await newFolder()
      const first = await openStores(folder)
      await expect(restoreNewsroom(breaking(first, calls), exported, silent)).rejects.toThrow('the machine went down')
      await first.close()
      const second = await openStores(folder)
      await restoreNewsroom(second, exported, silent)
      const again = await newFolder()
      await exportNewsroom(second, again, { variants: false, now: NOW, progress: silent })
      const names = await second.db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE type = 'trigger'`).first('n')
      const found = await second.db.prepare(FOUND).first('n')
      await second.close()
      expect(await readFolder(again), `after ${calls} calls`).toEqual(original)
      expect(names).toBeGreaterThan(30)
      expect(found).toBeGreaterThan(0)
    }
  }, 180_000)

  test('keeps its smaller forms where they were asked for, and else makes them anew', async () => {
    const stores = await openStores(data)
    const image = await stores.db.prepare('SELECT id, name FROM images LIMIT 1').first<{ id: string; name: string }>()
    const key = `${image?.id}/240.webp`
    await stores.bucket.put(key, 'small', {
      httpMetadata: { contentType: 'image/webp' },
      customMetadata: { name: 'a.webp' },
    })
    await stores.db
      .prepare(`UPDATE images SET variants = 'made' WHERE id = ?`)
      .bind(image?.id ?? '')
      .run()
    for (const variants of [true, false]) {
      const folder = await newFolder()
      await exportNewsroom(stores, folder, { variants, now: NOW, progress: silent })
      const copy = await openStores(await newFolder())
      await restoreNewsroom(copy, folder, silent)
      const state = await copy.db
        .prepare('SELECT variants FROM images WHERE id = ?')
        .bind(image?.id ?? '')
        .first('variants')
      const object = await copy.bucket.head(key)
      expect([state, object?.httpMetadata?.contentType]).toEqual(
        variants ? ['made', 'image/webp'] : ['waiting', undefined],
      )
      await copy.close()
    }
    await stores.db.prepare(`UPDATE images SET variants = 'waiting'`).run()
    await stores.close()
  }, 60_000)
})

/** By name, so that a failure says what it is. */
function differences(path: string, one: Answer, other: Answer | undefined): string[] {
  const names = new Set([...Object.keys(one.headers), ...Object.keys(other?.headers ?? {})])
  const headers = [...names].filter((name) => one.headers[name] !== other?.headers[name])
  return [
    ...(one.status === other?.status ? [] : [`${path}: ${one.status}, then ${other?.status}`]),
    ...headers.map((name) => `${path}: ${name} was ${one.headers[name]}, then ${other?.headers[name]}`),
    ...(one.body === other?.body ? [] : [`${path}: its bytes`]),
  ]
}

/** A database that is gone after so many transactions. */
function breaking(stores: Stores, calls: number): Stores & { made: number } {
  const batch: D1Database['batch'] = (statements) => {
    if (broken.made >= calls) throw new Error('the machine went down')
    broken.made++
    return stores.db.batch(statements)
  }
  const broken = { ...stores, made: 0, db: { prepare: stores.db.prepare, batch } as D1Database }
  return broken
}

describe('a restore refuses', () => {
  const changed = async (change: (folder: string) => Promise<unknown>) => {
    const folder = await newFolder()
    await cp(exported, folder, { recursive: true })
    await change(folder)
    return folder
  }
  /** As somebody would who can also count. */
  const withLine = (line: string) => async (folder: string) => {
    const list = `${await readFile(join(folder, 'files.sha256'), 'utf8')}${line}\n`
    const manifest = JSON.parse(await readFile(join(folder, 'dateline.json'), 'utf8'))
    const files_sha256 = createHash('sha256').update(list).digest('hex')
    await writeFile(join(folder, 'files.sha256'), list)
    await writeFile(
      join(folder, 'dateline.json'),
      JSON.stringify({ ...manifest, files: manifest.files + 1, files_sha256 }),
    )
  }
  const manifested = (change: object) => async (folder: string) => {
    const file = join(folder, 'dateline.json')
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }))
  }
  const picture = async (folder: string) => {
    const [id = ''] = (await readdir(join(folder, 'images'))).filter((name) => name.length === 64)
    const [name = ''] = await readdir(join(folder, 'images', id))
    return join(folder, 'images', id, name)
  }
  const ZEROS = '0'.repeat(64)

  test.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
    ['a folder that broke off', (folder) => rm(join(folder, 'dateline.json')), /broke off/],
    [
      'a changed byte',
      (folder) => appendFile(join(folder, 'tables/comments.jsonl'), ' '),
      /comments.jsonl has been changed/,
    ],
    ['a picture that is missing', async (folder) => rm(await picture(folder)), /is missing/],
    [
      'a changed list',
      (folder) => appendFile(join(folder, 'files.sha256'), `${ZEROS}  a/b\n`),
      /files.sha256 has been changed/,
    ],
    ['a name that climbs out', withLine(`${ZEROS}  images/../../../etc/passwd`), /outside of the export/],
    ['a name from the root', withLine(`${ZEROS}  /etc/passwd`), /outside of the export/],
    ['a name of another system', withLine(`${ZEROS}  images\\..\\..\\x`), /outside of the export/],
    ['a hidden name', withLine(`${ZEROS}  images/.ssh`), /outside of the export/],
    ['a newer format', manifested({ format: 99 }), /newer Dateline/],
    ['a newer database', manifested({ migration: '9999_later.sql' }), /does not have/],
    ['a table that nobody knows', manifested({ rows: { horoscopes: 1 } }), /horoscopes/],
  ])('%s, before it writes anything', async (_, change, says) => {
    const stores = await openStores(await newFolder())
    await expect(restoreNewsroom(stores, await changed(change), silent)).rejects.toThrow(says)
    expect(await stores.db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'articles'`).first('n')).toBe(
      0,
    )
    await stores.close()
  })

  test('a file that is a way out of the folder', async () => {
    const folder = await changed(async (folder) => {
      const file = await picture(folder)
      await cp(file, `${file}.kept`)
      await rm(file)
      await symlink(`${file}.kept`, file)
    })
    const stores = await openStores(await newFolder())
    await expect(restoreNewsroom(stores, folder, silent)).rejects.toThrow('not a plain file')
    await stores.close()
  })

  test('a newsroom that has something already, and leaves it as it is', async () => {
    const stores = await newNewsroom()
    await stores.db.prepare(`INSERT INTO tags (slug, name) VALUES ('sen', 'Sen')`).run()
    const before = await contentOf(stores)
    await expect(restoreNewsroom(stores, exported, silent)).rejects.toThrow('not empty (1 rows in tags)')
    expect(await contentOf(stores)).toEqual(before)
    await stores.close()
  })
})

describe('an export', () => {
  test('has every table there is, or says why not', async () => {
    const { db, close } = await newNewsroom()
    const { results } = await db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'
           AND name NOT GLOB 'search*' AND name NOT GLOB 'image_search*' AND name <> 'd1_migrations' ORDER BY name`,
      )
      .all<{ name: string }>()
    await close()
    const known = [...TABLES.map(({ name }) => name), ...Object.keys(LEFT_OUT)]
    expect(known.sort()).toEqual(results.map(({ name }) => name))
    // Rows that name others of their table come back in two steps, which only articles do.
    expect(TABLES.filter(({ own }) => own.length > 0).map(({ name, own }) => [name, own])).toEqual([
      ['articles', ['translation_of']],
    ])
  })

  test('takes a folder of its own', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'mine'))
    const { close, ...stores } = await newNewsroom()
    await expect(exportNewsroom(stores, folder, { variants: false, now: NOW, progress: silent })).rejects.toThrow(
      'not empty',
    )
    await close()
  })

  test.each([
    { writes: 1, of_one_moment: true },
    { writes: 99, of_one_moment: false },
  ])(
    'is made again when somebody writes meanwhile, and says so when they never stop',
    async ({ writes, of_one_moment }) => {
      const { close, ...stores } = await newNewsroom()
      let left = writes
      const prepare = (sql: string) => {
        // Between both readings of it.
        if (sql.includes('FROM "blocked_terms" WHERE') && left-- > 0) {
          const add = stores.db.prepare(`INSERT INTO blocked_terms (term, added_at, added_by) VALUES (?, 1, 'a')`)
          const all = async () => {
            await add.bind(`từ ${left}`).run()
            return stores.db.prepare(sql).bind(0).all()
          }
          return { bind: () => ({ all }) }
        }
        return stores.db.prepare(sql)
      }
      const db = { ...stores.db, batch: stores.db.batch, prepare } as unknown as D1Database
      const folder = await newFolder()
      const made = await exportNewsroom({ ...stores, db }, folder, { variants: false, now: NOW, progress: silent })
      expect(made.of_one_moment).toBe(of_one_moment)
      const lines = (await readFile(join(folder, 'tables/blocked_terms.jsonl'), 'utf8')).trim().split('\n')
      if (of_one_moment) expect(lines).toHaveLength(made.rows['blocked_terms'] ?? 0)
      await close()
    },
  )
})
