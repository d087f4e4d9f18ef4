/**
 * `npx node bench/classifier.ts`: how well the classifier tells what a newsroom would turn away, by cross-validation on
 * demo/decisions.json: learnt from some of the decisions, asked about others, twenty times over with other ones.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { evaluate } from '../test/comments/classifier/evaluation.ts'

const decisions = JSON.parse(await readFile(join(import.meta.dirname, '../demo/decisions.json'), 'utf8'))
const percent = (share: number) => `${(100 * share).toFixed(1)} %`

console.log(`${decisions.length} decisions, of which ${decisions.filter(isTurnedAway).length} turn a comment away.`)
console.table(
  [50, 100, 200].map((size) => {
    const { accuracy, precision, recall, falseHolds, trainMs, classifyMs } = evaluate(decisions, size, 20)
    return {
      'learnt from': size,
      accuracy: percent(accuracy),
      'of what it objects to, turned away': percent(precision),
      'of what is turned away, objected to': percent(recall),
      'of what is published, objected to': percent(falseHolds),
      'ms to learn': trainMs.toFixed(1),
      'ms a comment': classifyMs.toFixed(2),
    }
  }),
)

function isTurnedAway({ status }: { status: string }): boolean {
  return status !== 'approved'
}
