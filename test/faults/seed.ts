/**
 * A day of a newsroom in foul weather: some forty acts of readers and staff, each tried as people try, while calls fail,
 * answers get lost and runs end. Then, after a calm night, what was promised is compared with what is there.
 */
import { vi } from 'vitest'
import { type Act, perform } from './act.ts'
import * as editors from './acts/editors.ts'
import * as intruders from './acts/intruders.ts'
import * as moderators from './acts/moderators.ts'
import * as pictures from './acts/pictures.ts'
import * as readers from './acts/readers.ts'
import * as writers from './acts/writers.ts'
import { type Model, newModel } from './model.ts'
import { checkArticles } from './promises/articles.ts'
import { checkComments } from './promises/comments.ts'
import { checkLetters } from './promises/letters.ts'
import { checkPages } from './promises/pages.ts'
import { checkPictures } from './promises/pictures.ts'
import { checkRecord } from './promises/record.ts'
import { World } from './world.ts'

type Begin = (world: World, model: Model) => Promise<Act | null>

const OPENING: Begin[] = [writers.writeArticle, writers.writeArticle, writers.takeStep, writers.takeStep]

/** How often, beside each other. */
const ACTS: [Begin, number][] = [
  [readers.writeComment, 9],
  [readers.changeComment, 3],
  [readers.withdrawComment, 2],
  [readers.followLetter, 2],
  [moderators.decideOnOne, 6],
  [moderators.takeBackDecision, 2],
  [moderators.decideOnMany, 2],
  [moderators.answerAsNewsroom, 2],
  [moderators.pickOne, 1],
  [moderators.banWriter, 2],
  [moderators.liftBan, 2],
  [moderators.blockTerm, 1],
  [writers.writeArticle, 3],
  [writers.saveArticle, 7],
  [writers.keepTyped, 2],
  [writers.takeStep, 7],
  [writers.bringBackVersion, 1],
  [writers.removeCorrection, 1],
  [pictures.bringPicture, 2],
  [pictures.showPicture, 2],
  [pictures.describePicture, 1],
  [pictures.replacePicture, 1],
  [pictures.deletePicture, 1],
  [intruders.tryWhatIsNotTheirs, 2],
  [editors.changeMasthead, 1],
  [editors.changeMenus, 1],
  [editors.addAuthor, 1],
  [editors.changeAuthor, 1],
  [editors.orderSections, 1],
  [editors.removeSection, 1],
  [editors.changeRole, 1],
  [editors.addRedirectLines, 1],
  [editors.changePolicy, 2],
  [editors.addSection, 1],
  [editors.changeSection, 1],
  [editors.addRedirect, 1],
  [editors.addColleague, 1],
  [editors.changeColleague, 1],
  [editors.eraseReader, 1],
]
const ALL = ACTS.flatMap(([begin, times]) => Array<Begin>(times).fill(begin))
const STEPS = 36

export interface Told {
  breaches: string[]
  /** Acts and what befell them, line by line. */
  log: string[]
  faults: number
}

export async function runSeed(seed: number): Promise<Told> {
  vi.useFakeTimers({ toFake: ['Date'] })
  // What the Worker waits for between two tries is not what is tried here.
  const waiting = vi.spyOn(scheduler, 'wait').mockResolvedValue()
  const outside = globalThis.fetch
  const silent = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level).mockImplementation(() => {}))
  try {
    return await live(await World.open(seed))
  } finally {
    globalThis.fetch = outside
    for (const spy of [waiting, ...silent]) spy.mockRestore()
    vi.useRealTimers()
  }
}

async function live(world: World): Promise<Told> {
  const model = newModel()
  for (let step = 0; step < STEPS; step++) {
    world.wait(1_000 + Math.floor(world.roll(`wait ${step}`) * 40_000))
    const begin = OPENING[step] ?? (world.one(ALL, `step ${step}`) as Begin)
    const act = await begin(world, model)
    // Now and then somebody else does something at the same time.
    const other =
      world.roll(`beside ${step}`) < 0.2 ? await (world.one(ALL, `other ${step}`) as Begin)(world, model) : null
    const acts = [act, other].filter((one) => one !== null)
    await Promise.all(acts.map((one) => perform(world, model, one, acts.length > 1)))
    if (world.roll(`deliver ${step}`) < 0.4) await world.deliver()
    if (world.roll(`minute ${step}`) < 0.25) {
      world.wait(60_000)
      await world.minute()
    }
  }
  await calmNight(world)
  await checkComments(world, model)
  await checkArticles(world, model)
  await checkPictures(world, model)
  await checkRecord(world, model)
  await checkLetters(world)
  await checkPages(world)
  return { breaches: world.breaches, log: world.log, faults: world.faults }
}

const MINUTE_MS = 60_000
/** From the first sweep on to the morning after: what the queues lost, what is deleted, what is sent at last. */
const NIGHT_MINUTES = [3, 1, 12, 16, 45, 180, 300, 420, 300]
const MOST_ROUNDS = 60

async function calmNight(world: World): Promise<void> {
  for (const minutes of NIGHT_MINUTES) {
    world.wait(minutes * MINUTE_MS)
    await world.minute(true)
    for (let round = 0; !world.queues.isEmpty; round++) {
      if (round > MOST_ROUNDS) return world.breach('the queues do not come to an end')
      world.wait(Math.max(0, world.queues.nextDueAt - world.now))
      await world.deliver(true)
    }
  }
}
