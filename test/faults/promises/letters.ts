/** A letter is sent once; only where the word that it was sent got lost may it come again. */
import type { World } from '../world.ts'

export function checkLetters(world: World): void {
  const letters = Map.groupBy(world.post, ({ to, subject, text }) => `${to}: ${subject}\n${text}`)
  const again = [...letters.values()].reduce((sum, same) => sum + same.length - 1, 0)
  const lost = world.runs
    .flatMap(({ faults }) => faults)
    .filter((fault) => /letter «|UPDATE notices/.test(fault)).length
  if (again > lost) world.breach(`${again} letters came again, and of ${lost} the word got lost`)
}
