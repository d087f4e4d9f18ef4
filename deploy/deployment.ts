/** The story of a deployment: what has to be known, what is missing, what is there to go back to, and then what changes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../transfer/command.ts'
import { chooseAccount } from './account.ts'
import { CONFIG_FILE, type Config, readCommonConfig, writeConfig } from './config.ts'
import type { Person } from './person.ts'
import { findResources, makeResources } from './resources.ts'
import { gatherSecrets, listSecrets } from './secrets.ts'
import { completeSettings, keepSettings, readSettings, type Settings } from './settings.ts'
import { markWayBack, messageOf, sayWayBack, type WayBack } from './way-back.ts'
import { act, perform, run } from './wrangler.ts'

/** Returns whether the new version answers as it should. Throws a `Refusal` for what a person can mend. */
export async function deploy(person: Person, env: Record<string, string | undefined>): Promise<boolean> {
  const known = await readSettings(env)
  const account = await chooseAccount(known['CLOUDFLARE_ACCOUNT_ID'], person)
  // Every wrangler from here on works in this account and no other.
  env['CLOUDFLARE_ACCOUNT_ID'] = account.id
  const settings = await completeSettings({ ...known, CLOUDFLARE_ACCOUNT_ID: account.id }, person)
  await keepSettings(settings)

  const common = readCommonConfig()
  await tryBuild(common, settings)

  const secretsThere = await listSecrets()
  const found = await findResources(common)
  if (secretsThere && !found.databaseId) {
    throw new Refusal(`The Worker is in «${account.name}», and its database «${found.database}» is not. To make an empty one would
take the newsroom offline: see docs/runbook.md, «The database is gone».`)
  }
  const missing = (common.secrets?.required ?? []).filter((name) => !secretsThere?.includes(name))
  const isNew = found.databaseId === null
  const secrets = await gatherSecrets(missing, { person, env, isNewDatabase: isNew })
  const databaseId = await makeResources(found, person, env)
  await writeConfig(common, settings, databaseId)

  const back = await markWayBack(found.database, { isNew, hasWorker: secretsThere !== null })
  if (back.bookmark) console.log(`\nBefore this, the database is at ${back.bookmark}`)
  await migrate(found.database)
  await upload(secrets, back)
  return tryOut(settings['ORIGIN'] ?? '', found.database, back)
}

/** Nothing is touched before what is to go up is known to be whole. */
async function tryBuild(common: Config, settings: Settings): Promise<void> {
  if ((await perform('npm', ['run', '-s', 'check'])) !== 0) throw new Refusal('npm run check failed: nothing was done.')
  await writeConfig(common, settings, null)
  await act('deploy', '--dry-run', '--config', CONFIG_FILE)
}

/** Before the code: what is there works on with the new tables, and new code never meets old ones. */
async function migrate(database: string): Promise<void> {
  const args = ['d1', 'migrations', 'apply', database, '--remote', '--config', CONFIG_FILE]
  // Asked for already: CI is wrangler's own word for not asking once more.
  if ((await perform('wrangler', args, { CI: 'true' })) === 0) return
  throw new Refusal(`A migration failed: see above. Of that one nothing was applied; those before it stay. No code was uploaded,
and the code that is there works with both. Mend the migration, and run this again.`)
}

async function upload(secrets: Record<string, string>, back: WayBack): Promise<void> {
  const commit = (await run('git', ['describe', '--always', '--dirty', '--abbrev=12'])).stdout.trim() || 'no commit'
  const folder = await mkdtemp(join(tmpdir(), 'dateline-deploy-'))
  const args = ['--config', CONFIG_FILE, '--message', messageOf(commit, back)]
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 })
    await act('deploy', ...args, ...(Object.keys(secrets).length > 0 ? ['--secrets-file', file] : []))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(`${error.message} The database has its migrations, and the code that is there works with them.`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the smoke ends with where nothing failed, and it had no token for the desk. */
const DESK_NOT_ASKED = 3

async function tryOut(origin: string, database: string, back: WayBack): Promise<boolean> {
  const code = await perform('npm', ['run', '-s', 'smoke', '--', origin])
  const isRight = code === 0 || code === DESK_NOT_ASKED
  const isFirst = back.version === null
  console.log(
    isRight ? `\n${origin} answers as it should.` : `\nUploaded, and not all is right at ${origin}: see above.`,
  )
  if (!isRight && isFirst) {
    console.log(`A new domain takes some minutes until it answers: then run npm run smoke -- ${origin} again.`)
  }
  if (!isFirst) console.log(`\nTo go back:\n\n${sayWayBack(database, back)}`)
  return isRight
}
