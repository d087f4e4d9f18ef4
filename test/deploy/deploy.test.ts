import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { experimental_getWranglerCommands as getWranglerCommands } from 'wrangler'
import { openPerson, type Person } from '../../deploy/person.ts'
import { ACCOUNT_ID, type Account, openAccount, QUEUES, SECRETS, SETTINGS } from './account.ts'

/** Each starts some dozen programs. */
vi.setConfig({ testTimeout: 120_000 })

const ALL: Record<string, string> = { ...SETTINGS, ...SECRETS }
const OTHER_ID = 'f'.repeat(32)

const placesOf = (asked: string[], ...parts: string[]) =>
  parts.map((part) => asked.findIndex((one) => one.includes(part)))
const isAscending = (places: number[]) => places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1))
const made = (asked: string[]) => asked.filter((one) => / create |migrations apply|^wrangler deploy --config/.test(one))

describe('a newsroom in a bare account', () => {
  test('is made whole by one command, and by the same command again nothing but renewed', async () => {
    const account = await openAccount()
    const first = await account.deploy(ALL)
    expect(first).toMatchObject({ isRight: true, said: expect.stringContaining('answers as it should') })
    const bare = await account.read()
    expect(bare).toMatchObject({ databases: ['dateline'], buckets: ['dateline-media'] })
    expect(bare.queues.toSorted()).toEqual(QUEUES)
    expect(bare.worker).toMatchObject({
      database: 'id-of-dateline',
      vars: { ORIGIN: SETTINGS['ORIGIN'], ACCESS_AUD: SETTINGS['ACCESS_AUD'], TURNSTILE_ORIGIN: expect.any(String) },
      routes: [{ pattern: 'nhipcau.test', custom_domain: true }],
      secrets: SECRETS,
    })
    // Migrations before code, and nothing at all before it was tried.
    const order = ['run -s check', '--dry-run', 'd1 create', 'migrations apply', '--message', 'smoke']
    expect(isAscending(placesOf(first.asked, ...order))).toBe(true)
    expect(first.asked).toContainEqual('wrangler d1 create dateline --location apac --update-config=false')

    // Its signing key is its own: kept for the owner, and told to nobody else.
    const file = join(account.folder, 'signing-key.txt')
    const key = (await readFile(file, 'utf8')).trim()
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(bare.worker?.secrets['SIGNING_KEY']).toBe(key)
    const settings = await readFile(join(account.folder, 'newsroom.env'), 'utf8')
    for (const secret of [key, SECRETS.TURNSTILE_SECRET]) {
      expect(first.said).not.toContain(secret)
      expect(first.asked.join()).not.toContain(secret)
      expect(settings).not.toContain(secret)
    }

    const second = await account.deploy({})
    expect(second.isRight).toBe(true)
    const renewed = await account.read()
    expect(second.asked.filter((one) => / create /.test(one))).toEqual([])
    expect(second.asked.join()).not.toContain('--secrets-file')
    expect(renewed.databases).toEqual(['dateline'])
    expect(renewed.worker).toMatchObject({ secrets: bare.worker?.secrets, vars: bare.worker?.vars })
    // What one needs to go back: taken before, kept at Cloudflare, and said.
    expect(isAscending(placesOf(second.asked, 'time-travel info', 'migrations apply', '--message'))).toBe(true)
    expect(renewed.worker?.message).toBe('73c64a1d0000; before it the database was at bookmark-2')
    expect(second.said).toContain('npx wrangler rollback version-1')
    expect(second.said).toContain('npx wrangler d1 time-travel restore dateline --bookmark=bookmark-2')
    expectKnown([...first.asked, ...second.asked])
  })

  test('asks by name for what it does not know, again for what cannot be right, and keeps the answers', async () => {
    const account = await openAccount()
    const answers: Record<string, string[]> = {
      ORIGIN: ['nhipcau.test', 'https://nhipcau.test'],
      OWNER_EMAIL: ['owner@nhipcau.test'],
      TURNSTILE_SITEKEY: ['0x4AAAAAAAtest'],
      ACCESS_TEAM_DOMAIN: [''],
      ACCESS_AUD: [''],
      TURNSTILE_SECRET: ['typed-by-hand'],
    }
    const answer = async (question: string) =>
      answers[/(\w+) \([^)]+\): $/.exec(question)?.[1] ?? '']?.shift() ?? 'unasked'
    const owner: Person = { answer, secret: answer, agree: async () => {} }
    expect((await account.deploy({}, owner)).isRight).toBe(true)
    expect(Object.values(answers).flat()).toEqual([])
    expect((await account.read()).worker).toMatchObject({
      vars: { ORIGIN: 'https://nhipcau.test', ACCESS_AUD: '' },
      secrets: { TURNSTILE_SECRET: 'typed-by-hand' },
    })
  })
})

describe('nothing is made, altered or uploaded', () => {
  const several = [
    { id: ACCOUNT_ID, name: 'A' },
    { id: OTHER_ID, name: 'B' },
  ]
  const cases: [string, Partial<Account>, Record<string, string>, string][] = [
    ['where nobody is signed in', { isSignedIn: false }, ALL, 'npx wrangler login'],
    ['where a setting is missing', {}, SECRETS, 'ORIGIN: not set yet'],
    ['where a setting is a placeholder', {}, { ...ALL, ORIGIN: 'https://dateline.example' }, 'a domain of your own'],
    ['where a secret is missing', {}, SETTINGS, 'The secret TURNSTILE_SECRET is not set yet'],
    ['where the checks fail', { failing: { check: 1 } }, ALL, 'npm run check failed'],
    ['where the account has no R2', { isR2Off: true }, ALL, 'Please enable R2'],
    ['where there are several accounts and none was named', { accounts: several }, ALL, 'Set CLOUDFLARE_ACCOUNT_ID'],
    ['in an account that is not theirs', {}, { ...ALL, CLOUDFLARE_ACCOUNT_ID: OTHER_ID }, 'has no part in it'],
    ['where a database has a signing key that is not known', { databases: ['dateline'] }, ALL, 'they were made with'],
  ]
  test.each(cases)('%s', async (_where, changes, env, reason) => {
    const account = await openAccount(changes)
    const before = await account.read()
    const { isRight, said, asked } = await account.deploy(env)
    expect(isRight).toBe(false)
    expect(said).toContain(reason)
    expect(await account.read()).toEqual(before)
    expect(made(asked)).toEqual([])
  })

  test('where somebody would have to agree, and nobody is there', async () => {
    const account = await openAccount()
    const { said, asked } = await account.deploy(ALL, openPerson(false))
    expect(said).toContain('add --yes')
    expect(made(asked)).toEqual([])
  })
})

describe('over a newsroom that is there', () => {
  test('a queue that is missing is made, nothing twice, and a desk that could not be asked is no fault', async () => {
    const account = await openAccount({
      databases: ['dateline'],
      buckets: ['dateline-media'],
      queues: QUEUES.slice(1),
      failing: { smoke: 3 },
    })
    const { asked, isRight } = await account.deploy({ ...ALL, SIGNING_KEY: 'the-old-one' })
    expect(isRight).toBe(true)
    expect(asked.filter((one) => / create /.test(one))).toEqual(['wrangler queues create dateline-comments'])
    expect((await account.read()).worker?.secrets['SIGNING_KEY']).toBe('the-old-one')
  })

  test('what fails leaves the code that answers readers, its secrets, and a word on how things stand', async () => {
    const account = await openAccount()
    await account.deploy(ALL)
    const { worker } = await account.read()

    await account.change({ failingMigration: true })
    const unmigrated = await account.deploy({})
    expect(unmigrated.said).toContain('No code was uploaded')
    expect((await account.read()).worker).toEqual(worker)

    await account.change({ failingMigration: false, failingUpload: true })
    const unsent = await account.deploy({})
    expect(unsent.said).toContain('the code that is there works with them')
    expect((await account.read()).worker).toEqual(worker)

    // A secret that it has is never written over, whatever the environment holds.
    await account.change({ failingUpload: false, failing: { smoke: 1 } })
    const unwell = await account.deploy({ TURNSTILE_SECRET: 'another', SIGNING_KEY: 'another' })
    expect(unwell).toMatchObject({ isRight: false, said: expect.stringContaining('npx wrangler rollback version-1') })
    expect((await account.read()).worker?.secrets).toEqual(worker?.secrets)

    await account.change({ databases: [] })
    const gone = await account.deploy({})
    expect(gone.said).toContain('The database is gone')
    expect(made(gone.asked)).toEqual([])
  })

  test('its settings outlive a new version, and letters and the model need no edit of any file of ours', async () => {
    const account = await openAccount()
    await writeFile(join(account.folder, 'newsroom.env'), 'OWNER_EMAIL=kept@nhipcau.test\nCOMMENT_MODEL=yes\n')
    const { OWNER_EMAIL: _, ...others } = ALL
    await account.deploy({ ...others, LETTERS_FROM: 'thu@nhipcau.test' })
    expect((await account.read()).worker).toMatchObject({
      vars: { OWNER_EMAIL: 'kept@nhipcau.test', LETTERS_FROM: 'thu@nhipcau.test' },
      send_email: [{ name: 'EMAIL' }],
      ai: { binding: 'AI' },
    })
    const kept = await readFile(join(account.folder, 'newsroom.env'), 'utf8')
    expect(kept).toContain('\nOWNER_EMAIL=kept@nhipcau.test\n')
    expect(kept).toContain(`\nCLOUDFLARE_ACCOUNT_ID=${ACCOUNT_ID}\n`)
  })
})

/** That the wrangler we have knows each command and option: the fake one takes any. */
function expectKnown(asked: string[]): void {
  const { registry, globalFlags } = getWranglerCommands()
  const lines = asked.filter((one) => one.startsWith('wrangler '))
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) {
    let node = registry
    for (const word of line.split(' ').slice(1)) {
      const child = node.subtree.get(word)
      if (!child) break
      node = child
    }
    expect(node.definition, line).toMatchObject({ type: 'command' })
    const known = Object.keys({ ...globalFlags, ...(node.definition as { args?: object }).args })
    const used = [...line.matchAll(/ --([\w-]+)/g)].map(([, name]) => name)
    expect(known, line).toEqual(expect.arrayContaining(used))
  }
}
