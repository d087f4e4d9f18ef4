/** The card that stands for an article without a picture wherever its address is shared. */
import { articlePath } from '../articles/article.ts'
import type { Article } from '../schema.ts'

/** In pixels: what social networks ask for. Source: ogp.me; developers.facebook.com/docs/sharing/webmasters/images. */
export const CARD = { width: 1200, height: 630 }

/** What is written on it. */
export interface CardText {
  section: string
  headline: string
  /** As readers see it: «26/02/2024». */
  date: string
  newsroom: string
}

export function cardPath(article: Pick<Article, 'section' | 'slug'>): string {
  return `${articlePath(article)}/card.png`
}
