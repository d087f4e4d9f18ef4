/** Starts the platform with the demo newsroom in it, says where everything is, and stops when told to. */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { PEOPLE } from './access.ts'
import { BundleError } from './bundle.ts'
import { PortTaken } from './front.ts'
import type { Piece } from './pieces.ts'
import { type Platform, startPlatform } from './platform.ts'
import { makeDemoVariants, seedDemo, seedStaff } from './seed.ts'

export type StartOptions = { port: number; data: string; empty: boolean; watch: boolean; without: Piece[] }

export async function start({ port, data, empty, watch: isWatching, without }: StartOptions): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return fail(`--port takes a number up to 65535.`)
  const startedAt = performance.now()
  console.log('\n  Building the Worker; the first start also fills the newsroom …')
  let platform: Platform
  try {
    platform = await startPlatform({ port, data, without, onFirstStart: empty ? seedStaff : seedDemo })
  } catch (error) {
    if (error instanceof PortTaken) {
      return fail(
        `Port ${error.port} is taken, perhaps by another Dateline.\nChoose another one, and a folder of its own: npm start -- --port ${error.port + 1} --data .dateline-${error.port + 1}`,
      )
    }
    if (error instanceof BundleError) return fail(`The Worker does not build:\n\n${error.message}`)
    throw error
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(welcome(platform.origin, data, seconds))
  if (without.length > 0) console.log(`  As where nobody set these up: ${without.join(', ')}.\n`)
  if (isWatching) reloadOnChange(platform)
  stopWhenTold(platform)
  await makeDemoVariants(platform.resources)
}

function welcome(origin: string, data: string, seconds: string): string {
  const people = PEOPLE.map(({ email, can }) => `    ${email.padEnd(28)}${can}`)
  return `
  Dateline runs, after ${seconds} s.

    Site      ${origin}/
    Desk      ${origin}/admin
    Letters   ${origin}/cdn-cgi/letters
    Data      ${data}

  Sign in at the desk as one of these; there is no password:
${people.join('\n')}

  Ctrl-C stops it.
`
}

function reloadOnChange(platform: Platform) {
  const root = join(import.meta.dirname, '..')
  let pending: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const changed = (_event: string, name: string | null) => {
    clearTimeout(pending)
    // An editor writes a file in several steps, and often several files at once.
    pending = setTimeout(() => (running = running.then(() => reload(platform, name ?? ''))), 100)
  }
  for (const folder of ['worker', 'templates', 'public', 'migrations'])
    watch(join(root, folder), { recursive: true }, changed)
  watch(join(root, 'wrangler.toml'), changed)
}

async function reload(platform: Platform, name: string): Promise<void> {
  const startedAt = performance.now()
  try {
    await platform.reload()
    console.log(`  ${name} changed: built again in ${Math.round(performance.now() - startedAt)} ms`)
  } catch (error) {
    console.error(
      error instanceof BundleError ? `  The Worker does not build; the last one runs on.\n\n${error.message}` : error,
    )
  }
}

function stopWhenTold(platform: Platform) {
  const stop = async () => {
    await platform.stop()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function fail(message: string) {
  console.error(message)
  process.exitCode = 1
}
