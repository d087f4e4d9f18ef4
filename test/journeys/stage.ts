/** A browser before a newsroom, both of the importing file's own, from before its first test to after its last. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Newsroom, openBrowser, openNewsroom } from './browser.ts'

export let browser: Browser
export let newsroom: Newsroom

beforeAll(async () => {
  ;[browser, newsroom] = await Promise.all([openBrowser(), openNewsroom()])
})
afterAll(async () => {
  await browser?.close()
  await newsroom?.close()
})
