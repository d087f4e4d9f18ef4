/// <reference path="../worker-configuration.d.ts" />
/** Writes the demo newsroom through the product's own functions, so that what it shows is what the product makes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ArticleForm } from '../worker/articles/article.ts'
import { createArticle, findArticle, saveArticle } from '../worker/articles/drafts.ts'
import { handIn, publishArticle, withdrawArticle } from '../worker/articles/publication.ts'
import { hashesOf, readSalts } from '../worker/comments/address.ts'
import { readForModeration } from '../worker/comments/context.ts'
import { decide } from '../worker/comments/decisions.ts'
import { judge } from '../worker/comments/moderation.ts'
import { insertComment } from '../worker/comments/queries.ts'
import { makeVariantsLater } from '../worker/media/consumer.ts'
import { storeImage } from '../worker/media/queries.ts'
import type { Article } from '../worker/schema.ts'
import { fingerprint } from '../worker/text/vietnamese.ts'
import {
  type DemoArticle,
  type DemoComment,
  type Newsroom,
  readArticles,
  readComments,
  readImages,
  readNewsroom,
} from './demo.ts'
import type { Resources } from './platform.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const EDITOR = 'editor@dateline.test'
const MODERATOR = 'moderator@dateline.test'
const CONTRIBUTOR = 'contributor@dateline.test'

/** Only the people: for a newsroom that starts with nothing else. */
export async function seedStaff({ db }: Resources): Promise<void> {
  await insertStaff(db, (await readNewsroom()).staff, Date.now())
}

export async function seedDemo(resources: Resources): Promise<void> {
  const now = Date.now()
  const imageIds = await seedImages(resources, now)
  await seedNewsroom(resources.db, await readNewsroom(), imageIds, now)
  const articleIds = new Map<string, number>()
  for (const article of await readArticles()) {
    const id = await seedArticle(resources.db, article, { imageIds, articleIds }, now)
    articleIds.set(`${article.front.section}/${article.slug}`, id)
  }
  await seedComments(resources, articleIds, now)
}

async function seedNewsroom(
  db: D1Database,
  newsroom: Newsroom,
  imageIds: Map<string, string>,
  now: number,
): Promise<void> {
  const settings = Object.entries(newsroom.settings)
  await db.batch([
    db
      .prepare(`UPDATE settings SET ${settings.map(([name]) => `${name} = ?`).join()}`)
      .bind(...settings.map(([, value]) => value)),
    db.prepare('DELETE FROM sections'),
    ...newsroom.sections.map(({ slug, name, description }, position) =>
      db
        .prepare('INSERT INTO sections (slug, name, description, position) VALUES (?, ?, ?, ?)')
        .bind(slug, name, description, position),
    ),
    ...newsroom.authors.map(({ slug, name, bio, image }) => {
      const id = imageIds.get(image)
      if (!id) throw new Error(`demo/newsroom.json: ${image} is not in demo/images.json`)
      return db.prepare('INSERT INTO authors (slug, name, bio, image) VALUES (?, ?, ?, ?)').bind(slug, name, bio, id)
    }),
    ...newsroom.blocked_terms.map((term) =>
      db
        .prepare('INSERT OR IGNORE INTO blocked_terms (term, added_at, added_by) VALUES (?, ?, ?)')
        .bind(term, now, EDITOR),
    ),
  ])
  await insertStaff(db, newsroom.staff, now)
}

async function insertStaff(db: D1Database, staff: Newsroom['staff'], now: number): Promise<void> {
  const insert = db.prepare('INSERT INTO staff (email, name, role, added_at) VALUES (?, ?, ?, ?)')
  await db.batch(staff.map(({ email, name, role }) => insert.bind(email, name, role, now)))
}

/**
 * Has the pictures' smaller forms made, those of the newest articles first. One after another they keep a processor busy
 * for minutes: not before anybody has seen a page, and not where a test measures one. Each is sent when the one before it
 * is done, so that a picture which somebody uploads meanwhile is the next.
 */
export async function makeDemoVariants(resources: Resources): Promise<void> {
  const waiting = await resources.db
    .prepare(
      `SELECT id FROM images WHERE variants = 'waiting'
       ORDER BY (SELECT max(published_at) FROM articles WHERE lead_image = images.id AND status = 'published') DESC`,
    )
    .all<{ id: string }>()
  for (const image of waiting.results) {
    // The binding is another one after a reload.
    await makeVariantsLater(resources.imageVariants, image)
    if (!(await isDone(resources.db, image.id))) return
  }
}

const LOOK_AGAIN_MS = 500
const GIVEN_UP_AFTER_MS = 10 * MINUTE_MS

/** Waits for it. Not done is what nobody makes: the platform is stopping, or without its queue. */
async function isDone(db: D1Database, id: string): Promise<boolean> {
  for (const until = Date.now() + GIVEN_UP_AFTER_MS; Date.now() < until; ) {
    const image = db.prepare('SELECT variants FROM images WHERE id = ?').bind(id)
    const variants = await image.first('variants').catch(() => 'waiting')
    if (variants !== 'waiting') return true
    await sleep(LOOK_AGAIN_MS, null, { ref: false })
  }
  return false
}

/** Gives the stored images' ids by file name. */
async function seedImages({ db, bucket, images }: Resources, now: number): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { file, ...image } of await readImages()) {
    const stored = await storeImage(
      { MEDIA: bucket, DB: db, IMAGES: images },
      { ...image, fileName: file },
      EDITOR,
      now,
    )
    if (!stored.ok) throw new Error(`demo/images/${file}: ${stored.reason}`)
    ids.set(file, stored.image.id)
  }
  return ids
}

async function seedArticle(
  db: D1Database,
  article: DemoArticle,
  { imageIds, articleIds }: { imageIds: Map<string, string>; articleIds: Map<string, number> },
  now: number,
): Promise<number> {
  const { slug, front } = article
  const body = article.body.replace(/image="([^"]+)"/g, (_, file) => {
    const id = imageIds.get(file)
    if (!id) throw new Error(`demo/articles/${slug}.md: ${file} is not in demo/images.json`)
    return `image="${id}"`
  })
  const translation_of = front.translation_of ? articleIds.get(front.translation_of) : null
  if (translation_of === undefined) throw new Error(`demo/articles/${slug}.md: ${front.translation_of} is no article`)
  const draft = ArticleForm.parse({ ...front, slug, body, tags: (front.tags ?? []).join(', '), translation_of })
  const at = front.published_at ? Date.parse(front.published_at) : now
  const isUnfinished = front.status === 'draft' || front.status === 'handed_in'
  const saved = await createArticle(db, draft, isUnfinished ? CONTRIBUTOR : EDITOR, Math.min(at, now))
  if (!saved.ok) throw new Error(`demo/articles/${slug}.md: ${saved.reason}`)

  const { id } = saved.article
  const publish = (time: number) => publishArticle(db, id, { at: time, version: null, now })
  if (front.status === 'handed_in') await handIn(db, id)
  if (front.status === 'published' || front.status === 'withdrawn') await publish(Math.min(at, now))
  if (front.correction) {
    const { at, note } = front.correction
    const corrected = await saveArticle(db, (await findArticle(db, id)) as Article, 1, draft, EDITOR, Date.parse(at), {
      correction: note,
    })
    if (!corrected.ok) throw new Error(`demo/articles/${slug}.md: ${corrected.reason}`)
  }
  if (front.status === 'withdrawn') await withdrawArticle(db, id)
  // Whenever the demo is started, what is scheduled is still to come.
  if (front.status === 'scheduled') await publish(Math.max(at, now + 2 * DAY_MS))
  return id
}

async function seedComments({ db, settings }: Resources, articleIds: Map<string, number>, now: number): Promise<void> {
  const ids = new Map<DemoComment['id'], number>()
  const salts = await readSalts(db, now)
  for (const comment of await readComments()) {
    const { id, name, email, body, status, reply_to } = comment
    const [address_hash] = await hashesOf(settings['SIGNING_KEY'] ?? '', salts, `where ${email} lives`)
    const article_id = articleIds.get(comment.article)
    if (!article_id) throw new Error(`demo/comments.json: comment ${id} is on ${comment.article}, which is no article`)
    // One that has not been checked yet has just come in: else it would be taken for one that the checks forgot.
    const created_at = status === 'received' ? now : Math.min(Date.parse(comment.at), now)
    const written = await insertComment(db, {
      article_id,
      parent: reply_to === undefined ? null : (ids.get(reply_to) ?? null),
      name,
      email,
      body,
      fingerprint: await fingerprint(body),
      submission: `demo-${id}`,
      address_hash,
      signals: '[]',
      created_at,
    })
    ids.set(id, written.id)
    if (comment.staff)
      await db.prepare('UPDATE comments SET staff = ? WHERE id = ?').bind(comment.staff, written.id).run()
    if (status !== 'received') await decideAsThen(db, written.id, status, created_at, settings['ORIGIN'] ?? '')
    if (comment.picked) {
      const pick = db.prepare('UPDATE comments SET picked_at = ? WHERE id = ?')
      await pick.bind(created_at + 30 * MINUTE_MS, written.id).run()
    }
  }
}

/** First the checks, with their reasons; then, where they left it to a person, the person. */
async function decideAsThen(
  db: D1Database,
  id: number,
  status: DemoComment['status'],
  at: number,
  origin: string,
): Promise<void> {
  const found = await readForModeration(db, id, origin)
  if (!found) throw new Error(`comment ${id} is gone right after it was written`)
  const verdict = await judge(found.comment, found.context, [])
  await decide(db, found.comment, verdict, 'checks', at + 2000)
  if (verdict.status === status) return
  const seen = { ...found.comment, status: verdict.status }
  await decide(db, seen, { status, signals: verdict.signals }, MODERATOR, at + 20 * MINUTE_MS)
}
