/** A reader who has no mouse. */
import type { Page } from 'playwright-core'

const MOST_STOPS = 200

/** Presses Tab until a link to such a path has the focus, to be seen there, and Enter; gives the path of where that led. */
export async function reachByKeyboard(tab: Page, path: RegExp): Promise<string> {
  const from = new URL(tab.url()).pathname
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await tab.keyboard.press('Tab')
    const at = await focused(tab)
    if (!at.path || at.path === from || !path.test(at.path)) continue
    if (!at.isSeen) throw new Error(`the focus on ${at.path} is not to be seen`)
    await Promise.all([tab.waitForURL((url) => path.test(url.pathname)), tab.keyboard.press('Enter')])
    return new URL(tab.url()).pathname
  }
  throw new Error(`no stop of the first ${MOST_STOPS} leads to ${path}`)
}

function focused(tab: Page): Promise<{ path: string | null; isSeen: boolean }> {
  return tab.evaluate(`(() => {
    const element = document.activeElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return {
      path: element.href && !element.getAttribute('href').startsWith('#') ? new URL(element.href).pathname : null,
      isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    }
  })()`)
}
