/** What a browser makes of the page before it. */
import type { ConsoleMessage, Page } from 'playwright-core'
import { KINDS } from './kinds.ts'

export interface Facts {
  lang: string
  title: string
  /** The level of each heading, in order. */
  headings: number[]
  ids: string[]
  /** Whole addresses. */
  links: string[]
  images: string[]
  /** Of pictures that were asked for at once and are not there. */
  broken: string[]
  /** Fields and buttons too low for a finger: under 44 px. */
  low: string[]
  /** The names of the kinds whose marks it carries. */
  marks: string[]
}

/** What runs there is text, because the types of these tests are the Worker's. */
export function factsOf(tab: Page): Promise<Facts> {
  return tab.evaluate(`(() => {
    const all = (selector, of = (element) => element) => Array.from(document.querySelectorAll(selector), of)
    const whole = (url) => new URL(url, document.baseURI).href
    const candidates = ({ srcset }) => srcset.split(',').map((one) => whole(one.trim().split(/\\s/)[0]))
    const isThere = (image) => image.complete && image.naturalWidth > 0
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: all('h1, h2, h3, h4, h5, h6', (heading) => Number(heading.tagName[1])),
      ids: all('[id]', (element) => element.id),
      links: all('a[href], link[href]', (link) => link.href),
      images: [
        ...all('img[src]', (image) => image.src),
        ...all('img[srcset], source[srcset]', candidates).flat(),
        ...all('meta[property="og:image"], meta[name="twitter:image"]', (meta) => whole(meta.content)),
      ],
      broken: all('img:not([loading=lazy])').filter((image) => !isThere(image)).map((image) => image.src),
      low: all('input:not([type=hidden], [type=checkbox], [type=radio]), textarea, button')
        .filter((control) => control.offsetParent && control.offsetHeight < 44)
        .map((control) => control.outerHTML.slice(0, 80)),
      marks: ${JSON.stringify(KINDS)}.filter(({ mark }) => mark && document.querySelector(mark)).map(({ name }) => name),
    }
  })()`)
}

/** Does something with the page, and tells what the browser complained of meanwhile. */
export async function withComplaints<Result>(tab: Page, act: () => Promise<Result>) {
  const complaints: string[] = []
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  }
  const onError = (error: Error) => void complaints.push(String(error))
  tab.on('console', onConsole).on('pageerror', onError)
  try {
    return { result: await act(), complaints }
  } finally {
    tab.off('console', onConsole).off('pageerror', onError)
  }
}
