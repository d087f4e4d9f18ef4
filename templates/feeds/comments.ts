/** What readers say about an article, for those who follow it in a program of their own: RSS 2.0, the newest first. */
import { articlePath, type Site } from '../../worker/articles/article.ts'
import { commentPath, commentsFeedPath, type ThreadComment } from '../../worker/comments/thread.ts'
import type { DiscussedArticle } from '../../worker/comments/thread-queries.ts'
import type { Words } from '../../worker/text/words.ts'
import { cdata, xml } from '../../worker/text/xml.ts'
import { MINUTES_TO_LIVE, rfc822 } from './rss.ts'

interface Props {
  site: Site
  words: Words
  article: DiscussedArticle
  comments: ThreadComment[]
}

export function commentsRss({ site: { origin, settings }, words, article, comments }: Props): string {
  const says = words.comments
  const newest = comments[0]
  return `${xml`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${says.feed(article.headline)}</title>
<link>${origin}${articlePath(article)}</link>
<description>${says.feed(article.headline)} · ${settings.name}</description>
<language>${settings.locale}</language>
${newest && xml`<lastBuildDate>${rfc822(newest.created_at)}</lastBuildDate>\n`}<docs>https://www.rssboard.org/rss-specification</docs>
<ttl>${MINUTES_TO_LIVE}</ttl>
<atom:link href="${origin}${commentsFeedPath(article)}" rel="self" type="application/rss+xml"/>
${comments.map((comment) => {
  const url = origin + commentPath(article, comment.id)
  return xml`<item>
<title>${says.by(comment.name)}</title>
<link>${url}</link>
<guid isPermaLink="true">${url}</guid>
<pubDate>${rfc822(comment.created_at)}</pubDate>
<dc:creator>${comment.name}</dc:creator>
<description>${cdata(asHtml(comment.body))}</description>
</item>
`
})}</channel>
</rss>
`}`
}

/** A description is read as HTML: what looks like markup in a reader's words is text there too. */
function asHtml(text: string): string {
  return String(xml`${text}`).replaceAll('\n', '<br>')
}
