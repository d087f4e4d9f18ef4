/** What is secret on this machine: made once, kept in the data folder, so that a restart signs nobody out. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

export type Keys = {
  /** Access's RS256 private key. */
  access: JWK
  accessAudience: string
  turnstileSitekey: string
  turnstileSecret: string
  signingKey: string
}

export async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const keys: Keys = {
    access: await makeAccessKey(),
    accessAudience: randomBytes(32).toString('hex'),
    turnstileSitekey: `0x4${randomBytes(11).toString('hex')}`,
    turnstileSecret: `0x4${randomBytes(16).toString('hex')}`,
    signingKey: randomBytes(32).toString('base64'),
  }
  await mkdir(folder, { recursive: true })
  await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  return keys
}

export async function makeAccessKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return exportJWK(privateKey)
}
