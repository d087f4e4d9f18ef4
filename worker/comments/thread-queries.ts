/** The pages of what readers said about an article: each is one D1 batch that walks an index from a cursor on. */
import { parseCursor, type Site } from '../articles/article.ts'
import { MOVED, STANDING } from '../articles/beside.ts'
import { rowsOf, SITE, siteOf } from '../articles/queries.ts'
import type { Db } from '../env.ts'
import type { Article } from '../schema.ts'
import {
  type CommentRow,
  commentOf,
  FIRST_ANSWER,
  type Order,
  SIZES,
  THREADS,
  type ThreadComment,
  type ThreadPage,
  type ThreadRow,
  type ThreadView,
  threadPageOf,
} from './thread.ts'

/** What a comment's page tells of its article, and what its ETag is made of. */
export type DiscussedArticle = Pick<
  Article,
  | 'id'
  | 'section'
  | 'slug'
  | 'lang'
  | 'headline'
  | 'status'
  | 'published_at'
  | 'comment_mode'
  | 'comment_days'
  | 'comment_count'
  | 'page_revision'
  | 'translation_of'
>

/** `article` is there whatever its status: the route judges that, and where else it may stand by now. */
export interface Discussed {
  site: Site
  article: DiscussedArticle | null
  movedTo: Pick<Article, 'section' | 'slug' | 'status'> | null
}

const HERE = '(SELECT id FROM articles WHERE section = ?1 AND slug = ?2)'

const ARTICLE = `
  SELECT id, section, slug, lang, headline, ${STANDING}, published_at, comment_mode, comment_days, comment_count,
    page_revision, translation_of
  FROM articles a WHERE section = ?1 AND slug = ?2`

type Place = Pick<Article, 'section' | 'slug'>

/** A page of an article's threads. @param from a cursor; none for the first page, which has the picks too */
export async function readThreadsPage(db: Db, origin: string, here: Place, order: Order, from: string | undefined) {
  const { at, id } = parseCursor(from)
  const size = SIZES.ofItsOwn
  const threads = THREADS(HERE, order, {
    size,
    ...(from ? { from: '(?3, ?4)', picks: false } : { picks: order === 'newest' }),
  })
  const { found, ...discussed } = await readDiscussed(db, origin, here, [[threads, ...(from ? [at, id] : [])]])
  const page: ThreadPage = threadPageOf(rowsOf<ThreadRow>(found[0]), size)
  return { ...discussed, page }
}

const ANSWERS_ON_A_PAGE = 50
/** From so many answers on, the page of the next one does not begin with the first. */
const FAR = 24
/** But with so many before it. */
const NEAR = 4

/** The place of the answer that stands so far before `?3` in its thread. No row where that is among the first. */
const PLACE_BEFORE = (steps: number) => `
  SELECT created_at, id FROM comments INDEXED BY comments_replies
  WHERE parent = (SELECT parent FROM comments WHERE id = ?3) AND parent IS NOT NULL AND status = 'approved'
    AND (created_at, id) < (SELECT created_at, id FROM comments WHERE id = ?3)
  ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ${steps}`

/** The thread in which a comment stands, as its own page shows it. */
export interface OpenThread {
  comment: Pick<ThreadComment, 'id' | 'name'>
  thread: ThreadView
  /** Whether there are answers before those of this page. */
  isCut: boolean
  /** Where its next answers begin, null where these are the last. */
  next: string | null
}

/** A comment in its thread; `found` is null where readers may not see it. @param from a cursor among the answers */
export async function readCommentPage(db: Db, origin: string, here: Place, id: number, from: string | undefined) {
  const place = from ? parseCursor(from) : null
  const start = place
    ? '(?4, ?5)'
    : `(SELECT * FROM (${PLACE_BEFORE(NEAR)}) WHERE EXISTS (${PLACE_BEFORE(FAR)}) UNION ALL SELECT 0, 0 LIMIT 1)`
  const { found, ...discussed } = await readDiscussed(db, origin, here, [
    [
      `SELECT t.id, t.parent, iif(t.status = 'approved', t.name, NULL) AS name,
         iif(t.status = 'approved', t.body, NULL) AS body, t.created_at, t.staff IS NOT NULL AS is_staff,
         t.picked_at IS NOT NULL AS is_picked, t.answers, t.replies, c.name AS asked_name,
         EXISTS (${PLACE_BEFORE(FAR)}) AS is_far
       FROM comments c JOIN comments t ON t.id = coalesce(c.parent, c.id)
       WHERE c.id = ?3 AND c.article_id = ${HERE} AND c.status = 'approved'`,
      id,
    ],
    [
      `SELECT r.id, r.parent, r.name, r.body, r.created_at, r.staff IS NOT NULL AS is_staff,
         r.picked_at IS NOT NULL AS is_picked, r.answers, a.name AS answering
       FROM comments r INDEXED BY comments_replies
         LEFT JOIN comments a ON a.id = r.answers AND r.answers <> r.parent AND a.status = 'approved'
       WHERE r.parent = (SELECT coalesce(parent, id) FROM comments WHERE id = ?3 AND article_id = ${HERE})
         AND r.parent IS NOT NULL AND r.status = 'approved' AND (r.created_at, r.id) > ${start}
       ORDER BY r.created_at, r.id LIMIT ${ANSWERS_ON_A_PAGE + 1}`,
      id,
      ...(place ? [place.at, place.id] : []),
    ],
  ])
  return { ...discussed, found: openThreadOf(id, from, found[0], found[1]) }
}

type FirstRow = CommentRow & { replies: number; asked_name: string; is_far: number }

function openThreadOf(
  id: number,
  from: string | undefined,
  first: D1Result | undefined,
  found: D1Result | undefined,
): OpenThread | null {
  const [row] = rowsOf<FirstRow>(first)
  if (!row) return null
  const all = rowsOf<CommentRow & { answering: string | null }>(found)
  const answers = all.slice(0, ANSWERS_ON_A_PAGE).flatMap((answer): ThreadComment[] => {
    const comment = commentOf(answer)
    return comment ? [{ ...comment, answering: answer.answering }] : []
  })
  const last = answers.at(-1)
  const { asked_name: name, replies, created_at } = row
  return {
    comment: { id, name },
    thread: { id: row.id, created_at, first: commentOf(row), answers, replies },
    isCut: from ? from !== FIRST_ANSWER : row.is_far === 1,
    next: last && all.length > answers.length ? `${last.created_at}-${last.id}` : null,
  }
}

/** What readers said last about an article, answers too. */
export interface CommentsFeed extends Discussed {
  comments: ThreadComment[]
}

const IN_A_FEED = 50

export async function readCommentsFeed(db: Db, origin: string, here: Place): Promise<CommentsFeed> {
  const { found, ...discussed } = await readDiscussed(db, origin, here, [
    [
      `SELECT id, parent, name, body, created_at, staff IS NOT NULL AS is_staff, picked_at IS NOT NULL AS is_picked, answers
       FROM comments INDEXED BY comments_by_article WHERE article_id = ${HERE} AND status = 'approved'
       ORDER BY created_at DESC, id DESC LIMIT ${IN_A_FEED}`,
    ],
  ])
  return { ...discussed, comments: rowsOf<CommentRow>(found[0]).flatMap((row) => commentOf(row) ?? []) }
}

/** The newsroom, the article and where it has moved, with what else a page is made of: SQL and its values from `?3` on. */
async function readDiscussed(db: Db, origin: string, { section, slug }: Place, more: [string, ...number[]][]) {
  const [site, article, moved, ...found] = await db.batch([
    db.prepare(SITE),
    ...[ARTICLE, MOVED].map((sql) => db.prepare(sql).bind(section, slug)),
    ...more.map(([sql, ...values]) => db.prepare(sql).bind(section, slug, ...values)),
  ])
  const discussed: Discussed = {
    site: siteOf(site, origin),
    article: rowsOf<DiscussedArticle>(article)[0] ?? null,
    movedTo: rowsOf<NonNullable<Discussed['movedTo']>>(moved)[0] ?? null,
  }
  return { ...discussed, found }
}
