/** What a feed is, whatever the form it is sent in. */
import type { Site, Teaser } from '../articles/article.ts'
import type { Article, Section } from '../schema.ts'

export interface Feed {
  site: Site
  /** Null for that of the whole newsroom. */
  section: Section | null
  /** The newest first. */
  articles: FeedArticle[]
}

/** An article whole, as those get it who read it elsewhere. */
export interface FeedArticle extends Teaser, Pick<Article, 'byline' | 'body_html' | 'updated_at'> {
  tags: string[]
  image_bytes: number | null
}

/** RSS, of a section or of the whole newsroom. */
export function feedPath(section: string | null): string {
  return section === null ? '/feed.xml' : `/${section}/feed.xml`
}

export function modifiedAt(article: Pick<FeedArticle, 'published_at' | 'updated_at'>): number {
  return Math.max(article.published_at, article.updated_at ?? 0)
}

/** Who wrote it: the author the newsroom knows, else the line that stands under the text. */
export function creditedTo(article: Pick<FeedArticle, 'author_name' | 'byline'>): string {
  return article.author_name ?? article.byline
}
