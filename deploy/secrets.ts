/**
 * The Worker's secrets. What it has is never written over from here; what it lacks goes up together with the code, so that
 * there is no moment at which one is there without the other.
 */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { Refusal } from '../transfer/command.ts'
import { CONFIG_FILE } from './config.ts'
import type { Person } from './person.ts'
import { ask, refusalOf } from './wrangler.ts'

const SIGNING_KEY_FILE = 'signing-key.txt'

/** The names of the secrets that the Worker has; null where there is no Worker yet. */
export async function listSecrets(): Promise<string[] | null> {
  const args = ['secret', 'list', '--format', 'json', '--config', CONFIG_FILE]
  const answer = await ask(...args)
  if (answer.code === 0) return (JSON.parse(answer.stdout) as { name: string }[]).map(({ name }) => name)
  if (/Worker "[^"]+".* not found/.test(answer.stderr)) return null
  throw refusalOf(args, answer)
}

/**
 * Values of those that are missing: from the environment, or from whoever is there; `SIGNING_KEY` is made.
 * @param isNewDatabase false where something may have been signed already with a key that we do not know
 */
export async function gatherSecrets(
  missing: string[],
  { person, env, isNewDatabase }: { person: Person; env: Record<string, string | undefined>; isNewDatabase: boolean },
): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {}
  for (const name of missing) {
    secrets[name] = env[name] || (name === 'SIGNING_KEY' ? await signingKey(isNewDatabase) : await asked(name, person))
  }
  return secrets
}

async function asked(name: string, person: Person): Promise<string> {
  const from = name === 'TURNSTILE_SECRET' ? ' It is the secret key of the Turnstile widget, below its site key.' : ''
  const missing = `The secret ${name} is not set yet. Set it in the environment for this once.${from}`
  for (;;) {
    const value = await person.secret(`\nThe Worker lacks the secret ${name}.${from}\n${name} (not shown): `, missing)
    if (value) return value
  }
}

/** Made once and kept in a file before it is sent: Cloudflare never shows it again. */
async function signingKey(isNewDatabase: boolean): Promise<string> {
  const kept = await readFile(SIGNING_KEY_FILE, 'utf8').catch(() => '')
  if (kept.trim()) return kept.trim()
  if (!isNewDatabase) throw new Refusal(LOST_KEY)
  const key = randomBytes(32).toString('base64')
  await writeFile(SIGNING_KEY_FILE, `${key}\n`, { mode: 0o600, flag: 'wx' })
  console.log(`
SIGNING_KEY was made, and is in ${SIGNING_KEY_FILE}. Put it where you keep passwords and delete the file: nobody can read it
back from Cloudflare. It signs links in letters and readers' private pages, and hides their addresses; a newsroom keeps it for
life, and takes it along when it moves.`)
  return key
}

const LOST_KEY = `The database was here before, and the Worker has no SIGNING_KEY. Links in letters, readers' private pages and
bans of addresses work only with the key that they were made with: set SIGNING_KEY in the environment for this once. If there
never was one, or it is lost, make one: SIGNING_KEY="$(openssl rand -base64 32)" npm run deploy`
