// The only script of a reader's page. It sleeps until the reader turns to the comment form, then brings Turnstile's.
// The same on every page, so that CSP can allow it by one hash: what differs stands in the form's data attributes.
;(() => {
  const PATIENCE_MS = 20_000
  const SENDING_MS = 10_000
  const form = document.getElementById('write')
  const { nonce, parent } = form.elements
  const button = form.querySelector('[type=submit]')
  const status = form.querySelector('[role=status]')
  const replying = form.querySelector('[data-replying]')
  let called = false
  let sent = false
  let waiting = 0

  const say = (text) => {
    status.textContent = text
  }
  const hasToken = () => Boolean(form.elements['cf-turnstile-response']?.value)

  function callTurnstile() {
    nonce.value ||= makeNonce()
    if (called) return
    called = true
    const script = document.createElement('script')
    script.src = `${form.dataset.origin}/turnstile/v0/api.js`
    script.onerror = () => {
      called = false
      script.remove()
      stopWaiting()
      say(form.dataset.broken)
    }
    document.head.append(script)
  }

  function makeNonce() {
    // randomUUID is missing where the page came over plain HTTP.
    if (crypto.randomUUID) return crypto.randomUUID()
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  // Without a token the server could only refuse: wait for it, and at last send anyway, because it keeps every word.
  function waitForToken() {
    const patientUntil = Date.now() + PATIENCE_MS
    button.disabled = true
    say(form.dataset.checking)
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

  function answer(id, name) {
    parent.value = id
    replying.hidden = !id
    replying.querySelector('b').textContent = name
  }

  function send() {
    sent = true
    // For a reader who comes back: what the browser puts back of a form leaves out what is hidden.
    history.replaceState({ nonce: nonce.value, parent: parent.value, to: replying.querySelector('b').textContent }, '')
    button.disabled = true
    say(form.dataset.sending)
    // A reader who stopped the browser may send again; the nonce makes both one comment.
    setTimeout(wake, SENDING_MS)
  }

  function wake() {
    sent = false
    stopWaiting()
    say('')
  }

  const { state } = history
  if (state?.nonce && !nonce.value) {
    nonce.value = state.nonce
    answer(state.parent, state.to)
  }

  for (const turn of ['focusin', 'pointerdown']) form.addEventListener(turn, callTurnstile)

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

  document.addEventListener('click', (event) => {
    const reply = event.target.closest('.reply')
    if (!reply && !event.target.closest('[data-cancel]')) return
    event.preventDefault()
    const said = reply?.closest('li')
    answer(said?.id.slice('c-'.length) ?? '', said?.querySelector('.who').firstChild.data ?? '')
    form.scrollIntoView()
    form.elements.body.focus({ preventScroll: true })
  })
})()
