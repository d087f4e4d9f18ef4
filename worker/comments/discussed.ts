/** What all pages about an article's comments are answered with that its state decides. */
import type { Context } from 'hono'
import { articleEtag } from '../articles/page-revision.ts'
import { articleTags, cachePage } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { type CommentMode, commentModeOf } from './comment.ts'
import type { Discussed, DiscussedArticle } from './thread-queries.ts'

interface Judged {
  article: DiscussedArticle
  mode: CommentMode
}

/** Null where readers may see nothing of this kind. */
export function judge({ site, article }: Discussed): Judged | null {
  if (article?.status !== 'published') return null
  const mode = commentModeOf(article, site.settings, Date.now())
  return mode === 'none' ? null : { article, mode }
}

/** Where it stands by now, or that it is withdrawn, or nowhere: as the article itself answers. */
export function elsewhere(
  c: Context<AppEnv>,
  { article, movedTo }: Discussed,
  pathOn: (article: NonNullable<Discussed['movedTo']>) => string,
) {
  if (article?.status === 'published') return refuse(c, 'not_found')
  if (movedTo?.status === 'published') return c.redirect(pathOn(movedTo), 301)
  return refuse(c, article?.status === 'withdrawn' || movedTo?.status === 'withdrawn' ? 'withdrawn' : 'not_found')
}

export function keep(c: Context<AppEnv>, { site }: Discussed, { article, mode }: Judged): void {
  cachePage(c, articleEtag(c, { ...article, revision: site.settings.revision, mode }), articleTags(article))
}
