/** A real browser in front of the real program: `npm start`'s platform with the demo newsroom, in a folder of its own. */
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { readBundle } from '../../local/bundle.ts'
import { type Platform, startPlatform } from '../../local/platform.ts'

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Throws, saying how to get one, when this machine has no Chromium that we know of. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place && existsSync(place))
  if (!executablePath) {
    throw new Error(
      'The journeys need Chromium or Chrome. Install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.',
    )
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
}

export interface Newsroom extends Platform {
  close: () => Promise<void>
}

export async function openNewsroom(): Promise<Newsroom> {
  const data = await mkdtemp(join(tmpdir(), 'dateline-journey-'))
  await cp(inject('seeded'), data, { recursive: true })
  const platform = await startPlatform({ port: 0, data, quiet: true, bundle: readBundle })
  return {
    ...platform,
    close: async () => {
      await platform.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

let people = 0

/**
 * A person with a browser and an address of their own: nothing of another's is in it. What goes wrong on a page fails the
 * journey.
 */
export async function person(browser: Browser, newsroom: Platform): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    baseURL: newsroom.origin,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    extraHTTPHeaders: { 'X-Forwarded-For': `203.0.113.${++people}` },
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  return { page, context }
}

/** Signs somebody of the demo's people in, the way they would: at the desk's door. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/admin')
  await page.getByRole('button', { name: email }).click()
}
