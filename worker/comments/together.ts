/**
 * Does something to all items at once, and where that fails to each of them alone, so that one that cannot be done does
 * not keep the others from it. Gives what came of those that were done; `fail` hears of the rest.
 */
import { logWarning } from '../log.ts'
export async function togetherOrAlone<Item, Done>(
  items: Item[],
  act: (items: Item[]) => Promise<Done[]>,
  fail: (item: Item, error: unknown) => void,
): Promise<Done[]> {
  if (items.length === 0) return []
  try {
    return await act(items)
  } catch (error) {
    if (items.length === 1) {
      fail(items[0] as Item, error)
      return []
    }
    logWarning('batch_failed_as_one', { items: items.length, error })
  }
  return (await Promise.all(items.map((item) => togetherOrAlone([item], act, fail)))).flat()
}
