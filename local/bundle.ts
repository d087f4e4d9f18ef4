/** The production bundle, as `wrangler deploy` would upload it, and the one module that is put in front of it here. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'

export type Module = {
  type: 'ESModule' | 'Text' | 'Data' | 'CompiledWasm'
  path: string
  contents: string | Uint8Array<ArrayBuffer>
}
export type Bundle = { modules: Module[]; folder: string; version: string }

export class BundleError extends Error {
  override name = 'BundleError'
}

const root = join(import.meta.dirname, '..')

/**
 * @param flags more of wrangler's
 * Throws `BundleError`, whose message is the builder's own, when the Worker does not build.
 */
export async function bundleWorker(folder: string, flags: string[] = []): Promise<Bundle> {
  await rm(folder, { recursive: true, force: true })
  const wrangler = join(createRequire(import.meta.url).resolve('wrangler/package.json'), '../bin/wrangler.js')
  const options = {
    cwd: root,
    env: {
      ...process.env,
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_WRITE_LOGS: 'false',
      CI: 'true',
    },
  }
  try {
    await promisify(execFile)(
      process.execPath,
      [wrangler, 'deploy', '--dry-run', '--outdir', folder, ...flags],
      options,
    )
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string }
    throw new BundleError(stripVTControlCharacters(stderr.trim() || stdout.trim() || String(error)))
  }
  return readBundle(folder)
}

/** One that was built before. */
export async function readBundle(folder: string): Promise<Bundle> {
  const names = (await readdir(folder)).filter((name) => MODULE_TYPES[extname(name)])
  return packModules(folder, await Promise.all(names.sort().map((name) => readModule(folder, name))))
}

/** Puts the local entry point in front of a Worker whose own one is `index.js`. */
export async function packModules(folder: string, modules: Module[]): Promise<Bundle> {
  const hash = createHash('sha256')
  for (const { contents } of modules) hash.update(contents)
  const contents = await readFile(join(import.meta.dirname, 'entrypoint.js'), 'utf8')
  const entrypoint: Module = { type: 'ESModule', path: join(folder, 'local-entrypoint.js'), contents }
  return { modules: [entrypoint, ...modules], folder, version: hash.digest('hex') }
}

async function readModule(folder: string, name: string): Promise<Module> {
  const type = MODULE_TYPES[extname(name)] as Module['type']
  const path = join(folder, name)
  const isText = type === 'ESModule' || type === 'Text'
  return { type, path, contents: isText ? await readFile(path, 'utf8') : new Uint8Array(await readFile(path)) }
}

/** As in wrangler's default rules. */
const MODULE_TYPES: Record<string, Module['type']> = {
  '.js': 'ESModule',
  '.mjs': 'ESModule',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
  '.bin': 'Data',
  '.wasm': 'CompiledWasm',
}
