/**
 * Keeps what is typed: in this browser at once, at the server every few seconds. A save, a lost line, a crash, an expired
 * session or a closed tab then costs nothing.
 */
import { fieldsOf, hidden, wasTyped } from './form.ts'
import { type Outcome, send, sendLast, takeBack } from './sending.ts'
import type { sayer } from './status.ts'
import { dropFromBrowser, type KeptCopy, keepInBrowser } from './store.ts'

const AFTER_LAST_KEY_MS = 1500
const AT_MOST_EVERY_MS = 5000
/** What takes less is not worth a word. */
const SLOW_MS = 1000
const FIRST_RETRY_MS = 2000
const LAST_RETRY_MS = 60_000

interface Page {
  form: HTMLFormElement
  person: string
  article: string
  /** The page came with words that are not saved. */
  isUnsaved: boolean
  status: ReturnType<typeof sayer>
}

export function keepWriting({ form, person, article, isUnsaved: cameUnsaved, status }: Page): void {
  const isUnsaved = cameUnsaved || wasTyped(form)
  const key = hidden(form, 'copy')?.value ?? ''
  const began = textOf(fieldsOf(form))
  let typed = began
  let [step, inBrowser, atServer] = [0, 0, 0]
  let isSending = false
  /** What stands in the form is on its way with the form itself. */
  let isLeaving = false
  let failures = 0
  let retryAt = 0
  let waitingSince = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function copy(): KeptCopy {
    const version = Number(hidden(form, 'version')?.value ?? 0)
    const continues = hidden(form, 'continues')?.value ?? ''
    return { person, key, article, version, step, written_at: Date.now(), continues, fields: fieldsOf(form) }
  }

  function isAsItCame(): boolean {
    return typed === began && !isUnsaved
  }

  function look(): void {
    const now = textOf(fieldsOf(form))
    if (now === typed) return
    typed = now
    isLeaving = false
    keep()
  }

  function keep(): void {
    step++
    const field = hidden(form, 'copy_step')
    if (field) field.value = `${step}`
    if (isAsItCame()) dropFromBrowser(copy())
    else if (keepInBrowser(copy())) inBrowser = step
    else status.say('unkept')
    sendLater()
  }

  function sendLater(): void {
    const now = Date.now()
    waitingSince ||= now
    clearTimeout(timer)
    const pause = Math.min(AFTER_LAST_KEY_MS, Math.max(0, waitingSince + AT_MOST_EVERY_MS - now))
    timer = setTimeout(sendNow, Math.max(pause, retryAt - now))
  }

  async function sendNow(): Promise<void> {
    clearTimeout(timer)
    if (isSending || atServer >= step) return
    isSending = true
    waitingSince = 0
    const mine = copy()
    if (isAsItCame()) await forget(mine)
    else {
      const slow = setTimeout(() => status.say('saving'), SLOW_MS)
      const outcome = await send(mine)
      clearTimeout(slow)
      arrived(mine, outcome)
    }
    isSending = false
    if (step > atServer) sendLater()
  }

  /** What was there when the page came stands there again: nothing is to be kept. */
  async function forget(mine: KeptCopy): Promise<void> {
    if (atServer > 0) await takeBack(mine)
    atServer = mine.step
    dropFromBrowser(mine)
  }

  function arrived(mine: KeptCopy, outcome: Outcome): void {
    if (!outcome.ok) {
      failures++
      retryAt = Date.now() + retryMs(failures)
      const said = { offline: 'offline', busy: 'retrying', signed_out: 'signedOut', refused: 'refused' } as const
      status.say(inBrowser >= mine.step ? said[outcome.reason] : 'unkept')
      return
    }
    failures = 0
    retryAt = 0
    atServer = Math.max(atServer, mine.step)
    dropFromBrowser(mine)
    const { copy: kept, others, newer } = outcome.stored
    const version = hidden(form, 'version')
    // Saved meanwhile by this very form, and left by Back: what is typed now goes on from there.
    if (version && kept.version > Number(version.value)) version.value = `${kept.version}`
    status.say('kept', kept.time)
    status.tell({ others, newer })
  }

  form.addEventListener('input', look)
  form.addEventListener('change', look)
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.submitter?.getAttribute('formtarget') === '_blank') return
    look()
    isLeaving = navigator.onLine
    if (isLeaving) return
    event.preventDefault()
    status.say(inBrowser >= step || isAsItCame() ? 'submitOffline' : 'unkept')
  })
  // What hands used to Word press: it keeps what is typed, and changes nothing for readers.
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    look()
    sendNow()
  })
  addEventListener('online', sendNow)
  addEventListener('offline', () => {
    if (step > atServer && !isAsItCame() && inBrowser >= step) status.say('offline')
  })
  // Back from where one signs in.
  addEventListener('focus', () => failures > 0 && sendNow())
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) look()
    if (!document.hidden && failures > 0) sendNow()
  })
  addEventListener('beforeunload', (event) => {
    look()
    if (step > Math.max(inBrowser, atServer) && !isLeaving && !isAsItCame()) event.preventDefault()
  })
  addEventListener('pagehide', () => {
    look()
    if (step > atServer && !isLeaving && !isAsItCame()) sendLast(copy())
  })
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    isLeaving = false
    // As it was left: the article may have gone on meanwhile.
    if (step === 0) location.reload()
    else keep()
  })

  // Typed before this script was there, or brought by the page.
  if (isUnsaved) keep()
}

function retryMs(failures: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
}

function textOf(fields: Record<string, string>): string {
  return JSON.stringify(fields)
}
