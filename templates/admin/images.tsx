/** The library of pictures. */
import type { EditorErrors } from '../../worker/admin/article-form.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { TypedPicture } from '../../worker/admin/pictures.ts'
import type { Image } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { ErrorSummary, Notice } from './parts.tsx'
import { PictureFields, Thumbnail } from './pictures.tsx'

type Listed = Image & { line: string }

interface Props {
  desk: Desk
  images: Listed[]
  /** The one that came a moment ago. */
  added: Listed | null
  typed: TypedPicture
  errors: EditorErrors
}

export function ImageLibrary({ desk, images, added, typed, errors }: Props) {
  const says = desk.words.desk.pictures
  return (
    <DeskLayout desk={desk} title={says.libraryTitle} place="images" scripts={['desk']}>
      <header class="head">
        <h1>{says.libraryTitle}</h1>
      </header>
      {added && (
        <Notice>
          <p>{says.added}</p>
          <FigureLine label={says.figure} line={added.line} />
        </Notice>
      )}
      <ErrorSummary title={says.errors.summary} errors={errors} fields={['file', 'alt', 'caption', 'credit']} />
      <details class="upload" open={images.length === 0 || Object.keys(errors).length > 0}>
        <summary>{says.add}</summary>
        <form method="post" action="/admin/images" enctype="multipart/form-data">
          <PictureFields desk={desk} typed={typed} errors={errors} required />
          <button type="submit" class="main">
            {says.upload}
          </button>
        </form>
      </details>
      {images.length === 0 && <p class="empty">{says.noneYet}</p>}
      <ul class="library">
        {images.map((image) => (
          <li>
            <Thumbnail image={image} />
            <p>{image.caption || image.alt}</p>
            <p class="about">
              <span>{says.size(image.width, image.height)}</span>
              {image.credit && <span>{image.credit}</span>}
            </p>
            <FigureLine label={says.figure} line={image.line} />
          </li>
        ))}
      </ul>
    </DeskLayout>
  )
}

/** Ready to be copied: the script marks all of it at a click. */
function FigureLine({ label, line }: { label: string; line: string }) {
  return <input class="line" readonly value={line} aria-label={label} data-copy />
}
