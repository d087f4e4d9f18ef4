/**
 * The kinds of pages that readers and editors meet. Those that something leads to are found by the crawl: by the form of
 * their path, and by a mark where one form has several. The others are asked for here.
 */
import type { Newsroom } from './browser.ts'
import { type Shown, shownBy } from './crawl.ts'

interface Kind {
  name: string
  path: RegExp
  /** A selector of what only this kind has. */
  mark?: string
}

export const ARTICLE = /^\/(?!tags|authors|archive|documents|search)[a-z-]+\/[a-z0-9-]+$/

/** The first that fits is what a page is; each has to have an example. */
export const KINDS: Kind[] = [
  { name: 'front', path: /^\/$/ },
  { name: 'search, empty', path: /^\/search$/ },
  { name: 'tag', path: /^\/tags\/[^/]+$/ },
  { name: 'author', path: /^\/authors\/[^/]+$/ },
  { name: 'archive', path: /^\/archive$/ },
  { name: 'month', path: /^\/archive\/\d{4}\/\d{2}$/ },
  { name: 'documents', path: /^\/documents$/ },
  { name: 'document', path: /^\/documents\/[^/]+$/ },
  { name: 'privacy', path: /^\/privacy$/ },
  { name: 'older page', path: /\?before=/ },
  { name: 'section', path: /^\/[a-z-]+$/ },
  { name: 'comments', path: /\/comments$/ },
  { name: 'comments, oldest first', path: /\/comments\?order=oldest/ },
  { name: 'comment, an answer', path: /\/comments\/\d+$/, mark: '.comments ol [aria-current]' },
  { name: 'comment', path: /\/comments\/\d+$/ },
  { name: 'article, comments picked', path: ARTICLE, mark: '.picks' },
  { name: 'article, English', path: ARTICLE, mark: 'article[lang=en] > .text' },
  { name: 'article, no picture', path: ARTICLE, mark: '.article:not(:has(img))' },
  { name: 'article, many comments', path: ARTICLE, mark: '.comments > li:nth-child(12)' },
  { name: 'article, a table', path: ARTICLE, mark: '.text table' },
  { name: 'article, footnotes', path: ARTICLE, mark: '.text [data-footnotes], .text .footnotes' },
  { name: 'article, a figure at the side', path: ARTICLE, mark: '.text figure:is(.left, .right)' },
  { name: 'article', path: ARTICLE },
]

/** One example of each kind: a page stands for all whose marks it carries and for the first that its path has. */
export function examplesOf(pages: { url: string; facts: { marks: string[] } }[]): Map<string, string> {
  const examples = new Map<string, string>()
  for (const { url, facts } of pages) {
    const { pathname, search } = new URL(url)
    for (const { name, path, mark } of KINDS) {
      if (!path.test(pathname + search) || (mark && !facts.marks.includes(name))) continue
      if (!examples.has(name)) examples.set(name, url)
      if (!mark) break
    }
  }
  return examples
}

export function kindOf(url: string): Kind | undefined {
  const { pathname, search } = new URL(url)
  return KINDS.find(({ path }) => path.test(pathname + search))
}

/** What no link of a page leads to, as readers get there all the same. */
export async function unlinkedPages(newsroom: Newsroom): Promise<Map<string, Shown>> {
  const {
    origin,
    resources: { db },
  } = newsroom
  const shown = new Map<string, Shown>()
  const ask = async (name: string, path: string, init: RequestInit = {}) => {
    const answer = await shownBy(await fetch(origin + path, init))
    shown.set(name, answer)
    return answer
  }
  const post = (fields: Record<string, string>): RequestInit => {
    return { method: 'POST', headers: { Origin: origin }, body: new URLSearchParams(fields) }
  }
  const open = await pathOf(db, `status = 'published' AND comment_mode IS NULL`)
  const talkedOf = await pathOf(db, `status = 'published' AND comment_mode IS NULL AND comment_count > 1`)
  const comment = {
    name: 'Nguyễn Thị Lan',
    email: 'lan@docgia.test',
    body: 'Bài hay & <đúng>!\n\nCảm ơn.',
    nonce: 'n1',
  }

  await ask('search, found', '/search?q=c%C3%A1c')
  await ask('search, more of it', '/search?q=c%C3%A1c&before=3-9999999999')
  await ask('search, nothing', '/search?q=%22kh%C3%B4ng+ai+vi%E1%BA%BFt%22')
  await ask('older page', '/van-hoa?before=9999999999999-9')
  await ask('section, past its end', '/van-hoa?before=1-1')
  await ask('comments, past their end', `${open}/comments?before=1-1`)
  await ask('comments, none', `${await pathOf(db, `status = 'published' AND comment_count = 0`)}/comments`)
  await ask('comment not found', `${open}/comments/999999`)
  await ask('form with errors', `${open}/comments`, post({ name: '', email: 'lan@', body: '' }))
  const sent = await ask(
    'receipt',
    `${open}/comments`,
    post({ ...comment, 'cf-turnstile-response': 'local-pass-kinds' }),
  )
  const receipt = new URL(sent.url).pathname
  await ask('receipt, to be changed', `${receipt}?change=1`)
  await ask('receipt, a change that cannot be', receipt, post({ body: ' ' }))
  await ask('receipt, a change too many', receipt, post({ body: 'Sửa từ một cửa sổ cũ', revision: '9' }))
  const standings = ['held', 'approved', 'rejected', 'spam', 'withdrawn', 'erased']
  for (const status of standings) {
    await db
      .prepare(`UPDATE comments SET status = ?, reason = 'private', edited_at = created_at WHERE name = ?`)
      .bind(status, comment.name)
      .run()
    await ask(`receipt, ${status}`, receipt)
    if (status === 'rejected') await ask('receipt, a change too late', receipt, post({ body: 'Muộn một bước' }))
  }
  const parent = await db
    .prepare(`SELECT c.id FROM comments c JOIN articles a ON a.id = c.article_id
              WHERE c.status = 'approved' AND '/' || a.section || '/' || a.slug = ? LIMIT 1`)
    .bind(talkedOf)
    .first<number>('id')
  await ask(
    'reply with errors',
    `${talkedOf}/comments`,
    post({ name: '', email: 'lan@', body: '', parent: `${parent}` }),
  )
  await ask('not found', '/khong-co-trang-nay')
  await ask('article not found', '/van-hoa/khong-co-bai-nay')
  await ask('withdrawn', await pathOf(db, `status = 'withdrawn'`))
  await ask('not a method', '/van-hoa', { method: 'PUT' })
  await ask('from another site', `${open}/comments`, { ...post(comment), headers: { Origin: 'https://evil.test' } })
  await askLetterPages(newsroom, ask, post)
  const settings = await db.prepare('SELECT * FROM settings').first<Record<string, unknown>>()
  await db.prepare('DELETE FROM settings').run()
  await ask('broken', '/search?q=h%E1%BB%8Fng')
  const columns = Object.keys(settings ?? {})
  await db
    .prepare(`INSERT INTO settings (${columns}) VALUES (${columns.map(() => '?')})`)
    .bind(...Object.values(settings ?? {}))
    .run()
  return shown
}

type Ask = (name: string, path: string, init?: RequestInit) => Promise<Shown>

/** Where a letter's links lead, before and after their buttons. */
async function askLetterPages(
  { origin, resources: { db }, letters, runScheduled }: Newsroom,
  ask: Ask,
  post: (fields: Record<string, string>) => RequestInit,
) {
  await db
    .prepare(
      `INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at, wants_notice)
       SELECT id, 'Lê Thư', 'thu@docgia.test', 'Xin báo tin.', 'f', 'thu', 'h', ?, 1 FROM articles WHERE status = 'published' LIMIT 1`,
    )
    .bind(Date.now() - 120_000)
    .run()
  await runScheduled()
  const letter = (await letters.list()).find(({ to }) => to === 'thu@docgia.test')
  const path = (purpose: string) => letter?.text.match(new RegExp(`${origin}(/letters/${purpose}-\\S+)`))?.[1] ?? '/'
  await ask('letter: confirm', path('confirm'))
  await ask('letter: confirmed', path('confirm'), post({}))
  await ask('letter: stop', path('stop'))
  await ask('letter: stopped', path('stop'), post({}))
  await ask('letter: resumed', path('stop'), post({ resume: '1' }))
  await db.prepare(`DELETE FROM notices WHERE email = 'thu@docgia.test'`).run()
  await ask('letter: gone', path('confirm'))
}

export async function deskPages({ origin, resources: { db } }: Newsroom): Promise<Map<string, Shown>> {
  const token = await signInAs(origin, 'editor@dateline.test')
  const article = await db.prepare(`SELECT id FROM articles WHERE status = 'published'`).first<number>('id')
  const collided = await collide({ origin, db, token })
  const handedIn = await db.prepare(`SELECT id FROM articles WHERE status = 'handed_in'`).first<number>('id')
  const picture = await db.prepare('SELECT image FROM article_images').first<string>('image')
  const comment = (status: string) =>
    db.prepare('SELECT max(id) AS id FROM comments WHERE status = ?').bind(status).first<number>('id')
  const [waits, shows] = await Promise.all([comment('held'), comment('approved')])
  // The one with the fewest: each row is like the next, and axe takes its time over each.
  const discussed = await db
    .prepare(`SELECT article_id AS id FROM comments WHERE status = 'approved' GROUP BY article_id ORDER BY count(*)`)
    .first<number>('id')
  const levanon = await db.prepare(`SELECT id FROM comments WHERE email = 'levanon@example.com'`).first<number>('id')
  const pages = {
    overview: '/admin',
    board: '/admin/articles',
    'articles of a status': '/admin/articles?status=draft&q=a',
    'what waits for an editor': `/admin/articles/${handedIn}`,
    'new article': '/admin/articles/new',
    article: `/admin/articles/${article}`,
    revision: `/admin/articles/${article}/revisions/1`,
    versions: `/admin/articles/${collided}/revisions`,
    differences: `/admin/articles/${collided}/differences?from=1&to=2`,
    'unsaved writing': `/admin/articles/${collided}`,
    'two versions to merge': `/admin/articles/${collided}?copy=kinds`,
    pictures: '/admin/images',
    'pictures, found none': '/admin/images?q=khong+co+gi&filter=unused',
    'pictures, to be described': `/admin/images?added=${picture}`,
    picture: `/admin/images/${picture}?done=saved`,
    comments: '/admin/comments?status=held',
    'decided comments': `/admin/comments?article=${discussed}`,
    people: '/admin/people',
    'comment settings': '/admin/comments/settings',
    'comments, told of': `/admin/comments?status=held&done=${shows}&missed=${waits}`,
    "a person's comments": `/admin/comments?person_of=${levanon}`,
    'a comment that waits': `/admin/comments/${waits}`,
    'a comment that shows': `/admin/comments/${shows}?told=picked`,
    bans: '/admin/comments/bans?hidden=2',
    terms: '/admin/comments/terms?term=hay',
    'record of comments': '/admin/comments/record',
    masthead: '/admin/settings',
    sections: '/admin/sections',
    section: '/admin/sections/van-hoa',
    menus: '/admin/menus',
    authors: '/admin/authors',
    author: '/admin/authors/hanh-le',
    'new author': '/admin/authors/new',
    redirects: '/admin/redirects',
    'record of everything': '/admin/record?words=a',
    'not found': '/admin/khong-co',
  }
  const shown = new Map<string, Shown>()
  for (const [name, path] of Object.entries(pages)) {
    const answer = await fetch(origin + path, { headers: { Cookie: `CF_Authorization=${token}` } })
    shown.set(`desk: ${name}`, await shownBy(answer))
  }
  const email = (await db.prepare(`SELECT email FROM comments WHERE status = 'approved'`).first<string>('email')) ?? ''
  const asked = { person: ['', email], 'person, nothing held': ['', 'ai@docgia.test'], 'person, mistyped': ['', 'x'] }
  for (const [name, [path, of]] of Object.entries({ ...asked, 'person, erasure': ['/erasure', email] })) {
    const answer = await fetch(`${origin}/admin/people${path}`, {
      method: 'POST',
      headers: { Cookie: `CF_Authorization=${token}`, Origin: origin },
      body: new URLSearchParams({ email: of ?? '' }),
    })
    shown.set(`desk: ${name}`, await shownBy(answer))
  }
  const refused = await fetch(`${origin}/admin/comments/settings`, {
    method: 'POST',
    headers: { Cookie: `CF_Authorization=${token}`, Origin: origin },
    body: new URLSearchParams({ comment_policy: '', comment_days: 'x' }),
  })
  shown.set('desk: comment settings with errors', await shownBy(refused))
  const owner = await signInAs(origin, 'owner@dateline.test')
  for (const path of ['/admin/staff', '/admin/staff/editor@dateline.test']) {
    const answer = await fetch(origin + path, { headers: { Cookie: `CF_Authorization=${owner}` } })
    shown.set(`desk: ${path}`, await shownBy(answer))
  }
  for (const path of ['settings', 'sections', 'menus', 'authors', 'redirects', 'redirects/lines']) {
    const answer = await fetch(`${origin}/admin/${path}`, {
      method: 'POST',
      headers: { Cookie: `CF_Authorization=${token}`, Origin: origin },
      body: new URLSearchParams({ name: '', menu: 'header', label: 'Thiếu địa chỉ', href: 'x', lines: 'một' }),
    })
    shown.set(`desk: ${path} with errors`, await shownBy(answer))
  }
  const nobody = await fetch(`${origin}/admin/comments`, {
    method: 'POST',
    headers: { Cookie: `CF_Authorization=${token}`, Origin: origin },
    body: new URLSearchParams({ email: 'ai@docgia.test' }),
  })
  shown.set('desk: nobody found', await shownBy(nobody))
  const wrong = await fetch(`${origin}/admin/comments/bans`, {
    method: 'POST',
    headers: { Cookie: `CF_Authorization=${token}`, Origin: origin },
    body: new URLSearchParams({ comment: `${waits}`, days: '2', reason: 'Vì sao' }),
  })
  shown.set('desk: a ban that cannot be', await shownBy(wrong))
  return shown
}

/** An article that somebody saved while the editor was writing in it. */
async function collide({ origin, db, token }: { origin: string; db: D1Database; token: string }): Promise<number> {
  const headers = { Cookie: `CF_Authorization=${token}`, Origin: origin, Accept: 'application/json' }
  const post = (path: string, fields: Record<string, string>) =>
    fetch(origin + path, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' })
  const text = ['Một.', 'Hai.', 'Ba.', 'Bốn.', 'Năm.', 'Sáu.', 'Bảy.'].join('\n\n')
  const made = await post('/admin/articles', { headline: 'Hai người cùng viết', section: 'van-hoa', body: text })
  const { article } = (await made.json()) as { article: { id: number } }
  await post(`/admin/articles/${article.id}`, { version: '1', body: text.replace('Sáu', '6').replace('Một', '1') })
  await db
    .prepare(
      `INSERT INTO working_copies (person, key, article_id, version, fields, step, saved_at)
       VALUES ('editor@dateline.test', 'kinds', ?, 1, ?, 1, ?)`,
    )
    .bind(article.id, JSON.stringify({ headline: 'Cùng viết', body: text.replace('Sáu', 'Số sáu') }), Date.now())
    .run()
  return article.id
}

async function signInAs(origin: string, email: string): Promise<string> {
  const answer = await fetch(`${origin}/cdn-cgi/access/login`, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({ email }),
  })
  return ((await answer.json()) as { token: string }).token
}

async function pathOf(db: D1Database, where: string): Promise<string> {
  const path = await db
    .prepare(`SELECT '/' || section || '/' || slug AS path FROM articles WHERE ${where}`)
    .first<string>('path')
  if (!path) throw new Error(`the demo has no article of which is true: ${where}`)
  return path
}
