// @ts-check
/*
 * Moderation without leaving the page: a decided comment folds into a line with its undo, the focus goes on, and every key
 * does what a button beside it does. Nothing needs this script: without it each button is a form of its own.
 */

/**
 * @typedef {HTMLElement} Row
 * @typedef {{ rows: Row[], settled: Promise<Set<Row>>, isTaken: boolean }} Step the rows that were decided on, those that
 *   really are, and whether it is being undone
 * @typedef {{ id: number, seen: string, undo: string }} Done
 * @typedef {{ id: number, message: string }} Missed
 * @typedef {{ done: Done[], missed: Missed[], held: number }} Answer
 * @typedef {{ problem: 'offline' | 'signedOut' | 'failed', message?: string }} Problem
 */

const told = /** @type {HTMLElement} */ (document.querySelector('[data-words]'))
const says = JSON.parse(told.dataset.words ?? '{}')
const voice = /** @type {HTMLElement} */ (told.querySelector('[data-say]'))
const help = /** @type {HTMLDialogElement} */ (document.querySelector('#keys'))
const bar = /** @type {HTMLFormElement | null} */ (document.querySelector('#decisions'))

/** @type {Step[]} */
const steps = []
/** The row that the keys are about. @type {Row | null} */
let current = null

/** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
const all = (selector, within = document) =>
  [...within.querySelectorAll(selector)].map((one) => /** @type {any} */ (one))
const waiting = () => all('[data-moderation] > li:not([data-folded])')
/** @param {Row} row */
const idOf = (row) => Number((row.dataset.seen ?? '').split('-')[0])
/** @param {Row} row */
const nameOf = (row) => row.dataset.name ?? ''
/** @param {string} sentence @param {Record<string, string | number>} values */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`)

// ── Deciding ──

/** @param {Row[]} rows @param {string} verdict @param {string} [reason] */
function decide(rows, verdict, reason = '') {
  const last = rows.at(-1)
  if (!last) return say(says.noneSelected)
  const next = rowAfter(last, rows)
  const text = says.done[verdict]
  /** @type {Step} */
  const step = { rows, settled: Promise.resolve(new Set()), isTaken: false }
  steps.push(step)
  for (const row of rows) fold(row, fill(text, { name: nameOf(row) }), () => undo(step, [row]))
  say(rows.length > 1 ? fill(says.doneMany[verdict], { n: rows.length }) : fill(text, { name: nameOf(last) }))
  if (next) focusOn(next)
  else {
    last.querySelector('button')?.focus()
    say(`${voice.textContent} ${says.end}`)
  }
  step.settled = settle(step, send(rows, { decision: verdict, reason }))
}

/** What the newsroom made of it: rows come back that were not decided on. @param {Step} step @param {Promise<Answer | Problem>} sent */
async function settle(step, sent) {
  const answer = await sent
  /** @type {Set<Row>} */
  const decided = new Set()
  if ('problem' in answer) {
    for (const row of step.rows) unfold(row)
    forget(step)
    if (!document.activeElement?.closest('li.comment')) focusOn(step.rows[0])
    complain(answer)
    return decided
  }
  for (const row of step.rows) {
    const done = answer.done.find(({ id }) => id === idOf(row))
    const missed = answer.missed.find(({ id }) => id === idOf(row))
    if (done) {
      decided.add(row)
      row.dataset.after = done.undo
    } else if (missed) {
      const text = fill(says.missed, { name: nameOf(row), now: missed.message })
      fold(row, text)
      row.dataset.folded = 'missed'
      say(text)
    }
  }
  if (decided.size === 0) forget(step)
  showHeld(answer)
  return decided
}

/** @param {Step | undefined} step @param {Row[]} [only] */
async function undo(step, only) {
  if (!step) return say(says.nothing)
  // At once: pressed again before the answer is there, the key is about the step before.
  if (!only) step.isTaken = true
  const decided = await step.settled
  const rows = (only ?? step.rows).filter((row) => decided.delete(row))
  if (rows.length === 0) return
  const answer = await send(rows, { _method: 'DELETE' }, 'after')
  if ('problem' in answer) {
    for (const row of rows) decided.add(row)
    step.isTaken = false
    return complain(answer)
  }
  for (const row of rows) {
    const done = answer.done.find(({ id }) => id === idOf(row))
    const missed = answer.missed.find(({ id }) => id === idOf(row))
    if (done) {
      show(row, done.seen)
      unfold(row)
    } else if (missed) fold(row, fill(says.missed, { name: nameOf(row), now: missed.message }))
  }
  if (decided.size === 0) forget(step)
  say(answer.done.length > 0 ? says.undone : (rows[0]?.querySelector('.folded')?.textContent ?? ''))
  focusOn(rows.find((row) => !row.dataset.folded))
  showHeld(answer)
}

/** @param {Step} step */
function forget(step) {
  const place = steps.indexOf(step)
  if (place >= 0) steps.splice(place, 1)
}

/**
 * @param {Row[]} rows @param {Record<string, string>} fields @param {'seen' | 'after'} as what was seen of them
 * @returns {Promise<Answer | Problem>}
 */
async function send(rows, fields, as = 'seen') {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const row of rows) form.append('seen', row.dataset[as] ?? '')
  return ask('/admin/comments/decisions', form)
}

/** @param {string} path @param {FormData} form @returns {Promise<any>} */
async function ask(path, form) {
  // Access answers a program with 401, where a person would be sent to sign in.
  const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
  try {
    const response = await fetch(path, { method: 'POST', body: form, headers, redirect: 'manual' })
    if (response.type === 'opaqueredirect' || response.status === 401) return { problem: 'signedOut' }
    const answer = await response.json()
    return response.ok ? answer : { problem: 'failed', message: answer.message ?? answer.error?.message }
  } catch {
    return { problem: 'offline' }
  }
}

/** @param {Problem} problem */
function complain({ problem, message }) {
  say(message ? `${says.failed} ${message}` : says[problem])
  if (problem !== 'signedOut') return
  const link = document.createElement('a')
  link.href = '/admin'
  link.target = '_blank'
  link.textContent = says.signIn
  voice.append(' ', link)
}

// ── Rows ──

/** @param {Row} row @param {string} text @param {() => void} [takeBack] */
function fold(row, text, takeBack) {
  row.querySelector('.folded')?.remove()
  row.dataset.folded = 'done'
  const whole = /** @type {HTMLElement} */ (row.querySelector('.whole'))
  whole.hidden = true
  const box = /** @type {HTMLInputElement | null} */ (row.querySelector('[name=seen]'))
  if (box) box.checked = false
  const line = document.createElement('p')
  line.className = 'folded'
  line.append(text, ' ')
  if (takeBack) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quiet'
    button.textContent = says.undo
    button.setAttribute('aria-label', fill(says.undoOf, { name: nameOf(row) }))
    button.addEventListener('click', takeBack)
    line.append(button)
  } else {
    const link = document.createElement('a')
    link.href = `/admin/comments/${idOf(row)}`
    link.textContent = says.open
    line.append(link)
  }
  row.append(line)
  count()
}

/** @param {Row} row */
function unfold(row) {
  row.querySelector('.folded')?.remove()
  delete row.dataset.folded
  const whole = /** @type {HTMLElement} */ (row.querySelector('.whole'))
  whole.hidden = false
  for (const details of row.querySelectorAll('details')) details.open = false
}

/** The forms of a row speak of the comment as it is now. @param {Row} row @param {string} seen */
function show(row, seen) {
  row.dataset.seen = seen
  const [, status, revision] = seen.split('-')
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('input'))) {
    if (input.name === 'status') input.value = status ?? ''
    if (input.name === 'revision') input.value = revision ?? ''
    if (input.name === 'seen') input.value = seen
  }
}

/** @param {Row} row @param {Row[]} [besides] */
function rowAfter(row, besides = []) {
  const rows = all('[data-moderation] > li')
  const free = (/** @type {Row} */ one) => !one.dataset.folded && !besides.includes(one)
  const place = rows.indexOf(row)
  return rows.slice(place + 1).find(free) ?? rows.slice(0, place).findLast(free) ?? null
}

/** @param {Row | null | undefined} row */
function focusOn(row) {
  if (!row) return
  current = row
  row.focus()
}

/** @param {1 | -1} by */
function move(by) {
  const rows = waiting()
  if (!current?.isConnected) return focusOn(rows[0])
  const places = all('[data-moderation] > li')
  const from = places.indexOf(current)
  const there = by > 0 ? places.slice(from + 1) : places.slice(0, from).reverse()
  focusOn(there.find((row) => !row.dataset.folded))
}

const selected = () => waiting().filter((row) => row.querySelector('[name=seen]:checked'))

const unselected = bar?.querySelector('[data-count]')?.textContent ?? ''

function count() {
  const n = selected().length
  const place = bar?.querySelector('[data-count]')
  if (place) place.textContent = n > 0 ? fill(says.selected, { n }) : unselected
}

/** As it is there, not counted here. @param {{ held: number }} answer */
function showHeld({ held }) {
  for (const place of all('.top .count, .tabs .count')) {
    place.textContent = `${held}`
    place.hidden = held === 0
  }
}

/** @param {string} text */
function say(text) {
  voice.textContent = text
}

/** @param {Row} row */
async function pick(row) {
  const button = /** @type {HTMLButtonElement | null} */ (row.querySelector('[data-pick]'))
  if (!button?.form || button.disabled) return
  button.disabled = true
  const answer = await ask(button.form.getAttribute('action') ?? '', new FormData(button.form))
  button.disabled = false
  if (answer.problem) return complain(answer)
  const isPicked = answer.comment.picked
  const [label, description] = isPicked ? says.unpick : says.pick
  button.textContent = label
  button.setAttribute('aria-label', fill(description, { name: nameOf(row) }))
  button.form.querySelector('[name=_method]')?.remove()
  if (isPicked) {
    const method = document.createElement('input')
    method.type = 'hidden'
    method.name = '_method'
    method.value = 'DELETE'
    button.form.append(method)
  }
  say(isPicked ? says.picked : says.unpicked)
}

/** Opens the reasons; once they are open, rejects without one. @param {Row} row */
function reject(row) {
  const why = /** @type {HTMLDetailsElement | null} */ (row.querySelector('details.why'))
  if (!why || why.open) return decide([row], 'rejected')
  why.open = true
  why.querySelector('button')?.focus()
}

/** With the reason that is chosen beside the button; the next ones are rejected for reasons of their own. @param {string} verdict */
function decideSelected(verdict) {
  const why = /** @type {HTMLSelectElement | null} */ (bar?.querySelector('[name=reason]') ?? null)
  const rows = selected()
  decide(rows, verdict, verdict === 'rejected' ? why?.value : '')
  if (why && rows.length > 0) why.value = ''
}

// ── Buttons ──

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target)
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
  const row = /** @type {Row | null} */ (form.closest('[data-moderation] > li'))
  if (!button || (!row && form !== bar)) return
  event.preventDefault()
  if (!row) decideSelected(button.value)
  else if (button.dataset.verdict) decide([row], button.dataset.verdict)
  else if (button.name === 'reason') decide([row], 'rejected', button.value)
  else pick(row)
})

document.addEventListener('focusin', (event) => {
  const row = /** @type {HTMLElement} */ (event.target).closest('[data-moderation] > li')
  if (row) current = /** @type {Row} */ (row)
})

document.addEventListener('change', (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target)
  if ('all' in box.dataset) {
    for (const one of all('[data-moderation] > li:not([data-folded]) [name=seen]')) {
      const other = /** @type {HTMLInputElement} */ (one)
      other.checked = box.checked
    }
  }
  if ('keysOn' in box.dataset) remember(box.checked)
  count()
})

const everything = /** @type {HTMLElement | null} */ (bar?.querySelector('.all'))
if (everything) everything.hidden = false
const keysButton = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-keys]'))
if (keysButton) {
  keysButton.hidden = false
  keysButton.addEventListener('click', () => help.showModal())
}

// ── Keys ──

const SWITCH = 'dateline-keys'
let areOn = readSwitch()
const onOff = /** @type {HTMLInputElement} */ (help.querySelector('[data-keys-on]'))
onOff.checked = areOn

/** A browser may keep nothing: then keys are on. */
function readSwitch() {
  try {
    return localStorage.getItem(SWITCH) !== 'off'
  } catch {
    return true
  }
}

/** @param {boolean} on */
function remember(on) {
  areOn = on
  try {
    localStorage.setItem(SWITCH, on ? 'on' : 'off')
  } catch {
    // It holds for this page.
  }
}

/** @type {Record<string, (row: Row) => void>} */
const ON_ROW = {
  a: (row) => decide([row], 'approved'),
  r: reject,
  s: (row) => row.querySelector('[data-verdict=spam]') && decide([row], 'spam'),
  p: pick,
  e: (row) => /** @type {HTMLElement | null} */ (row.querySelector('[data-answer]'))?.click(),
  x: (row) => {
    const box = /** @type {HTMLElement | null} */ (row.querySelector('[name=seen]'))
    box?.click()
    const n = selected().length
    say(n > 0 ? fill(says.selected, { n }) : says.noneSelected)
  },
}
/** @type {Record<string, string>} */
const ON_SELECTED = { a: 'approved', r: 'rejected', s: 'spam' }

const MOVES = /^(?:[jk]|Arrow(?:Down|Up))$/i

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open || !areOn) return
  const target = /** @type {HTMLElement} */ (event.target)
  if (target.closest('textarea, select, input:not([type=checkbox])')) return
  // A key that is held down goes on along the list, and does nothing else again.
  if (event.repeat && !MOVES.test(event.key)) return
  if (onKey(event, target)) event.preventDefault()
})

/** @param {KeyboardEvent} event @param {HTMLElement} target @returns whether the key was one of ours */
function onKey({ key, shiftKey }, target) {
  const row = current && !current.dataset.folded ? current : null
  const inList = target.closest('[data-moderation] > li')
  const letter = key.toLowerCase()
  if (key === '?') help.showModal()
  else if (key === '/') /** @type {HTMLElement | null} */ (document.querySelector('#f-email'))?.focus()
  else if (shiftKey && ON_SELECTED[letter]) decideSelected(ON_SELECTED[letter])
  else if (shiftKey) return false
  else if (letter === 'j' || (key === 'ArrowDown' && inList)) move(1)
  else if (letter === 'k' || (key === 'ArrowUp' && inList)) move(-1)
  else if (letter === 'u') undo(steps.findLast((step) => !step.isTaken))
  else if (key === 'Enter' && target === row)
    /** @type {HTMLElement | null} */ (row.querySelector('[data-open]'))?.click()
  else if (row && key === 'Escape') {
    for (const details of row.querySelectorAll('details')) details.open = false
    row.focus()
  } else if (row && /^[1-9]$/.test(key)) {
    const why = row.querySelector('details.why[open]')
    /** @type {NodeListOf<HTMLElement> | undefined} */
    const reasons = why?.querySelectorAll('[name=reason]')
    if (!reasons?.[Number(key) - 1]) return false
    reasons[Number(key) - 1]?.click()
  } else if (ON_ROW[letter]) row ? ON_ROW[letter]?.(row) : focusOn(waiting()[0])
  else if (/^[^\p{ASCII}]$/u.test(key)) {
    // An input method has made another letter of what was typed: better nothing than something else.
    say(says.imeHeard)
    return false
  } else return false
  return true
}
