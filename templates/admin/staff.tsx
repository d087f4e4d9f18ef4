/** Who works here: the list, one person's form, and what each role may do. */
import type { Role } from '../../worker/admin/access.ts'
import { NEEDS, type Need } from '../../worker/admin/access.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Typed, Wrong } from '../../worker/admin/typed.ts'
import { type Colleague, ROLES } from '../../worker/newsroom/staff.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Choice, Field, timeText } from './parts.tsx'

export type ColleagueField = 'name' | 'role'
export type NewColleagueField = ColleagueField | 'email'

function colleaguePath({ email }: Pick<Colleague, 'email'>): string {
  return `/admin/staff/${encodeURIComponent(email)}`
}

interface ListProps {
  desk: Desk
  staff: Colleague[]
  typed: Typed<NewColleagueField>
  wrong?: Wrong<NewColleagueField>
  told?: string | null
}

export function StaffPage({ desk, staff, typed, wrong = {}, told = null }: ListProps) {
  const says = desk.words.desk.newsroom.staff
  const here = staff.filter(({ left_at }) => left_at === null)
  const left = staff.filter(({ left_at }) => left_at !== null)
  return (
    <NewsroomPage
      desk={desk}
      place="staff"
      title={says.title}
      intro={says.intro}
      told={told}
      wrong={wrong}
      fields={['name', 'email', 'role']}
    >
      <ul class="rows">
        {here.map((person) => (
          <Row desk={desk} person={person} />
        ))}
      </ul>
      <h2 class="bar">{says.add}</h2>
      <form class="settings" method="post" action="/admin/staff">
        <NameAndRole desk={desk} typed={typed} wrong={wrong}>
          <Field name="email" label={says.email} hint={says.accessHint} error={wrong.email}>
            {(described) => (
              <input {...described} type="email" maxlength={254} value={typed.email} autocomplete="off" required />
            )}
          </Field>
        </NameAndRole>
        <SaveOrBack desk={desk} label={says.add} />
      </form>
      <Roles desk={desk} />
      {left.length > 0 && (
        <>
          <h2 class="bar">{says.left}</h2>
          <ul class="rows">
            {left.map((person) => (
              <Row desk={desk} person={person} />
            ))}
          </ul>
        </>
      )}
    </NewsroomPage>
  )
}

function Row({ desk, person }: { desk: Desk; person: Colleague }) {
  const says = desk.words.desk.newsroom.staff
  const { name, email, role, added_at, left_at, acted_at } = person
  return (
    <li class="entry">
      <div>
        <p>
          <b>{name}</b> <span class="mark">{desk.words.desk.roles[role]}</span>
          {email === desk.person.email && <span class="mark">{says.itsYou}</span>}
        </p>
        <p class="about">
          <span>{email}</span>
          <span>{left_at === null ? says.since(timeText(added_at, desk)) : says.leftAt(timeText(left_at, desk))}</span>
          <span>{acted_at === null ? says.noAct : says.lastAct(timeText(acted_at, desk))}</span>
          {acted_at !== null && (
            <a href={`/admin/record?${new URLSearchParams({ actor: email })}`} aria-label={says.recordOf(name)}>
              {says.record}
            </a>
          )}
        </p>
      </div>
      {left_at === null ? (
        <a class="button" href={colleaguePath(person)} aria-label={says.changeOf(name)}>
          {says.change}
        </a>
      ) : (
        <form method="post" action={`${colleaguePath(person)}/departure`}>
          <input type="hidden" name="_method" value="DELETE" />
          <button type="submit" aria-label={says.takeBackOf(name)}>
            {says.takeBack}
          </button>
        </form>
      )}
    </li>
  )
}

interface PersonProps {
  desk: Desk
  person: Colleague
  made: Typed<ColleagueField>
  typed: Typed<ColleagueField>
  wrong?: Wrong<ColleagueField | 'departure'>
}

export function ColleaguePage({ desk, person, made, typed, wrong = {} }: PersonProps) {
  const says = desk.words.desk.newsroom.staff
  return (
    <NewsroomPage desk={desk} place="staff" title={person.name} wrong={wrong} fields={['name', 'role']}>
      <p class="about">
        <span>{person.email}</span>
      </p>
      <form class="settings" method="post" action={colleaguePath(person)}>
        <input type="hidden" name="made_from" value={JSON.stringify(made)} />
        <NameAndRole desk={desk} typed={typed} wrong={wrong} />
        <SaveOrBack desk={desk} back="/admin/staff" />
      </form>
      <Roles desk={desk} />
      <h2 class="bar">{says.letGo}</h2>
      <form method="post" action={`${colleaguePath(person)}/departure`}>
        <p class="hint">{says.letGoHint}</p>
        <p class="decide">
          <button type="submit" class="danger">
            {says.letGo}
          </button>
        </p>
      </form>
    </NewsroomPage>
  )
}

/** What would lock its own doer out is asked twice. @param typed of a change of role; null where they would leave */
export function LockOutPage({ desk, typed }: { desk: Desk; typed: Typed<ColleagueField> | null }) {
  const { staff: says, cancel } = desk.words.desk.newsroom
  const path = colleaguePath(desk.person)
  return (
    <NewsroomPage desk={desk} place="staff" title={says.confirm.title}>
      <p class="intro">{typed ? says.confirm.role(desk.words.desk.roles[typed.role as Role]) : says.confirm.leave}</p>
      <form method="post" action={typed ? path : `${path}/departure`}>
        <input type="hidden" name="confirmed" value="1" />
        {typed && <input type="hidden" name="name" value={typed.name} />}
        {typed && <input type="hidden" name="role" value={typed.role} />}
        <p class="decide">
          <a class="button main" href="/admin/staff">
            {cancel}
          </a>
          <button type="submit" class="danger">
            {says.confirm.yes}
          </button>
        </p>
      </form>
    </NewsroomPage>
  )
}

interface NameAndRoleProps {
  desk: Desk
  typed: Typed<ColleagueField>
  wrong: Wrong<ColleagueField>
  children?: unknown
}

function NameAndRole({ desk, typed, wrong, children }: NameAndRoleProps) {
  const says = desk.words.desk.newsroom.staff
  return (
    <>
      <Field name="name" label={says.name} hint={says.nameHint} error={wrong.name}>
        {(described) => <input {...described} maxlength={80} value={typed.name} autocomplete="off" required />}
      </Field>
      {children}
      <Field name="role" label={says.role} error={wrong.role}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.role}
            options={ROLES.map((role): [string, string] => [role, desk.words.desk.roles[role]])}
          />
        )}
      </Field>
    </>
  )
}

/** Made of what the doors go by, so that it cannot be wrong. */
function Roles({ desk }: { desk: Desk }) {
  const says = desk.words.desk.newsroom.staff
  const { roles } = desk.words.desk
  return (
    <section class="roles" aria-labelledby="roles">
      <h2 class="bar" id="roles">
        {says.roles}
      </h2>
      <div class="wide" tabindex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {ROLES.map((role) => (
                <th scope="col">{roles[role]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(NEEDS) as Need[]).map((need) => (
              <tr>
                <th scope="row">{says.needs[need]}</th>
                {ROLES.map((role) => {
                  const may = (NEEDS[need] as readonly Role[]).includes(role)
                  return <td class={may ? 'may' : 'may-not'}>{may ? says.can : says.cannot}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
