/**
 * Tells what the newsroom would turn away by what it has turned away: naive Bayes over the words of a comment, each
 * counted once. Only the words that say most are asked, as many for a long text as for a short one, and they are the
 * reasons. Sources: Graham, «A Plan for Spam», 2002; Robinson, «A Statistical Approach to the Spam Problem», 2003.
 */
import { featuresOf } from './features.ts'

export interface Classifier {
  /** How much a feature speaks for turning a comment away: log of the odds, negative where it speaks for publishing. */
  odds: Map<string, number>
}

export interface Example {
  body: string
  turnedAway: boolean
}

export interface Judgement {
  /** Log of the odds that the newsroom would turn it away. */
  odds: number
  /** What speaks for that most, as the text has it. */
  words: string[]
}

const MAX_FEATURES = 5_000
/** A word of a single comment says more about that comment than about any other. */
const MIN_COMMENTS = 2
const SMOOTHING = 0.5
const ASKED = 15
/** What hardly tells one kind from the other only adds noise. */
const TELLING = 0.4
const REASONS = 4

export function train(examples: Example[]): Classifier {
  const counts = new Map<string, { published: number; turnedAway: number }>()
  const total = { published: 0, turnedAway: 0 }
  for (const { body, turnedAway } of examples) {
    const kind = turnedAway ? 'turnedAway' : 'published'
    total[kind]++
    for (const feature of featuresOf(body).keys()) {
      const count = counts.get(feature) ?? { published: 0, turnedAway: 0 }
      count[kind]++
      counts.set(feature, count)
    }
  }
  const odds = [...counts]
    .filter(([, { published, turnedAway }]) => published + turnedAway >= MIN_COMMENTS)
    .map(([feature, { published, turnedAway }]): [string, number] => [
      feature,
      // To a hundredth, as it is stored: nobody is judged by a thousandth.
      Math.round(100 * Math.log(share(turnedAway, total.turnedAway) / share(published, total.published))) / 100,
    ])
    .filter(([, odd]) => Math.abs(odd) >= TELLING)
    .sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))
  return { odds: new Map(odds.slice(0, MAX_FEATURES)) }
}

function share(count: number, total: number): number {
  return (count + SMOOTHING) / (total + 2 * SMOOTHING)
}

export function classify({ odds }: Classifier, text: string): Judgement {
  const found = [...featuresOf(text)]
    .map(([feature, written]) => ({ written, odd: odds.get(feature) ?? 0 }))
    .filter(({ odd }) => odd !== 0)
    .sort((one, other) => Math.abs(other.odd) - Math.abs(one.odd))
    .slice(0, ASKED)
  const against = found.filter(({ odd }) => odd > 0).map(({ written }) => written)
  // A pair says what its two words say: those need not be said again.
  const pairs = against.filter((written) => written.includes(' '))
  const words = [...new Set(against)].filter(
    (written) => !pairs.some((pair) => pair !== written && ` ${pair} `.includes(` ${written} `)),
  )
  return { odds: found.reduce((sum, { odd }) => sum + odd, 0), words: words.slice(0, REASONS) }
}

export function stateOf({ odds }: Classifier): [string, number][] {
  return [...odds]
}

export function classifierOf(state: [string, number][]): Classifier {
  return { odds: new Map(state) }
}
