/** An article as it is read away from its page: its lead paragraph, its text and who signed it, with addresses in full. */
import { articlePath, leadImage } from '../../worker/articles/article.ts'
import type { FeedArticle } from '../../worker/feeds/feed.ts'
import { stillOf } from '../../worker/media/variants.ts'
import { withAbsoluteUrls } from '../../worker/text/absolute-html.ts'
import { html, raw } from '../markup.ts'

export function fullText(article: FeedArticle, origin: string): string {
  const { lang, standfirst, body_html, byline } = article
  const text = raw(withAbsoluteUrls(body_html, origin, articleUrl(article, origin)))
  const lead = standfirst && html`<p><b>${standfirst}</b></p>`
  return String(html`<div lang="${lang}">${lead}${text}${byline && html`<p>${byline}</p>`}</div>`)
}

export function articleUrl(article: Pick<FeedArticle, 'section' | 'slug'>, origin: string): string {
  return origin + articlePath(article)
}

/** Null where the article has no picture. Its length is not known where it was made from what was uploaded. */
export function pictureOf(article: FeedArticle, origin: string) {
  const image = leadImage(article)
  if (!image) return null
  const { path, type, width, height } = stillOf(image)
  return {
    url: origin + path,
    type,
    width,
    height,
    alt: image.alt,
    bytes: image.variants === 'none' ? article.image_bytes : null,
  }
}
