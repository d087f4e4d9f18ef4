import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { excerptOf, previewTerm, sameTerm, type Term } from '../../worker/comments/terms.ts'
import { compileTerms } from '../../worker/text/terms.ts'
import { approved, as, commentFrom, held, lotusFestival, on, PEOPLE, published } from '../newsroom.ts'

const JSON_PLEASE = { Accept: 'application/json' }
const listed = (term: string): Term => ({ term, kind: 'blocked', added_at: 0, added_by: '' })
const add = (term: string, kind = 'blocked') =>
  as('moderator').post('/admin/comments/terms', { term, kind }, JSON_PLEASE)
const terms = async () =>
  (await env.DB.prepare('SELECT term, kind, added_by FROM blocked_terms ORDER BY term').all()).results

describe('the list of terms', () => {
  test('takes a term and lets it go, and both are on record', async () => {
    expect((await add('  vay   nóng ', 'suspect')).status).toBe(303)
    expect(await terms()).toContainEqual({ term: 'vay nóng', kind: 'suspect', added_by: PEOPLE.moderator.email })
    const page = await (await as('editor').get('/admin/comments/terms')).text()
    expect(page).toContain('<b>vay nóng</b>')
    expect(page).toContain('Vũ Mai thêm lúc')
    const remove = () =>
      as('editor').post('/admin/comments/terms', { _method: 'DELETE', term: 'vay nóng' }, JSON_PLEASE)
    expect([(await remove()).status, (await remove()).status]).toEqual([303, 404])
    const record = await env.DB.prepare(
      `SELECT action, actor, detail FROM audit_events WHERE subject = 'term:vay nóng' ORDER BY id`,
    ).all()
    expect(record.results).toEqual([
      { action: 'term_added', actor: PEOPLE.moderator.email, detail: '{"kind":"suspect"}' },
      { action: 'term_removed', actor: PEOPLE.editor.email, detail: '{"kind":"suspect"}' },
    ])
  })

  test.each(['lừa đảo', 'LỪA ĐẢO', 'lừa.đảo', 'lưà đảo', 'Lừa  -  Đảo'])('knows %s from before', async (again) => {
    await add('lừa đảo')
    const before = (await terms()).length
    const refused = await add(again, 'suspect')
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      error: { fields: { term: 'Danh sách đã có “lừa đảo” (Cần xem), cũng bắt đúng từ này.' } },
    })
    expect(await terms()).toHaveLength(before)
  })

  test('takes for two terms what only overlaps', () => {
    expect(sameTerm('lừa', [listed('lừa đảo')])).toBeNull()
    expect(sameTerm('lừa đảo qua mạng', [listed('lừa đảo')])).toBeNull()
    expect(sameTerm('lua dao', [listed('lừa đảo')])).toBeNull()
  })

  test.each([
    ['nothing', '', 'blocked', 'term'],
    ['only signs', ' … ', 'blocked', 'term'],
    ['too much', 'x '.repeat(60), 'blocked', 'term'],
    ['a kind that is none', 'hàng giả', 'banned', 'kind'],
  ])('refuses %s and says why', async (_, term, kind, field) => {
    const refused = await add(term, kind)
    expect(refused.status).toBe(422)
    expect(Object.keys((await refused.json<{ error: { fields: object } }>()).error.fields)).toEqual([field])
  })
})

describe('the preview of a term', () => {
  test('has the comments that it would have caught, marked, and warns of what was approved', async () => {
    const article = await published({ ...lotusFestival, slug: 'xem-thu' })
    const from = (name: string, body: string) => commentFrom({ name, email: 'ai@docgia.test', body }, on(article))
    await approved(await from('Ổn', 'Chúng tôi nhận hàng xách tay từ quê, <b>rất</b> ngon.'))
    await held(await from('Rao', 'Bán h.à.n.g x.á.c.h tay, ib em'))
    await held(await from('Shop hàng xách tay', 'Chào cả nhà'))
    await held(await from('Vô can', 'Hàng nước bên cái túi xách của tôi'))
    const page = await (await as('moderator').get('/admin/comments/terms?term=h%C3%A0ng+x%C3%A1ch+tay')).text()
    expect(page).toContain('Có trong 3 trên')
    expect(page).toContain('Chú ý: 1 ý kiến trong số đó đã được duyệt.')
    expect(page).toContain('nhận <mark>hàng xách tay</mark> từ quê, &lt;b&gt;rất')
    expect(page).toContain('Bán <mark>h.à.n.g x.á.c.h tay,</mark> ib em')
    expect(page).toContain('trong tên người viết')
    expect(page).not.toContain('túi xách')
  })

  test('looks at the last thousand, and at no more text than a request can go through', async () => {
    const article = await published({ ...lotusFestival, slug: 'mot-nghin' })
    const write = (body: string, count: number, from: number) =>
      env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at)
         SELECT ?, 'Ai', 'a@docgia.test', ?, 'f', ? || i, 'h', ? + i FROM n`,
      )
        .bind(count, article.id, body, `${from}-`, from)
        .run()
    await write('cũ rồi', 5, 0)
    await write('từ mới đây', 1000, 10)
    expect(await previewTerm(env.DB, 'cũ rồi')).toMatchObject({ of: 1000, caught: 0 })
    expect(await previewTerm(env.DB, 'từ mới')).toMatchObject({ of: 1000, caught: 1000, approved: 0 })
    expect((await previewTerm(env.DB, 'từ mới')).newest).toHaveLength(20)
    await write('một câu dài '.repeat(330), 200, 5000)
    const long = await previewTerm(env.DB, 'câu dài')
    expect(long.of).toBeGreaterThan(70)
    expect(long.of).toBeLessThan(80)
  })

  test.each([
    ['at once', 'vay nóng', 'vay nóng lãi cao', 'vay nóng'],
    ['at the end', 'vay nóng', 'ai cần thì vay nóng', 'vay nóng'],
    ['the first of two', 'vay nóng', 'vay nóng, rồi lại vay nóng', 'vay nóng,'],
    ['without marks, where all is', 'vay nóng', 'ai can vay nong goi em', 'vay nong'],
    ['a symbol', '🔞', 'vào đây 🔞 nhé', '🔞'],
  ])('marks %s', (_, term, body, hit) => {
    expect(excerptOf(body, compileTerms([term]))?.hit).toBe(hit)
  })
})
