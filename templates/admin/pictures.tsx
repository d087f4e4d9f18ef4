/** Pictures beside a text: add one, or place one that is there. Works without the script; with it, at the cursor. */
import type { EditorErrors } from '../../worker/admin/article-form.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import { figureLine, type TypedPicture } from '../../worker/admin/pictures.ts'
import { thumbnailPath } from '../../worker/media/variants.ts'
import type { Image } from '../../worker/schema.ts'
import type { EditorProps } from './editor.tsx'
import { Choice, Field } from './parts.tsx'

export function PicturePanel({ desk, editing, pictures }: Pick<EditorProps, 'desk' | 'editing' | 'pictures'>) {
  const says = desk.words.desk.pictures
  const { picture, errors = {} } = editing
  const isWrong = picture.hadFile || errors.file !== undefined || errors.alt !== undefined
  return (
    <fieldset class="pictures" id="pictures">
      <legend>{says.title}</legend>
      <p
        class="wrong"
        role="status"
        data-picture-status
        data-uploading={says.uploading}
        data-inserted={says.inserted}
        data-offline={says.offline}
      />
      <Field name="align" label={says.align}>
        {(described) => <Choice described={described} chosen={picture.align} options={Object.entries(says.aligns)} />}
      </Field>
      <details open={isWrong || pictures.length === 0}>
        <summary>{says.add}</summary>
        <PictureFields desk={desk} typed={picture} errors={errors} />
        <button type="submit" class="plain" data-upload={says.add}>
          {says.saveAndAdd}
        </button>
      </details>
      {pictures.length > 0 && (
        <>
          <h2>{says.recent}</h2>
          <ul class="thumbs">
            {pictures.map((image) => (
              <li>
                <Thumbnail image={image} />
                <button
                  type="submit"
                  class="plain"
                  name="place"
                  value={image.id}
                  data-line={figureLine(image, 'centre')}
                  aria-label={says.placeThis(image.alt)}
                >
                  {says.place}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  )
}

interface PictureFieldsProps {
  desk: Desk
  typed: TypedPicture
  errors: EditorErrors
}

/** For the library, where nothing else is in the form, file and description are `required`. */
function PictureFields({ desk, typed, errors, required = false }: PictureFieldsProps & { required?: boolean }) {
  const says = desk.words.desk.pictures
  return (
    <>
      <Field
        name="file"
        label={says.file}
        hint={says.fileHint}
        error={errors.file ?? (typed.hadFile ? says.errors.again : undefined)}
      >
        {(described) => (
          <input
            {...described}
            type="file"
            accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
            required={required}
          />
        )}
      </Field>
      <Field name="alt" label={says.alt} hint={says.altHint} error={errors.alt}>
        {(described) => <input {...described} value={typed.alt} maxlength={500} required={required} />}
      </Field>
      <Field name="caption" label={says.caption} error={errors.caption}>
        {(described) => <input {...described} value={typed.caption} maxlength={500} />}
      </Field>
      <Field name="credit" label={says.credit} hint={says.creditHint} error={errors.credit}>
        {(described) => <input {...described} value={typed.credit} maxlength={500} />}
      </Field>
    </>
  )
}

export function Thumbnail({ image }: { image: Image }) {
  const { width, height, alt } = image
  return <img src={thumbnailPath(image)} width={width} height={height} alt={alt} loading="lazy" decoding="async" />
}
