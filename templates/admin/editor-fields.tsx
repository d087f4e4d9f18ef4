/** The fields of an article, each with somebody else's newer words below it where there are any. */
import type { ArticleField } from '../../worker/admin/article-form.ts'
import { DiscussionFields } from './discussion.tsx'
import { Duplicates } from './duplicates.tsx'
import type { EditorProps } from './editor.tsx'
import { EditorRoom } from './editor-room.tsx'
import { nameOfValue } from './merging.tsx'
import { Choice, Field, timeText } from './parts.tsx'

export function ArticleText(props: EditorProps) {
  const { desk, editing, maySave } = props
  const { edit, writing } = desk.words.desk
  const { typed, errors = {} } = editing
  const readonly = maySave ? {} : { readonly: true }
  return (
    <>
      <Field name="headline" label={edit.headline} error={errors.headline} theirs={theirWords(props, 'headline')}>
        {(described) => (
          <textarea
            {...described}
            {...readonly}
            rows={2}
            required
            maxlength={300}
            lang={typed.lang}
            placeholder={writing.headlineHere}
          >
            {typed.headline}
          </textarea>
        )}
      </Field>
      <Duplicates desk={desk} duplicates={props.duplicates} />
      <Field
        name="standfirst"
        label={edit.standfirst}
        hint={edit.standfirstHint}
        error={errors.standfirst}
        theirs={theirWords(props, 'standfirst')}
      >
        {(described) => (
          <textarea
            {...described}
            {...readonly}
            rows={3}
            maxlength={1000}
            lang={typed.lang}
            placeholder={writing.standfirstHere}
          >
            {typed.standfirst}
          </textarea>
        )}
      </Field>
      <Field name="body" label={edit.body} error={errors.body}>
        {(described) => (
          <>
            {maySave && <EditorRoom desk={desk} />}
            <textarea {...described} {...readonly} rows={24} lang={typed.lang}>
              {typed.body}
            </textarea>
          </>
        )}
      </Field>
      <details class="help">
        <summary>{edit.help}</summary>
        <dl>
          {edit.helpLines.map(([typed, meant]) => (
            <div>
              <dt>
                <code>{typed}</code>
              </dt>
              <dd>{meant}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

export function ArticleFacts(props: EditorProps) {
  const { desk, editing, authors, maySave } = props
  const { edit } = desk.words.desk
  const { typed, errors = {} } = editing
  const readonly = maySave ? {} : { readonly: true }
  const sections: [string, string][] = desk.site.sections.map(({ slug, name }) => [slug, name])
  const line = (name: 'byline' | 'source_credit' | 'tags' | 'slug' | 'translation_of', label: string, hint: string) => (
    <Field name={name} label={label} hint={hint} error={errors[name]} theirs={theirWords(props, name)}>
      {(described) => <input {...described} {...readonly} value={typed[name]} autocomplete="off" />}
    </Field>
  )
  return (
    <fieldset class="facts">
      <legend>{edit.settings}</legend>
      <Field name="section" label={edit.section} error={errors.section} theirs={theirWords(props, 'section')}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.section}
            options={[...(typed.section ? [] : [['', edit.chooseSection] as [string, string]]), ...sections]}
          />
        )}
      </Field>
      <Field name="author" label={edit.author} error={errors.author} theirs={theirWords(props, 'author')}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.author}
            options={[['', edit.noAuthor], ...authors.map(({ slug, name }): [string, string] => [slug, name])]}
          />
        )}
      </Field>
      {line('byline', edit.byline, edit.bylineHint)}
      {line('source_credit', edit.source_credit, edit.sourceCreditHint)}
      {line('tags', edit.tags, edit.tagsHint)}
      <Field name="lang" label={edit.lang} error={errors.lang} theirs={theirWords(props, 'lang')}>
        {(described) => <Choice described={described} chosen={typed.lang} options={Object.entries(edit.langs)} />}
      </Field>
      {line('translation_of', edit.translation_of, edit.translationHint)}
      {line('slug', edit.slug, edit.slugHint)}
      {desk.can.edit && <DiscussionFields desk={desk} editing={editing} />}
    </fieldset>
  )
}

/** The newer version's words, where both changed the field; to be read and copied from. */
function theirWords({ desk, editing: { conflict }, authors }: EditorProps, field: ArticleField) {
  const isOpen = conflict?.merged.open.some((open) => open.field === field)
  if (!conflict || !isOpen) return undefined
  const { edit } = desk.words.desk
  return (
    <>
      <p>{edit.conflict.theirs(conflict.by, timeText(conflict.at, desk))}</p>
      <blockquote>{nameOfValue(field, conflict.theirs[field], desk, authors) || edit.conflict.empty}</blockquote>
    </>
  )
}
