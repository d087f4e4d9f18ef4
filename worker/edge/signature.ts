/** HMAC-SHA-256 under SIGNING_KEY: salted hashes, and links that nobody can guess. */

const encoder = new TextEncoder()

/** 128 bits in base64url, enough that none is guessed or met twice. Throws where SIGNING_KEY is not set. */
export async function sign(key: string, message: string): Promise<string> {
  if (!key) throw new Error('SIGNING_KEY is not set')
  const hmac = await crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, encoder.encode(message))).slice(0, 16)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** Compares in constant time. */
export async function isSigned(key: string, message: string, signature: string): Promise<boolean> {
  const expected = encoder.encode(await sign(key, message))
  const given = encoder.encode(signature)
  return expected.byteLength === given.byteLength && crypto.subtle.timingSafeEqual(expected, given)
}
