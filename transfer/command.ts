/** What the commands have in common: how they are called, how they say what went wrong, how they end. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { openProgress, type Progress } from './progress.ts'
import type { Place, Stores } from './stores.ts'

/** What a person can mend: its message is all they are told. */
export class Refusal extends Error {
  override name = 'Refusal'
}

export const PLACE_OPTIONS = {
  data: { type: 'string' },
  remote: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsOptionsConfig

type Values = Record<string, string | boolean | undefined>

export interface Call {
  /** What stands first: a folder or a file. */
  target: string
  values: Values
  stores: Stores
  progress: Progress
}

/**
 * Runs a command with what it was called with. Exit codes: 0 all was done, 1 something could not be, 2 called wrongly.
 * @param isNew whether the data folder may be one that is not there yet
 */
export async function runCommand(
  { usage, options, isNew = false }: { usage: string; options: ParseArgsOptionsConfig; isNew?: boolean },
  act: (call: Call) => Promise<{ isWhole: boolean }>,
): Promise<void> {
  const call = readCall(usage, options)
  if (!call) return
  let stores: Stores | undefined
  try {
    const place = placeOf(call.values, isNew)
    // Brought only now, as the commands bring what they do: who calls wrongly is told so at once.
    const { openStores } = await import('./stores.ts')
    stores = await openStores(place)
    const { isWhole } = await act({ ...call, stores, progress: openProgress() })
    process.exitCode = isWhole ? 0 : 1
  } catch (error) {
    const isBusy = BUSY_ERROR.test(String(error))
    if (!isBusy && !(error instanceof Refusal)) throw error
    console.error(`\n${isBusy ? BUSY : (error as Refusal).message}`)
    process.exitCode = 1
  } finally {
    await stores?.close()
  }
}

/** As the local D1 says it, or, where the lock is met after a statement, does not say it. */
const BUSY_ERROR = /SQLITE_BUSY|Failed to get session commit token/
const BUSY =
  'Another program is writing in this newsroom: stop npm start, and run this again; it goes on where it stopped.'

function readCall(usage: string, options: ParseArgsOptionsConfig): { target: string; values: Values } | null {
  const wrongly = (problem: string) => {
    console.error(`${problem}\n\n${usage}`)
    process.exitCode = 2
    return null
  }
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (values['help']) {
      console.log(usage)
      return null
    }
    const [target, ...more] = positionals
    if (!target || more.length > 0) return wrongly(target ? `What is «${more[0]}»?` : 'Something is missing.')
    return { target, values: values as Values }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error
    return wrongly((error as Error).message)
  }
}

function placeOf({ data, remote }: Values, isNew: boolean): Place {
  if (remote && data) throw new Refusal('Either --data or --remote: a newsroom is in one place.')
  if (remote) return { remote: true }
  const folder = String(data ?? '.dateline')
  if (!isNew && !existsSync(join(folder, 'resources'))) {
    throw new Refusal(`There is no newsroom in ${folder}: name its folder with --data, or run npm start once.`)
  }
  return { data: folder }
}
