import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorsIn, createArticleWriter, SECTIONS } from '../../bench/archive/article.ts'
import { createCommentWriter } from '../../bench/archive/comment.ts'
import { EDITOR, SECOND_SAVE_MS, writeAuthors, writeSections } from '../../bench/archive/rows.ts'
import { fillArchive, LAST_DAY } from '../../bench/archive.ts'
import { databaseFileIn } from '../../bench/scale/newsroom.ts'
import { ArticleForm } from '../../worker/articles/article.ts'
import { createArticle, findArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle } from '../../worker/articles/publication.ts'
import { fadeAddresses } from '../../worker/comments/address.ts'
import { decide } from '../../worker/comments/decisions.ts'
import { insertComment } from '../../worker/comments/queries.ts'
import { eraseComments } from '../../worker/privacy/erasure.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { newDataFolder, startSmallPlatform } from '../local/small-platform.ts'

/** The oldest of an archive of three months: what was turned away of them is erased, of their last comments not yet. */
const ARCHIVE = { articles: 40, of: 13_000, comments: 4 }

const folders: string[] = []
let written: DatabaseSync
let filled: DatabaseSync

beforeAll(async () => {
  written = new DatabaseSync(await writtenByTheProduct())
  filled = new DatabaseSync(await filledInBulk(ARCHIVE))
}, 120_000)

afterAll(async () => {
  written.close()
  filled.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

test('an archive is what the product itself would have written, row by row', () => {
  const tables = written
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table') AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT IN ('d1_migrations', 'settings')`,
    )
    .all()
    .map(({ name }) => String(name))
  expect(tables).toContain('moderation_events')
  for (const table of tables) expect(rowsOf(filled, table), table).toEqual(rowsOf(written, table))
  expect(rowsOf(filled, 'comments').filter(({ status }) => status === 'erased')).not.toEqual([])
  expect(rowsOf(filled, 'comments').filter(({ parent }) => parent !== null)).not.toEqual([])
  expect(rowsOf(filled, 'documents')).not.toEqual([])
})

test.each(['search', 'image_search'])('%s holds the same words at the same places', (index) => {
  const words = (db: DatabaseSync) => {
    db.exec(`CREATE VIRTUAL TABLE temp.words_of_${index} USING fts5vocab('main', '${index}', 'instance')`)
    return db.prepare(`SELECT * FROM temp.words_of_${index} ORDER BY term, doc, col, "offset"`).all()
  }
  const found = words(filled)
  expect(found.length).toBeGreaterThan(100)
  expect(found).toEqual(words(written))
})

test('it has every table, index, trigger and view that the migrations made', () => {
  const schema = (db: DatabaseSync) => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  expect(schema(filled)).toEqual(schema(written))
})

test('what breaks off goes on where it stopped', async () => {
  const archive = { articles: 150, of: 13_000, comments: 1 }
  const [broken, whole] = [await newFile(), await newFile()]
  const stopped = new Error('stopped')
  const onProgress = (articles: number) => {
    if (articles > 0) throw stopped
  }
  await expect(fillArchive(broken, { ...archive, onProgress })).rejects.toBe(stopped)
  const db = new DatabaseSync(broken)
  expect(rowsOf(db, 'articles')).toHaveLength(100)
  await fillArchive(broken, archive)
  await fillArchive(whole, archive)
  const other = new DatabaseSync(whole)
  for (const table of ['articles', 'comments', 'moderation_events', 'audit_events', 'documents', 'search_docsize']) {
    expect(rowsOf(db, table), table).toEqual(rowsOf(other, table))
  }
  db.close()
  other.close()
}, 120_000)

function rowsOf(db: DatabaseSync, table: string) {
  // The parts of an index are cut as its rows came; what is in it is compared by its words.
  if (/search_(data|idx|docsize|config|content)$/.test(table)) return db.prepare(`SELECT 1 FROM ${table}`).all()
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all()
  return db.prepare(`SELECT * FROM ${table} ORDER BY ${columns.map((_, n) => n + 1)}`).all()
}

let empty: string | undefined

/** Of a newsroom with its migrations and nothing else, that nobody has open. */
async function newFile(): Promise<string> {
  const data = await newDataFolder()
  folders.push(data)
  if (!empty) await (await startSmallPlatform({ data })).stop()
  empty ??= databaseFileIn(data)
  const file = join(data, 'newsroom.sqlite')
  const db = new DatabaseSync(empty)
  db.exec(`VACUUM INTO '${file}'`)
  db.close()
  return file
}

async function filledInBulk(fill: typeof ARCHIVE): Promise<string> {
  const file = await newFile()
  await fillArchive(file, fill)
  return file
}

async function writtenByTheProduct(): Promise<string> {
  const data = await newDataFolder()
  folders.push(data)
  const platform = await startSmallPlatform({ data })
  const { db } = platform.resources
  const file = databaseFileIn(data)
  const beside = new DatabaseSync(file)
  writeSections(beside, SECTIONS)
  writeAuthors(beside, authorsIn(ARCHIVE.of))
  beside.close()

  const write = await createArticleWriter(ARCHIVE.of)
  const listen = await createCommentWriter(ARCHIVE.comments, (ARCHIVE.of * ARCHIVE.comments) / 8)
  for (let id = 1; id <= ARCHIVE.articles; id++) {
    const { draft, before, writer, at, image } = write(id)
    if (image) {
      const row = { ...image, uploaded_at: at, uploaded_by: writer }
      const columns = Object.keys(row)
      await db
        .prepare(`INSERT INTO images (${columns}) VALUES (${columns.map(() => '?')})`)
        .bind(...Object.values(row))
        .run()
    }
    const { tags, author, ...fields } = draft
    const form = ArticleForm.parse({ ...fields, tags: tags.join(', '), author: author ?? '' })
    const made = await createArticle(db, { ...form, body: before ?? form.body }, writer, at)
    if (!made.ok) throw new Error(made.reason)
    await publishArticle(db, id, { at, version: null, now: at, by: EDITOR })
    if (before !== null) {
      const saved = await saveArticle(db, (await findArticle(db, id)) as Article, 1, form, EDITOR, at + SECOND_SAVE_MS)
      if (!saved.ok) throw new Error(saved.reason)
    }
    await say(db, id, await listen({ id, at }))
  }
  await fadeAddresses(db, LAST_DAY)
  await platform.stop()
  return file
}

async function say(
  db: D1Database,
  articleId: number,
  said: Awaited<ReturnType<Awaited<ReturnType<typeof createCommentWriter>>>>,
) {
  const ids: number[] = []
  for (const { answers, comment, decisions } of said) {
    const { likeness: _, ...fields } = comment
    const parent = answers === null ? null : (ids[answers] ?? null)
    const { id } = await insertComment(db, { ...fields, article_id: articleId, parent, signals: '[]' })
    ids.push(id)
    for (const { from, to, actor, signals, at, reason } of decisions) {
      if (to === 'erased') await eraseComments(db, [id], actor, at)
      else
        await decide(
          db,
          { id, status: from as Comment['status'], revision: 1 },
          { status: to, signals: JSON.parse(signals), reason },
          actor,
          at,
        )
    }
  }
}
