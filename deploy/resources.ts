/** What the Worker binds to: found by name in the account, and made where it is missing. Nothing is ever altered. */
import { Refusal } from '../transfer/command.ts'
import type { Config } from './config.ts'
import type { Person } from './person.ts'
import { act, ask, askForJson, refusalOf } from './wrangler.ts'

/** Where Cloudflare is to put the database's writes and the pictures; a hint, followed when they are made. */
const DEFAULT_LOCATION = 'apac'

export interface Found {
  databaseId: string | null
  bucket: string
  hasBucket: boolean
  database: string
  missingQueues: string[]
}

/** Looks for what `config` binds to. Throws a `Refusal` where the account does not say. */
export async function findResources(config: Config): Promise<Found> {
  const database = config.d1_databases?.[0]?.database_name ?? ''
  const bucket = String(config.r2_buckets?.[0]?.bucket_name ?? '')
  const [databaseId, hasBucket, ...queues] = await Promise.all([
    findDatabaseId(database),
    isThere(['r2', 'bucket', 'info', bucket, '--json'], /\b10006\b|does not exist/),
    ...queuesOf(config).map(async (queue) =>
      (await isThere(['queues', 'info', queue], /does not exist/)) ? [] : [queue],
    ),
  ])
  return { database, databaseId, bucket, hasBucket, missingQueues: queues.flat() }
}

/** The id of the account's database of this name; null where there is none. */
export async function findDatabaseId(name: string): Promise<string | null> {
  const databases = await askForJson<{ name: string; uuid: string }[]>('d1', 'list', '--json')
  return databases.find((one) => one.name === name)?.uuid ?? null
}

/** Makes what is missing, once somebody agreed, and gives the database's id. */
export async function makeResources(
  found: Found,
  person: Person,
  env: Record<string, string | undefined>,
): Promise<string> {
  const { database, bucket, missingQueues } = found
  const missing = [
    ...(found.databaseId ? [] : [`the database «${database}»`]),
    ...(found.hasBucket ? [] : [`the bucket «${bucket}»`]),
    ...missingQueues.map((queue) => `the queue «${queue}»`),
  ]
  if (found.databaseId && missing.length === 0) return found.databaseId
  await person.agree(`\nThe account has not yet: ${missing.join(', ')}. Make them?`)

  const location = env['LOCATION_HINT'] ?? DEFAULT_LOCATION
  // Written into no file: by its name it is found again, by whoever deploys next.
  if (!found.databaseId) await act('d1', 'create', database, '--location', location, '--update-config=false')
  if (!found.hasBucket) await act('r2', 'bucket', 'create', bucket, '--location', location, '--update-config=false')
  for (const queue of missingQueues) await act('queues', 'create', queue)

  const databaseId = found.databaseId ?? (await findDatabaseId(database))
  if (!databaseId) throw new Refusal(`The database «${database}» was made and is not there yet: run this again.`)
  return databaseId
}

function queuesOf(config: Config): string[] {
  const { producers = [], consumers = [] } = config.queues ?? {}
  const names = [...producers, ...consumers].map(({ queue }) => queue)
  return [...new Set(names)].filter((name) => name !== undefined)
}

/** @param absent what the answer says where there is none; any other failure is not taken for that */
async function isThere(args: string[], absent: RegExp): Promise<boolean> {
  const answer = await ask(...args)
  if (answer.code === 0) return true
  if (absent.test(answer.stderr + answer.stdout)) return false
  throw refusalOf(args, answer)
}
