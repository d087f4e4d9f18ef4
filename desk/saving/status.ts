/** What a writer is told while they write. The words stand in the page. */
import type { Stored } from './sending.ts'

export type Saying = 'saving' | 'kept' | 'retrying' | 'offline' | 'signedOut' | 'refused' | 'unkept' | 'submitOffline'

export function sayer(line: HTMLElement, beside: HTMLElement | null) {
  let isTold = ''

  /** The same is not said twice: a screen reader would read it again. */
  function say(what: Saying, time = ''): void {
    const text = (line.dataset[what] ?? '').replace('{time}', time)
    if (text === isTold) return
    isTold = text
    line.dataset['state'] = what
    line.replaceChildren(text)
    if (what !== 'signedOut') return
    const link = document.createElement('a')
    link.href = '/admin'
    link.target = '_blank'
    link.textContent = line.dataset['signIn'] ?? ''
    line.append(' ', link)
  }

  let around: Pick<Stored, 'others' | 'newer'> | null = null
  let tabs = 0

  /** Who else is at this article. @param stored null where the server has said nothing new */
  function tell(stored: Pick<Stored, 'others' | 'newer'> | null, otherTabs = tabs): void {
    if (stored) around = stored
    tabs = otherTabs
    if (!beside) return
    const { others = [], newer = null } = around ?? {}
    const lines = [
      ...(newer ? [worded('newer', newer.by, newer.time)] : []),
      ...others.map(({ name, time }) => worded('writing', name, time)),
    ]
    // What the page came with stays until the server says something newer.
    const shown = around ? [] : [...beside.children].filter((child) => !child.hasAttribute('data-tabs'))
    const made = [...lines, ...(tabs > 0 ? [line.dataset['twoTabs'] ?? ''] : [])].map(notice)
    if (tabs > 0) made.at(-1)?.setAttribute('data-tabs', '')
    if ([...shown, ...made].map(textOf).join('\n') !== [...beside.children].map(textOf).join('\n'))
      beside.replaceChildren(...shown, ...made)
  }

  function worded(what: 'newer' | 'writing', name: string, time: string): string {
    return (line.dataset[what] ?? '').replace('{name}', name).replace('{time}', time)
  }

  return { say, tell }
}

function notice(text: string): HTMLElement {
  const line = document.createElement('p')
  line.className = 'notice'
  line.textContent = text
  return line
}

function textOf(element: Element): string {
  return element.textContent ?? ''
}
