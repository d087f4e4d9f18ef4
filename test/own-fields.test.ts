/** Fields that no form has, sent all the same. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { articlePath } from '../worker/articles/article.ts'
import type { Article, Comment, Image } from '../worker/schema.ts'
import { pictures } from './media/pictures.ts'
import { as, drafted, type Fields, lan, lotusFestival, PEOPLE, published, reader } from './newsroom.ts'

let article: Article
let other: Article
beforeAll(async () => {
  article = await published(lotusFestival)
  other = await published({ ...lotusFestival, slug: 'bai-khac' })
})

test('a reader’s comment stays theirs, waiting, under its article, whatever is sent beside it', async () => {
  const form = {
    ...lan,
    nonce: 'own-fields',
    'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
    id: 999_999,
    article_id: other.id,
    status: 'approved',
    revision: 9,
    created_at: 1,
    decided_at: 1,
    confirmed_at: 1,
    picked_at: 1,
    by_newsroom: 1,
    staff: PEOPLE.editor.email,
    signals: '[]',
    submission: 'x',
    address_hash: 'x',
  }
  expect((await reader.post(`${articlePath(article)}/comments`, form)).status).toBe(303)
  const row = await env.DB.prepare('SELECT * FROM comments').first<Comment>()
  expect(row).toMatchObject({ article_id: article.id, revision: 1, confirmed_at: null })
  expect(['received', 'held']).toContain(row?.status)
  expect(row?.id).toBeLessThan(999_999)
  expect(row?.created_at).toBeGreaterThan(1)
  expect([row?.address_hash, row?.submission]).not.toContain('x')
})

test('a contributor’s save publishes nothing, and is nobody else’s', async () => {
  const draft = await drafted({ ...lotusFestival, slug: 'ban-thao' })
  const beside = {
    id: other.id,
    status: 'published',
    published_at: 1,
    at: 1,
    created_by: PEOPLE.editor.email,
    saved_by: PEOPLE.editor.email,
    body_html: '<script>',
    page_revision: 99,
    comment_mode: 'none',
    publication: 1,
    _method: 'PUT',
  }
  const form = { ...lotusFestival, slug: 'ban-thao', headline: 'Bản hai', version: draft.version, ...beside } as Fields
  expect((await as('contributor').post(`/admin/articles/${draft.id}`, form)).status).toBe(303)
  const row = await env.DB.prepare('SELECT * FROM articles WHERE id = ?').bind(draft.id).first<Article>()
  expect(row).toMatchObject({
    headline: 'Bản hai',
    status: 'draft',
    published_at: null,
    created_by: PEOPLE.contributor.email,
    comment_mode: null,
    version: draft.version + 1,
  })
  expect(row?.body_html).not.toContain('<script>')
  expect(await env.DB.prepare('SELECT headline FROM articles WHERE id = ?').bind(other.id).first('headline')).toBe(
    other.headline,
  )
})

test('an uploaded picture is its uploader’s, and no reader’s yet', async () => {
  const file = new File([pictures['simple.webp'] as Uint8Array<ArrayBuffer>], '../../x.webp', { type: 'text/html' })
  const beside = {
    id: '0'.repeat(64),
    is_public: 1,
    uploaded_by: PEOPLE.editor.email,
    extension: 'html',
    variants: 'made',
  }
  await as('contributor').post('/admin/images', { file, alt: 'Bến', ...beside })
  const row = await env.DB.prepare('SELECT * FROM images').first<Image>()
  expect(row).toMatchObject({ is_public: 0, uploaded_by: PEOPLE.contributor.email, extension: 'webp', name: 'x.webp' })
})

test('nobody makes themselves an owner with a form of somebody else', async () => {
  const beside = { role: 'owner', email: 'contributor@dateline.test', left_at: 'null' }
  for (const path of [
    '/admin/settings',
    '/admin/authors',
    '/admin/sections',
    '/admin/digest',
    '/admin/staff',
    `/admin/staff/${PEOPLE.contributor.email}`,
  ]) {
    await (await as('contributor').post(path, { name: 'Tôi', ...beside })).body?.cancel()
    await (await as('editor').post(path, { name: 'Tôi', ...beside })).body?.cancel()
  }
  const roles = await env.DB.prepare('SELECT email, role FROM staff ORDER BY role').all()
  expect(roles.results).toEqual(
    Object.entries(PEOPLE)
      .map(([role, { email }]) => ({ email, role }))
      .sort((a, b) => a.role.localeCompare(b.role)),
  )
})
