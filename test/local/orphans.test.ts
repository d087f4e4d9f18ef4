import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endOrphans } from '../../local/orphans.ts'
import { newDataFolder, startSmallPlatform } from './small-platform.ts'

let data: string
beforeEach(async () => {
  data = await newDataFolder()
})
afterEach(() => rm(data, { recursive: true, force: true }))

const noted = async () => JSON.parse(await readFile(join(data, 'runtimes.json'), 'utf8'))
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what a killed start has left is ended by the next one in its folder, and nothing else', async () => {
  const small = join(import.meta.dirname, 'small-platform.ts')
  const program = join(data, 'killed.mjs')
  await writeFile(
    program,
    `import { startSmallPlatform } from ${JSON.stringify(small)}
     await startSmallPlatform({ data: ${JSON.stringify(data)} })
     console.log('up')`,
  )
  const node = join(import.meta.dirname, '../../node_modules/.bin/node')
  const child = spawn(node, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const [{ pid: orphan, ...its }] = await noted()

  // While it has its parent it is somebody's.
  await endOrphans(data)
  expect(isAlive(orphan)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  // One of the same number that was started at another time is another.
  await writeFile(
    join(data, 'runtimes.json'),
    JSON.stringify([{ ...its, pid: orphan, startedAt: its.startedAt - 60_000 }]),
  )
  await endOrphans(data)
  expect(isAlive(orphan)).toBe(true)

  await writeFile(join(data, 'runtimes.json'), JSON.stringify([{ ...its, pid: orphan }]))
  const next = await startSmallPlatform({ data })
  expect(isAlive(orphan)).toBe(false)
  const [own] = await noted()
  expect(own.parent).toBe(process.pid)
  expect(isAlive(own.pid)).toBe(true)
  await next.stop()
}, 60_000)
