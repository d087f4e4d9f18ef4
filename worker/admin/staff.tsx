/** Who works here: owners add, change and let go. What they decide counts from the next request on. */
import { type Context, Hono } from 'hono'
import {
  type ColleagueField,
  ColleaguePage,
  LockOutPage,
  type NewColleagueField,
  StaffPage,
} from '../../templates/admin/staff.tsx'
import { textOf } from '../edge/form.ts'
import {
  addColleague,
  changeColleague,
  colleagueForm,
  findColleague,
  listStaff,
  newColleagueForm,
} from '../newsroom/staff.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { type DeskEnv, may, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong, readTyped, type Typed, typedFrom, type Wrong, wrongIn } from './typed.ts'

export const staff = new Hono<DeskEnv>()

const FIELDS = ['name', 'role'] as const
const NEW_FIELDS = ['name', 'role', 'email'] as const
const NOBODY: Typed<NewColleagueField> = { name: '', role: 'contributor', email: '' }

staff.get('/', needs('staff'), async (c) => {
  const [desk, list] = await Promise.all([deskOf(c), listStaff(c.env.DB)])
  if (wantsJson(c)) return c.json({ staff: list })
  // Who came in by OWNER_EMAIL begins with themselves.
  const isListed = list.some(({ email }) => email === c.var.person.email)
  const typed = isListed ? NOBODY : { name: '', role: 'owner', email: c.var.person.email }
  const [done = '', name = ''] = [c.req.query('done'), c.req.query('name')]
  const says = desk.words.desk.newsroom.staff.done
  const told = Object.hasOwn(says, done) ? says[done as keyof typeof says](name) : null
  return c.html(<StaffPage desk={desk} staff={list} typed={typed} told={told} />)
})

staff.post('/', needs('staff'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  const { typed } = readTyped(form, NEW_FIELDS, NOBODY)
  const parsed = newColleagueForm(says.errors).safeParse(typed)
  const wrong: Wrong<NewColleagueField> = parsed.success ? {} : wrongIn(parsed.error)
  if (parsed.success) {
    const { email, name, role } = parsed.data
    if (await addColleague(c.env.DB, { email, name, role }, c.var.person, Date.now())) {
      return answerDone(c, told('added', name), { added: { email, name, role } })
    }
    const known = await findColleague(c.env.DB, email)
    if (known) wrong.email = says.staff.errors[known.left_at === null ? 'known' : 'knownLeft'](known.name)
  }
  return answerWrong(
    c,
    desk,
    <StaffPage desk={desk} staff={await listStaff(c.env.DB)} typed={typed} wrong={wrong} />,
    wrong,
  )
})

staff.get('/:email', needs('staff'), async (c) => {
  const person = await findColleague(c.env.DB, c.req.param('email'))
  if (!person) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ person })
  const made = typedFrom(FIELDS, person)
  return c.html(<ColleaguePage desk={await deskOf(c)} person={person} made={made} typed={made} />)
})

staff.post('/:email', needs('staff'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const person = await findColleague(c.env.DB, c.req.param('email'))
  if (!person || person.left_at !== null) return refuse(c, 'not_found')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  const made = typedFrom(FIELDS, person)
  const { typed, both } = readTyped(form, FIELDS, made)
  const showAgain = (wrong: Wrong<ColleagueField>, reason: 'invalid' | 'version_conflict' = 'invalid') =>
    answerWrong(
      c,
      desk,
      <ColleaguePage desk={desk} person={person} made={made} typed={typed} wrong={wrong} />,
      wrong,
      reason,
    )
  if (both.length > 0) {
    const inWords = (field: ColleagueField) => (field === 'role' ? desk.words.desk.roles[person.role] : person.name)
    const wrong = Object.fromEntries(both.map((field) => [field, says.errors.changedBy(inWords(field))]))
    return showAgain(wrong, 'version_conflict')
  }
  const parsed = colleagueForm(says.errors).safeParse(typed)
  if (!parsed.success) return showAgain(wrongIn(parsed.error))

  const self = person.email === c.var.person.email
  const wouldLockOut = self && !may({ ...person, role: parsed.data.role }, 'staff')
  if (wouldLockOut && textOf(form, 'confirmed') !== '1') return c.html(<LockOutPage desk={desk} typed={typed} />)
  const to = { ...parsed.data, left_at: null }
  const changed = await changeColleague(c.env.DB, person, to, c.var.person.email, Date.now())
  if (!changed.ok) return refuseChange(changed.reason, showAgain, says)
  const location = wouldLockOut ? '/admin' : told('changed', to.name)
  return answerDone(c, location, { person: { ...person, ...to } })
})

staff.post('/:email/departure', needs('staff'), limitForm, (c) => setDeparture(c, true))
staff.delete('/:email/departure', needs('staff'), limitForm, (c) => setDeparture(c, false))

async function setDeparture(c: Context<DeskEnv>, noun: boolean): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const person = await findColleague(c.env.DB, c.req.param('email') ?? '')
  if (!person) return refuse(c, 'not_found')
  const desk = await deskOf(c)
  const leaves = noun && textOf(form, '_method') !== 'DELETE'
  const { email, name, role } = person
  const self = email === c.var.person.email
  const done = () =>
    answerDone(c, self ? '/admin' : told(leaves ? 'left' : 'back', name), { person: { email, leaves } })
  // A second click asks for what is so already.
  if (leaves === (person.left_at !== null)) return done()
  if (leaves && self && textOf(form, 'confirmed') !== '1') return c.html(<LockOutPage desk={desk} typed={null} />)
  const now = Date.now()
  const to = { name, role, left_at: leaves ? now : null }
  const changed = await changeColleague(c.env.DB, person, to, c.var.person.email, now)
  if (changed.ok) return done()
  const made = typedFrom(FIELDS, person)
  const showAgain = ({ role: message }: Wrong<ColleagueField>, reason: 'invalid' | 'version_conflict' = 'invalid') => {
    const wrong = message === undefined ? {} : { departure: message }
    const page = <ColleaguePage desk={desk} person={person} made={made} typed={made} wrong={wrong} />
    return answerWrong(c, desk, page, wrong, reason)
  }
  return refuseChange(changed.reason, showAgain, desk.words.desk.newsroom)
}

type Newsroom = Awaited<ReturnType<typeof deskOf>>['words']['desk']['newsroom']

function refuseChange(
  reason: 'last_owner' | 'changed',
  showAgain: (wrong: Wrong<ColleagueField>, reason?: 'invalid' | 'version_conflict') => Response | Promise<Response>,
  says: Newsroom,
) {
  return reason === 'last_owner'
    ? showAgain({ role: says.staff.errors.last_owner })
    : showAgain({ role: says.errors.changed }, 'version_conflict')
}

function told(done: string, name: string): string {
  return `/admin/staff?${new URLSearchParams({ done, name })}`
}
