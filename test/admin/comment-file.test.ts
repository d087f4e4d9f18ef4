import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { listEvents } from '../../worker/comments/decisions.ts'
import { readCommentFile } from '../../worker/comments/desk-queries.ts'
import { findComment, insertComment } from '../../worker/comments/queries.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import {
  approved,
  as,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  pageOf,
  published,
  type Reader,
  TODAY,
  thuy,
  withPurges,
} from '../newsroom.ts'

const JSON_PLEASE = { Accept: 'application/json' }
const asSeen = ({ status, revision }: Comment) => ({ status, revision })
const now = async ({ id }: Pick<Comment, 'id'>) => (await findComment(env.DB, id)) ?? expect.fail('no such comment')

function answerFrom(reader: Reader, to: Comment, address = `address of ${reader.name}`, at = TODAY + 1) {
  return insertComment(env.DB, {
    article_id: to.article_id,
    parent: to.id,
    ...reader,
    fingerprint: reader.body,
    submission: crypto.randomUUID(),
    address_hash: address,
    signals: '[]',
    created_at: at,
  })
}

const acts = async (id: number) =>
  (
    await env.DB.prepare('SELECT action, actor, detail FROM audit_events WHERE subject = ? ORDER BY id')
      .bind(`comment:${id}`)
      .all<{ action: string; actor: string; detail: string }>()
  ).results

describe('a comment’s page', () => {
  test('has the whole text, the thread with what became of each, and who decided what', async () => {
    const article = await published({ ...lotusFestival, slug: 'ho-so' })
    const first = await approved(await commentFrom({ ...thuy, body: 'Mở đầu' }, on(article)))
    const sibling = await held(await answerFrom({ ...thuy, name: 'Anh Em', body: 'Câu bên cạnh' }, first))
    await as('editor').post(`/admin/comments/${sibling.id}/rejection`, asSeen(sibling))
    const long = `${'Một lời dài. '.repeat(200)}HẾT`
    const comment = await held(await answerFrom({ ...lan, body: long }, first), 'Có đường dẫn: tin-la.vn.')
    const page = await (await as('moderator').get(`/admin/comments/${comment.id}`)).text()
    expect(page).toContain('HẾT')
    expect(page).toContain('Câu bên cạnh')
    expect(page).toContain('Đã từ chối')
    expect(page).toContain('Trả lời Trần Đức Thuỷ:')
    expect(page).toContain('Đang kiểm tra → Chờ đọc')
    expect(page).toContain('phép kiểm tra')
    expect((await as('moderator').get('/admin/comments/987654')).status).toBe(404)
  })

  test('tells nothing at an address that nothing that is done leads to', async () => {
    const comment = await held(await commentFrom(thuy, on(await published({ ...lotusFestival, slug: 'khong-co-gi' }))))
    const noNonce = async (told: string) =>
      (await (await as('moderator').get(`/admin/comments/${comment.id}?told=${told}`)).text()).replace(
        /name="nonce" value="[^"]*"/g,
        '',
      )
    const page = await noNonce('')
    for (const told of ['__proto__', 'toString', 'constructor']) expect(await noNonce(told)).toBe(page)
  })

  test('tells the same person from the same address', async () => {
    const article = await published({ ...lotusFestival, slug: 'lich-su' })
    const ba = { name: 'Ba', email: 'ba@docgia.test', body: 'Một' }
    const comment = await held(await commentFrom(ba, on(article)))
    const first = await approved(
      await commentFrom({ ...ba, name: 'Ba Khác', email: 'BA@docgia.test', body: 'Hai' }, on(article)),
    )
    const other = await answerFrom({ name: 'Tư', email: 'tu@docgia.test', body: 'Ba' }, first, comment.address_hash)
    const file = await readCommentFile(env.DB, comment.id)
    expect(file?.sameEmail.map(({ id }) => id)).toEqual([first.id])
    expect(file?.sameAddress.map(({ id }) => id)).toEqual([other.id])
    expect(file?.shown).toEqual({ email: 1, address: 0, either: 1 })
  })

  test('shows of a long thread what is near, and says that there is more', async () => {
    const article = await published({ ...lotusFestival, slug: 'mach-dai' })
    const first = await approved(await commentFrom(lan, on(article)))
    const answers: Comment[] = []
    for (let n = 0; n < 70; n++) answers.push(await answerFrom({ ...thuy, body: `Đáp ${n}` }, first, 'x', TODAY + n))
    const file = await readCommentFile(env.DB, answers[60]?.id ?? 0)
    expect(file?.thread[0]?.id).toBe(first.id)
    expect(file?.thread.map(({ id }) => id)).toContain(answers[60]?.id)
    expect(file?.thread.length).toBeLessThan(45)
    expect(file?.isCut).toBe(true)
  })
})

describe('a pick', () => {
  test('is for what readers see, is on record once, purges whenever it is asked for, and can be taken back', async () => {
    const article = await published({ ...lotusFestival, slug: 'y-hay' })
    const comment = await approved(await commentFrom(lan, on(article)))
    const { tags, answer } = withPurges()
    const pick = (who: 'moderator' | 'editor', more = {}) =>
      as(who, answer).post(`/admin/comments/${comment.id}/pick`, { ...asSeen(comment), ...more }, JSON_PLEASE)
    expect(await (await pick('moderator')).json()).toEqual({
      comment: { id: comment.id, status: 'approved', picked: true },
    })
    expect((await now(comment)).picked_at).not.toBeNull()
    expect((await pick('editor')).status).toBe(200)
    expect((await pick('editor', { _method: 'DELETE' })).status).toBe(200)
    expect((await now(comment)).picked_at).toBeNull()
    expect(await acts(comment.id)).toMatchObject([
      { action: 'comment_picked', actor: PEOPLE.moderator.email },
      { action: 'comment_unpicked', actor: PEOPLE.editor.email },
    ])
    expect(tags).toEqual([1, 2, 3].map(() => `article-${article.id}`))
  })

  test('of what nobody sees is refused', async () => {
    const comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'chua-hay' }))))
    const refused = await as('moderator').post(`/admin/comments/${comment.id}/pick`, asSeen(comment), JSON_PLEASE)
    expect(refused.status).toBe(409)
    expect((await now(comment)).picked_at).toBeNull()
    expect(await acts(comment.id)).toEqual([])
  })
})

describe('the newsroom’s answer', () => {
  const answerTo = (comment: Comment, fields: Record<string, string>, answer = withPurges().answer) =>
    as('moderator', answer).post(
      `/admin/comments/${comment.id}/answer`,
      { ...asSeen(comment), nonce: 'n1', ...fields },
      JSON_PLEASE,
    )
  const answersTo = async (article: Article) =>
    (
      await env.DB.prepare(`SELECT * FROM comments WHERE article_id = ? AND staff IS NOT NULL`)
        .bind(article.id)
        .all<Comment>()
    ).results

  test('goes under the text that it answers, and under no other', async () => {
    const article = await published({ ...lotusFestival, slug: 'sua-roi' })
    const comment = await approved(await commentFrom(lan, on(article)))
    await env.DB.prepare('UPDATE comments SET revision = 2, body = ? WHERE id = ?')
      .bind('Câu khác hẳn', comment.id)
      .run()
    expect((await answerTo(comment, { body: 'Đúng thế ạ.' })).status).toBe(409)
    expect(await answersTo(article)).toEqual([])
  })

  test('stands in the thread under the newsroom’s name, once however often it is sent', async () => {
    const article = await published({ ...lotusFestival, slug: 'toa-soan' })
    const first = await approved(await commentFrom(lan, on(article)))
    const comment = await approved(await answerFrom(thuy, first))
    const { tags, answer } = withPurges()
    const body = 'Cảm ơn bạn Thuỷ, <b>chúng tôi</b> đã bổ sung.'
    const twice = await Promise.all([answerTo(comment, { body }, answer), answerTo(comment, { body }, answer)])
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
    const written = await answersTo(article)
    expect(written).toMatchObject([
      {
        parent: first.id,
        answers: comment.id,
        email: '',
        address_hash: '',
        status: 'approved',
        body,
        staff: PEOPLE.moderator.email,
      },
    ])
    expect(written[0]?.name).toBe(await env.DB.prepare('SELECT name FROM settings').first('name'))
    expect(await pageOf(article)).toContain('Cảm ơn bạn Thuỷ, &lt;b&gt;')
    expect(tags).toContain(`article-${article.id}`)
    expect(await acts(comment.id)).toMatchObject([
      { action: 'comment_answered', detail: `{"answer":${written[0]?.id}}` },
    ])
    const [reply] = written as [Comment]
    const taken = await as('editor', answer).post(`/admin/comments/${reply.id}/rejection`, asSeen(reply))
    expect(taken.status).toBe(303)
    expect(await pageOf(article)).not.toContain('Cảm ơn bạn Thuỷ')
  })

  test('to what waits publishes both, if the moderator says so, and neither if not', async () => {
    const article = await published({ ...lotusFestival, slug: 'duyet-va-dap' })
    const comment = await held(await commentFrom(lan, on(article)))
    expect((await answerTo(comment, { body: 'Chào bạn' })).status).toBe(409)
    expect((await now(comment)).status).toBe('held')
    expect((await answerTo(comment, { body: 'Chào bạn', approve: '1' })).status).toBe(303)
    expect((await now(comment)).status).toBe('approved')
    expect((await listEvents(env.DB, comment.id)).at(-1)).toMatchObject({
      actor: PEOPLE.moderator.email,
      to_status: 'approved',
    })
    expect(await answersTo(article)).toHaveLength(1)
  })

  test('to what somebody rejected meanwhile, or its writer changed, is refused with its words kept', async () => {
    const article = await published({ ...lotusFestival, slug: 'muon' })
    const comment = await held(await commentFrom(lan, on(article)))
    await as('editor').post(`/admin/comments/${comment.id}/rejection`, asSeen(comment))
    const fields = { ...asSeen(comment), nonce: 'n2', body: 'Lời chưa kịp đăng', approve: '1' }
    const late = await as('moderator').post(`/admin/comments/${comment.id}/answer`, fields)
    expect(late.status).toBe(409)
    expect((await now(comment)).status).toBe('rejected')
    expect(await answersTo(article)).toEqual([])
  })

  test.each([
    ['too short', 'x'],
    ['too long', 'x'.repeat(4001)],
  ])('%s is said, and what was written is kept', async (_, body) => {
    const comment = await approved(
      await commentFrom(lan, on(await published({ ...lotusFestival, slug: `dap-${body.length}` }))),
    )
    const page = await as('moderator').post(`/admin/comments/${comment.id}/answer`, { ...asSeen(comment), body })
    expect(page.status).toBe(422)
    const text = await page.text()
    expect(text).toContain(`>${body}</textarea>`)
    expect(text).toContain('aria-invalid="true"')
  })
})

test('there is no way to alter a reader’s words', async () => {
  const comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'nguyen-van' }))))
  for (const path of ['', '/body', '/text', '/revision']) {
    for (const method of ['POST', 'PUT', 'PATCH']) {
      const body = new URLSearchParams({ body: 'Lời khác' })
      const answer = await as('owner').send(`/admin/comments/${comment.id}${path}`, { method, body })
      expect(answer.status).toBe(404)
    }
  }
  for (const noun of ['approval', 'rejection', 'spam', 'pick']) {
    await as('owner', withPurges().answer).post(`/admin/comments/${comment.id}/${noun}`, {
      body: 'Lời khác',
      name: 'Ai đó',
    })
  }
  expect(await now(comment)).toMatchObject({ body: lan.body, name: lan.name, email: lan.email })
})
