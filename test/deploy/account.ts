/** Accounts at Cloudflare to deploy to, each a folder with a fake wrangler in front of it. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { deploy } from '../../deploy/deployment.ts'
import { openPerson, type Person } from '../../deploy/person.ts'
import { Refusal } from '../../transfer/command.ts'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')
const fake = join(import.meta.dirname, 'fake-wrangler.js')

export const ACCOUNT_ID = '0123456789abcdef0123456789abcdef'
export const QUEUES = ['dateline-comments', 'dateline-comments-dead', 'dateline-images', 'dateline-purges']

const BARE = {
  isSignedIn: true,
  isR2Off: false,
  accounts: [{ id: ACCOUNT_ID, name: 'Nhịp Cầu' }],
  databases: [] as string[],
  buckets: [] as string[],
  queues: [] as string[],
  migrations: [] as string[],
  failingMigration: false,
  failingUpload: false,
  /** Of npm's scripts, the exit codes. */
  failing: {} as Record<string, number>,
  worker: null as null | {
    version: string
    message: string
    database: string
    secrets: Record<string, string>
    vars: Record<string, string>
    routes: unknown
    send_email: unknown
    ai: unknown
  },
}
export type Account = typeof BARE

export const SETTINGS: Record<string, string> = {
  ORIGIN: 'https://nhipcau.test',
  OWNER_EMAIL: 'owner@nhipcau.test',
  TURNSTILE_SITEKEY: '0x4AAAAAAAtest',
  ACCESS_TEAM_DOMAIN: 'https://nhipcau.cloudflareaccess.com',
  ACCESS_AUD: 'a'.repeat(64),
}
export const SECRETS = { TURNSTILE_SECRET: 'the-widgets-own-secret' }

const made: string[] = []
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true })
})

/** An account with nothing in it but what `changes` say, and the folder to deploy from. */
export async function openAccount(changes: Partial<Account> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-deploy-test-'))
  made.push(folder)
  await copyFile(join(root, 'wrangler.toml'), join(folder, 'wrangler.toml'))
  for (const program of ['wrangler', 'npm', 'git']) {
    await writeFile(join(folder, program), `#!/bin/sh\nexec "${node}" "${fake}" ${program} "$@"\n`, { mode: 0o755 })
  }
  const state = join(folder, 'account.json')
  await writeFile(state, JSON.stringify({ ...BARE, ...changes }))
  const read = async () => JSON.parse(await readFile(state, 'utf8')) as Account
  return {
    folder,
    read,
    change: async (more: Partial<Account>) => writeFile(state, JSON.stringify({ ...(await read()), ...more })),
    /** Deploys from there, and gives what was asked of wrangler and npm and what was said. */
    async deploy(env: Record<string, string>, person: Person = openPerson(true)) {
      const asked = `${state}.asked`
      await rm(asked, { force: true })
      const { isRight, said } = await deployFrom(folder, { ...env, FAKE_ACCOUNT: state }, person)
      const lines = (await readFile(asked, 'utf8').catch(() => '')).split('\n').filter(Boolean)
      return { isRight, said, asked: lines.map((line) => (JSON.parse(line) as string[]).join(' ')) }
    },
  }
}

async function deployFrom(folder: string, env: Record<string, string>, person: Person) {
  const told = vi.spyOn(console, 'log').mockImplementation(() => {})
  const here = process.cwd()
  process.chdir(folder)
  // What a deployment sets there itself, and what the other tests have there.
  for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'TURNSTILE_SECRET', 'SIGNING_KEY']) vi.stubEnv(name, undefined)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const isRight = await deploy(person, process.env).catch((error) => {
      if (!(error instanceof Refusal)) throw error
      console.log(error.message)
      return false
    })
    return { isRight, said: told.mock.calls.flat().join('\n') }
  } finally {
    vi.unstubAllEnvs()
    process.chdir(here)
    told.mockRestore()
  }
}
