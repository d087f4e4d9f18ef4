/** axe-core on the page before a browser, as it looks in light and dark, at the width of a phone and of a desk. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const WIDTHS = { phone: 390, desk: 1280 }

/** @returns each violation once a look, with the elements that it is about */
export async function checkAccessibility(tab: Page): Promise<string[]> {
  await tab.evaluate(SOURCE)
  const violations: string[] = []
  for (const [device, width] of Object.entries(WIDTHS)) {
    await tab.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme })
      // Colours are all that dark changes.
      const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}
      const found = await tab.evaluate<AxeResults>(
        `axe.run({ ...${JSON.stringify(rules)}, resultTypes: ['violations'], preload: false })`,
      )
      violations.push(
        ...found.violations.map(
          ({ id, nodes }) =>
            `${id} (${device}, ${colorScheme}): ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
        ),
      )
    }
  }
  return violations
}
