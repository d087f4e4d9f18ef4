/**
 * The cast: people and articles that tests speak of by name. The people are on every file's staff list, and the sections in
 * its newsroom. Stories go through the product's own functions, people through Access's real check.
 */
import { env, exports } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Role } from '../worker/admin/access.ts'
import { app } from '../worker/app.ts'
import { ArticleForm, articlePath } from '../worker/articles/article.ts'
import { createArticle } from '../worker/articles/drafts.ts'
import { publishArticle } from '../worker/articles/publication.ts'
import { decide } from '../worker/comments/decisions.ts'
import { findComment, insertComment } from '../worker/comments/queries.ts'
import type { Article, Comment, Revision } from '../worker/schema.ts'
import { fingerprint } from '../worker/text/vietnamese.ts'

export const ORIGIN = env.ORIGIN

/** Noon in Hà Nội on the day that the cast lives in. */
export const TODAY = Date.parse('2026-11-23T12:00:00+07:00')

// ── Readers ──

export interface Reader {
  name: string
  email: string
  body: string
}

export const lan: Reader = {
  name: 'Nguyễn Thị Lan',
  email: 'lan@docgia.test',
  body: 'Bài hay quá! Quê tôi cũng có hội sen 🌸',
}
export const thuy: Reader = { name: 'Trần Đức Thuỷ', email: 'thuy@docgia.test', body: 'Nên nói rõ thêm về áo phao.' }

// ── Stories ──

export type Story = typeof ArticleForm._input

export const lotusFestival: Story = {
  headline: 'Hội sen Đồng Tháp mở cửa sớm một tuần',
  section: 'van-hoa',
  standfirst: 'Nước lên chậm, sen nở trước lịch; người trồng xin mở hội ngay.',
  source_credit: 'Nhịp Cầu',
  byline: 'CTV – Hạnh Lê',
  tags: 'Lễ hội, Đồng Tháp',
  body: 'Sáng thứ Bảy, chiếc xuồng đầu tiên chở khách ra đầm.\n\n## Mở sớm\n\nBan tổ chức đã **đổi lịch** từ tháng Mười.',
}
export const ferryTimes: Story = {
  headline: 'Bến đò sông Đáy đổi giờ theo học trò',
  section: 'chinh-sach',
  standfirst: 'Chuyến sáng rời bến sớm hơn bốn mươi phút.',
  body: 'Việc đổi giờ đi qua Quyết định số 214/QĐ-UBND ngày 4/9/2026.',
}
export const nightMarket: Story = {
  headline: 'A night market keeps the old harbour awake',
  section: 'van-hoa',
  lang: 'en',
  body: 'The first stalls open at six.',
}

/** An article as its writer has just saved it. */
export async function drafted(story: Story, by: Desk = 'contributor', now = TODAY): Promise<Article> {
  const saved = await createArticle(env.DB, ArticleForm.parse(story), PEOPLE[by].email, now)
  if (!saved.ok) throw new Error(`${story.headline}: ${saved.reason}`)
  return saved.article
}

export async function published(story: Story, at = TODAY): Promise<Article> {
  const { id } = await drafted(story, 'editor', at)
  const done = await publishArticle(env.DB, id, { at, version: null, now: at })
  if (!done.ok) throw new Error(`${story.headline}: ${done.reason}`)
  return done.article
}

/** Every save of an article, the newest first. */
export async function revisionsOf(article: Pick<Article, 'id'>): Promise<Revision[]> {
  const sql = 'SELECT * FROM revisions WHERE article_id = ? ORDER BY version DESC'
  return (await env.DB.prepare(sql).bind(article.id).all<Revision>()).results
}

// ── Comments: `const comment = await commentFrom(lan, on(article))` ──

export const on = (article: Pick<Article, 'id'>, now = TODAY) => ({ articleId: article.id, now })

/** A comment that has been written and not yet checked. */
export async function commentFrom(reader: Reader, { articleId, now }: ReturnType<typeof on>): Promise<Comment> {
  return insertComment(env.DB, {
    article_id: articleId,
    parent: null,
    ...reader,
    fingerprint: await fingerprint(reader.body),
    submission: crypto.randomUUID(),
    address_hash: `address of ${reader.name}`,
    signals: '[]',
    created_at: now,
  })
}

/** As the checks do when one of them objects. */
export async function held(comment: Comment, reason = 'Có đường dẫn: tin-la.vn.'): Promise<Comment> {
  const signals = [{ name: 'links' as const, weight: 30, reason }]
  if (!(await decide(env.DB, comment, { status: 'held', signals }, 'checks', TODAY))) throw new Error('decided before')
  return (await findComment(env.DB, comment.id)) as Comment
}

export async function approved(comment: Comment): Promise<Comment> {
  const verdict = { status: 'approved' as const, signals: [] }
  if (!(await decide(env.DB, comment, verdict, PEOPLE.moderator.email, TODAY))) throw new Error('decided before')
  return (await findComment(env.DB, comment.id)) as Comment
}

// ── The staff, at their desks: `await as('editor').post('/admin/articles', { headline: '…' })` ──

export const PEOPLE = {
  contributor: { email: 'contributor@dateline.test', name: 'Hạnh Lê' },
  moderator: { email: 'moderator@dateline.test', name: 'Vũ Mai' },
  editor: { email: 'editor@dateline.test', name: 'Phạm Khiêm' },
  owner: { email: 'owner@dateline.test', name: 'Đặng Thu' },
} satisfies Record<Role, { email: string; name: string }>

export type Desk = keyof typeof PEOPLE
export type Fields = Record<string, string | number | File>

/** Somebody at a browser, signed in at Access. `stranger` is let in by Access and not by the newsroom. */
export function as(who: Desk | 'stranger', answer = worker) {
  const email = who === 'stranger' ? 'stranger@dateline.test' : PEOPLE[who].email
  return withToken(tokenFor({ email }), answer)
}

const worker = (request: Request): Response | Promise<Response> => exports.default.fetch(request)

/** A Worker whose purges go into a list instead of into the queue. */
export function withPurges() {
  const tags: string[] = []
  const PURGES = { send: async (message: { tags: string[] }) => void tags.push(...message.tags) } as unknown as Queue
  return { tags, PURGES, answer: (request: Request) => app.fetch(request, { ...env, PURGES }) }
}

/** A browser that sends this token, or none. Redirects are for the test to follow. */
export function withToken(token: Promise<string> | string | null, answer = worker) {
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (token) headers.set('Cf-Access-Jwt-Assertion', await token)
    const isForm = init.method !== undefined && init.method !== 'GET'
    if (isForm && !headers.has('Origin') && !headers.has('Sec-Fetch-Site')) headers.set('Origin', ORIGIN)
    return answer(new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, headers }))
  }
  return {
    send,
    get: (path: string, headers: HeadersInit = {}) => send(path, { headers }),
    post: (path: string, fields: Fields = {}, headers: HeadersInit = {}) =>
      send(path, { method: 'POST', body: formOf(fields), headers }),
  }
}

/** Somebody who only reads. */
export const reader = withToken(null)

/** Somebody who is signed in and reads the site: outside the desk there is only Access's cookie. */
export function insider(who: Desk | 'stranger') {
  const token = tokenFor({ email: who === 'stranger' ? 'stranger@dateline.test' : PEOPLE[who].email })
  return withCookie(token)
}

/** A reader's browser with this token in Access's cookie. */
export function withCookie(token: Promise<string> | string) {
  const get = async (path: string, headers: Record<string, string> = {}) =>
    reader.get(path, { ...headers, Cookie: `other=1; CF_Authorization=${await token}` })
  return { get }
}

/** What a reader gets at an article's address, newly made. */
export async function pageOf(article: Pick<Article, 'section' | 'slug'>): Promise<string> {
  return (await reader.get(articlePath(article))).text()
}

export function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof File) form.set(name, value)
    else form.set(name, String(value))
  }
  return form
}

// ── Access: the team's key is made here, and the Worker asks for it where it always does ──

const KEY_ID = 'key-of-the-team'
const pair = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(pair.publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }

const outside = globalThis.fetch
globalThis.fetch = (input: RequestInfo | URL, init?: RequestInit) => {
  const url = input instanceof Request ? input.url : String(input)
  return url === `${env.ACCESS_TEAM_DOMAIN}/cdn-cgi/access/certs`
    ? Promise.resolve(Response.json({ keys: [jwk] }))
    : outside(input as RequestInfo, init)
}

interface Claims {
  email?: string
  issuer?: string
  audience?: string
  expiresInS?: number
  key?: CryptoKey
  /** Beside those that Access gives, or in their place. */
  others?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** A token as Access makes it, or with one thing about it that is not as it should be. */
export function tokenFor(claims: Claims): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    ...(claims.email && { email: claims.email }),
    type: 'app',
    iss: claims.issuer ?? env.ACCESS_TEAM_DOMAIN,
    aud: [claims.audience ?? env.ACCESS_AUD],
    iat: now,
    exp: now + (claims.expiresInS ?? 3600),
    ...claims.others,
  })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT', ...claims.header })
    .sign(claims.key ?? pair.privateKey)
}

/** Puts the cast on its staff list, and its sections into its menu; see setup.ts. */
export async function openNewsroom(): Promise<void> {
  await env.DB.batch([
    ...Object.entries(PEOPLE).map(([role, { email, name }]) =>
      env.DB.prepare('INSERT OR IGNORE INTO staff (email, name, role, added_at) VALUES (?, ?, ?, ?)').bind(
        email,
        name,
        role,
        TODAY,
      ),
    ),
    env.DB.prepare(
      `INSERT OR IGNORE INTO sections (slug, name, position) VALUES ('chinh-sach', 'Chính sách', 2), ('van-hoa', 'Văn hoá', 3)`,
    ),
    env.DB.prepare(`INSERT OR IGNORE INTO authors (slug, name) VALUES ('hanh-le', 'Hạnh Lê')`),
  ])
}
