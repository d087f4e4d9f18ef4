/**
 * The newsroom that a command works on: a data folder of this machine, or, with `--remote`, what `wrangler.toml` names in
 * the account that `wrangler login` signed in to. From here on both are the same.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPlatformProxy, unstable_readConfig as readConfig } from 'wrangler'
import { openStores as openLocalStores, type Stores } from '../local/stores.ts'

export type { Stores }

export type Place = { data: string } | { remote: true }

const root = join(import.meta.dirname, '..')

export function openStores(place: Place): Promise<Stores> {
  return 'remote' in place ? openRemoteStores() : openLocalStores(place.data)
}

const remotely = <Binding>(binding: Binding) => ({ ...binding, remote: true })

/** The same bindings, each marked as one that leads to the account; nothing of it runs a Worker of ours. */
async function openRemoteStores(): Promise<Stores> {
  const { name, account_id, compatibility_date, d1_databases, r2_buckets, images } = readConfig({
    config: join(root, 'wrangler.toml'),
  })
  const config = {
    name,
    compatibility_date,
    ...(account_id && { account_id }),
    d1_databases: d1_databases.map(remotely),
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
