/** The whole newsroom's record: found again by what a person remembers, and kept for good. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { csvOf } from '../../worker/admin/csv.ts'
import { EVERYTHING, listRecord, parseRecordCursor, recordStatement } from '../../worker/admin/record.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { as, commentFrom, drafted, held, lan, lotusFestival, on, PEOPLE, published, TODAY } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const DAY_MS = 86_400_000
const START = parseRecordCursor(undefined)
const SOURCES = {
  ...import.meta.glob('../../worker/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob('../../transfer/**/*.ts', { query: '?raw', import: 'default', eager: true }),
}

const page = async (query = '', who: 'owner' | 'editor' = 'owner') =>
  (await as(who).get(`/admin/record${query}`)).text()
const act = (action: string, subject: string, more: { actor?: string; detail?: unknown; at?: number } = {}) =>
  recordStatement(env.DB, { actor: PEOPLE.editor.email, at: TODAY, action, subject, ...more })

test('has words in every language for each act that the program writes down', () => {
  const written = new Set<string>()
  for (const [path, source] of Object.entries(SOURCES)) {
    if (path.includes('/text/words/')) continue
    for (const [, event] of source.matchAll(/action: ([^\n]*)/g)) {
      for (const [, action] of (event ?? '').matchAll(/(?<!WHEN )'([a-z]+(?:_[a-z]+)+)'/g)) written.add(action ?? '')
    }
    for (const [, statement] of source.matchAll(/INSERT INTO audit_events([^`]*)`/g)) {
      for (const [, action] of (statement ?? '').matchAll(/'([a-z]+_[a-z_]*[a-z]ed)'/g)) written.add(action ?? '')
    }
  }
  expect(written.size).toBeGreaterThan(20)
  for (const locale of ['vi', 'en'] as const) {
    const { acts } = wordsFor(locale).desk.newsroom.record
    expect([...written].filter((action) => !acts[action])).toEqual([])
  }
})

describe('is found by', () => {
  beforeAll(async () => {
    const article = await drafted({
      ...lotusFestival,
      slug: 'so-ghi-toa-soan',
      headline: 'Ghi <em>chép</em> ở Đồng Tháp',
    })
    await env.DB.batch([
      act('article_published', `article:${article.id}`),
      act('staff_left', 'staff:ai@dateline.test', { actor: PEOPLE.owner.email, at: TODAY - 3 * DAY_MS }),
      act('section_changed', 'section:van-hoa', {
        detail: { name: { from: 'Văn nghệ', to: 'Văn hoá' } },
        at: TODAY - DAY_MS,
      }),
    ])
    await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'so-ghi-y-kien' }))))
  })

  test('who did it', async () => {
    const shown = await page(`?actor=${PEOPLE.owner.email}`)
    expect(shown).toContain('cho một người nghỉ')
    expect(shown).not.toContain('>Văn nghệ')
    expect(shown).toContain(`<option value="${PEOPLE.owner.email}" selected="">`)
  })

  test('what was done, and decisions on comments for themselves', async () => {
    expect(entriesOf(await page('?act=section_changed'))).toEqual(['sửa chuyên mục, tên: Văn nghệ → Văn hoá'])
    const decisions = entriesOf(await page('?act=decision'))
    expect(decisions).toHaveLength(1)
    expect(decisions[0]).toContain('→ Chờ đọc')
    expect(entriesOf(await page(`?act=section_changed&actor=${PEOPLE.owner.email}`))).toEqual([])
  })

  test('what it was done to, as a person would say it', async () => {
    expect(entriesOf(await page('?subject=van-hoa'))).toEqual(['sửa chuyên mục, tên: Văn nghệ → Văn hoá'])
    expect(entriesOf(await page('?subject=AI%40dateline.test'))).toEqual(['cho một người nghỉ'])
    const id = await env.DB.prepare(`SELECT id FROM articles WHERE slug = 'so-ghi-toa-soan'`).first<number>('id')
    expect(entriesOf(await page(`?subject=b%C3%A0i+${id}`))).toEqual(['đăng một bài', 'viết một bài mới'])
  })

  test('the day, in the newsroom’s time zone', async () => {
    expect(entriesOf(await page('?from=2026-11-22&to=2026-11-22'))).toEqual(['sửa chuyên mục, tên: Văn nghệ → Văn hoá'])
    expect(entriesOf(await page('?to=2026-11-20'))).toEqual(['cho một người nghỉ'])
    expect(entriesOf(await page('?from=2026-11-24'))).toEqual([])
  })

  test('words of it, with or without marks, also of the headline', async () => {
    expect(entriesOf(await page('?words=van+nghe'))).toEqual(['sửa chuyên mục, tên: Văn nghệ → Văn hoá'])
    const shown = await page('?words=ghi+%3Cem%3Ech%C3%A9p')
    expect(entriesOf(shown)).toEqual(['đăng một bài', 'viết một bài mới'])
    expect(shown).toContain('Ghi &lt;em&gt;chép')
  })

  test('an address that leads to it, only for who may go there', async () => {
    expect(await page('?act=staff_left')).toContain('href="/admin/staff/ai%40dateline.test"')
    expect(await page('?act=staff_left', 'editor')).not.toContain('href="/admin/staff/')
  })
})

test('moderators read the comments’ part of it and no more', async () => {
  const shown = await (await as('moderator').get('/admin/comments/record')).text()
  expect(shown).toContain('→ Chờ đọc')
  expect(entriesOf(shown).join()).not.toContain('cho một người nghỉ')
  expect((await as('moderator').get('/admin/record')).status).toBe(403)
})

test('what no index knows is looked through a stretch at a time, and the search goes on from there', async () => {
  const rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)'
  await env.DB.batch([
    act('author_added', 'author:kim', { at: TODAY + 1 }),
    env.DB.prepare(
      `${rows} INSERT INTO audit_events (at, actor, action, subject) SELECT ?, 'ai@x', 'redirect_added', 'redirect:/' || i FROM n`,
    ).bind(TODAY + 2),
  ])
  const isMeant = (entry: { what: { kind: string; action?: string } }) => entry.what.action === 'author_added'
  let before = START
  let trips = 0
  while (trips < 5) {
    const { db, trips: asked } = watched(env.DB)
    const found = await listRecord(db, { ...EVERYTHING, isMeant, before })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.rowsRead).toBeLessThan(5000)
    trips++
    if (found.entries.length > 0 || !found.older) break
    expect(found.searchedTo).toBe(TODAY + 2)
    before = parseRecordCursor(found.older)
  }
  expect(trips).toBe(3)
  const far = { ...EVERYTHING, from: TODAY - 4 * DAY_MS, to: TODAY - 2 * DAY_MS }
  const { db, trips: asked } = watched(env.DB)
  expect((await listRecord(db, { ...far, before: START })).entries).toHaveLength(1)
  // The days are a range of ids: what came after them is not walked through.
  expect(asked[0]?.rowsRead).toBeLessThan(100)
  for (const { details } of await plansOf(env.DB, asked)) expect(details.join()).not.toContain('TEMP B-TREE')
})

test('is downloaded as it is filtered, by owners, and no cell of it is a formula', async () => {
  await act('section_added', 'section:=cmd', { detail: { name: '=HYPERLINK("https://x")' } }).run()
  const response = await as('owner').get('/admin/record/csv?act=section_added')
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  const text = await response.text()
  expect(text.trimEnd().split('\r\n')).toHaveLength(2)
  expect(text).toContain('thêm chuyên mục')
  expect((await as('editor').get('/admin/record/csv')).status).toBe(403)
  for (const cell of ['=1+1', '+1', '-1', '@a', '\t=1', ' =1']) expect(csvOf([[cell]])).toBe(`\uFEFF"'${cell}"\r\n`)
  expect(csvOf([['a "b"', 'c,d']])).toBe('\uFEFF"a ""b""","c,d"\r\n')
})

test('nothing on record is changed or removed, not even by SQL', async () => {
  await act('section_added', 'section:con-lai').run()
  await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'so-ghi-con-lai' }))))
  for (const table of ['audit_events', 'moderation_events']) {
    expect(await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')).toBeGreaterThan(0)
    await expect(env.DB.prepare(`DELETE FROM ${table}`).run()).rejects.toThrow('on record')
    await expect(env.DB.prepare(`UPDATE ${table} SET actor = 'nobody'`).run()).rejects.toThrow('on record')
    await expect(env.DB.prepare(`UPDATE ${table} SET at = 0`).run()).rejects.toThrow('on record')
    await expect(
      env.DB.prepare(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`).run(),
    ).rejects.toThrow('on record')
  }
})

/** What stands behind the name of each entry. */
function entriesOf(html: string): string[] {
  return [...html.matchAll(/<li><p><b>[^<]*<\/b> ([^<]*)<\/p>/g)].map(([, told]) => told ?? '')
}
