/** Cross-validation: learnt from some decisions, asked about the others, over and over with other ones. */
import { checkClassifier } from '../../../worker/comments/checks/classifier.ts'
import { train } from '../../../worker/comments/classifier/classifier.ts'
import { calm } from '../calm.ts'

export interface DemoDecision {
  status: 'approved' | 'rejected'
  body: string
}

const SEED = 20261123

/** @param size how many decisions are learnt from; those left are asked about */
export function evaluate(decisions: DemoDecision[], size: number, rounds: number) {
  const random = randomFrom(SEED + size)
  const counts = {
    right: 0,
    asked: 0,
    objected: 0,
    objectedRightly: 0,
    turnedAway: 0,
    published: 0,
    objectedWrongly: 0,
  }
  let [trainMs, classifyMs] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const shuffled = shuffle(decisions, random)
    let from = performance.now()
    const classifier = train(
      shuffled.slice(0, size).map(({ body, status }) => ({ body, turnedAway: status !== 'approved' })),
    )
    trainMs += performance.now() - from
    from = performance.now()
    for (const { body, status } of shuffled.slice(size)) {
      const objects = checkClassifier({ name: '', body }, { ...calm, classifier: () => classifier }) !== null
      const turnedAway = status !== 'approved'
      counts.asked++
      counts.right += Number(objects === turnedAway)
      counts.objected += Number(objects)
      counts.objectedRightly += Number(objects && turnedAway)
      counts.objectedWrongly += Number(objects && !turnedAway)
      counts.turnedAway += Number(turnedAway)
      counts.published += Number(!turnedAway)
    }
    classifyMs += performance.now() - from
  }
  return {
    accuracy: counts.right / counts.asked,
    precision: counts.objectedRightly / counts.objected,
    recall: counts.objectedRightly / counts.turnedAway,
    falseHolds: counts.objectedWrongly / counts.published,
    trainMs: trainMs / rounds,
    classifyMs: classifyMs / counts.asked,
  }
}

function shuffle<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
