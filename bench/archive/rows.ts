/** What stands in the tables of an article and of what was said about it: as the product's statements and triggers leave it. */
import type { DatabaseSync } from 'node:sqlite'
import { zonedMonth } from '../../worker/text/dates.ts'
import { documentSlug } from '../../worker/text/document-number.ts'
import { slugify } from '../../worker/text/vietnamese.ts'
import { type Archived, authorSlug } from './article.ts'
import type { Said } from './comment.ts'

export const EDITOR = 'editor@dateline.test'
/** A second version comes so much later. */
export const SECOND_SAVE_MS = 3_600_000
/** The one that a newsroom starts with. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh'

/** Places in the index: the second of publication, or the next that is free. Articles come in their order. */
export function placing(last: number): (at: number) => number {
  let place = last
  return (at) => {
    place = Math.max(Math.floor(at / 1000), place + 1)
    return place
  }
}

/** @returns what writes an article, the next of the archive, with its comments */
export function createShelf(db: DatabaseSync): (article: Archived, said: Said[]) => void {
  const insert = inserts(db)
  const last = (sql: string) =>
    Number(db.prepare(`SELECT coalesce(max(${sql}), 0) AS n FROM ${TABLE_OF[sql]}`).get()?.['n'])
  const placeOf = placing(last('place'))
  let [commentId, eventId, auditId] = [last('comments.id'), last('moderation_events.id'), last('audit_events.id')]

  return (article, said) => {
    const { id, draft, at, writer } = article
    const shown = said.filter(({ decisions }) => decisions.at(-1)?.to === 'approved').length
    const versions = article.before === null ? 1 : 2
    writeArticle(article, { shown, versions })
    for (const version of versions === 1 ? [1] : [1, 2]) {
      insert('revisions', {
        article_id: id,
        version,
        ...revisionOf(article),
        body: version < versions ? article.before : draft.body,
        saved_at: at + (version - 1) * SECOND_SAVE_MS,
        saved_by: version === 1 ? writer : EDITOR,
      })
    }
    const subject = `article:${id}`
    insert('audit_events', { id: ++auditId, at, actor: writer, action: 'article_created', subject, detail: '{}' })
    // A number reaches D1 as a float, and json_object writes it as one.
    const detail = `{"from":"draft","at":${at}.0}`
    insert('audit_events', { id: ++auditId, at, actor: EDITOR, action: 'article_published', subject, detail })
    writeComments(article, said)
  }

  function writeArticle(article: Archived, { shown, versions }: { shown: number; versions: number }): void {
    const { id, draft, at, image, found } = article
    if (image) insert('images', { ...image, uploaded_at: at, uploaded_by: article.writer, is_public: 1 })
    const { tags, ...fields } = draft
    insert('articles', {
      id,
      ...fields,
      body_html: article.html,
      words: article.words,
      lead_image: article.leadImage,
      status: 'published',
      comment_count: shown,
      created_at: at,
      created_by: article.writer,
      published_at: at,
      updated_at: versions === 1 ? null : at + SECOND_SAVE_MS,
      version: versions,
      page_revision: versions + 1 + shown,
      month: zonedMonth(at, TIME_ZONE),
    })
    insert('article_texts', { article_id: id, place: placeOf(at), ...found })
    for (const [position, name] of tags.entries()) {
      insert('tags', { slug: slugify(name), name })
      insert('article_tags', { article_id: id, tag: slugify(name), position, published_at: at })
    }
    for (const { number, type, issuer, date } of article.citations) {
      insert('documents', { number, type, issuer, slug: documentSlug(number) })
      insert('article_documents', { article_id: id, document: number, date: date ?? '', published_at: at })
    }
    for (const shownImage of article.images) insert('article_images', { article_id: id, image: shownImage })
  }

  function writeComments(article: Archived, said: Said[]): void {
    const first = commentId + 1
    const threads = said.map((_, n) => n)
    const replies = new Map<number, number>()
    for (const [n, { answers, decisions }] of said.entries()) {
      if (answers === null) continue
      threads[n] = threads[answers] as number
      if (decisions.at(-1)?.to === 'approved') replies.set(threads[n], (replies.get(threads[n]) ?? 0) + 1)
    }
    for (const [n, { answers, comment, decisions }] of said.entries()) {
      const decided = decisions.at(-1)
      const { likeness, ...fields } = comment
      const isErased = decided?.to === 'erased'
      insert('comments', {
        id: ++commentId,
        article_id: article.id,
        parent: answers === null ? null : first + (threads[n] as number),
        answers: answers === null ? null : first + answers,
        ...fields,
        ...(isErased && { ...ERASED, submission: `erased ${commentId}` }),
        status: decided?.to ?? 'received',
        signals: decided?.signals ?? '[]',
        reason: decided?.reason ?? null,
        decided_at: decided?.at ?? null,
        replies: replies.get(n) ?? 0,
        ...Object.fromEntries(
          [0, 1, 2, 3].map((i) => [`likeness_${i + 1}`, isErased ? null : (likeness?.[i] ?? null)]),
        ),
      })
      for (const { from, to, actor, signals, at, reason } of decisions) {
        const event = {
          comment_id: commentId,
          revision: 1,
          from_status: from,
          to_status: to,
          actor,
          signals,
          at,
          reason,
        }
        insert('moderation_events', { id: ++eventId, ...event })
      }
    }
  }
}

const ERASED = { name: '', email: '', body: '', fingerprint: '', address_hash: '' }

const TABLE_OF: Record<string, string> = {
  place: 'article_texts',
  'comments.id': 'comments',
  'moderation_events.id': 'moderation_events',
  'audit_events.id': 'audit_events',
}

function revisionOf({ draft }: Archived) {
  const { tags, body: _, ...fields } = draft
  return { ...fields, tags: tags.join(', ') }
}

/** Names that more than one article has are written with the first. */
const SHARED = new Set(['tags', 'documents', 'article_documents'])

type Row = Record<string, string | number | null>

function inserts(db: DatabaseSync): (table: string, row: Row) => void {
  const statements = new Map<string, { run: (...values: Row[string][]) => unknown }>()
  return (table, row) => {
    let statement = statements.get(table)
    if (!statement) {
      const columns = Object.keys(row)
      const verb = SHARED.has(table) ? 'INSERT OR IGNORE' : 'INSERT'
      statement = db.prepare(`${verb} INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`)
      statements.set(table, statement)
    }
    statement.run(...Object.values(row))
  }
}

export function writeAuthors(db: DatabaseSync, count: number): void {
  const insert = db.prepare('INSERT OR IGNORE INTO authors (slug, name, bio) VALUES (?1, ?2, ?2)')
  for (let n = 0; n < count; n++) insert.run(authorSlug(n), `Tác giả ${n}`)
}

export function writeSections(db: DatabaseSync, slugs: string[]): void {
  const insert = db.prepare('INSERT OR IGNORE INTO sections (slug, name, position) VALUES (?, ?, ?)')
  for (const [position, slug] of slugs.entries()) insert.run(slug, slug.replaceAll('-', ' '), position)
}
