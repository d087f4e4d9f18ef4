import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packModules } from '../../local/bundle.ts'
import { type PlatformOptions, startPlatform } from '../../local/platform.ts'

export function newDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'dateline-'))
}

/** The platform with test/local/small-worker.js in it, on any free port. */
export function startSmallPlatform(options: Partial<PlatformOptions> & { data: string }) {
  return startPlatform({
    port: 0,
    quiet: true,
    bundle: async (folder) => {
      const contents = await readFile(join(import.meta.dirname, 'small-worker.js'), 'utf8')
      return packModules(folder, [{ type: 'ESModule', path: join(folder, 'index.js'), contents }])
    },
    ...options,
  })
}
