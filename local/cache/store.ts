/** What is stored, by key and variant, bounded in bytes: the least recently used goes first. */
export type Stored = {
  status: number
  /** As the origin sent them: what the reader must not see is taken off when they are sent. */
  headers: Headers
  body: Uint8Array<ArrayBuffer>
  path: string
  tags: Set<string>
  /** The request's values of the headers that the response names in Vary. */
  vary: [name: string, value: string | null][]
  storedAt: number
  expiresAt: number
  staleWhileRevalidateMs: number
  staleIfErrorMs: number
}

export function createStore(maxBytes: number) {
  /** In the order of use: a Map keeps the order of insertion. */
  const variantsByKey = new Map<string, Stored[]>()
  let bytes = 0

  function replace(key: string, variants: Stored[]) {
    bytes -= weigh(variantsByKey.get(key) ?? [])
    bytes += weigh(variants)
    variantsByKey.delete(key)
    if (variants.length > 0) variantsByKey.set(key, variants)
  }

  return {
    find(key: string, request: Headers): Stored | undefined {
      const variants = variantsByKey.get(key)
      if (!variants) return undefined
      variantsByKey.delete(key)
      variantsByKey.set(key, variants)
      return variants.findLast((variant) => matchesVary(variant, request))
    },
    put(key: string, stored: Stored) {
      const others = (variantsByKey.get(key) ?? []).filter(
        (one) => JSON.stringify(one.vary) !== JSON.stringify(stored.vary),
      )
      replace(key, [...others, stored])
      for (const oldest of variantsByKey.keys()) {
        if (bytes <= maxBytes) break
        replace(oldest, [])
      }
    },
    remove(key: string, stored: Stored) {
      replace(
        key,
        (variantsByKey.get(key) ?? []).filter((one) => one !== stored),
      )
    },
    /** All variants of an address go together: they are one to a purge. */
    removeAll(isMeant: (stored: Stored) => boolean) {
      for (const [key, variants] of variantsByKey) if (variants.some(isMeant)) replace(key, [])
    },
    expireAll(isMeant: (stored: Stored) => boolean, now: number) {
      for (const variants of variantsByKey.values()) {
        if (!variants.some(isMeant)) continue
        for (const variant of variants) variant.expiresAt = Math.min(variant.expiresAt, now)
      }
    },
  }
}

export function varyOf(response: Headers, request: Headers): Stored['vary'] {
  const names = (response.get('vary') ?? '').split(',').map((name) => name.trim().toLowerCase())
  return names.filter(Boolean).map((name) => [name, request.get(name)])
}

/** Values are compared as they are, without any folding. Source: developers.cloudflare.com/workers/cache/configuration/#vary */
export function matchesVary(stored: Stored, request: Headers): boolean {
  return stored.vary.every(([name, value]) => request.get(name) === value)
}

/**
 * At most 1,000 tags of at most 1,024 printable ASCII characters, without regard to case; others are dropped in silence.
 * Source: developers.cloudflare.com/workers/cache/configuration/#cache-tag
 */
export function tagsOf(response: Headers): Set<string> {
  const tags = (response.get('cache-tag') ?? '').split(',').map((tag) => tag.trim())
  return new Set(
    tags
      .filter((tag) => /^[\x21-\x7e]{1,1024}$/.test(tag))
      .slice(0, 1000)
      .map((tag) => tag.toLowerCase()),
  )
}

/** Beside its body: the headers alone take two and a half of them, as a heap full of redirects has shown. */
const BYTES_BESIDE = 3 * 1024

function weigh(variants: Stored[]): number {
  return variants.reduce((sum, { body }) => sum + body.byteLength + BYTES_BESIDE, 0)
}
