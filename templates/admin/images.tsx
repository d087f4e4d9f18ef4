/** The library of pictures. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Answered } from '../../worker/admin/images.tsx'
import { figureLine } from '../../worker/admin/pictures.ts'
import type { LibraryImage, LibraryQuery } from '../../worker/media/library.ts'
import type { Image } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { Notice, Pages, Tabs } from './parts.tsx'
import { Thumbnail } from './pictures.tsx'

interface Props {
  desk: Desk
  query: LibraryQuery
  images: LibraryImage[]
  /** Where the next page begins. */
  older: number | null
  isFirst: boolean
  answered: Answered
  done: 'described' | 'deleted' | null
}

const PATH = '/admin/images'

export function ImageLibrary({ desk, query, images, older, isFirst, answered, done }: Props) {
  const { libraryTitle, noneYet, library: says } = desk.words.desk.pictures
  const isAsked = query.words !== '' || query.filter !== 'all'
  return (
    <DeskLayout desk={desk} title={libraryTitle} place="images" scripts={['desk', 'pictures']}>
      <header class="head">
        <h1>{libraryTitle}</h1>
        <Search desk={desk} query={query} />
      </header>
      {done && (
        <Notice>
          <p>{says.done[done]}</p>
        </Notice>
      )}
      <Refused desk={desk} answered={answered} />
      <Upload desk={desk} />
      <Descriptions desk={desk} images={answered.added} />
      <Tabs
        label={says.filter}
        tabs={(Object.keys(says.filters) as LibraryQuery['filter'][]).map((filter) => ({
          path: pathOf({ ...query, filter }),
          label: says.filters[filter],
          isCurrent: filter === query.filter,
        }))}
      />
      {images.length === 0 && <p class="empty">{isAsked || !isFirst ? says.nothing : noneYet}</p>}
      <ul class="library">
        {images.map((image) => (
          <li>
            <Card desk={desk} image={image} />
          </li>
        ))}
      </ul>
      <Pages desk={desk} path={pathOf(query)} older={older === null ? null : String(older)} isFirst={isFirst} />
    </DeskLayout>
  )
}

function pathOf({ words, filter }: Pick<LibraryQuery, 'words' | 'filter'>): string {
  const asked = new URLSearchParams({ ...(words && { q: words }), ...(filter !== 'all' && { filter }) })
  return asked.size > 0 ? `${PATH}?${asked}` : PATH
}

function Search({ desk, query }: Pick<Props, 'desk' | 'query'>) {
  const says = desk.words.desk.pictures.library
  return (
    <search>
      <form class="find" action={PATH}>
        {query.filter !== 'all' && <input type="hidden" name="filter" value={query.filter} />}
        <input
          type="search"
          name="q"
          value={query.words}
          maxlength={200}
          aria-label={says.search}
          placeholder={says.searchHint}
        />
        <button type="submit" class="plain">
          {says.find}
        </button>
      </form>
    </search>
  )
}

function Card({ desk, image }: { desk: Desk; image: LibraryImage }) {
  const { library: says, size } = desk.words.desk.pictures
  return (
    <a href={`${PATH}/${image.id}`}>
      <Thumbnail image={{ ...image, alt: '' }} />
      {image.caption || image.alt || image.name}
      <span class="about">
        <span>{size(image.width, image.height)}</span>
        {image.credit && <span>{image.credit}</span>}
        {image.alt ? <span>{says.uses(image.uses)}</span> : <strong class="lacks">{says.undescribed}</strong>}
      </span>
    </a>
  )
}

/** What was not taken, each by its name: the script writes the same into its own list. */
function Refused({ desk, answered: { refused } }: Pick<Props, 'desk' | 'answered'>) {
  if (refused.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <p>
        <b>{desk.words.desk.pictures.library.refused}</b>
      </p>
      <ul>
        {refused.map(({ name, message }) => (
          <li>
            {name && <b>{name}: </b>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Upload({ desk }: Pick<Props, 'desk'>) {
  const { library: says } = desk.words.desk.pictures
  return (
    <form
      class="uploads"
      method="post"
      action={PATH}
      enctype="multipart/form-data"
      data-uploads={JSON.stringify(says.upload)}
    >
      <div class="field drop">
        <label for="f-file">{says.files}</label>
        <input
          id="f-file"
          name="file"
          type="file"
          multiple
          required
          accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
          aria-describedby="f-file-hint"
        />
        <p class="hint" id="f-file-hint">
          {says.filesHint}
        </p>
      </div>
      <div class="field">
        <label for="f-credit">{says.creditAll}</label>
        <input id="f-credit" name="credit" maxlength={500} aria-describedby="f-credit-hint" />
        <p class="hint" id="f-credit-hint">
          {says.creditAllHint(desk.site.settings.default_credit)}
        </p>
      </div>
      <button type="submit" class="main">
        {says.send}
      </button>
      <ul class="queue" data-queue />
      <p class="about" role="status" data-told />
    </form>
  )
}

/** The words of what has just come. The script adds rows of its own from the template. */
function Descriptions({ desk, images }: { desk: Desk; images: Image[] }) {
  const says = desk.words.desk.pictures.library
  return (
    <form
      class="descriptions"
      method="post"
      action={`${PATH}/descriptions`}
      data-descriptions
      hidden={images.length === 0}
    >
      <h2>{says.describe}</h2>
      <p class="hint">{says.describeHint}</p>
      <ul data-described>
        {images.map((image) => (
          <li>
            <Description desk={desk} image={image} />
          </li>
        ))}
      </ul>
      <p>
        <button type="submit" class="main">
          {says.saveAll}
        </button>{' '}
        <button type="button" class="plain" data-same-credit hidden>
          {says.sameCredit}
        </button>
      </p>
      <template data-description>
        <li>
          <Description desk={desk} image={null} />
        </li>
      </template>
    </form>
  )
}

function Description({ desk, image }: { desk: Desk; image: Image | null }) {
  const says = desk.words.desk.pictures
  const id = image?.id ?? ''
  const field = (name: 'alt' | 'caption' | 'credit') => (
    <label>
      {says[name]}
      <input name={`${name}.${id}`} value={image?.[name] ?? ''} maxlength={500} />
    </label>
  )
  return (
    <>
      <input type="hidden" name="id" value={id} />
      {image ? <Thumbnail image={{ ...image, alt: '' }} /> : <span data-thumbnail />}
      <div class="words">
        {field('alt')}
        {field('caption')}
        {field('credit')}
        <input
          class="line"
          readonly
          value={image ? figureLine(image, 'centre') : ''}
          aria-label={says.figure}
          data-copy
        />
      </div>
    </>
  )
}
