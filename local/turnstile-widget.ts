/**
 * The widget's script and the page inside its frame. It is drawn in a frame as the real one is, so that a
 * Content-Security-Policy that would keep the real one out keeps this one out too.
 * Source: developers.cloudflare.com/turnstile/get-started/client-side-rendering/
 */
export const widgetScript = `(() => {
  const source = new URL(document.currentScript.src)
  const widgets = new Map()
  const TOKEN_LIFETIME_MS = 300000
  let count = 0

  function render(container, options = {}) {
    const element = typeof container === 'string' ? document.querySelector(container) : container
    if (!element) throw new Error('[Turnstile] nothing to render into: ' + container)
    const data = element.dataset
    const setting = (name, attribute) => options[name] ?? data[attribute ?? name]
    const call = (name, attribute, ...values) => {
      const callback = setting(name, attribute)
      if (typeof callback === 'function') callback(...values)
      else if (callback && typeof window[callback] === 'function') window[callback](...values)
    }
    const id = 'cf-chl-widget-' + ++count
    const input = Object.assign(document.createElement('input'), {
      type: 'hidden', id: id + '_response', name: setting('response-field-name', 'responseFieldName') ?? 'cf-turnstile-response',
    })
    const frame = document.createElement('iframe')
    const look = new URLSearchParams({
      id, theme: setting('theme') ?? 'auto', language: setting('language') ?? 'auto', page: document.documentElement.lang,
    })
    frame.src = new URL('widget?' + look, source).href
    frame.title = 'Turnstile'
    frame.tabIndex = Number(setting('tabindex') ?? 0)
    const size = setting('size') ?? 'normal'
    frame.width = size === 'compact' ? '150' : size === 'flexible' ? '100%' : '300'
    frame.height = size === 'compact' ? '140' : '65'
    frame.style.border = '0'

    let timer
    const widget = {
      passed() {
        const part = (name, value) => name + ':' + encodeURIComponent(value).replaceAll('-', '%2D') + '-'
        const cdata = setting('cData', 'cdata')
        input.value = 'local-pass-' + part('action', setting('action') ?? '') + part('host', location.hostname) +
          (cdata ? part('cdata', cdata) : '') + part('at', Date.now()) + crypto.getRandomValues(new Uint32Array(2)).join('')
        clearTimeout(timer)
        timer = setTimeout(() => {
          input.value = ''
          call('expired-callback', 'expiredCallback')
          if ((setting('refresh-expired', 'refreshExpired') ?? 'auto') === 'auto') widget.reset()
        }, TOKEN_LIFETIME_MS)
        call('callback', 'callback', input.value)
      },
      reset() { clearTimeout(timer); input.value = ''; frame.src = frame.src },
      remove() { clearTimeout(timer); input.remove(); frame.remove(); widgets.delete(id) },
      get token() { return input.value || undefined },
    }
    if (String(setting('response-field', 'responseField') ?? 'true') !== 'false') element.append(input)
    element.append(frame)
    widgets.set(id, widget)
    widgets.set(element, widget)
    return id
  }

  const find = (which) =>
    widgets.get(which) ?? widgets.get(typeof which === 'string' ? document.querySelector(which) : which) ?? [...widgets.values()][0]

  window.addEventListener('message', (event) => {
    if (event.origin === source.origin && event.data?.turnstile === 'passed') widgets.get(event.data.id)?.passed()
  })

  window.turnstile = {
    render,
    reset: (which) => find(which)?.reset(),
    remove: (which) => find(which)?.remove(),
    getResponse: (which) => find(which)?.token,
    isExpired: (which) => !find(which)?.token,
    execute: () => {},
    ready: (callback) => callback(),
  }

  function start() {
    if (source.searchParams.get('render') !== 'explicit') document.querySelectorAll('.cf-turnstile').forEach((element) => render(element))
    const onload = source.searchParams.get('onload')
    if (onload && typeof window[onload] === 'function') window[onload]()
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
`

export const widgetPage = `<!doctype html>
<meta charset="utf-8">
<title>Turnstile</title>
<style>
  :root { --ink: #222; --paper: #fafafa; --line: #ddd }
  :root.dark { --ink: #eee; --paper: #232323; --line: #777 }
  body { margin: 0; box-sizing: border-box; height: 100vh; padding: 0 12px; display: flex; align-items: center; gap: 12px;
    border: 1px solid var(--line); background: var(--paper); color: var(--ink); font: 14px system-ui, sans-serif }
  i { flex: none; width: 22px; height: 22px; border: 2px solid currentColor; border-radius: 50%; box-sizing: border-box; text-align: center; font: bold 15px/18px sans-serif }
  .done i { background: #16794a; border-color: #16794a; color: #fff } .done i::before { content: '✓' }
</style>
<body role="status"><i></i><span></span>
<script>
  const look = new URLSearchParams(location.search)
  const isDark = look.get('theme') === 'dark' || (look.get('theme') !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', isDark)
  const language = look.get('language') === 'auto' ? look.get('page') || navigator.language : look.get('language')
  const [checking, passed] = language.startsWith('vi') ? ['Đang xác thực…', 'Đã xác thực (máy này)'] : ['Verifying…', 'Success (this machine)']
  const say = document.querySelector('span')
  say.textContent = checking
  setTimeout(() => {
    say.textContent = passed
    document.body.className = 'done'
    parent.postMessage({ turnstile: 'passed', id: look.get('id') }, '*')
  }, 250)
</script>
`
