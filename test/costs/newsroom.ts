/**
 * A newsroom to measure: the demo's articles and readers, as long and as illustrated as they are, and behind them an
 * archive of copies, as deep as a test wants it. The same in every run, down to the ids.
 */
import { env } from 'cloudflare:workers'
import { parse } from 'yaml'
import demoComments from '../../demo/comments.json'
import demoImages from '../../demo/images.json'
import demo from '../../demo/newsroom.json'
import { type ArticleDraft, ArticleForm, articlePath, imagePath } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, withdrawArticle } from '../../worker/articles/publication.ts'
import { imageKey } from '../../worker/media/queries.ts'
import { listVariants, type Variant, variantKey, variantPath } from '../../worker/media/variants.ts'
import type { Article } from '../../worker/schema.ts'
import { PEOPLE, TODAY } from '../newsroom.ts'

const TEXTS = import.meta.glob('../../demo/articles/*.md', { query: '?raw', import: 'default', eager: true })
/** What the budget of an article's page speaks of. */
const COMMENTS = 20
const TALKED_OF_COMMENTS = 600
const MINUTE_MS = 60_000
/** The demo's newest article is a little older than this. */
export const PUBLISHED_UNTIL = TODAY
export const FIRST_COMMENT_AT = TODAY - TALKED_OF_COMMENTS * MINUTE_MS

export interface Examples {
  /** With twenty comments. */
  article: string
  /** With hundreds. */
  talkedOf: string
  /** The ids of a comment and of an answer there. */
  thread: { id: number; answer: number }
  withdrawn: string
  picture: string
  variant: string
}

type Front = Record<string, string | string[] | undefined> & { headline: string; status: Article['status'] }

export async function openNewsroom(): Promise<Examples> {
  const images = await insertNewsroom()
  const articles = Object.entries(TEXTS)
    .map(([path, text]) => readArticle(path, text, images))
    .filter(({ front }) => front.status === 'published')
    .sort((a, b) => a.at - b.at)
  const ids: Article[] = []
  for (const { front, slug, body, at } of articles) {
    const form = ArticleForm.parse({ ...front, slug, body, tags: front['tags']?.toString(), translation_of: undefined })
    ids.push(await publish(form, at))
  }
  const [talkedOf, article] = [ids.at(-1), ids.at(-2)] as [Article, Article]
  const withdrawn = await publish(ArticleForm.parse({ headline: 'Bài đã rút', section: 'van-hoa', body: '' }), TODAY)
  await withdrawArticle(env.DB, withdrawn.id)
  await comment(article.id, COMMENTS)
  await comment(talkedOf.id, TALKED_OF_COMMENTS)
  const first = `SELECT id, answer FROM (SELECT c.id, (SELECT max(id) FROM comments r WHERE r.parent = c.id) AS answer
    FROM comments c WHERE c.article_id = ? AND c.parent IS NULL) WHERE answer IS NOT NULL ORDER BY id LIMIT 1`
  await leaveBehind(article)
  return {
    article: articlePath(article),
    talkedOf: articlePath(talkedOf),
    thread: (await env.DB.prepare(first).bind(talkedOf.id).first()) as Examples['thread'],
    withdrawn: articlePath(withdrawn),
    ...(await storePicture(images.get('ben-do.webp') ?? '')),
  }
}

/** Its bytes: not a picture's, as nothing reads them. */
async function storePicture(id: string): Promise<{ picture: string; variant: string }> {
  const image = { id, extension: 'webp', name: 'ben-do.webp', width: 1600, height: 960 } as const
  const [variant] = listVariants(image) as [Variant]
  await Promise.all([env.MEDIA.put(imageKey(image), '…'), env.MEDIA.put(variantKey(id, variant), '…')])
  return { picture: imagePath(image), variant: variantPath(image, variant) }
}

/** What leads here from outside: former addresses, and a letter. */
async function leaveBehind(article: Article): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO redirects (from_path, article_id, created_at) VALUES ('/cu/bai-cu', ?1, 1), ('/?p=12', ?1, 1), (?2, ?1, 1)`,
    ).bind(article.id, `${articlePath(article)}-cu`),
    env.DB.prepare(
      `INSERT INTO notices (id, kind, email, comment_id, created_at) VALUES (1, 'published', 'lan@docgia.test', 1, 1)`,
    ),
  ])
}

/** Copies of the demo's articles, each with its tags and documents, the later the older; a tenth are drafts. */
export async function growArchive(copies: number): Promise<void> {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${copies}),
    demo AS (SELECT row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS many, * FROM articles
      WHERE id < 1000 AND status = 'published'),
    copy AS (SELECT 1000 + i AS new_id, * FROM n JOIN demo ON nth = i % many)`
  await env.DB.batch([
    env.DB.prepare(
      `${numbers} INSERT INTO articles (id, section, slug, lang, headline, standfirst, author, words, lead_image, status,
         created_at, created_by, published_at, month, body, body_html)
       SELECT new_id, section, slug || '-' || i, lang, headline, standfirst, author, words, lead_image,
         iif(i % 10 = 9, 'draft', 'published'), created_at, created_by, published_at - (i + 40) * 3600000,
         strftime('%Y-%m', (published_at - (i + 40) * 3600000) / 1000, 'unixepoch'), body, body_html FROM copy`,
    ),
    env.DB.prepare(
      `${numbers} INSERT INTO article_tags (article_id, tag, position)
       SELECT new_id, t.tag, t.position FROM copy JOIN article_tags t ON t.article_id = copy.id`,
    ),
    env.DB.prepare(
      `${numbers} INSERT INTO article_documents (article_id, document, date)
       SELECT new_id, d.document, d.date FROM copy JOIN article_documents d ON d.article_id = copy.id`,
    ),
    env.DB.prepare(
      `${numbers} INSERT INTO article_texts (article_id, headline, standfirst, folded, text)
       SELECT new_id, x.headline, x.standfirst, x.folded, x.text FROM copy JOIN article_texts x ON x.article_id = copy.id`,
    ),
  ])
}

/** In threads of five, in the words of the demo's readers. */
async function comment(id: number, many: number): Promise<void> {
  const first = `(SELECT coalesce(max(id), 0) + 1 FROM comments)`
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${many - 1}),
       said AS (SELECT key, value ->> 'name' AS name, value ->> 'body' AS body FROM json_each(?1)), base(id) AS (SELECT ${first})
     INSERT INTO comments (id, article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, status, created_at)
     SELECT base.id + i, ${id}, iif(i % 5 = 0, NULL, base.id + i - i % 5), iif(i % 5 = 0, NULL, base.id + i - 1), said.name,
       'lan@docgia.test', said.body, 'f', ${id} || '-' || i, 'h', 'approved', ${FIRST_COMMENT_AT} + i * ${MINUTE_MS}
     FROM n JOIN base JOIN said ON said.key = i % ${demoComments.length}`,
  )
    .bind(JSON.stringify(demoComments.map(({ name, body }) => ({ name, body }))))
    .run()
}

async function insertNewsroom(): Promise<Map<string, string>> {
  const images = new Map<string, string>()
  for (const { file } of demoImages) images.set(file, await hexOfSha256(file))
  const image = env.DB.prepare(
    `INSERT INTO images (id, extension, name, width, height, bytes, alt, credit, colour, uploaded_at, uploaded_by)
     VALUES (?, 'webp', ?, 1600, 960, 1, ?, ?, '#8a7d6b', 1, 'x')`,
  )
  const settings = Object.entries(demo.settings)
  await env.DB.batch([
    env.DB.prepare(`UPDATE settings SET ${settings.map(([name]) => `${name} = ?`)}`).bind(
      ...settings.map(([, value]) => value),
    ),
    env.DB.prepare('DELETE FROM sections'),
    env.DB.prepare('DELETE FROM authors'),
    ...demoImages.map(({ file, alt, credit }) => image.bind(images.get(file), file, alt, credit)),
    ...demo.sections.map(({ slug, name, description }, position) =>
      env.DB.prepare('INSERT INTO sections (slug, name, description, position) VALUES (?, ?, ?, ?)').bind(
        slug,
        name,
        description,
        position,
      ),
    ),
    ...demo.authors.map((author) =>
      env.DB.prepare('INSERT INTO authors (slug, name, bio, image) VALUES (?, ?, ?, ?)').bind(
        author.slug,
        author.name,
        author.bio,
        images.get(author.image),
      ),
    ),
  ])
  return images
}

function readArticle(path: string, text: string, images: Map<string, string>) {
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? []
  const front = parse(head) as Front
  return {
    front,
    slug: path.replace(/^.*\/|\.md$/g, ''),
    body: body.replace(/image="([^"]+)"/g, (_, file) => `image="${images.get(file)}"`),
    at: Math.min(Date.parse(String(front['published_at'])), TODAY),
  }
}

async function publish(form: ArticleDraft, at: number): Promise<Article> {
  const saved = await createArticle(env.DB, form, PEOPLE.editor.email, at)
  if (!saved.ok) throw new Error(`${form.headline}: ${saved.reason}`)
  const done = await publishArticle(env.DB, saved.article.id, { at, version: null, now: at })
  if (!done.ok) throw new Error(`${form.headline}: ${done.reason}`)
  return done.article
}

async function hexOfSha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
