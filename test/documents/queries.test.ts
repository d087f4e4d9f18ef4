import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { withLists } from '../../worker/articles/publication.ts'
import { readDocumentPage, readDocumentsPage } from '../../worker/documents/queries.ts'
import { listTags } from '../../worker/edge/page-cache.ts'
import type { Db } from '../../worker/env.ts'
import { plansOf, rowsReadBy, watched } from '../watched.ts'

const ORIGIN = 'https://nhipcau.test'
const POPULAR = '07-ct-ttg'
const IMAGE = 'd'.repeat(64)

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${IMAGE}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
    env.DB.prepare(
      `INSERT INTO documents (number, slug, type, issuer) VALUES ('07/CT-TTg', '${POPULAR}', 'Chỉ thị', 'TTg')`,
    ),
  ])
  await fill(1, 400)
})

/** Articles that all cite one document, by one of three dates or by none, and each a decree of its own; a tenth are drafts. */
function fill(from: number, to: number) {
  const n = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
  return env.DB.batch([
    env.DB.prepare(
      `${n} INSERT INTO articles (id, section, slug, headline, author, lead_image, status, created_at, created_by, published_at, body)
       SELECT i, 'tin-tuc', 'bai-' || i, 'Bài ' || i, 'hanh-le', '${IMAGE}',
         CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i / 3, hex(zeroblob(2000)) FROM n`,
    ),
    env.DB.prepare(
      `${n} INSERT INTO documents (number, slug, type, issuer)
       SELECT (i + 100) || '/' || (2000 + i % 25) || '/NĐ-CP', (i + 100) || '-' || (2000 + i % 25) || '-nd-cp', 'Nghị định', 'CP' FROM n`,
    ),
    env.DB.prepare(
      `${n} INSERT INTO article_documents (article_id, document, date)
       SELECT i, '07/CT-TTg', CASE i % 4 WHEN 0 THEN '' ELSE '202' || (i % 4) || '-03-21' END FROM n`,
    ),
    env.DB.prepare(
      `${n} INSERT INTO article_documents (article_id, document)
       SELECT i, (i + 100) || '/' || (2000 + i % 25) || '/NĐ-CP' FROM n`,
    ),
  ])
}

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ['the documents', (db) => readDocumentsPage(db, ORIGIN, undefined)],
  ['older documents', (db) => readDocumentsPage(db, ORIGIN, '2012_337-2012-nd-cp')],
  ['a document', (db) => readDocumentPage(db, ORIGIN, POPULAR, undefined)],
  ['older articles of a document', (db) => readDocumentPage(db, ORIGIN, POPULAR, '2022-03-21_1000080-242')],
  ['articles that tell no date', (db) => readDocumentPage(db, ORIGIN, POPULAR, '_1000080-240')],
  ['a document that is not there', (db) => readDocumentPage(db, ORIGIN, '99-ct-ttg', undefined)],
]

describe('a page of documents costs one trip of at most six statements and 300 rows', () => {
  test.each(PAGES)('%s', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(6)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test.each(PAGES)('%s never walks or sorts what is there', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(
        expect.stringMatching(/^SCAN (a|d|x|articles|documents|article_documents)\b/),
      )
      expect(details, sql).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })

  test('and no more when the archive has grown', async () => {
    const before = await rowsReadBy(env.DB, PAGES)
    await fill(401, 800)
    expect(await rowsReadBy(env.DB, PAGES)).toEqual(before)
  })
})

describe('from page to page', () => {
  test('every cited document stands once, the newest first, and the way back is the way there', async () => {
    const seen: string[] = []
    const cursors: (string | undefined)[] = []
    let before: string | undefined
    for (let pages = 0; pages < 60; pages++) {
      const { page } = await readDocumentsPage(env.DB, ORIGIN, before)
      expect(page.newer).toBe(cursors.length === 0 ? null : (cursors.at(-1) ?? ''))
      cursors.push(before)
      seen.push(...page.rows.map((row) => row.number))
      if (!page.older) break
      before = page.older
    }
    const all = await env.DB.prepare(
      'SELECT number FROM documents WHERE articles > 0 ORDER BY dated DESC, slug DESC',
    ).all<{ number: string }>()
    expect(seen).toEqual(all.results.map((row) => row.number))
    expect(cursors.length).toBeGreaterThan(10)
  })

  test('every citing article stands once, by the date it cites and then by its own, while others are published', async () => {
    const seen: number[] = []
    const dates: string[] = []
    let before: string | undefined
    for (let pages = 0; pages < 60; pages++) {
      const { page } = await readDocumentPage(env.DB, ORIGIN, POPULAR, before)
      seen.push(...page.rows.map((row) => row.id))
      dates.push(...page.rows.map((row) => row.cited_date))
      if (seen.length === 40) await fill(9001, 9008)
      if (!page.older) break
      before = page.older
    }
    expect([...new Set(dates)]).toEqual(['2023-03-21', '2022-03-21', '2021-03-21', ''])
    expect(new Set(seen).size).toBe(seen.length)
    const all = await env.DB.prepare(
      `SELECT id FROM articles WHERE status = 'published' AND id < 9000 ORDER BY published_at DESC, id DESC`,
    ).all<{ id: number }>()
    const old = seen.filter((id) => id < 9000)
    expect([...old].sort((a, b) => a - b)).toEqual(all.results.map((row) => row.id).sort((a, b) => a - b))
    const undated = old.filter((id) => id % 4 === 0)
    expect(undated).toEqual(all.results.map((row) => row.id).filter((id) => id % 4 === 0))
  })
})

test('the tags to purge are those of the documents that the articles cite, and none where they cite none', async () => {
  const listed = (id: number) => ({ id, section: 's', author: null, month: null, translation_of: null })
  const tagsOf = async (...ids: number[]) =>
    listTags(...(await withLists(env.DB, ids.map(listed)))).filter((tag) => tag.startsWith('document'))
  expect((await tagsOf(1, 2)).sort()).toEqual([
    'document-07-ct-ttg',
    'document-101-2001-nd-cp',
    'document-102-2002-nd-cp',
    'documents',
  ])
  expect(await tagsOf(123_456)).toEqual([])
})
