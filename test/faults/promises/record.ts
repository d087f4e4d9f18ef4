/** Every act is on record, once, and by somebody who may do it. */
import { NEEDS, type Need, type Role } from '../../../worker/admin/access.ts'
import type { AuditEvent } from '../../../worker/schema.ts'
import { PEOPLE } from '../../newsroom.ts'
import { rows } from '../acts/readers.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'

/** What an act needs of whoever does it, by how its name begins. */
const NEEDED: [RegExp, Need][] = [
  [/^article_(created|handed_in|taken_back|moved|restored)/, 'write'],
  [/^image_(added|changed|deleted)/, 'write'],
  [/^article_(published|scheduled|unscheduled|withdrawn)/, 'publish'],
  [/^(article_|correction_|image_replaced|person_)/, 'edit'],
  [/^(comment_answered|comment_picked|comment_unpicked|ban_|term_)/, 'moderate'],
  [/^staff_/, 'staff'],
  [/./, 'settings'],
]

export async function checkRecord(world: World, model: Model): Promise<void> {
  const events = (await rows<AuditEvent>('SELECT * FROM audit_events ORDER BY id')).filter(
    // What was scheduled is on record twice: by whoever asked, and when it came.
    ({ actor }) => actor !== 'schedule',
  )
  for (const [action, some] of Map.groupBy(events, ({ action }) => action)) {
    const { most } = model.records.get(action) ?? { most: 0 }
    if (some.length > most) world.breach(`${action} is on record ${some.length} times, and was asked for ${most} times`)
  }
  for (const [action, { least }] of model.records) {
    const told = events.filter((event) => event.action === action).length
    if (told < least) world.breach(`${action} is on record ${told} times, and was acknowledged ${least} times`)
  }
  for (const { actor, action } of events) {
    const role = Object.entries(PEOPLE).find(([, { email }]) => email === actor)?.[0] as Role | undefined
    const need = NEEDED.find(([begins]) => begins.test(action))?.[1] as Need
    if (!role || !(NEEDS[need] as readonly Role[]).includes(role)) world.breach(`${actor} is on record with ${action}`)
  }
}
