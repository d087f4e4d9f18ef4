/** What a crop keeps in sight: as coarse as an eye needs it, two digits in a page instead of a style for each picture. */
import type { Image } from '../schema.ts'

const STEPS = 4

/** `31`: three quarters to the right, a quarter down; empty for the middle, where a crop is anyway. */
export function cropOf({ focus_x, focus_y }: Pick<Image, 'focus_x' | 'focus_y'>): string {
  const [x, y] = [focus_x, focus_y].map((hundredths) => Math.round((hundredths * STEPS) / 100))
  return x === 2 && y === 2 ? '' : `${x}${y}`
}
