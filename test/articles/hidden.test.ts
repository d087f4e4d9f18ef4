/** Every address that readers and machines have, by construction, with articles that are not for them. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../worker/app.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import { handIn, publishArticle, publishDue, sendBack, withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import { approved, commentFrom, drafted, lan, on, published, reader } from '../newsroom.ts'

const HOUR_MS = 3_600_000
const START = Date.now()
const AT = START + HOUR_MS

const KINDS = ['draft', 'handed', 'scheduled', 'withdrawn', 'reopened', 'again'] as const
type Kind = (typeof KINDS)[number]

/** Words that stand nowhere else; each article has its own tag, document, author, picture and former address. */
const wordsOf = (kind: Kind) => ({
  headline: `dauđề${kind}`,
  standfirst: `sapo${kind}`,
  body: `noidung${kind}`,
  caption: `chuthich${kind}`,
  alt: `mota${kind}`,
  tag: `Nhãn${kind}`,
  slug: `bai-${kind}`,
  document: `${100 + KINDS.indexOf(kind)}/QĐ-UBND`,
  // As addresses have them.
  tagSlug: `nhan${kind}`,
  documentSlug: `${100 + KINDS.indexOf(kind)}-qd-ubnd`,
})
const marksOf = (kind: Kind) => Object.values(wordsOf(kind))
const pictureOf = (kind: Kind) => `${KINDS.indexOf(kind) + 1}`.repeat(64)

const written = {} as Record<Kind, Article>
let open: Article

beforeAll(async () => {
  const { DB: db } = env
  await db.batch(
    KINDS.map((kind) =>
      db
        .prepare(
          `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by, variants)
           VALUES (?, 'jpg', 'anh.jpg', 900, 600, 1, ?, 1, 'x', 'none')`,
        )
        .bind(pictureOf(kind), wordsOf(kind).alt),
    ),
  )
  // What everybody sees stands beside them: before and after, in their section, under a tag that all have.
  open = await published(
    { headline: 'Bài mở', section: 'van-hoa', tags: 'Chung', body: 'Ai cũng đọc được.' },
    START - 9000,
  )
  for (const kind of KINDS) {
    const { headline, standfirst, body, caption, tag, slug, document } = wordsOf(kind)
    const article = await drafted(
      {
        headline,
        standfirst,
        section: 'van-hoa',
        slug,
        author: 'hanh-le',
        tags: `Chung, ${tag}`,
        body: `${body} theo Quyết định số ${document} ngày 4/9/2026.\n\n::figure[${caption}]{image="${pictureOf(kind)}"}`,
        // One is what the open article would lead to.
        ...(kind === 'scheduled' && { lang: 'en', translation_of: open.id }),
      },
      'contributor',
      START - 8000,
    )
    const now = { version: null, now: START - 8000 }
    if (kind === 'handed') await handIn(db, article.id)
    if (['withdrawn', 'reopened', 'again'].includes(kind)) {
      await publishArticle(db, article.id, { ...now, at: null })
      await approved(await commentFrom({ ...lan, body: `ykien${kind}` }, on(article)))
      await withdrawArticle(db, article.id)
    }
    if (kind === 'reopened') await sendBack(db, article.id, { note: '' })
    if (kind === 'scheduled' || kind === 'again') await publishArticle(db, article.id, { ...now, at: AT })
    written[kind] = (await findArticle(db, article.id)) ?? expect.fail()
  }
  await published({ headline: 'Bài mở sau', section: 'van-hoa', tags: 'Chung', body: 'Chữ.' }, START - 1000)
})

/** What stands for each parameter of a route's path, of an article and in general. */
function samplesOf(kind: Kind): Record<string, string[]> {
  const { tagSlug, documentSlug, slug } = wordsOf(kind)
  const { id } = written[kind]
  const [year = '', month = ''] = new Date(AT).toISOString().split('-')
  return {
    section: ['van-hoa'],
    slug: [slug, open.slug],
    number: [documentSlug],
    tag: [tagSlug, 'chung'],
    author: ['hanh-le'],
    year: [year],
    month: [month],
    id: ['1', '2', '3'],
    part: ['1.xml', `${id}.xml`, 'documents-00.xml', ...'0123456789'].map((part) =>
      part.length === 1 ? `documents-${part}${part}.xml` : part,
    ),
    receipt: [`${id}-abc`],
    token: ['confirm-abc'],
  }
}

/** By construction: a new address is asked for, or the test says that it does not know how. */
function addresses(kind: Kind): string[] {
  const routes = app.routes.filter(
    ({ method, path }) => method === 'GET' && !path.startsWith('/admin') && !path.startsWith('/media') && path !== '/*',
  )
  const samples = samplesOf(kind)
  const found = new Set<string>()
  for (const { path } of routes) {
    let filled = ['']
    for (const part of path.split('/').slice(1)) {
      const [, name, form] = /^:(\w+)(?:\{(.+)\})?$/.exec(part) ?? []
      const fits = (sample: string) => form === undefined || new RegExp(`^(?:${form})$`).test(sample)
      const choices = name === undefined ? [part] : (samples[name] ?? []).filter(fits)
      if (choices.length === 0) throw new Error(`no sample for ${name} of ${path}`)
      filled = filled.flatMap((start) => choices.map((choice) => `${start}/${choice}`))
    }
    for (const address of filled) found.add(address)
  }
  const { headline, body, caption, tag, document } = wordsOf(kind)
  for (const word of [headline, body, caption, tag, document, 'Bài'])
    found.add(`/search?q=${encodeURIComponent(word).replaceAll('%20', '+')}`)
  return [...found, '/van-hoa?before=9999999999999-9', `${articlePath(open)}?utm_source=x`, '/van-hoa/khong-co']
}

/** All that an answer says, with where it leads; what was asked for may be said again. */
async function answerAt(path: string): Promise<{ status: number; said: string }> {
  const response = await reader.get(path)
  const { status, headers } = response
  const asked = new URL(path, env.ORIGIN).searchParams.get('q') ?? ''
  const isText = !headers.get('Content-Type')?.startsWith('image/')
  const body = isText ? await response.text() : `${await response.body?.cancel()}`
  const text = `${body} ${headers.get('Location') ?? ''} ${headers.get('Link') ?? ''}`
  return { status, said: asked ? text.replaceAll(asked, '').replaceAll(encodeURIComponent(asked), '') : text }
}

async function everythingSaid(kind: Kind) {
  const found = []
  for (const path of addresses(kind)) found.push({ path, ...(await answerAt(path)) })
  return found
}

describe.each(KINDS)('what is %s', (kind) => {
  test('stands nowhere', async () => {
    const own = `/van-hoa/${wordsOf(kind).slug}`
    const isGone = ['withdrawn', 'reopened', 'again'].includes(kind)
    const answers = await everythingSaid(kind)
    expect(answers.length).toBeGreaterThan(40)
    for (const { path, said, status } of answers) {
      const marks = [...marksOf(kind), `ykien${kind}`].filter((mark) => said.includes(mark) && !path.includes(mark))
      expect(marks, path).toEqual([])
      expect(said.includes(`href="${own}`), path).toBe(false)
      // What breaks says nothing either.
      expect(status, path).toBeLessThan(500)
      if (path.startsWith(own)) expect([404, ...(isGone ? [410] : [])], path).toContain(status)
      if (path === own) expect(status).toBe(isGone ? 410 : 404)
      if (/^\/(tags\/nhan|documents\/1)/.test(path)) expect(status, path).toBe(404)
    }
  })
})

test.each(['draft', 'handed', 'scheduled'] as const)(
  'who guesses the address of what is %s learns nothing',
  async (kind) => {
    for (const more of ['', '/comments', '/card.png', '/comments/feed.xml', '/comments/1']) {
      const [hidden, nothing] = await Promise.all([
        answerAt(`/van-hoa/${wordsOf(kind).slug}${more}`),
        answerAt(`/van-hoa/khong-co-gi${more}`),
      ])
      expect(hidden.said.replaceAll(wordsOf(kind).slug, 'khong-co-gi') === nothing.said, more).toBe(true)
    }
  },
)

describe('at its time', () => {
  beforeAll(async () => {
    await publishDue(env.DB, AT)
    for (const kind of KINDS) await publishArticle(env.DB, written[kind].id, { at: AT - 1000, version: null, now: AT })
  })

  test.each(KINDS)('what was %s stands everywhere', async (kind) => {
    const { headline, body, caption, tag, tagSlug, documentSlug, slug, document } = wordsOf(kind)
    const own = `/van-hoa/${slug}`
    const answers = await everythingSaid(kind)
    const at = (path: string) => answers.find((answer) => answer.path === path)?.said ?? expect.fail(path)
    for (const words of [headline, body, caption, tag, document]) expect(at(own)).toContain(words)
    const month = new Date(AT).toISOString().split('-').slice(0, 2).join('/')
    const lists = ['/', '/van-hoa', `/tags/${tagSlug}`, '/tags/chung', '/authors/hanh-le', `/archive/${month}`]
    const feeds = ['/feed.xml', '/feed.json', '/van-hoa/feed.xml', '/sitemaps/1.xml', '/news-sitemap.xml']
    for (const path of [...lists, ...feeds, `/documents/${documentSlug}`]) expect(at(path), path).toContain(own)
    expect(at('/documents')).toContain(documentSlug)
    for (const path of [`${own}/card.png`, `${own}/comments`])
      expect(answers.find((answer) => answer.path === path)?.status).toBe(200)
    for (const word of [headline, body, tag, document])
      if (word !== tag) expect(at(`/search?q=${encodeURIComponent(word)}`), word).toContain(own)
    if (kind === 'scheduled') expect(at(articlePath(open))).toContain(own)
  })
})
