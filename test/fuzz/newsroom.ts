/** A newsroom with one of everything, so that an address of each kind leads to something; and everybody who may knock. */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { receiptMessage } from '../../worker/comments/comment.ts'
import { sign } from '../../worker/edge/signature.ts'
import { COMMENT_ACTION } from '../../worker/edge/turnstile.ts'
import { letterPath } from '../../worker/letters/token.ts'
import { stored } from '../media/library.ts'
import {
  approved,
  commentFrom,
  type Desk,
  drafted,
  ferryTimes,
  held,
  lan,
  lotusFestival,
  nightMarket,
  ORIGIN,
  on,
  PEOPLE,
  published,
  thuy,
  tokenFor,
  withPurges,
} from '../newsroom.ts'

export const WHO = ['nobody', 'reader', 'stranger', 'contributor', 'moderator', 'editor', 'owner'] as const
export type Who = (typeof WHO)[number]

/** What stands for each parameter of a route, by its name: each leads to something of its kind. */
export type Samples = Record<string, string[]>

export async function furnish(): Promise<Samples> {
  const story = await published(lotusFestival)
  const documented = await published({ ...ferryTimes, section: 'van-hoa' })
  const left = await published({ ...nightMarket, slug: 'cho-dem' })
  await withdrawArticle(env.DB, left.id)
  const draft = await drafted({ ...lotusFestival, slug: 'con-viet' })
  const shown = await approved(await commentFrom(lan, on(story)))
  const waiting = await held(await commentFrom(thuy, on(story)))
  const fresh = await commentFrom({ ...lan, body: 'Vừa mới viết.' }, on(story, Date.now()))
  const open = await stored('a')
  const hidden = await stored('b', { is_public: 0 })
  const notice = await env.DB.prepare(
    `INSERT INTO notices (kind, comment_id, email, created_at) VALUES ('confirmation', ?, ?, ?) RETURNING id`,
  )
    .bind(fresh.id, lan.email, Date.now())
    .first<number>('id')
  const letters = await Promise.all(
    (['confirm', 'stop'] as const).map((purpose) =>
      letterPath(env.SIGNING_KEY, { purpose, noticeId: notice as number }),
    ),
  )
  const receipts = [fresh, shown].map(async ({ id }) => `${id}-${await sign(env.SIGNING_KEY, receiptMessage(id))}`)
  const articles = [story, documented, left, draft]
  const comments = [shown, waiting, fresh]
  return {
    id: [...articles, ...comments].map(({ id }) => String(id)).concat(open.id, hidden.id),
    section: ['van-hoa', 'van-hoa', 'van-hoa', 'chinh-sach'],
    slug: articles.map(({ slug }) => slug),
    name: [open.name, `${open.name.split('.')[0]}.480.webp`],
    number: ['214-qd-ubnd', '214/QĐ-UBND'],
    tag: ['le-hoi'],
    author: ['hanh-le'],
    email: Object.values(PEOPLE).map(({ email }) => email),
    key: ['mot-ban-sao'],
    token: letters.map((path) => path.slice('/letters/'.length)),
    receipt: await Promise.all(receipts),
    part: ['0.xml', 'documents-21.xml'],
    year: ['2026'],
    month: ['11'],
    version: ['1'],
    correction: ['1'],
  }
}

// Answered here: to leave the Worker and come back thousands of times takes minutes.
const asked = globalThis.fetch
vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
  `${input}` === `${env.TURNSTILE_ORIGIN}/turnstile/v0/siteverify`
    ? Promise.resolve(Response.json({ success: true, action: COMMENT_ACTION, hostname: new URL(ORIGIN).hostname }))
    : asked(input as RequestInfo, init),
)

const quiet = { send: async () => {}, sendBatch: async () => {} } as unknown as Queue
const bindings: Env = { ...env, ...withPurges(), COMMENTS: quiet, IMAGE_VARIANTS: quiet }

const tokens = Object.fromEntries(
  await Promise.all(
    WHO.slice(2).map(async (who) => {
      const email = who === 'stranger' ? 'stranger@dateline.test' : PEOPLE[who as Desk].email
      return [who, await tokenFor({ email })]
    }),
  ),
) as Partial<Record<Who, string>>

/** As the platform hands a request on: Access's header stands at the desk alone, its cookie anywhere. */
export async function answer(request: Request, who: Who): Promise<Response> {
  const token = tokens[who]
  const headers = new Headers(request.headers)
  headers.delete('Cf-Access-Jwt-Assertion')
  if (token) {
    headers.append('Cookie', `CF_Authorization=${token}`)
    headers.set('Cf-Access-Jwt-Assertion', token)
  }
  return app.fetch(new Request(request, { headers }), bindings, createExecutionContext())
}

const kept = ['settings', 'sections', 'staff'] as const
const rows = await Promise.all(
  kept.map(async (table) => [table, (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results] as const),
)

/** The masthead, the sections and the people as they were: what an owner may do to them must not lock the others out. */
export async function restoreNewsroom(): Promise<void> {
  const statements = rows.flatMap(([table, all]) =>
    all.map((row) => {
      // What a page's ETag counts by never goes back.
      const names = Object.keys(row).filter((name) => name !== 'revision')
      const set = names.map((name) => `${name} = excluded.${name}`).join(', ')
      const key = table === 'settings' ? 'id' : table === 'sections' ? 'slug' : 'email'
      return env.DB.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
         ON CONFLICT (${key}) DO UPDATE SET ${set}`,
      ).bind(...names.map((name) => row[name]))
    }),
  )
  await env.DB.batch(statements)
}
