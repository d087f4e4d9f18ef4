/** What is on record, to be read. */
import { Hono } from 'hono'
import { RecordPage } from '../../templates/admin/record.tsx'
import { wantsJson } from '../refusal.tsx'
import { type DeskEnv, needs } from './access.ts'
import { deskOf } from './desk.ts'
import { listRecord, parseRecordCursor } from './record.ts'

export const record = new Hono<DeskEnv>()

record.get('/', needs('moderate'), async (c) => {
  const comment = Number(c.req.query('comment')?.trim())
  const asked = {
    actor: c.req.query('actor') || null,
    comment: Number.isSafeInteger(comment) && comment > 0 ? comment : null,
  }
  const before = c.req.query('before')
  const page = await listRecord(c.env.DB, { ...asked, before: parseRecordCursor(before) })
  if (wantsJson(c)) return c.json(page)
  const staff = await c.env.DB.prepare('SELECT email, name FROM staff ORDER BY name').all<{
    email: string
    name: string
  }>()
  return c.html(
    <RecordPage desk={await deskOf(c)} asked={asked} staff={staff.results} {...page} isFirst={before === undefined} />,
  )
})
