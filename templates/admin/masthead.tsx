/** The masthead's form. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Typed, Wrong } from '../../worker/admin/typed.ts'
import { LOCALES, MASTHEAD_FIELDS, MAX_LINE, type MastheadField, timeZones } from '../../worker/newsroom/settings.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Choice, Field } from './parts.tsx'

interface Props {
  desk: Desk
  /** What the newsroom's clock shows. */
  now: string
  made: Typed<MastheadField>
  typed: Typed<MastheadField>
  wrong?: Wrong<MastheadField>
  problem?: string | undefined
  isSaved?: boolean
}

export function MastheadPage({ desk, now, made, typed, wrong = {}, problem, isSaved = false }: Props) {
  const { newsroom, commentSettings } = desk.words.desk
  const says = newsroom.masthead
  const line = (name: MastheadField, label: string, hint?: string, type = 'text') => (
    <Field name={name} label={label} hint={hint} error={wrong[name]}>
      {(described) => (
        <input
          {...described}
          type={type}
          maxlength={MAX_LINE}
          value={typed[name]}
          autocomplete="off"
          required={name === 'name'}
        />
      )}
    </Field>
  )
  return (
    <NewsroomPage
      desk={desk}
      place="settings"
      title={says.title}
      intro={says.intro}
      told={isSaved ? newsroom.saved : null}
      problem={problem}
      wrong={wrong}
      fields={MASTHEAD_FIELDS}
    >
      <form class="settings" method="post" action="/admin/settings">
        <input type="hidden" name="made_from" value={JSON.stringify(made)} />
        <fieldset>
          <legend>{says.about}</legend>
          {line('name', says.name)}
          {line('tagline', says.tagline, says.taglineHint)}
          {line('publisher', says.publisher)}
          {line('licence', says.licence, says.licenceHint)}
          {line('editor_in_chief', says.editor_in_chief)}
          {line('address', says.address)}
          {line('phone', says.phone, undefined, 'tel')}
          {line('email', says.email, says.emailHint, 'email')}
          {line('copyright', says.copyright, says.copyrightHint)}
        </fieldset>
        <fieldset>
          <legend>{says.language}</legend>
          <Field name="locale" label={says.locale} hint={says.localeHint} error={wrong.locale}>
            {(described) => (
              <Choice
                described={described}
                chosen={typed.locale}
                options={LOCALES.map((locale): [string, string] => [locale, says.locales[locale]])}
              />
            )}
          </Field>
          <Field name="time_zone" label={says.time_zone} hint={says.timeZoneHint(now)} error={wrong.time_zone}>
            {(described) => (
              <Choice
                described={described}
                chosen={typed.time_zone}
                options={timeZones(typed.time_zone).map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')])}
              />
            )}
          </Field>
        </fieldset>
        <fieldset>
          <legend>{says.pictures}</legend>
          {line('default_credit', says.default_credit, says.defaultCreditHint)}
        </fieldset>
        <p class="hint">
          {says.comments} <a href="/admin/comments/settings">{commentSettings.title}</a>
        </p>
        <SaveOrBack desk={desk} />
      </form>
    </NewsroomPage>
  )
}
