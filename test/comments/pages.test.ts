import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { saveArticle } from '../../worker/articles/drafts.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { insertComment } from '../../worker/comments/queries.ts'
import { commentPath, commentsFeedPath, commentsPath } from '../../worker/comments/thread.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import {
  approved,
  commentFrom,
  held,
  lan,
  lotusFestival,
  nightMarket,
  ORIGIN,
  on,
  pageOf,
  published,
  type Reader,
  reader,
  TODAY,
  thuy,
} from '../newsroom.ts'

const MINUTE_MS = 60_000

let festival: Article
/** Lan's; Thuỷ answers her, and is answered by Lan. */
let first: Comment
let second: Comment
let third: Comment
beforeAll(async () => {
  festival = await published(lotusFestival)
  first = await approved(await commentFrom(lan, on(festival)))
  second = await answer(first, thuy, 1)
  third = await answer(second, { ...lan, body: 'Cảm ơn anh Thuỷ.' }, 2)
})

async function answer(to: Comment, by: Reader, minutes: number): Promise<Comment> {
  return approved(
    await insertComment(env.DB, {
      article_id: to.article_id,
      parent: to.id,
      ...by,
      fingerprint: `${to.id} ${minutes}`,
      submission: crypto.randomUUID(),
      address_hash: by.name,
      signals: '[]',
      created_at: TODAY + minutes * MINUTE_MS,
    }),
  )
}

async function textAt(path: string, status = 200): Promise<string> {
  const reply = await reader.get(path)
  expect(reply.status, path).toBe(status)
  return reply.text()
}

let stories = 0
const another = (changes = {}) => published({ ...lotusFestival, slug: `bai-khac-${stories++}`, ...changes })
const shutFor = (article: Article, mode: string) =>
  env.DB.prepare('UPDATE articles SET comment_mode = ? WHERE id = ?').bind(mode, article.id).run()
const take = (comment: Comment, status: string) =>
  env.DB.prepare('UPDATE comments SET status = ? WHERE id = ?').bind(status, comment.id).run()
/** What stands inside the item of a comment, its answers too. */
const itemOf = (page: string, { id }: Comment) => page.slice(page.indexOf(`<li id="c-${id}"`))

describe('each page about an article’s comments', () => {
  const PATHS = {
    'of threads': () => commentsPath(festival),
    'of the oldest': () => commentsPath(festival, 'oldest'),
    'of older ones': () => commentsPath(festival, 'newest', `${TODAY + 1}-99999`),
    'of one comment': () => commentPath(festival, second.id),
    'of a feed': () => commentsFeedPath(festival),
  }
  const each = Object.entries(PATHS)

  test.each(each)('%s is kept like the article’s own, and purged with it', async (_, path) => {
    const { headers, status } = await reader.get(path())
    expect(status).toBe(200)
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60, stale-while-revalidate=300')
    expect(headers.get('Cache-Tag')?.split(',')).toEqual(['site', `article-${festival.id}`])
    expect(headers.get('Set-Cookie')).toBeNull()
  })

  test.each(each)('%s is 304 until a comment comes', async (name, path) => {
    const etag = (await reader.get(path())).headers.get('ETag') ?? ''
    const same = await reader.get(path(), { 'If-None-Match': etag })
    expect([same.status, await same.text()]).toEqual([304, ''])
    expect(same.headers.get('Cache-Tag')).toContain(`article-${festival.id}`)
    await approved(await commentFrom({ ...thuy, body: `Mới cho trang ${name}` }, on(festival, TODAY - stories++)))
    expect((await reader.get(path(), { 'If-None-Match': etag })).status).toBe(200)
  })

  test.each(each)('%s shows no email, no address and nothing that waits', async (_, path) => {
    await held(await commentFrom({ ...thuy, body: 'Còn đợi người đọc' }, on(festival)))
    const page = await textAt(path())
    for (const secret of [lan.email, thuy.email, `address of ${lan.name}`, 'Còn đợi'])
      expect(page).not.toContain(secret)
  })

  test.each(each)(
    '%s leads to where its article has moved, is 410 when that is withdrawn, 404 without it',
    async (_, path) => {
      const article = await another()
      const comment = await approved(await commentFrom(lan, on(article)))
      const there = (at: { section: string; slug: string }) =>
        path().replace(articlePath(festival), articlePath(at)).replace(`/${second.id}`, `/${comment.id}`)
      const slug = `${article.slug}-moi`
      const draft = ArticleForm.parse({ ...lotusFestival, slug })
      await saveArticle(env.DB, article, 1, draft, 'editor@dateline.test', TODAY)
      const moved = await reader.get(there(article))
      expect([moved.status, moved.headers.get('Location')]).toEqual([301, there({ ...article, slug })])
      await withdrawArticle(env.DB, article.id)
      for (const at of [article, { ...article, slug }]) expect((await reader.get(there(at))).status).toBe(410)
      expect((await reader.get(there({ ...article, slug: 'khong-co' }))).status).toBe(404)
    },
  )

  test.each(each)('%s is 404 where the newsroom wants no comments', async (_, path) => {
    await shutFor(festival, 'none')
    const reply = await reader.get(path())
    expect(reply.status).toBe(404)
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store')
    expect(await pageOf(festival)).not.toContain('id="comments"')
    await env.DB.prepare('UPDATE articles SET comment_mode = NULL').run()
  })
})

describe('an address that is not the one true one', () => {
  test.each([
    ['/comments?fbclid=1', '/comments'],
    ['/comments?before=1-1&order=newest', '/comments?before=1-1'],
    ['/comments?before=01-1', '/comments'],
    ['/comments?after=1-1', '/comments'],
    ['/comments?before=1-1&order=oldest', '/comments?order=oldest'],
    ['/comments?after=2-2&order=oldest', '/comments?order=oldest&after=2-2'],
    ['/comments?order=best', '/comments'],
    ['/comments/7?before=1-1', '/comments/7'],
    ['/comments/7?utm_source=zalo&after=1-1', '/comments/7?after=1-1'],
    ['/comments/feed.xml?a', '/comments/feed.xml'],
  ])('%s leads to %s', async (asked, told) => {
    const path = articlePath(festival)
    const reply = await reader.get(path + asked)
    expect([reply.status, reply.headers.get('Location')]).toEqual([302, path + told])
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store')
  })
})

describe('the pages of threads', () => {
  test('are not for search engines, and say where they are', async () => {
    const page = await textAt(commentsPath(festival, 'oldest'))
    expect(page).toContain('<meta name="robots" content="noindex">')
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}${commentsPath(festival, 'oldest')}">`)
  })

  test('lead to the article, to the other order and to the feed', async () => {
    const page = await textAt(commentsPath(festival))
    expect(page).toContain(`<a href="${articlePath(festival)}">${lotusFestival.headline}</a>`)
    for (const path of [commentsPath(festival, 'oldest'), commentsFeedPath(festival)]) {
      expect(page).toContain(`<a href="${path}">`)
    }
  })

  test('name an article in its own language', async () => {
    const market = await published(nightMarket)
    expect(await textAt(commentsPath(market))).toContain(`lang="en">${nightMarket.headline}</a>`)
  })

  test('have threads in the order asked for, answers always oldest first', async () => {
    const article = await another()
    const old = await approved(await commentFrom({ ...lan, body: 'Trước' }, on(article, TODAY - 1)))
    const young = await approved(await commentFrom({ ...thuy, body: 'Sau' }, on(article, TODAY)))
    await answer(old, { ...lan, body: 'Đáp hai' }, 2)
    await answer(old, { ...lan, body: 'Đáp một' }, 1)
    for (const [order, ids] of [
      ['newest', [young.id, old.id]],
      ['oldest', [old.id, young.id]],
    ] as const) {
      const page = await textAt(commentsPath(article, order))
      expect(page.indexOf(`"c-${ids[0]}"`)).toBeLessThan(page.indexOf(`"c-${ids[1]}"`))
      expect(itemOf(page, old)).toMatch(/Trước.*Đáp một.*Đáp hai/s)
    }
  })

  test('have the form on the first only, and none once the article is closed', async () => {
    const article = await another()
    await approved(await commentFrom(lan, on(article)))
    const later = commentsPath(article, 'newest', `${TODAY + 1}-99999`)
    expect(await textAt(commentsPath(article))).toContain(
      `<form class="write" id="write" method="post" action="${commentsPath(article)}"`,
    )
    expect(await textAt(later)).not.toContain('id="write"')
    await shutFor(article, 'closed')
    const closed = await textAt(commentsPath(article))
    expect(closed).not.toContain('id="write"')
    expect(closed).not.toContain('class="reply"')
    expect(closed).toContain('Bài này không còn nhận ý kiến.')
  })

  test('say so where nobody has written yet, and where there is nothing more', async () => {
    const article = await another()
    expect(await textAt(commentsPath(article))).toContain('Mời bạn viết ý kiến đầu tiên.')
    const end = await textAt(commentsPath(festival, 'newest', '1-1'))
    expect(end).toContain('Bạn đã xem đến ý kiến cuối cùng.')
    expect(end).toContain(`href="${commentsPath(festival)}">Về trang đầu</a>`)
  })

  test('hold fifty where comments are short, and an article’s own page forty', async () => {
    const article = await another()
    for (let n = 0; n < 52; n++)
      await approved(await commentFrom({ ...lan, name: 'Lan', body: 'Ừ.' }, on(article, TODAY + n)))
    expect((await textAt(commentsPath(article))).match(/<li id="c-/g)).toHaveLength(50)
    expect((await pageOf(article)).match(/<li id="c-/g)).toHaveLength(40)
  })

  test('end early where comments are long', async () => {
    const article = await another()
    for (let n = 0; n < 8; n++) {
      await approved(await commentFrom({ ...lan, body: `${n} ${'dài '.repeat(900)}` }, on(article, TODAY + n)))
    }
    const page = await textAt(commentsPath(article))
    expect(page.match(/<li id="c-/g)).toHaveLength(3)
    const next = page.match(/<link rel="next" href="([^"]+)"/)?.[1] ?? ''
    expect((await textAt(next)).match(/>\d dài/g)).toEqual(['>4 dài', '>3 dài', '>2 dài'])
    expect((await pageOf(article)).match(/<li id="c-/g)).toHaveLength(1)
  })
})

describe('a thread', () => {
  test('shows three answers and leads to the others', async () => {
    const article = await another()
    const root = await approved(await commentFrom(lan, on(article)))
    for (let n = 1; n <= 4; n++) await answer(root, { ...thuy, body: `Đáp ${n}.` }, n)
    const page = await pageOf(article)
    expect(page).toContain('Đáp 3.')
    expect(page).not.toContain('Đáp 4.')
    expect(page).toContain(`<a class="rest" href="${commentPath(article, root.id)}">Xem cả 4 câu trả lời</a>`)
    expect(page).toContain('Trang này hiện 4 trong 5 ý kiến.')
    expect(await textAt(commentPath(article, root.id))).toContain('Đáp 4.')
  })

  test('whose first comment is gone stands while there are answers, without a word of it', async () => {
    const article = await another()
    const root = await approved(await commentFrom({ ...lan, name: 'Người Đã Đi', body: 'Lời đã gỡ.' }, on(article)))
    const last = await answer(root, thuy, 1)
    await take(root, 'withdrawn')
    for (const path of [articlePath(article), commentsPath(article), commentPath(article, last.id)]) {
      const page = await textAt(path)
      expect(page).toContain('Ý kiến này không còn ở đây.')
      expect(page).toContain(thuy.body)
      expect(page).not.toMatch(/Người Đã Đi|Lời đã gỡ/)
    }
    for (let n = 2; n <= 4; n++) await answer(last, { ...thuy, body: `Đáp ${n}.` }, n)
    expect(await pageOf(article)).toContain(`<a class="rest" href="${commentPath(article, last.id)}">Xem cả 4`)
    await env.DB.prepare(`UPDATE comments SET status = 'rejected' WHERE parent = ?`).bind(root.id).run()
    expect(await pageOf(article)).toContain('Chưa có ý kiến nào.')
  })

  test('says whom an answer to an answer is for', async () => {
    for (const path of [articlePath(festival), commentPath(festival, first.id)]) {
      const page = await textAt(path)
      expect(itemOf(page, third)).toContain(`<a href="${commentPath(festival, second.id)}">trả lời ${thuy.name}</a>`)
      expect(page.match(/>trả lời /g)).toHaveLength(1)
    }
  })

  test('marks in words what the newsroom answered', async () => {
    const article = await another()
    const root = await approved(await commentFrom(lan, on(article)))
    const reply = await answer(root, { name: 'Nhịp Cầu', email: '', body: 'Toà soạn xin ghi nhận.' }, 1)
    await env.DB.prepare(`UPDATE comments SET staff = 'editor@dateline.test' WHERE id = ?`).bind(reply.id).run()
    for (const path of [articlePath(article), commentPath(article, root.id)]) {
      const page = await textAt(path)
      expect(itemOf(page, reply)).toContain('<p class="who">Nhịp Cầu <b>Toà soạn</b> ')
      expect(page).not.toContain('editor@dateline.test')
      expect(page.match(/<b>Toà soạn<\/b>/g)).toHaveLength(1)
    }
  })
})

describe('what editors picked', () => {
  test('stands whole on top, three at most, and is marked in its thread', async () => {
    const article = await another()
    const picks: Comment[] = []
    for (let n = 0; n < 4; n++) {
      picks.push(await approved(await commentFrom({ ...lan, body: `Đáng đọc ${n}.` }, on(article, TODAY + n))))
      await env.DB.prepare('UPDATE comments SET picked_at = ? WHERE id = ?')
        .bind(TODAY + n, picks[n]?.id)
        .run()
    }
    const page = await pageOf(article)
    const [top = '', thread = ''] = page.split('</ol></div>')
    expect(top).toMatch(/Đáng đọc 3\..*Đáng đọc 2\..*Đáng đọc 1\./s)
    expect(top).not.toContain('Đáng đọc 0.')
    expect(top).toContain(`href="${commentPath(article, picks[3]?.id ?? 0)}"`)
    expect(thread.match(/<b>Biên tập viên chọn<\/b>/g)).toHaveLength(4)
  })

  test('leaves the top when it is taken off the page', async () => {
    const article = await another()
    const pick = await approved(await commentFrom(lan, on(article)))
    await env.DB.prepare('UPDATE comments SET picked_at = 1 WHERE id = ?').bind(pick.id).run()
    await take(pick, 'rejected')
    expect(await pageOf(article)).not.toContain('class="picks"')
  })
})

describe('a comment’s own page', () => {
  test('marks it in its thread, and the form there answers it', async () => {
    const page = await textAt(commentPath(festival, second.id))
    expect(page).toContain(`<h1>Ý kiến của ${thuy.name}</h1>`)
    expect(page.match(/<li id="c-(\d+)" aria-current="true">/)?.[1]).toBe(String(second.id))
    for (const { body } of [first, second, third]) expect(page).toContain(body)
    expect(page).toContain(`<input type="hidden" name="parent" value="${second.id}"/>`)
    expect(page).toContain(`action="${commentsPath(festival)}"`)
  })

  test('is where its time and its “reply” lead, so that no script is needed to answer', async () => {
    const page = await pageOf(festival)
    for (const { id, name } of [first, second, third]) {
      expect(itemOf(page, { id } as Comment)).toContain(`<a href="${commentPath(festival, id)}">`)
      expect(page).toContain(
        `<a class="reply" href="${commentPath(festival, id)}#write" aria-label="Trả lời ${name}">Trả lời</a>`,
      )
    }
  })

  test('does not exist for one that readers may not see, nor under another article', async () => {
    const waiting = await commentFrom(thuy, on(festival))
    const article = await another()
    for (const path of [
      commentPath(festival, waiting.id),
      commentPath(article, first.id),
      commentPath(festival, 999_999),
      `${commentsPath(festival)}/${'9'.repeat(30)}`,
      `${commentsPath(festival)}/0`,
    ]) {
      await textAt(path, 404)
    }
  })

  test('says that the article is closed instead of showing a form', async () => {
    const article = await another()
    const comment = await approved(await commentFrom(lan, on(article)))
    await shutFor(article, 'closed')
    const page = await textAt(commentPath(article, comment.id))
    expect(page).not.toContain('id="write"')
    expect(page).toContain('Bài này không còn nhận ý kiến.')
  })

  test('shows what people wrote as text', async () => {
    const article = await another()
    const nasty = '"><script>alert(1)</script>'
    const comment = await approved(await commentFrom({ ...lan, name: nasty, body: nasty }, on(article)))
    await answer(comment, { ...lan, name: nasty, body: nasty }, 1)
    for (const path of [commentPath(article, comment.id), commentsPath(article), articlePath(article)]) {
      expect(await textAt(path)).not.toContain('<script>alert')
    }
  })
})

describe('the page of an answer in a long thread', () => {
  let root: Comment
  let answers: Comment[]
  let article: Article
  beforeAll(async () => {
    article = await another()
    root = await approved(await commentFrom(lan, on(article)))
    answers = []
    for (let n = 0; n < 130; n++)
      answers.push(await answer(root, { ...thuy, body: `Câu trả lời ${n}.` }, 1 + Math.floor(n / 3)))
  }, 60_000)
  const at = (n: number) => answers[n] as Comment
  const shownOn = (page: string) => Array.from(page.matchAll(/>Câu trả lời (\d+)\./g), ([, n]) => Number(n))
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

  test('begins with the first answers where it is among them', async () => {
    expect(shownOn(await textAt(commentPath(article, root.id)))).toEqual(range(0, 50))
    const page = await textAt(commentPath(article, at(24).id))
    expect(shownOn(page)).toEqual(range(0, 50))
    expect(page).not.toContain('Xem từ câu trả lời đầu tiên')
  })

  test('else a little before it, with a way to the first', async () => {
    const page = await textAt(commentPath(article, at(100).id))
    expect(shownOn(page)).toEqual(range(96, 130))
    expect(page).toContain(`<li id="c-${at(100).id}" aria-current="true">`)
    const way = page.match(/href="([^"]+)">Xem từ câu trả lời đầu tiên/)?.[1] ?? ''
    const back = await textAt(way)
    expect(shownOn(back)).toEqual(range(0, 50))
    expect(back).not.toContain('Xem từ câu trả lời đầu tiên')
  })

  test('leads on to every later answer, each once', async () => {
    const met: number[] = []
    for (let path: string | undefined = commentPath(article, root.id); path; ) {
      const page = await textAt(path)
      met.push(...shownOn(page))
      path = page.match(/<link rel="next" href="([^"]+)"/)?.[1]
    }
    expect(met).toEqual(range(0, 130))
  })
})
