/** What is held of a reader: told, given out and erased by email, when they ask. The email stands in no address. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { ErasePerson, People, PersonErased, PersonHeld } from '../../templates/admin/people.tsx'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { varsOf } from '../env.ts'
import { FAILURES } from '../failures.ts'
import { erasePerson, listErasedFrom } from '../privacy/erasure.ts'
import { exportPerson, isNothing, readPerson, subjectOf } from '../privacy/person.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { AuditEvent } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { nameOf } from './queries.ts'
import { recordStatement } from './record.ts'

export const people = new Hono<DeskEnv>()

people.get('/', needs('edit'), async (c) => {
  const desk = await deskOf(c)
  const done = await findErasure(c, Number(c.req.query('done')) || 0)
  return c.html(done ? <PersonErased desk={desk} {...done} /> : <People desk={desk} typed="" />)
})

people.post('/', needs('edit'), limitForm, (c) =>
  withEmail(c, async (email) => {
    const person = await readPerson(c.env.DB, varsOf(c.env).SIGNING_KEY, email)
    if (wantsJson(c)) return c.json({ email, held: person.held, record: person.record })
    const record = await Promise.all(
      person.record.map(async (event) => ({ ...event, by: await nameOf(c.env.DB, event.actor) })),
    )
    return c.html(<PersonHeld desk={await deskOf(c)} email={email} held={person.held} record={record} />)
  }),
)

people.post('/export', needs('edit'), limitForm, (c) =>
  withEmail(c, async (email) => {
    const now = Date.now()
    const vars = varsOf(c.env)
    const held = await exportPerson(c.env.DB, { email, origin: vars.ORIGIN }, now)
    await recordStatement(c.env.DB, {
      actor: c.var.person.email,
      action: 'person_exported',
      subject: await subjectOf(vars.SIGNING_KEY, email),
      detail: { comments: held.comments.length },
      at: now,
    }).run()
    return c.body(JSON.stringify(held, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="dateline-${new Date(now).toISOString().slice(0, 10)}.json"`,
    })
  }),
)

/** Without `confirmed` it tells what will happen, and nothing does. */
people.post('/erasure', needs('edit'), limitForm, (c) =>
  withEmail(c, async (email, form) => {
    const vars = varsOf(c.env)
    const { held, record } = await readPerson(c.env.DB, vars.SIGNING_KEY, email)
    // A second click finds nothing any more, and is answered as the first.
    const before = record.find(({ action }) => action === 'person_erased')
    // The answer to the first may have got lost before its purge was asked for.
    if (before) await purgeLater(c.env.PURGES, (await listErasedFrom(c.env.DB, before)).map(pageTags.article))
    if (isNothing(held) && before) return answerErased(c, before.id, JSON.parse(before.detail).comments)
    if (textOf(form, 'confirmed') !== '1') {
      if (wantsJson(c)) return c.json({ email, held }, 200)
      return c.html(<ErasePerson desk={await deskOf(c)} email={email} held={held} />)
    }

    const actor = c.var.person.email
    const erased = await erasePerson(c.env.DB, { signingKey: vars.SIGNING_KEY, email, actor, now: Date.now() })
    await purgeLater(c.env.PURGES, erased.articles.map(pageTags.article))
    const after = await readPerson(c.env.DB, vars.SIGNING_KEY, email)
    if (erased.isDone) return answerErased(c, after.record[0]?.id ?? 0, erased.comments)
    if (wantsJson(c)) return c.json({ erased: erased.comments, left: true }, 202)
    return c.html(<ErasePerson desk={await deskOf(c)} email={email} held={after.held} erased={erased.comments} />)
  }),
)

function answerErased(c: Context<DeskEnv>, record: number, comments: number) {
  const location = `/admin/people?done=${record}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ erased: comments, left: false }, 303)
}

/** By its record, which knows no email. What took several requests is told as a whole. */
async function findErasure(c: Context<DeskEnv>, id: number) {
  const done = await c.env.DB.prepare(
    `SELECT e.*, (SELECT sum(detail ->> 'comments') FROM audit_events s
       WHERE s.subject = e.subject AND s.action = e.action AND s.at > e.at - 600000 AND s.id <= e.id) AS comments
     FROM audit_events e WHERE id = ? AND action = 'person_erased'`,
  )
    .bind(id)
    .first<AuditEvent & { comments: number }>()
  return done && { comments: done.comments, at: done.at, by: await nameOf(c.env.DB, done.actor) }
}

/** What is done with the form's email; the form again where it has none. */
async function withEmail(
  c: Context<DeskEnv>,
  answer: (email: string, form: FormData) => Promise<Response>,
): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const typed = textOf(form, 'email')
  const email = z.email().max(254).safeParse(typed.trim())
  if (email.success) return answer(email.data, form)
  const desk = await deskOf(c)
  const errors = { email: desk.words.people.errors.email_invalid }
  if (wantsJson(c)) {
    const error = { reason: 'invalid', message: desk.words.failures.invalid, fields: errors }
    return c.json({ error }, FAILURES.invalid)
  }
  return c.html(<People desk={desk} typed={typed} errors={errors} />, FAILURES.invalid)
}
