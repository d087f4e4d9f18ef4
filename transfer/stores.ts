/**
 * The newsroom that a command works on: a data folder of this machine, or, with `--remote`, what `wrangler.toml` names in
 * the account that `wrangler login` signed in to. From here on both are the same.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPlatformProxy, unstable_readConfig as readConfig } from 'wrangler'
import { CONFIG_FILE } from '../deploy/config.ts'
import { findDatabaseId } from '../deploy/resources.ts'
import { openStores as openLocalStores, type Stores } from '../local/stores.ts'
import { Refusal } from './command.ts'

export type { Stores }

export type Place = { data: string } | { remote: true }

const root = join(import.meta.dirname, '..')

export function openStores(place: Place): Promise<Stores> {
  return 'remote' in place ? openRemoteStores() : openLocalStores(place.data)
}

const remotely = <Binding>(binding: Binding) => ({ ...binding, remote: true })

/** A remote binding wants the id, which nobody has to write down: the account knows it by its name. */
async function remoteDatabase<Database extends { database_name?: string; database_id?: string }>(database: Database) {
  const id = database.database_id ?? (await findDatabaseId(database.database_name ?? ''))
  if (!id) throw new Refusal(`The account has no database «${database.database_name}»: npm run deploy makes it.`)
  return remotely({ ...database, database_id: id })
}

/** The same bindings, each marked as one that leads to the account; nothing of it runs a Worker of ours. */
async function openRemoteStores(): Promise<Stores> {
  const file = join(root, existsSync(join(root, CONFIG_FILE)) ? CONFIG_FILE : 'wrangler.toml')
  const { name, account_id, compatibility_date, d1_databases, r2_buckets, images } = readConfig({
    config: file,
  })
  const config = {
    name,
    compatibility_date,
    ...(account_id && { account_id }),
    d1_databases: await Promise.all(d1_databases.map(remoteDatabase)),
    r2_buckets: r2_buckets.map(remotely),
    images: { ...images, remote: true },
  }
  const folder = await mkdtemp(join(tmpdir(), 'dateline-remote-'))
  await writeFile(join(folder, 'wrangler.json'), JSON.stringify(config))
  const { env, dispose } = await getPlatformProxy<Env>({ configPath: join(folder, 'wrangler.json'), persist: false })
  return {
    db: env.DB,
    bucket: env.MEDIA,
    images: env.IMAGES,
    async close() {
      await dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
