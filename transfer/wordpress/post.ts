/** What WordPress says of a post, in our words. */
import type { EpochMs } from '../../worker/env.ts'
import { offsetMs } from '../../worker/text/dates.ts'
import { allIn, type Element, textIn } from './wxr.ts'

export interface Post {
  id: number
  /** `post`, `page`, `attachment`, or what a plugin made. */
  type: string
  status: string
  title: string
  /** Its address, whole. */
  link: string
  /** A permanent name, often its address by number. */
  guid: string
  slug: string
  /** The login of who wrote it. */
  author: string
  /** Null where WordPress gave it none. */
  at: EpochMs | null
  parent: number
  content: string
  excerpt: string
  isProtected: boolean
  takesComments: boolean
  terms: { domain: string; slug: string; name: string }[]
  meta: Map<string, string>
  attachmentUrl: string
  comments: PostComment[]
}

export interface PostComment {
  id: number
  parent: number
  name: string
  email: string
  body: string
  /** `1`, `0`, `spam`, `trash`, `post-trashed`. */
  approved: string
  /** Empty or `comment`; `pingback`, `trackback`, or what a plugin made. */
  type: string
  at: EpochMs | null
}

/** @param timeZone the newsroom's, for what has no time of the world: drafts */
export function postOf(item: Element, timeZone: string): Post {
  const text = (name: string) => textIn(item, name).trim()
  return {
    id: Number(text('wp:post_id')) || 0,
    type: text('wp:post_type') || 'post',
    status: text('wp:status'),
    title: text('title'),
    link: text('link'),
    guid: text('guid'),
    slug: text('wp:post_name'),
    author: text('dc:creator'),
    at: timeOf(text('wp:post_date_gmt'), text('wp:post_date'), timeZone),
    parent: Number(text('wp:post_parent')) || 0,
    content: textIn(item, 'content:encoded'),
    excerpt: textIn(item, 'excerpt:encoded'),
    isProtected: text('wp:post_password') !== '',
    takesComments: text('wp:comment_status') !== 'closed',
    terms: allIn(item, 'category').map(({ attributes, text: name }) => ({
      domain: attributes['domain'] ?? '',
      slug: attributes['nicename'] ?? '',
      name: name.trim(),
    })),
    meta: new Map(
      allIn(item, 'wp:postmeta').map((meta) => [textIn(meta, 'wp:meta_key'), textIn(meta, 'wp:meta_value')]),
    ),
    attachmentUrl: text('wp:attachment_url'),
    comments: allIn(item, 'wp:comment').map((comment) => commentOf(comment, timeZone)),
  }
}

function commentOf(element: Element, timeZone: string): PostComment {
  const text = (name: string) => textIn(element, name).trim()
  return {
    id: Number(text('wp:comment_id')) || 0,
    parent: Number(text('wp:comment_parent')) || 0,
    name: text('wp:comment_author'),
    email: text('wp:comment_author_email'),
    body: textIn(element, 'wp:comment_content'),
    approved: text('wp:comment_approved'),
    type: text('wp:comment_type'),
    at: timeOf(text('wp:comment_date_gmt'), text('wp:comment_date'), timeZone),
  }
}

/** `2024-02-26 05:53:00`, in the world's time where WordPress has it. */
export function timeOf(gmt: string, local: string, timeZone: string): EpochMs | null {
  const world = Date.parse(`${gmt.replace(' ', 'T')}Z`)
  if (/^[1-9]/.test(gmt) && !Number.isNaN(world)) return world
  const clock = Date.parse(`${local.replace(' ', 'T')}Z`)
  return /^[1-9]/.test(local) && !Number.isNaN(clock) ? clock - offsetMs(clock, timeZone) : null
}
