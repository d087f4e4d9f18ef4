/** No comment is lost or doubled, none is published by accident, and what became of each is on record. */
import type { Comment, ModerationEvent } from '../../../worker/schema.ts'
import { rows } from '../acts/readers.ts'
import type { Model, Said } from '../model.ts'
import type { World } from '../world.ts'

export async function checkComments(world: World, model: Model): Promise<void> {
  const comments = await rows<Comment>('SELECT * FROM comments ORDER BY id')
  const events = Map.groupBy(
    await rows<ModerationEvent>('SELECT * FROM moderation_events ORDER BY id'),
    ({ comment_id }) => comment_id,
  )
  const byReaders = comments.filter(({ staff, status }) => staff === null && status !== 'erased')
  for (const said of model.said) checkSaid(world, said, byReaders)
  for (const comment of byReaders) {
    const its = model.said.find(({ bodies }) => bodies.includes(comment.body))
    if (its) checkPublished(world, model, comment, its, events.get(comment.id) ?? [])
    else world.breach(`comment ${comment.id} says what nobody said: «${comment.body}»`)
  }
  for (const comment of comments) checkRecord(world, model, comment, events.get(comment.id) ?? [])
  for (const [body, isAcknowledged] of model.answers) {
    const written = comments.filter((comment) => comment.body === body).length
    if (written > 1 || (isAcknowledged && written === 0)) world.breach(`«${body}» is ${written} answers`)
  }
  for (const [email, at] of model.erasedEmails) {
    const left = comments.filter((comment) => comment.email === email && comment.created_at < at)
    if (left.length > 0) world.breach(`${email} was erased, and comment ${left[0]?.id} still has it`)
  }
}

function checkSaid(world: World, said: Said, comments: Comment[]): void {
  if (said.receipts.size > 1) world.breach(`«${said.bodies[0]}» has ${said.receipts.size} receipts`)
  if (said.isErased) return
  const written = comments.filter(({ body }) => said.bodies.includes(body))
  const isAcknowledged = said.receipts.size > 0
  if (written.length > 1) world.breach(`«${said.bodies[0]}» is ${written.length} comments`)
  if (isAcknowledged && written.length === 0) world.breach(`«${said.bodies.join('» or «')}» is lost`)
  const [comment] = written
  if (comment && said.isWithdrawn && ['received', 'held', 'approved'].includes(comment.status)) {
    world.breach(`comment ${comment.id} was taken back, and is ${comment.status}`)
  }
}

function checkPublished(world: World, model: Model, comment: Comment, said: Said, events: ModerationEvent[]): void {
  if (comment.status === 'received') world.breach(`comment ${comment.id} still waits for its checks`)
  const byChecks = events.filter(({ actor, to_status }) => !actor.includes('@') && to_status === 'approved')
  if (comment.status === 'approved' && byChecks.length === 0 && !model.approved.has(comment.id)) {
    world.breach(`comment ${comment.id} is published, and nobody said so`)
  }
  const isVouched = [...world.vouched].some((token) => `${token}-`.startsWith(`${said.token}-`))
  const signals = JSON.parse(comment.signals) as { name: string }[]
  if (!isVouched && !signals.some(({ name }) => name === 'unverified'))
    world.breach(`comment ${comment.id} is of nobody knows whom, and does not say so`)
  if (byChecks.length === 0) return
  if (said.isBarred) world.breach(`the checks publish comment ${comment.id}, which has a blocked term`)
  if (!isVouched) world.breach(`the checks publish comment ${comment.id}, of nobody knows whom`)
}

/** Each event begins where the one before it has ended, and the last says what the comment is. */
function checkRecord(world: World, model: Model, comment: Comment, events: ModerationEvent[]): void {
  let status: Comment['status'] = comment.staff === null || comment.status === 'erased' ? 'received' : 'approved'
  for (const event of events) {
    const isFirst = event === events[0]
    if (event.from_status !== status && !(isFirst && comment.status === 'erased')) {
      world.breach(`comment ${comment.id} was ${status}, and ${event.actor} found it ${event.from_status}`)
    }
    if (event.actor.includes('@') && event.to_status === status)
      world.breach(`comment ${comment.id} was ${status} already when ${event.actor} said so`)
    status = event.to_status
  }
  if (status !== comment.status) world.breach(`comment ${comment.id} is ${comment.status}, on record as ${status}`)
  const decided = events.filter(({ actor, to_status }) => actor.includes('@') && to_status !== 'erased').length
  const { asked, told } = model.decisions.get(comment.id) ?? { asked: 0, told: 0 }
  if (decided > asked || decided < told) {
    world.breach(`comment ${comment.id}: ${decided} decisions on record, ${asked} asked for, ${told} acknowledged`)
  }
}
