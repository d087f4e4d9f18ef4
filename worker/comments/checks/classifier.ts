/** What is like the comments that the newsroom has turned away, by their words. Where it is not sure it says nothing. */
import { classify } from '../classifier/classifier.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

/** Log of the odds: twenty to one. */
const SURE = 3
const VERY_SURE = 8

export function checkClassifier({ body }: Checked, { classifier, says }: Context): Signal | null {
  const learnt = classifier()
  if (!learnt) return null
  const { odds, words } = classify(learnt, body)
  if (odds < SURE) return null
  return { name: 'classifier', weight: odds >= VERY_SURE ? 40 : 20, reason: says.classifier(words) }
}
