/** The links of both menus, in one form. */
import type { Desk } from '../../worker/admin/desk.ts'
import { MENU_LIMITS, MENUS, type Menu, type MenuLink } from '../../worker/newsroom/menus.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Field } from './parts.tsx'

interface Props {
  desk: Desk
  /** What stood there when the form was made. */
  made: string
  links: MenuLink[]
  wrong?: Record<string, string>
  problem?: string | undefined
  isSaved?: boolean
}

export function MenusPage({ desk, made, links, wrong = {}, problem, isSaved = false }: Props) {
  const { newsroom } = desk.words.desk
  const says = newsroom.menus
  // With a new one at the end of each; rows are numbered through both, in the order in which the form sends them.
  const rows = MENUS.flatMap((menu) => {
    const own = links.flatMap((link, place) => (link.menu === menu ? [{ link, place, isNew: false }] : []))
    return [...own, { link: { menu, label: '', href: '' }, place: -1, isNew: true }]
  })
  const fields = links.flatMap((_, place) => [`label-${place}`, `href-${place}`])
  return (
    <NewsroomPage
      desk={desk}
      place="menus"
      title={says.title}
      intro={says.intro}
      told={isSaved ? newsroom.saved : null}
      problem={problem}
      wrong={wrong}
      fields={fields}
    >
      <p class="hint">
        {says.sectionsHint} <a href="/admin/sections">{newsroom.places.sections}</a>.
      </p>
      <form class="menus" method="post" action="/admin/menus">
        {/* What Enter presses: not the first row's button. */}
        <button type="submit" class="skip" tabindex={-1}>
          {newsroom.save}
        </button>
        <input type="hidden" name="made_from" value={made} />
        {MENUS.map((menu) => (
          <fieldset>
            <legend>{says[menu]}</legend>
            <p class="hint">{says.hrefHint}</p>
            <ol class="rows">
              {rows.map(
                (row, n) => row.link.menu === menu && <Row desk={desk} {...row} n={n} rows={rows} wrong={wrong} />,
              )}
            </ol>
          </fieldset>
        ))}
        <SaveOrBack desk={desk} />
      </form>
    </NewsroomPage>
  )
}

interface RowProps {
  desk: Desk
  link: MenuLink
  /** Among the links; -1 for the new one. */
  place: number
  isNew: boolean
  /** In the form. */
  n: number
  rows: { link: { menu: Menu }; isNew: boolean }[]
  wrong: Record<string, string>
}

function Row({ desk, link, place, isNew, n, rows, wrong }: RowProps) {
  const says = desk.words.desk.newsroom.menus
  const key = isNew ? `new-${link.menu}` : `${place}`
  const isFirst = rows[n - 1]?.link.menu !== link.menu
  const isLast = rows[n + 1]?.isNew !== false
  const named = link.label || says.nth(n + 1)
  return (
    <li class="link">
      <input type="hidden" name="menu" value={link.menu} />
      <Field name={`label-${key}`} label={isNew ? says.another : says.label} error={wrong[`label-${place}`]}>
        {(described) => (
          <input {...described} name="label" maxlength={MENU_LIMITS.label} value={link.label} autocomplete="off" />
        )}
      </Field>
      <Field name={`href-${key}`} label={says.href} error={wrong[`href-${place}`]}>
        {(described) => (
          <input
            {...described}
            name="href"
            maxlength={MENU_LIMITS.href}
            value={link.href}
            autocomplete="off"
            inputmode="url"
          />
        )}
      </Field>
      {!isNew && (
        <p class="decide">
          <button
            type="submit"
            class="quiet"
            name="act"
            value={`up-${n}`}
            disabled={isFirst}
            aria-label={says.upOf(named)}
          >
            ↑
          </button>
          <button
            type="submit"
            class="quiet"
            name="act"
            value={`down-${n}`}
            disabled={isLast}
            aria-label={says.downOf(named)}
          >
            ↓
          </button>
          <button type="submit" class="quiet" name="act" value={`remove-${n}`} aria-label={says.removeOf(named)}>
            {says.remove}
          </button>
        </p>
      )}
    </li>
  )
}
