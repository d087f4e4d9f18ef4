/** Colour profiles. Source: ICC.1:2022, 7.2. */
import { startsWith, u32 } from './bytes.ts'

const HEADER_BYTES = 128

/** Whether bytes are a profile, so far as its header tells: what is none is left out, and may hold anything. */
export function isProfile(bytes: Uint8Array): boolean {
  return bytes.length > HEADER_BYTES && u32(bytes, 0) === bytes.length && startsWith(bytes, 'acsp', 36)
}
