/** The demo newsroom, built and seeded once for all journeys: each takes a copy of its folder. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPlatform } from '../../local/platform.ts'
import { seedDemo } from '../../local/seed.ts'

declare module 'vitest' {
  interface ProvidedContext {
    seeded: string
  }
}

/** Both projects of journeys ask for it; the first makes it. */
let making: Promise<string> | null = null

export async function setup(project: TestProject): Promise<void> {
  making ??= make()
  project.provide('seeded', await making)
}

export async function teardown(): Promise<void> {
  if (making) await rm(await making, { recursive: true, force: true })
}

async function make(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'dateline-seeded-'))
  const platform = await startPlatform({ port: 0, data, quiet: true, onFirstStart: seedDemo })
  await platform.stop()
  return data
}
