/*
 * What a comment form can do in a browser: it brings Turnstile, aims at the comment that is answered, counts what is left,
 * and remembers who writes, where they ask for that. Brought by templates/comments/form-loader.js when a reader turns to
 * the form; without it the form says what to do. `SAYS` is put in when it is generated: `words.form.script` of each language.
 *
 * What is remembered stands in localStorage under `dateline`, as JSON: `{ name, email, proof }`. `proof` is what the page
 * that confirms an email gave for this one (worker/comments/proof.ts), or empty; that page writes all three where the
 * reader asks for it. Nothing is written before the reader has ticked the box, and all of it goes as soon as they untick it.
 */
;(() => {
  const PATIENCE_MS = 20_000
  const SENDING_MS = 10_000
  const BODY_MAX = 4000
  const NEAR_THE_END = 400
  const SILENCE_MS = 1000
  const KEY = 'dateline'

  const form = document.getElementById('write')
  const { nonce, parent, name, email, body, proof } = form.elements
  const { dataset } = form
  const says = SAYS[document.documentElement.lang]
  const button = form.querySelector('[type=submit]')
  const status = form.querySelector('.send p')
  const to = document.getElementById('f-to')
  const remember = form.querySelector('[data-remember]')
  let called = false
  let sent = false
  let waiting = 0
  let answered = null

  const say = (text) => {
    status.textContent = text
  }

  // ── Turnstile ──

  const hasToken = () => Boolean(form.elements['cf-turnstile-response']?.value)

  function callTurnstile() {
    nonce.value ||= makeNonce()
    if (called) return
    called = true
    const script = document.createElement('script')
    script.src = `${dataset.origin}/turnstile/v0/api.js`
    script.onerror = () => {
      called = false
      script.remove()
      stopWaiting()
      say(dataset.broken)
    }
    document.head.append(script)
  }

  // Once more for a reader whose line is back.
  form.addEventListener('focusin', callTurnstile)

  function makeNonce() {
    // randomUUID is missing where the page came over plain HTTP.
    if (crypto.randomUUID) return crypto.randomUUID()
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  // Without a token the server could only refuse: wait for it, and at last send anyway, because it keeps every word.
  function waitForToken() {
    const patientUntil = Date.now() + PATIENCE_MS
    button.disabled = true
    say(dataset.checking)
    clearInterval(waiting)
    waiting = setInterval(() => {
      if (!hasToken() && Date.now() < patientUntil) return
      stopWaiting()
      send()
      form.submit()
    }, 150)
  }

  function stopWaiting() {
    clearInterval(waiting)
    button.disabled = false
  }

  // ── Sending ──

  function send() {
    sent = true
    if (remember.checked) keep()
    // For a reader who comes back: what the browser puts back of a form leaves out what is hidden.
    history.replaceState({ nonce: nonce.value, parent: parent.value, to: to.querySelector('b').textContent }, '')
    button.disabled = true
    say(says.sending)
    // A reader who stopped the browser may send again; the nonce makes both one comment.
    setTimeout(wake, SENDING_MS)
  }

  function wake() {
    sent = false
    stopWaiting()
    say('')
  }

  form.addEventListener('submit', (event) => {
    if (sent) return event.preventDefault()
    callTurnstile()
    if (hasToken()) return send()
    event.preventDefault()
    waitForToken()
  })

  // Back from the next page, out of the browser's memory: the button works again and the used token is replaced.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    wake()
    window.turnstile?.reset()
  })

  // ── Answering ──

  function answer(id, whom) {
    parent.value = id
    to.hidden = !id
    to.querySelector('b').textContent = whom
    body.setAttribute(
      'aria-describedby',
      `${id ? 'f-to ' : ''}${body.getAttribute('aria-describedby').replace('f-to ', '')}`,
    )
  }

  function answerNobody() {
    answer('', '')
    say(says.alone)
    const back = answered ?? body
    answered = null
    back.focus()
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('.reply, .cancel')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (link.matches('.cancel')) return answerNobody()
    const said = link.closest('[id^=c-]')
    answered = link
    say('')
    answer(said.id.slice('c-'.length), said.querySelector('.who').firstChild.textContent.trim())
    form.scrollIntoView()
    body.focus({ preventScroll: true })
  })

  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && parent.value && !event.isComposing) answerNobody()
  })

  // ── What is left ──

  const count = document.createElement('p')
  count.className = 'hint'
  count.setAttribute('aria-hidden', 'true')
  const heard = document.createElement('p')
  heard.className = 'trap'
  heard.setAttribute('role', 'status')
  document.getElementById('f-body-hint').after(count, heard)
  let silence = 0

  // Seen at once, but heard only when the reader pauses. Nothing is cut: a text that is too long is theirs to shorten.
  function countLeft() {
    const left = BODY_MAX - body.value.normalize().trim().length
    const text =
      left > NEAR_THE_END
        ? ''
        : (left < 0 ? says.over : says.left).replace(
            '#',
            new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left)),
          )
    count.textContent = text
    count.classList.toggle('wrong', left < 0)
    body.setCustomValidity(left < 0 ? text : '')
    clearTimeout(silence)
    silence = setTimeout(() => {
      heard.textContent = text
    }, SILENCE_MS)
  }

  body.addEventListener('input', countLeft)

  // ── Who writes ──

  function kept() {
    try {
      const entry = JSON.parse(localStorage.getItem(KEY))
      return typeof entry?.email === 'string' ? entry : null
    } catch {
      return null
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ name: name.value, email: email.value, proof: provenBy(kept()) }))
    } catch {
      // A browser that keeps nothing: the reader types again next time.
    }
  }

  function forget() {
    proof.value = ''
    try {
      localStorage.removeItem(KEY)
    } catch {
      // Nothing was kept.
    }
  }

  function provenBy(entry) {
    return entry?.email.toLowerCase() === email.value.trim().toLowerCase() ? (entry.proof ?? '') : ''
  }

  function offerToRemember() {
    try {
      localStorage.getItem(KEY)
    } catch {
      return
    }
    remember.closest('label').hidden = false
    const entry = kept()
    if (!entry) return
    remember.checked = true
    name.value ||= entry.name ?? ''
    email.value ||= entry.email
    proof.value = provenBy(entry)
  }

  remember.addEventListener('change', () => (remember.checked ? keep() : forget()))
  email.addEventListener('change', () => {
    proof.value = remember.checked ? provenBy(kept()) : ''
  })

  // ── Beginning: the reader has turned to the form ──

  const { state } = history
  if (state?.nonce && !nonce.value) {
    nonce.value = state.nonce
    answer(state.parent, state.to)
  }
  offerToRemember()
  countLeft()
  callTurnstile()
})()
