/** The list of sections, and one section's form. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Typed, Wrong } from '../../worker/admin/typed.ts'
import { type DeskSection, SECTION_FIELDS, type SectionField } from '../../worker/newsroom/sections.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Choice, Field } from './parts.tsx'

interface ListProps {
  desk: Desk
  sections: DeskSection[]
  typed: Typed<SectionField>
  wrong?: Wrong<SectionField>
  told?: string | null
  problem?: string | undefined
}

export function SectionsPage({ desk, sections, typed, wrong = {}, told = null, problem }: ListProps) {
  const says = desk.words.desk.newsroom.sections
  return (
    <NewsroomPage
      desk={desk}
      place="sections"
      title={says.title}
      intro={says.intro}
      told={told}
      problem={problem}
      wrong={wrong}
      fields={SECTION_FIELDS}
      scripts={['newsroom']}
    >
      {sections.length === 0 ? <p class="empty">{says.none}</p> : <InOrder desk={desk} sections={sections} />}
      <h2 class="bar">{says.add}</h2>
      <form class="settings" method="post" action="/admin/sections">
        <Fields desk={desk} typed={typed} wrong={wrong} slugHint={says.slugHint} />
        <SaveOrBack desk={desk} label={says.add} />
      </form>
    </NewsroomPage>
  )
}

/** A button carries the order that it makes; a script lets rows be dragged, and says what has become of them. */
function InOrder({ desk, sections }: { desk: Desk; sections: DeskSection[] }) {
  const says = desk.words.desk.newsroom.sections
  const slugs = sections.map(({ slug }) => slug)
  const names = Object.fromEntries(sections.map(({ slug, name }) => [slug, name]))
  const said = sections.map((_, place) => says.moved('{name}', place + 1))
  return (
    <form
      method="post"
      action="/admin/sections/order"
      data-order
      data-said={JSON.stringify(said)}
      data-names={JSON.stringify(names)}
      data-failed={says.notMoved}
    >
      <input type="hidden" name="seen" value={slugs.join()} />
      <p class="hint" data-order-hint hidden>
        {says.orderHint}
      </p>
      <p class="order-told" role="status" data-order-told />
      <ol class="rows order">
        {sections.map(({ slug, name, description, in_menu }, place) => (
          <li class="entry" data-slug={slug}>
            <div>
              <p>
                <b>{name}</b>
                {!in_menu && <span class="mark">{says.offMenu}</span>}
              </p>
              <p class="about">
                <span>/{slug}</span>
                <span>{description}</span>
              </p>
            </div>
            <p class="decide">
              <button
                type="submit"
                class="quiet"
                name="order"
                value={swapped(slugs, place, place - 1).join()}
                disabled={place === 0}
                aria-label={says.up(name)}
                data-by="-1"
              >
                ↑
              </button>
              <button
                type="submit"
                class="quiet"
                name="order"
                value={swapped(slugs, place, place + 1).join()}
                disabled={place === slugs.length - 1}
                aria-label={says.down(name)}
                data-by="1"
              >
                ↓
              </button>
              <a class="button" href={`/admin/sections/${slug}`} aria-label={says.changeOf(name)}>
                {says.change}
              </a>
            </p>
          </li>
        ))}
      </ol>
    </form>
  )
}

function swapped(slugs: string[], a: number, b: number): string[] {
  return slugs.map((slug, place) => (place === a ? (slugs[b] ?? slug) : place === b ? (slugs[a] ?? slug) : slug))
}

interface SectionProps {
  desk: Desk
  section: DeskSection
  made: Typed<SectionField>
  typed: Typed<SectionField>
  wrong?: Wrong<SectionField>
  problem?: string | undefined
}

export function SectionPage({ desk, section, made, typed, wrong = {}, problem }: SectionProps) {
  const says = desk.words.desk.newsroom.sections
  const path = `/admin/sections/${section.slug}`
  return (
    <NewsroomPage
      desk={desk}
      place="sections"
      title={section.name}
      problem={problem}
      wrong={wrong}
      fields={SECTION_FIELDS}
    >
      <form class="settings" method="post" action={path}>
        <input type="hidden" name="made_from" value={JSON.stringify(made)} />
        <Fields desk={desk} typed={typed} wrong={wrong} slugHint={says.renameHint} />
        <SaveOrBack desk={desk} back="/admin/sections" />
      </form>
      <h2 class="bar">{says.remove}</h2>
      {section.has_articles ? (
        <p class="hint">{says.notEmpty}</p>
      ) : (
        <form method="post" action={path}>
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

interface FieldsProps {
  desk: Desk
  typed: Typed<SectionField>
  wrong: Wrong<SectionField>
  slugHint: string
}

function Fields({ desk, typed, wrong, slugHint }: FieldsProps) {
  const says = desk.words.desk.newsroom.sections
  return (
    <>
      <Field name="name" label={says.name} error={wrong.name}>
        {(described) => <input {...described} maxlength={60} value={typed.name} autocomplete="off" required />}
      </Field>
      <Field name="slug" label={says.slug} hint={slugHint} error={wrong.slug}>
        {(described) => <input {...described} maxlength={80} value={typed.slug} autocomplete="off" />}
      </Field>
      <Field name="description" label={says.description} hint={says.descriptionHint} error={wrong.description}>
        {(described) => (
          <textarea {...described} rows={2} maxlength={400}>
            {typed.description}
          </textarea>
        )}
      </Field>
      <Field name="in_menu" label={says.in_menu} error={wrong.in_menu}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.in_menu}
            options={['1', '0'].map((value): [string, string] => [value, says.inMenu[value] ?? value])}
          />
        )}
      </Field>
    </>
  )
}
