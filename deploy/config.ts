/**
 * What wrangler is given: `wrangler.toml` as it is in the repository, with this newsroom's settings in it. Written beside
 * it, because its paths are the same; read by nothing that is not told to, and made anew each time.
 */
import { writeFile } from 'node:fs/promises'
import { type Unstable_RawConfig as Config, experimental_readRawConfig as readRawConfig } from 'wrangler'
import type { Settings } from './settings.ts'

export const CONFIG_FILE = 'wrangler.deploy.json'

export type { Config }

/** What is the same for every newsroom. */
export function readCommonConfig(): Config {
  return readRawConfig({ config: 'wrangler.toml' }).rawConfig as Config
}

/** @param databaseId null before there is a database: enough for a dry run */
export async function writeConfig(common: Config, settings: Settings, databaseId: string | null): Promise<void> {
  await writeFile(CONFIG_FILE, `${JSON.stringify(configOf(common, settings, databaseId), null, 2)}\n`)
}

function configOf(common: Config, settings: Settings, databaseId: string | null): Config {
  const { CLOUDFLARE_ACCOUNT_ID, COMMENT_MODEL, ...vars } = settings
  const { hostname } = new URL(String(vars['ORIGIN']))
  return {
    ...common,
    ...(CLOUDFLARE_ACCOUNT_ID && { account_id: CLOUDFLARE_ACCOUNT_ID }),
    vars: { ...common.vars, ...vars },
    d1_databases: (common.d1_databases ?? []).map((one) => ({
      ...one,
      ...(databaseId && { database_id: databaseId }),
    })),
    ...(!hostname.endsWith('.workers.dev') && { routes: [{ pattern: hostname, custom_domain: true }] }),
    ...(vars['LETTERS_FROM'] && { send_email: [{ name: 'EMAIL' }] }),
    ...(COMMENT_MODEL === 'yes' && { ai: { binding: 'AI' } }),
  }
}
