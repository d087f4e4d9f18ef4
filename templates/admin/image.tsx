/** One picture of the library. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { ImageErrors, TypedImage } from '../../worker/admin/image-form.ts'
import type { Act } from '../../worker/admin/queries.ts'
import { cropOf } from '../../worker/media/focus.ts'
import type { Uses } from '../../worker/media/library.ts'
import { stillOf } from '../../worker/media/variants.ts'
import type { Image } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { ErrorSummary, Field, Notice, Status, Time } from './parts.tsx'

interface Props {
  desk: Desk
  image: Image
  /** Who uploaded it, by name. */
  by: string
  typed: TypedImage
  errors: ImageErrors
  uses: Uses
  isUsed: boolean
  replacement: { replaced_with: string; waiting: number } | null
  acts: Act[]
  line: string
  mayChange: boolean
  done: 'saved' | 'replaced' | null
}

const pathOf = (id: string) => `/admin/images/${id}`

export function ImagePage(props: Props) {
  const { desk, image, errors, done, line } = props
  const { one: says, libraryTitle, figure } = desk.words.desk.pictures
  const title = image.alt || image.caption || image.name
  return (
    <DeskLayout desk={desk} title={title} place="images" scripts={['desk', 'pictures']}>
      <header class="head slim">
        <h1>{title}</h1>
        <p>
          <a href="/admin/images">{libraryTitle}</a>
        </p>
      </header>
      {done && (
        <Notice>
          <p>{done === 'saved' ? says.saved : says.replacedNow}</p>
        </Notice>
      )}
      <Replaced {...props} />
      <ErrorSummary
        title={says.summary}
        errors={errors}
        fields={['alt', 'caption', 'credit', 'focus_x', 'focus_y', 'file']}
      />
      <div class="picture-file">
        <div class="shown">
          <Shown {...props} />
          <Facts {...props} />
          <input class="line" readonly value={line} aria-label={figure} data-copy />
        </div>
        <Words {...props} />
        <div class="after">
          <Used {...props} />
          {desk.can.edit && <Replace {...props} />}
          {props.mayChange && <Remove {...props} />}
          <History {...props} />
        </div>
      </div>
    </DeskLayout>
  )
}

/** A click on it moves the focal point; the fields say the same. */
function Shown({ image, mayChange }: Props) {
  const { path, width, height } = stillOf(image)
  return (
    <figure class="focus" data-focus={mayChange ? '' : null}>
      <img src={path} width={width} height={height} alt={image.alt} />
    </figure>
  )
}

function Facts({ desk, image, by }: Props) {
  const { one: says, size } = desk.words.desk.pictures
  const isSmall = image.bytes < 1_000_000
  const amount = image.bytes / (isSmall ? 1000 : 1_000_000)
  const weight = `${amount.toLocaleString(desk.words.locale, { maximumSignificantDigits: 2 })} ${isSmall ? 'kB' : 'MB'}`
  return (
    <p class="about">
      <span>{image.name}</span>
      <span>{size(image.width, image.height)}</span>
      <span>{weight}</span>
      <span>
        {says.by} {by}, <Time ms={image.uploaded_at} desk={desk} />
      </span>
      <span>{image.is_public ? says.public : says.hidden}</span>
      <a href={`${pathOf(image.id)}/original`} download>
        {says.original}
      </a>
    </p>
  )
}

function Words({ desk, image, typed, errors, mayChange }: Props) {
  const { one: says, alt, altHint, caption, credit, creditHint } = desk.words.desk.pictures
  const still = stillOf(image).path
  return (
    <form class="words" method="post" action={pathOf(image.id)}>
      {!mayChange && <p class="hint">{says.readOnly}</p>}
      <fieldset disabled={!mayChange}>
        <Field name="alt" label={alt} hint={altHint} error={errors.alt}>
          {(described) => (
            <textarea {...described} rows={2} maxlength={500}>
              {typed.alt}
            </textarea>
          )}
        </Field>
        <Field name="caption" label={caption} error={errors.caption}>
          {(described) => (
            <textarea {...described} rows={2} maxlength={500}>
              {typed.caption}
            </textarea>
          )}
        </Field>
        <Field name="credit" label={credit} hint={creditHint} error={errors.credit}>
          {(described) => <input {...described} value={typed.credit} maxlength={500} />}
        </Field>
        <p class="hint">{says.inherits}</p>
        <fieldset class="point">
          <legend>{says.focus}</legend>
          <p class="hint">{says.focusHint}</p>
          <div class="numbers">
            {(['focus_x', 'focus_y'] as const).map((name) => (
              <Field name={name} label={name === 'focus_x' ? says.focusX : says.focusY} error={errors[name]}>
                {(described) => (
                  <input {...described} type="number" min={0} max={100} step={1} value={typed[name]} required />
                )}
              </Field>
            ))}
          </div>
          <div class="crops" role="img" aria-label={says.crops}>
            {['wide', 'square', 'tall'].map((shape) => (
              <img class={shape} src={still} alt="" data-f={cropOf(image) || null} data-crop />
            ))}
          </div>
        </fieldset>
        <button type="submit" class="main">
          {says.save}
        </button>
      </fieldset>
    </form>
  )
}

function Used({ desk, uses, isUsed }: Props) {
  const says = desk.words.desk.pictures.one
  const others = uses.count - uses.articles.length
  return (
    <section>
      <h2>{says.uses}</h2>
      {!isUsed && <p class="empty">{says.usesNone}</p>}
      <ul class="used">
        {uses.articles.map((article) => (
          <li>
            <a href={`/admin/articles/${article.id}`}>{article.headline}</a>{' '}
            <Status status={article.status} desk={desk} />
          </li>
        ))}
        {others > 0 && <li>{says.usesMore(others)}</li>}
        {uses.authors.map(({ slug, name }) => (
          <li>
            <a href={`/authors/${slug}`}>{says.usesAuthor(name)}</a>
          </li>
        ))}
        {uses.unsaved > 0 && <li>{says.usesUnsaved(uses.unsaved)}</li>}
      </ul>
    </section>
  )
}

function Replaced({ desk, replacement }: Props) {
  const says = desk.words.desk.pictures.one
  if (!replacement) return null
  return (
    <Notice>
      <p>
        {replacement.waiting > 0 && `${says.replacing(replacement.waiting)} `}
        {says.replacedWith} <a href={pathOf(replacement.replaced_with)}>{says.newOne}</a>.
      </p>
    </Notice>
  )
}

function Replace({ desk, image, uses, errors }: Props) {
  const { one: says, fileHint, file } = desk.words.desk.pictures
  return (
    <details open={errors.file !== undefined}>
      <summary>{says.replace}</summary>
      <form method="post" action={`${pathOf(image.id)}/replacement`} enctype="multipart/form-data">
        <p>{says.replaceWarn(uses.count)}</p>
        <Field name="file" label={file} hint={fileHint} error={errors.file}>
          {(described) => (
            <input {...described} type="file" accept="image/jpeg,image/png,image/webp,image/gif,image/avif" required />
          )}
        </Field>
        <button type="submit" class="plain">
          {says.replaceButton}
        </button>
      </form>
    </details>
  )
}

function Remove({ desk, image, isUsed }: Props) {
  const says = desk.words.desk.pictures.one
  return (
    <details>
      <summary>{says.remove}</summary>
      {isUsed ? (
        <p>{says.removeUsed}</p>
      ) : (
        <form method="post" action={pathOf(image.id)}>
          <p>{says.removeWarn}</p>
          <button type="submit" class="plain" name="_method" value="DELETE">
            {says.removeButton}
          </button>
        </form>
      )}
    </details>
  )
}

function History({ desk, acts }: Props) {
  const says = desk.words.desk.pictures.one
  if (acts.length === 0) return null
  const about = ({ action, detail }: Act) => {
    const fields = Object.keys(detail).flatMap((field) => says.fields[field] ?? [])
    return `${says.acts[action] ?? action}${action === 'image_changed' ? ` ${fields.join(', ')}` : ''}`
  }
  return (
    <details>
      <summary>{says.history}</summary>
      <ol class="acts">
        {acts.map((act) => (
          <li>
            <b>{act.by}</b> {about(act)} <Time ms={act.at} desk={desk} />
          </li>
        ))}
      </ol>
    </details>
  )
}
