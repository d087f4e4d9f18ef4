/** The list of authors, and one author's form. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Typed, Wrong } from '../../worker/admin/typed.ts'
import { thumbnailPath } from '../../worker/media/variants.ts'
import { AUTHOR_FIELDS, type AuthorField } from '../../worker/newsroom/authors.ts'
import type { Author, Image } from '../../worker/schema.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Field } from './parts.tsx'

export function AuthorsPage({ desk, authors, told }: { desk: Desk; authors: Author[]; told: string | null }) {
  const says = desk.words.desk.newsroom.authors
  const add = (
    <a class="button main" href="/admin/authors/new">
      {says.add}
    </a>
  )
  return (
    <NewsroomPage desk={desk} place="authors" title={says.title} intro={says.intro} told={told} aside={add}>
      {authors.length === 0 && <p class="empty">{says.none}</p>}
      <ul class="rows">
        {authors.map(({ slug, name, bio }) => (
          <li class="entry">
            <div>
              <p>
                <b>{name}</b>
              </p>
              <p class="about">
                <a href={`/authors/${slug}`} aria-label={says.viewOf(name)}>
                  {says.view}
                </a>
                <span>{bio.length > 140 ? `${bio.slice(0, 140).trimEnd()}…` : bio}</span>
              </p>
            </div>
            <a class="button" href={`/admin/authors/${slug}`} aria-label={says.changeOf(name)}>
              {says.change}
            </a>
          </li>
        ))}
      </ul>
    </NewsroomPage>
  )
}

interface AuthorProps {
  desk: Desk
  /** Null for a new one, and so `made`. */
  author: Author | null
  made: Typed<AuthorField> | null
  typed: Typed<AuthorField>
  portraits: Image[]
  wrong?: Wrong<AuthorField>
  problem?: string | undefined
}

export function AuthorPage({ desk, author, made, typed, portraits, wrong = {}, problem }: AuthorProps) {
  const says = desk.words.desk.newsroom.authors
  const path = author ? `/admin/authors/${author.slug}` : '/admin/authors'
  const title = author?.name ?? says.add
  return (
    <NewsroomPage desk={desk} place="authors" title={title} problem={problem} wrong={wrong} fields={AUTHOR_FIELDS}>
      <form class="settings" method="post" action={path}>
        {made && <input type="hidden" name="made_from" value={JSON.stringify(made)} />}
        <Field name="name" label={says.name} error={wrong.name}>
          {(described) => <input {...described} maxlength={80} value={typed.name} autocomplete="off" required />}
        </Field>
        <Field name="slug" label={says.slug} hint={author ? says.renameHint : says.slugHint} error={wrong.slug}>
          {(described) => <input {...described} maxlength={80} value={typed.slug} autocomplete="off" />}
        </Field>
        <Field name="bio" label={says.bio} hint={says.bioHint} error={wrong.bio}>
          {(described) => (
            <textarea {...described} rows={5} maxlength={2000}>
              {typed.bio}
            </textarea>
          )}
        </Field>
        <Portraits desk={desk} chosen={typed.image} portraits={portraits} error={wrong.image} />
        <SaveOrBack desk={desk} back="/admin/authors" />
      </form>
      {author && (
        <form method="post" action={path}>
          <h2 class="bar">{says.remove}</h2>
          <input type="hidden" name="_method" value="DELETE" />
          <p class="hint">{says.removeHint}</p>
          <p class="decide">
            <button type="submit" class="danger">
              {says.remove}
            </button>
          </p>
        </form>
      )}
    </NewsroomPage>
  )
}

interface PortraitsProps {
  desk: Desk
  chosen: string
  portraits: Image[]
  error: string | undefined
}

function Portraits({ desk, chosen, portraits, error }: PortraitsProps) {
  const says = desk.words.desk.newsroom.authors
  const isThere = portraits.some(({ id }) => id === chosen)
  return (
    <fieldset id="f-image" tabindex={-1} aria-describedby={error && 'f-image-wrong'}>
      <legend>{says.image}</legend>
      {error && (
        <p class="wrong" id="f-image-wrong">
          {error}
        </p>
      )}
      <div class="portraits">
        {portraits.map((image) => (
          <label>
            <input type="radio" name="image" value={image.id} checked={image.id === chosen} />
            <img src={thumbnailPath(image)} alt={image.alt} width={image.width} height={image.height} loading="lazy" />
          </label>
        ))}
        <label>
          <input type="radio" name="image" value="" checked={!isThere} />
          {says.noImage}
        </label>
      </div>
      <Field name="other_image" label={says.otherImage} hint={says.imageHint}>
        {(described) => (
          <input {...described} maxlength={300} value={isThere ? '' : chosen} autocomplete="off" inputmode="url" />
        )}
      </Field>
    </fieldset>
  )
}
