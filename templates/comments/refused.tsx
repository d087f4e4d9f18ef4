/** The form once more, with everything that was typed and what to mend. Never cached. */
import { articlePath, type Site, type Teaser } from '../../worker/articles/article.ts'
import type { CommentView, TypedComment } from '../../worker/comments/comment.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { type CommentErrors, CommentForm, type TurnstilePlace } from './form.tsx'

interface Props {
  site: Site
  words: Words
  article: Pick<Teaser, 'section' | 'slug' | 'headline' | 'lang'>
  form: TurnstilePlace & {
    typed: Partial<TypedComment>
    errors: CommentErrors
    parent?: Pick<CommentView, 'id' | 'name'> | null
  }
}

export function CommentRefused({ site, words, article, form }: Props) {
  const path = articlePath(article)
  const lang = article.lang === site.settings.locale ? undefined : article.lang
  return (
    <Layout
      site={site}
      words={words}
      title={words.form.refusedTitle}
      section={article.section}
      look={['lists', 'fields', 'comments']}
    >
      <div class="frame page narrow">
        <header>
          <h1>{words.form.refusedTitle}</h1>
          <p>
            {words.form.onArticle}{' '}
            <a href={path} lang={lang}>
              {article.headline}
            </a>
          </p>
        </header>
        <CommentForm words={words} action={`${path}/comments`} {...form} />
      </div>
    </Layout>
  )
}
