/** Where to go back to, written down before anything changes. */
import { CONFIG_FILE } from './config.ts'
import { ask, askForJson } from './wrangler.ts'

export interface WayBack {
  /** Of the database before the migrations; null where it was only just made. */
  bookmark: string | null
  /** Of the code that answered readers until now; null where there was none. */
  version: string | null
}

/** Throws a `Refusal` where there is a database and no bookmark can be had: without one there is no way back. */
export async function markWayBack(database: string, { isNew, hasWorker }: { isNew: boolean; hasWorker: boolean }) {
  const way: WayBack = { bookmark: null, version: null }
  if (!isNew) {
    const args = ['d1', 'time-travel', 'info', database, '--json', '--config', CONFIG_FILE]
    way.bookmark = (await askForJson<{ bookmark: string }>(...args)).bookmark
  }
  if (hasWorker) way.version = await findVersion()
  return way
}

async function findVersion(): Promise<string | null> {
  const answer = await ask('deployments', 'status', '--json', '--config', CONFIG_FILE)
  if (answer.code !== 0) return null
  const { versions } = JSON.parse(answer.stdout) as { versions: { version_id: string; percentage: number }[] }
  return versions.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id ?? null
}

/** What is kept with the deployment at Cloudflare, where `wrangler deployments list` shows it. */
export function messageOf(commit: string, { bookmark }: WayBack): string {
  return `${commit}${bookmark ? `; before it the database was at ${bookmark}` : ''}`
}

/** How to go back, and what each way loses. */
export function sayWayBack(database: string, { bookmark, version }: WayBack): string {
  return [
    version &&
      `The code as it was (loses nothing that was written; migrations stay, and the old code works with them):\n
    npx wrangler rollback ${version} --name dateline`,
    bookmark &&
      `The database as it was (loses every article, comment and decision since; only where the data itself is wrong):\n
    npx wrangler d1 time-travel restore ${database} --bookmark=${bookmark}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}
