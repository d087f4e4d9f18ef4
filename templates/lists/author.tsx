/** Who somebody is, and what they have written. */
import { leadImage, type Site, type TeaserPage } from '../../worker/articles/article.ts'
import { type AuthorView, authorPath } from '../../worker/lists/list.ts'
import type { Words } from '../../worker/text/words.ts'
import { AuthorData } from '../articles/structured-data.tsx'
import { Picture } from '../picture.tsx'
import { ListPage } from './list.tsx'

interface Props {
  site: Site
  words: Words
  author: AuthorView
  page: TeaserPage
}

export function AuthorPage({ site, words, author, page }: Props) {
  const { slug, name, bio } = author
  return (
    <ListPage
      site={site}
      words={words}
      path={authorPath(slug)}
      title={name}
      description={bio || words.lists.aboutAuthor(name, site.settings.name)}
      kicker={<p class="kicker">{words.lists.author}</p>}
      intro={bio}
      portrait={<Portrait author={author} />}
      page={page}
      empty={{ title: words.lists.emptyAuthor, hint: words.lists.emptyAuthorHint }}
      data={<AuthorData site={site} author={author} />}
    />
  )
}

function Portrait({ author }: Pick<Props, 'author'>) {
  const image = leadImage(author)
  if (!image) return null
  return (
    <div class="portrait">
      <Picture image={image} place="portrait" first />
    </div>
  )
}
