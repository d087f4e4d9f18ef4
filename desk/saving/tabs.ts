/** A person's other tabs with the same article: each is told of the other, and each keeps its own words. */

interface Message {
  what: 'here' | 'too' | 'gone'
  /** Whose, and which article. */
  page: string
  key: string
}

/** @param onChange the keys of the other tabs' forms */
export function watchTabs(page: string, key: string, onChange: (keys: Set<string>) => void): void {
  if (!('BroadcastChannel' in globalThis)) return
  const keys = new Set<string>()
  let channel: BroadcastChannel | null = null

  function open(): void {
    channel = new BroadcastChannel('dateline-writing')
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.page !== page || data.key === key) return
      if (data.what === 'gone') keys.delete(data.key)
      else keys.add(data.key)
      if (data.what === 'here') tell('too')
      onChange(keys)
    }
    tell('here')
  }

  function tell(what: Message['what']): void {
    channel?.postMessage({ what, page, key } satisfies Message)
  }

  open()
  addEventListener('pagehide', () => {
    tell('gone')
    // An open channel would keep the page from coming back as it was.
    channel?.close()
    keys.clear()
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) open()
  })
}
