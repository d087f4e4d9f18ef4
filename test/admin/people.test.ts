import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Article } from '../../worker/schema.ts'
import {
  approved,
  as,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  published,
  thuy,
  withPurges,
} from '../newsroom.ts'

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
  await approved(await commentFrom(lan, on(article)))
  await held(await commentFrom({ ...lan, email: 'LAN@docgia.test', body: 'Ý thứ hai' }, on(article)))
  await approved(await commentFrom(thuy, on(article)))
})
const records = async (action: string) =>
  (await env.DB.prepare('SELECT * FROM audit_events WHERE action = ?').bind(action).all()).results

describe('looking a reader up', () => {
  test('tells what is held by status, in whatever case the email is typed', async () => {
    const answer = await as('editor').post('/admin/people', { email: ' Lan@Docgia.test ' })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('Ý kiến: Đã duyệt')
    expect(page).toContain('Ý kiến: Chờ đọc')
    expect(page).not.toContain('Trần Đức Thuỷ')
  })

  test('says so where nothing is held, and offers nothing to do', async () => {
    const page = await (await as('editor').post('/admin/people', { email: 'ai@docgia.test' })).text()
    expect(page).toContain('không giữ gì về email này')
    expect(page).not.toContain('/admin/people/erasure')
  })

  test.each(['', 'lan', 'lan@', '@docgia.test', "' OR 1=1 --"])(
    'asks again for «%s», keeping what was typed',
    async (email) => {
      for (const path of ['', '/export', '/erasure']) {
        const answer = await as('editor').post(`/admin/people${path}`, { email, confirmed: '1' })
        expect(answer.status).toBe(422)
        const page = await answer.text()
        expect(page).toContain('Email chưa đúng')
        expect(page).toContain(`value="${email.replaceAll("'", '&#39;')}"`)
      }
    },
  )

  test.each(['contributor', 'moderator'] as const)('is not for a %s', async (who) => {
    expect((await as(who).post('/admin/people', { email: lan.email })).status).toBe(403)
  })
})

describe('the copy', () => {
  test('holds all of the person’s comments, nobody else’s, nothing of the checks, and is put on record', async () => {
    const answer = await as('editor').post('/admin/people/export', { email: lan.email })
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="dateline-.*\.json"$/)
    const text = await answer.text()
    const copy = JSON.parse(text)
    expect(copy.comments.map((comment: { text: string }) => comment.text).sort()).toEqual(
      [lan.body, 'Ý thứ hai'].sort(),
    )
    expect(copy.comments[0]).toMatchObject({
      article: { headline: lotusFestival.headline, url: `${env.ORIGIN}/van-hoa/${article.slug}` },
      status: 'approved',
      decisions: [{ from: 'received', to: 'approved' }],
    })
    expect(text).not.toMatch(/Thuỷ|tin-la|address of|moderator@|fingerprint/)
    expect(await records('person_exported')).toMatchObject([
      { actor: PEOPLE.editor.email, detail: '{"comments":2}', subject: expect.not.stringContaining('docgia') },
    ])
  })

  test('is whole where there are more than a database answers at once', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
       INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at)
       SELECT ?, 'Nhiều', 'nhieu@docgia.test', 'Lời ' || i, 'f', 'nhieu ' || i, 'h', i / 3 FROM n`,
    )
      .bind(article.id)
      .run()
    const copy = (await (await as('editor').post('/admin/people/export', { email: 'nhieu@docgia.test' })).json()) as {
      comments: { text: string }[]
    }
    expect(new Set(copy.comments.map(({ text }) => text)).size).toBe(1001)
  })
})

describe('erasing', () => {
  test('first tells what will happen, and nothing does', async () => {
    const page = await (await as('editor').post('/admin/people/erasure', { email: lan.email })).text()
    expect(page).toContain('2 ý kiến mất tên')
    expect(page).toContain('1 ý kiến đang hiện trên trang')
    expect(await records('person_erased')).toEqual([])
  })

  test('then does it, purges the pages, and a second click is answered as the first', async () => {
    const { tags, answer } = withPurges()
    const confirmed = { email: lan.email, confirmed: '1' }
    const first = await as('editor', answer).post('/admin/people/erasure', confirmed)
    expect(first.status).toBe(303)
    expect(tags).toEqual([`article-${article.id}`])
    const location = first.headers.get('Location') ?? ''
    expect(location).not.toContain('lan')
    const second = await as('editor', answer).post('/admin/people/erasure', confirmed)
    expect([second.status, second.headers.get('Location')]).toEqual([303, location])
    expect(await records('person_erased')).toHaveLength(1)

    expect(await (await as('editor').get(location)).text()).toContain('Đã xoá 2 ý kiến')
    const after = await (await as('editor').post('/admin/people', { email: lan.email })).text()
    expect(after).toContain('không giữ gì về email này')
    expect(after).toContain('Phạm Khiêm xoá 2 ý kiến')
  })
})
