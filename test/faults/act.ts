/** Something that somebody does, and how they go about it when it fails: with the same form, again. */
import { rows } from './acts/readers.ts'
import { expectRecords, type Model } from './model.ts'
import { type Answer, faultsOf, type World } from './world.ts'

export interface Act {
  /** For the log: who does what. */
  name: string
  send: () => Promise<Request>
  /** What it may put on record, each at most once: `article_published`; of many, how often. */
  records?: Record<string, number>
  /** Whether what it may put on record has to be there once it is acknowledged. */
  isTold?: boolean
  /** What is purged once it is acknowledged. */
  tags?: string[]
  /** What was typed: it is there again on the page that refuses it. */
  typed?: string
  /** Whether it must be refused, whatever happens. */
  isForbidden?: boolean
  /** Whether it is so by now, for where it is refused because it is so already: then it is purged all the same. */
  isSo?: () => Promise<boolean>
  /** Whether what it changed is shown to nobody any more, because of somebody beside it: their purge is due, not this one. */
  isHidden?: () => Promise<boolean>
  /** Calls that fail every other time. */
  aim?: RegExp
  learns?: (outcome: Outcome) => void | Promise<void>
}

export interface Outcome {
  /** The answers with a success, in order. */
  acknowledged: Answer[]
  /** Of the last answer that came, 0 where none did. */
  status: number
  /** Whether the first try was the only one, and nothing befell it. */
  isPlain: boolean
  from: number
  to: number
}

const TRIES = 4

/** @param isBeside whether somebody else acts at the same time: then what is acknowledged may be theirs */
export async function perform(world: World, model: Model, act: Act, isBeside: boolean): Promise<void> {
  const from = world.now
  const answers: (Answer | null)[] = []
  let isPlain = true
  for (let tries = 1; tries <= TRIES; tries++) {
    // The last one succeeds, so that it is known in the end what became of it.
    const isCalm = tries === TRIES
    const clicks = !isCalm && world.roll(`clicks ${act.name} ${tries}`) < 0.12 ? 2 : 1
    const some = await Promise.all(Array.from({ length: clicks }, (_, click) => once(world, act, isCalm, tries, click)))
    answers.push(...some.map(({ answer }) => answer))
    if (tries > 1 || clicks > 1 || some.some(({ isHit }) => isHit)) isPlain = false
    if (some.some(({ answer }) => answer && !isFault(answer))) break
    if (world.roll(`gives up ${act.name} ${tries}`) < 0.06) break
    world.wait(1_000 + Math.floor(world.roll(`pause ${act.name} ${tries}`) * 20_000))
  }
  const came = answers.filter((answer) => answer !== null)
  const acknowledged = came.filter(({ status }) => status < 400)
  const outcome = { acknowledged, status: came.at(-1)?.status ?? 0, isPlain, from, to: world.now }
  await judge(world, act, came, outcome)
  expectRecords(model, act.records ?? {}, outcome, isBeside, act.isTold === true)
  await act.learns?.(outcome)
}

async function once(world: World, act: Act, isCalm: boolean, tries: number, click: number) {
  const run = world.begin(`${act.name} try ${tries} click ${click}`, isCalm, act.aim)
  const answer = await world.request(run, await act.send())
  world.note(`${act.name} → ${answer?.status ?? '…'} ${faultsOf(run)}`)
  return { answer, isHit: run.faults.length > 0 }
}

/** Somebody who is signed in and told to sign in does so, and tries again. */
function isFault({ status }: Answer): boolean {
  return status >= 500 || status === 401
}

async function judge(world: World, act: Act, came: Answer[], outcome: Outcome): Promise<void> {
  const { acknowledged, isPlain, from, to } = outcome
  const refusals = came.filter(({ status }) => status >= 400 && status < 500 && status !== 401)
  if (act.isForbidden && acknowledged.length > 0) world.breach(`${act.name} is let through`)
  if (isPlain && came.some(({ status }) => status >= 500)) world.breach(`${act.name} fails in fair weather`)
  for (const { status, body } of act.typed === undefined ? [] : refusals) {
    if (![404, 410].includes(status) && !body.includes(act.typed as string)) {
      world.breach(`${act.name} is refused with ${status}, and what was typed is gone`)
    }
  }
  if (acknowledged.length === 0 && !(refusals.length > 0 && (await act.isSo?.()))) return
  if (await act.isHidden?.()) return
  const isRefusedByQueue = world.refusedPurges.some((at) => at >= from && at <= to)
  for (const tag of act.tags ?? []) {
    // Whoever moved the section beside it has purged every page.
    if (tag.startsWith('section-') && !(await isSection(tag.replace('section-', '')))) continue
    const isSent = world.taken.some((one) => one.tag === tag && one.at >= from && one.at <= to)
    if (!isSent && !isRefusedByQueue) world.breach(`${act.name} is done, and nobody asked to purge ${tag}`)
  }
}

async function isSection(slug: string): Promise<boolean> {
  return (await rows(`SELECT 1 FROM sections WHERE slug = '${slug}'`)).length > 0
}
