// The only script that a page carries. It brings the form's own when the reader turns to the form, and does nothing else:
// what a reader did meanwhile is done when that is there, and where it cannot be had links and form work as they are.
// The same on every page, so that CSP can allow it by one hash: what differs stands in the form's data attributes.
;(() => {
  const PATIENCE_MS = 20_000
  const LINK_PATIENCE_MS = 3_000
  const form = document.getElementById('write')
  const { dataset } = form
  let script
  let isThere
  let waiting

  function load() {
    if (script) return
    script = document.createElement('script')
    script.src = dataset.script
    script.onload = () => {
      isThere = true
      if (waiting === form) form.requestSubmit()
      else waiting?.click()
      waiting = null
    }
    script.onerror = () => {
      script.remove()
      script = null
      if (waiting?.href) location.href = waiting.href
      else if (waiting) say(dataset.broken)
      waiting = null
    }
    document.head.append(script)
  }

  function say(text) {
    form.querySelector('.send p').textContent = text
  }

  function wait(event, what) {
    if (isThere) return
    event.preventDefault()
    waiting = what
    load()
    // A link leads to a form that needs no script.
    if (what.href) setTimeout(() => waiting === what && location.assign(what.href), LINK_PATIENCE_MS)
  }

  for (const turn of ['focusin', 'pointerdown']) form.addEventListener(turn, load)

  form.addEventListener('submit', (event) => {
    wait(event, form)
    if (isThere) return
    say(dataset.checking)
    // On a line that brings nothing: the server only refuses what lacks a token, and keeps every word.
    setTimeout(() => waiting === form && form.submit(), PATIENCE_MS)
  })

  document.addEventListener('click', (event) => {
    const link = event.target.closest('.reply, .cancel')
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) wait(event, link)
  })

  // A form that came back with something to mend, or that the reader has come back to.
  if ('now' in dataset || history.state?.nonce) load()
})()
