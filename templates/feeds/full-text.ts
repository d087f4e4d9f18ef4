/** An article as it is read away from its page: its lead paragraph, its text and who signed it, with addresses in full. */
import { html, raw } from 'hono/html'
import { articlePath, imagePath } from '../../worker/articles/article.ts'
import type { FeedArticle } from '../../worker/feeds/feed.ts'
import { withAbsoluteUrls } from '../../worker/text/absolute-html.ts'

export function fullText(article: FeedArticle, origin: string): string {
  const { lang, standfirst, body_html, byline } = article
  const text = raw(withAbsoluteUrls(body_html, origin, articleUrl(article, origin)))
  const lead = standfirst && html`<p><b>${standfirst}</b></p>`
  return String(html`<div lang="${lang}">${lead}${text}${byline && html`<p>${byline}</p>`}</div>`)
}

export function articleUrl(article: Pick<FeedArticle, 'section' | 'slug'>, origin: string): string {
  return origin + articlePath(article)
}

/** Null where the article has no picture. */
export function pictureOf(article: FeedArticle, origin: string) {
  const { image, image_name, image_extension } = article
  if (!image || !image_name || !image_extension) return null
  return {
    url: origin + imagePath({ id: image, name: image_name }),
    type: `image/${image_extension === 'jpg' ? 'jpeg' : image_extension}`,
    bytes: article.image_bytes ?? 0,
    width: article.image_width,
    height: article.image_height,
    alt: article.image_alt,
  }
}
