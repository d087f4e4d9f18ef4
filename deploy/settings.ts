/**
 * What differs from one newsroom to another and is no secret. Kept in `newsroom.env`, which git leaves alone, so that a
 * newer version of this program never meets it; the environment comes first, which is all that a machine without that
 * file needs.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import type { Person } from './person.ts'

const SETTINGS_FILE = 'newsroom.env'

export type Settings = Record<string, string>

interface Setting {
  name: string
  /** What it is, and where it is found. */
  says: string
  /** Why a value will not do; null where it will. */
  problemWith: (value: string) => string | null
  /** Asked for; others stand in the file only where somebody writes them there. */
  isAsked?: boolean
}

const isEmail = (value: string) => (/^\S+@\S+\.\S+$/.test(value) ? null : 'an email address, please')
const orEmpty = (problemWith: Setting['problemWith']) => (value: string) => (value === '' ? null : problemWith(value))

export const SETTINGS: Setting[] = [
  {
    name: 'ORIGIN',
    says: `Where readers are, such as https://nhipcau.vn. Its domain has to be in this Cloudflare account, and this Worker
becomes what answers there; https://dateline.<your subdomain>.workers.dev will do to try it out.`,
    problemWith: originProblem,
    isAsked: true,
  },
  {
    name: 'OWNER_EMAIL',
    says: 'Your email. It opens a newsroom that has no owner yet; Access has to let it through too.',
    problemWith: isEmail,
    isAsked: true,
  },
  {
    name: 'TURNSTILE_SITEKEY',
    says: `Cloudflare's dashboard → Turnstile → Add widget, for your domain, mode Managed: its site key. It is what keeps
machines from commenting.`,
    problemWith: (value) => (/^[\w-]{8,64}$/.test(value) ? null : 'a site key looks like 0x4AAAAAAA…'),
    isAsked: true,
  },
  {
    name: 'ACCESS_TEAM_DOMAIN',
    says: `Zero Trust → Access → Applications → Add → Self-hosted, for <your domain>/admin, with a policy that lets your staff's
emails in. Leave its "Cookie Path Attribute" off. Here: its team domain, such as https://nhipcau.cloudflareaccess.com.
Enter leaves it for later: until then nobody enters the desk.`,
    problemWith: orEmpty((value) =>
      /^https:\/\/[\w.-]+$/.test(value) ? null : 'it begins with https:// and has no path',
    ),
    isAsked: true,
  },
  {
    name: 'ACCESS_AUD',
    says: `The same application → Additional settings → "Application Audience (AUD) Tag". Enter leaves it for later.`,
    problemWith: orEmpty((value) =>
      /^[0-9a-f]{64}$/.test(value) ? null : 'an audience tag is 64 digits of 0–9 and a–f',
    ),
    isAsked: true,
  },
  {
    name: 'LETTERS_FROM',
    says: 'Who letters come from, at a domain that Email Service has taken up. Without it no letters are offered.',
    problemWith: orEmpty(isEmail),
  },
  {
    name: 'COMMENT_MODEL',
    says: 'yes: a model of Workers AI reads each comment too, and may object. It costs by the comment.',
    problemWith: (value) => (['', 'yes', 'no'].includes(value) ? null : 'yes or no'),
  },
  {
    name: 'CLOUDFLARE_ACCOUNT_ID',
    says: 'The account that the newsroom is in.',
    problemWith: (value) => (/^[0-9a-f]{32}$/.test(value) ? null : 'an account id is 32 digits of 0–9 and a–f'),
  },
]

/** What is known: the environment over the file. Throws what is wrong with it, by name. */
export async function readSettings(env: Record<string, string | undefined>): Promise<Settings> {
  const file = await readFile(SETTINGS_FILE, 'utf8').catch(() => '')
  const kept = parseEnv(file)
  const settings: Settings = {}
  for (const { name } of SETTINGS) {
    const value = env[name] ?? kept[name]
    if (value !== undefined) settings[name] = value.trim()
  }
  return settings
}

/** Asks for what is missing or cannot be right, and gives all of it. */
export async function completeSettings(known: Settings, person: Person): Promise<Settings> {
  const settings = { ...known }
  for (const { name, says, problemWith, isAsked } of SETTINGS) {
    for (;;) {
      const value = settings[name]
      const problem = value === undefined ? 'not set yet' : problemWith(value)
      if (!problem || (value === undefined && !isAsked)) break
      const missing = `${name}: ${problem}. Set it in the environment or in ${SETTINGS_FILE}.\n${says}`
      settings[name] = await person.answer(`\n${says}\n${name} (${problem}): `, missing)
    }
  }
  return settings
}

/** Keeps them for the next time, each below what it is. */
export async function keepSettings(settings: Settings): Promise<void> {
  const parts = SETTINGS.map(({ name, says }) => {
    const about = says.replaceAll(/^/gm, '# ')
    return settings[name] === undefined ? `${about}\n# ${name}=` : `${about}\n${name}=${settings[name]}`
  })
  await writeFile(SETTINGS_FILE, `# Settings of this newsroom; no secrets. Keep a copy.\n\n${parts.join('\n\n')}\n`)
}

function originProblem(value: string): string | null {
  if (!URL.canParse(value)) return 'it begins with https://'
  const { protocol, origin, hostname } = new URL(value)
  if (protocol !== 'https:' || origin !== value.replace(/\/$/, '')) return 'https:// and a domain, nothing after it'
  return hostname.endsWith('.example') ? 'a domain of your own' : null
}
