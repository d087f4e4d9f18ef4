/**
 * Each kind of thing that is asked for by GET, with what it may cost. What is not said is what every reader's page keeps
 * to: one trip, six statements, 300 rows. That none costs more in a larger archive is tested where its queries are.
 */
import { env } from 'cloudflare:workers'
import { receiptMessage, receiptPath } from '../../worker/comments/comment.ts'
import { sign } from '../../worker/edge/signature.ts'
import { letterPath } from '../../worker/letters/token.ts'
import { IDS_IN_A_PART } from '../../worker/sitemaps/sitemap.ts'
import { type Examples, FIRST_COMMENT_AT, PUBLISHED_UNTIL } from './newsroom.ts'

export interface Kind {
  name: string
  path: string
  status?: number
  /** Whether who asks has a copy of it. */
  isConditional?: true
  trips?: number
  rows?: number
  /** Sorts in memory, each of the handful that was gathered through an index. */
  sorts?: number
  /** Of its bytes in gzip. */
  gzipKb?: number
}

/** What a new connection carries before anything of it is acknowledged: ten segments. Source: RFC 6928. */
const FIRST_FLIGHT_KB = 14
const DAY_MS = 86_400_000
/** Articles near an article are gathered by tag and section, and then put in order. */
const ARTICLE = { sorts: 2 }

export async function kindsOf(examples: Examples): Promise<Kind[]> {
  const pages = pagesOf(examples)
  return [...pages, ...pages.filter(({ path }) => !path.includes('?')).map(unchanged), ...(await othersOf(examples))]
}

function pagesOf({ article, talkedOf, thread }: Examples): Kind[] {
  const older = `?before=${PUBLISHED_UNTIL - 5 * DAY_MS}-1`
  const comments = `${talkedOf}/comments`
  return [
    // The sections' order, and in each the newest that do not stand above.
    { name: 'front page', path: '/', sorts: 1 },
    { name: 'section', path: '/van-hoa' },
    { name: 'section, older', path: `/van-hoa${older}` },
    { name: 'tag', path: '/tags/lu-lut' },
    { name: 'tag, older', path: `/tags/lu-lut${older}` },
    { name: 'author', path: '/authors/hanh-le' },
    { name: 'author, older', path: `/authors/hanh-le${older}` },
    { name: 'archive', path: '/archive' },
    { name: 'month', path: '/archive/2026/11' },
    { name: 'article, 20 comments', path: article, gzipKb: FIRST_FLIGHT_KB, ...ARTICLE },
    { name: 'article, 600 comments', path: talkedOf, ...ARTICLE },
    { name: 'comments', path: comments },
    { name: 'comments, older', path: `${comments}?before=${FIRST_COMMENT_AT + 300 * 60_000}-1` },
    { name: 'comments, oldest first', path: `${comments}?order=oldest` },
    { name: 'comments, oldest first, later', path: `${comments}?order=oldest&after=${FIRST_COMMENT_AT}-${thread.id}` },
    { name: 'comment', path: `${comments}/${thread.id}` },
    { name: 'answer', path: `${comments}/${thread.answer}` },
    { name: 'documents', path: '/documents' },
    { name: 'document', path: '/documents/78-2021-nd-cp' },
    { name: 'search, nothing asked', path: '/search' },
    { name: 'search, a word', path: '/search?q=s%C3%B4ng' },
    { name: 'search, two words', path: '/search?q=n%C6%B0%E1%BB%9Bc+l%C3%AAn' },
    { name: 'search, a phrase', path: '/search?q=%22b%E1%BA%BFn+%C4%91%C3%B2%22' },
    { name: 'search, nothing found', path: '/search?q=zzz' },
    { name: 'privacy', path: '/privacy' },
    { name: 'feed', path: '/feed.xml' },
    { name: 'JSON feed', path: '/feed.json' },
    { name: 'feed of a section', path: '/van-hoa/feed.xml' },
    { name: 'feed of comments', path: `${comments}/feed.xml` },
    { name: 'sitemap', path: '/sitemap.xml' },
    { name: 'sitemap of sections', path: '/sitemaps/sections.xml' },
    { name: 'sitemap of articles', path: '/sitemaps/1001.xml', rows: 2 * IDS_IN_A_PART + 1 },
    { name: 'sitemap of tags', path: '/sitemaps/tags/1.xml', rows: 3 * IDS_IN_A_PART + 1 },
    { name: 'sitemap of documents', path: '/sitemaps/documents-78.xml', rows: IDS_IN_A_PART },
    { name: 'news sitemap', path: '/news-sitemap.xml' },
    { name: 'web app manifest', path: '/manifest.webmanifest' },
    { name: 'sharing card', path: `${article}/card.png` },
  ]
}

/** A row of the newsroom's, and for what belongs to an article one of its own. */
function unchanged({ name, path }: Kind): Kind {
  return { name: `${name}, unchanged`, path, isConditional: true, status: 304, rows: 3 }
}

async function othersOf({ article, talkedOf, thread, withdrawn, picture, variant }: Examples): Promise<Kind[]> {
  const key = env.SIGNING_KEY
  const receipt = receiptPath(talkedOf, thread.id, await sign(key, receiptMessage(thread.id)))
  // What is not there is looked for first, and then among what has moved, with what to read instead.
  const missing = { status: 404, trips: 2, sorts: 3 }
  return [
    { name: 'query that no page knows', path: `${article}?utm_source=x`, status: 302, trips: 0 },
    { name: 'article’s former address', path: `${article}-cu`, status: 301, ...ARTICLE },
    { name: 'former site’s address', path: '/cu/bai-cu', status: 301, trips: 2, sorts: 3 },
    { name: 'former site’s query', path: '/?p=12', status: 301, sorts: 1 },
    { name: 'article withdrawn', path: withdrawn, ...missing, status: 410 },
    { name: 'article not found', path: '/van-hoa/khong-co', ...missing },
    { name: 'section not found', path: '/khong-co', ...missing },
    { name: 'comment not found', path: `${talkedOf}/comments/999999`, ...missing },
    { name: 'page not found', path: '/khong/co/trang/nay', ...missing, trips: 1 },
    { name: 'robots.txt', path: '/robots.txt', trips: 0 },
    { name: 'health', path: '/healthz' },
    // The former addresses that may have led there.
    { name: 'receipt', path: receipt, sorts: 1 },
    // Its row, whether its email wants letters, and the newsroom around it: nobody keeps it, and few ask.
    { name: 'letter’s link', path: await letterPath(key, { purpose: 'stop', noticeId: 1 }), trips: 3 },
    { name: 'picture', path: picture },
    { name: 'picture, a smaller form', path: variant },
  ]
}
