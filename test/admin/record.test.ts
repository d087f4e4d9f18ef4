import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { EVERYTHING, listRecord, parseRecordCursor, type Recorded, recordStatement } from '../../worker/admin/record.ts'
import { findCommentBy, readCommentFile, readCommentList } from '../../worker/comments/desk-queries.ts'
import { as, commentFrom, held, lan, lotusFestival, on, PEOPLE, published, withPurges } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const START = parseRecordCursor(undefined)

test('has who did what, when and why, of every kind of act', async () => {
  const article = await published({ ...lotusFestival, slug: 'so-ghi' })
  const comment = await held(await commentFrom(lan, on(article)))
  const moderator = as('moderator', withPurges().answer)
  await moderator.post(`/admin/comments/${comment.id}/approval`, {})
  await moderator.post(`/admin/comments/${comment.id}/pick`, {})
  await moderator.post(`/admin/comments/${comment.id}/answer`, { body: 'Cảm ơn bạn.' })
  await moderator.post(`/admin/comments/${comment.id}/rejection`, { reason: 'insult' })
  await moderator.post('/admin/comments/bans', { comment: comment.id, kinds: 'email', days: 7, reason: 'Chửi bới' })
  await moderator.post('/admin/comments/terms', { term: 'đồ ngu', kind: 'blocked' })
  await as('editor').post('/admin/comments/settings', {
    comment_policy: 'approve_clean',
    comment_reject_from: '90',
    comment_mode: 'closed',
    comment_days: '',
    comment_retention_days: '90',
  })
  await as('editor').post('/admin/comments/settings', {
    comment_policy: 'hold_all',
    comment_reject_from: '100',
    comment_mode: 'open',
    comment_days: '30',
    comment_retention_days: '90',
  })
  await as('editor').post('/admin/people/export', { email: lan.email })
  const page = await (await as('editor').get('/admin/comments/record')).text()
  for (const line of [
    'đổi cài đặt ý kiến, Ai duyệt ý kiến: Người duyệt tất cả → Đăng ngay nếu không có gì lạ, Mức tự từ chối: 100 → 90, Các bài nhận ý kiến: Có → Không nhận, ý kiến cũ vẫn hiện<',
    'Tự ngừng nhận sau số ngày: không đặt → 30<',
    'xuất dữ liệu của một bạn đọc, 1 ý kiến<',
    'Chờ đọc → Đã duyệt',
    'chọn một ý kiến là ý kiến hay',
    'trả lời một ý kiến thay mặt toà soạn, thành ý kiến số',
    'Đã duyệt → Đã từ chối, Ý kiến có lời xúc phạm người khác.',
    'cấm gửi ý kiến, 7 ngày, Chửi bới',
    'thêm từ cần xem, “đồ ngu”, Cần xem',
    'Vũ Mai',
    'phép kiểm tra',
    `/admin/comments/${comment.id}`,
  ])
    expect(page).toContain(line)
  // It is never changed: what may have to be forgotten is not in it.
  const { results } = await env.DB.prepare('SELECT subject, detail FROM audit_events').all()
  expect(JSON.stringify(results)).not.toContain(lan.email)
  expect(JSON.stringify(results)).not.toContain('Chửi bới')
})

test('is of one person, or of one comment, where asked so', async () => {
  const article = await published({ ...lotusFestival, slug: 'so-cua-mot-nguoi' })
  const [one, two] = [await held(await commentFrom(lan, on(article))), await held(await commentFrom(lan, on(article)))]
  const answer = withPurges().answer
  await as('owner', answer).post(`/admin/comments/${one.id}/approval`, {})
  await as('owner', answer).post(`/admin/comments/${one.id}/pick`, {})
  await as('editor', answer).post(`/admin/comments/${two.id}/spam`, {})
  const whats = ({ entries }: { entries: Recorded[] }) =>
    entries.map(({ what, comment }) => [comment, what.kind === 'decision' ? what.to : what.action])
  const byOwner = { ...EVERYTHING, actor: PEOPLE.owner.email, before: START }
  expect(whats(await listRecord(env.DB, byOwner))).toEqual([
    [one.id, 'comment_picked'],
    [one.id, 'approved'],
  ])
  expect(whats(await listRecord(env.DB, { ...EVERYTHING, subjects: [`comment:${two.id}`], before: START }))).toEqual([
    [two.id, 'spam'],
    [two.id, 'held'],
  ])
  const page = await (await as('moderator').get(`/admin/comments/record?actor=${PEOPLE.owner.email}`)).text()
  expect(page).toContain(`<option value="${PEOPLE.owner.email}" selected="">`)
})

test('pages both kinds together by key, each entry once and in order', async () => {
  const comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'so-dai' }))))
  const statements: D1PreparedStatement[] = []
  for (let n = 0; n < 75; n++) {
    statements.push(recordStatement(env.DB, { actor: 'sổ@dài', action: 'tried', subject: `n:${n}`, at: n * 2 }))
    if (n % 2 === 0) {
      statements.push(
        env.DB.prepare(
          `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, at)
           VALUES (?, 1, 'held', 'held', 'sổ@dài', '[]', ?)`,
        ).bind(comment.id, n * 2 + 1),
      )
    }
  }
  await env.DB.batch(statements)
  const times: number[] = []
  let before: string | null = null
  let pages = 0
  do {
    const page = await listRecord(env.DB, {
      ...EVERYTHING,
      actor: 'sổ@dài',
      before: parseRecordCursor(before ?? undefined),
    })
    times.push(...page.entries.map(({ at }) => at))
    before = page.older
    pages++
  } while (before && pages < 9)
  expect(pages).toBe(3)
  expect(times).toHaveLength(113)
  expect(new Set(times).size).toBe(113)
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

test('every list of the desk is one trip, served by an index, whatever the archive holds', async () => {
  const article = await published({ ...lotusFestival, slug: 'kho' })
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
     INSERT INTO comments (article_id, parent, name, email, body, fingerprint, submission, address_hash, status, created_at)
     SELECT ?, CASE i % 3 WHEN 0 THEN 1 END, 'Ai', 'a' || (i % 40) || '@docgia.test', 'Lời', 'f', 'kho' || i, 'h' || (i % 40),
       CASE i % 2 WHEN 0 THEN 'approved' ELSE 'rejected' END, i FROM n`,
  )
    .bind(article.id)
    .run()
  const first = { article: null, person: null, before: undefined }
  const none = { done: [], missed: [] }
  const comment =
    (await env.DB.prepare(`SELECT id FROM comments WHERE submission = 'kho1500'`).first<number>('id')) ?? 0
  const person = await findCommentBy(env.DB, 'A7@docgia.test')
  const reads: [name: string, read: (db: D1Database) => Promise<unknown>, rows: number][] = [
    // A page of fifty, and of each writer what came of the last fifty.
    ['of a status', (db) => readCommentList(db, { ...first, status: 'rejected' }, none), 6500],
    ['of an article', (db) => readCommentList(db, { ...first, status: 'approved', article: article.id }, none), 6500],
    ['of a person', (db) => readCommentList(db, { ...first, status: 'held', person }, none), 6500],
    ['a comment', (db) => readCommentFile(db, comment), 1200],
    ['the record', (db) => listRecord(db, { ...EVERYTHING, before: START }), 500],
    ['of an actor', (db) => listRecord(db, { ...EVERYTHING, actor: PEOPLE.owner.email, before: START }), 500],
  ]
  for (const [name, read, rows] of reads) {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips, name).toHaveLength(1)
    expect(trips[0]?.rowsRead, name).toBeLessThan(rows)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      const bad = details.filter((detail) =>
        /^SCAN (?!CONSTANT ROW|d VIRTUAL|h VIRTUAL|\(|by_|me)|TEMP B-TREE FOR ORDER BY/.test(detail),
      )
      const isReverseById = details.some((detail) => /^SCAN e$/.test(detail))
      const isThread = sql.includes('ORDER BY c.parent IS NOT NULL')
      if (!isReverseById && !isThread) expect(bad, `${name}: ${sql}`).toEqual([])
    }
  }
})
