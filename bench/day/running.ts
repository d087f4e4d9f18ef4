/** The platform as its load sees it: an address, what its database holds, and how much memory its processes have. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort, heapMb, WORKER } from '../inspector.ts'
import { memoryOf, workerds } from '../load.ts'

export interface Running {
  origin: string
  /** What the database answers, past the Worker: the truth that pages are compared with. */
  ask: <Row>(sql: string) => Promise<Row[]>
  /** Resident, in MB: of the process that is the cache and the door, and of the runtime. Null where the system does not tell. */
  memory: () => Promise<{ platform: number; workerd: number } | null>
  /** What the process that is the cache and the door holds, and the Worker's own isolate, in MB: after a collection, during which they answer nobody. */
  held: () => Promise<{ door: number; worker: number }>
  stop: () => Promise<void>
}

export async function startRunning(data: string): Promise<Running> {
  const inspectorPort = await freePort()
  const child = fork(join(import.meta.dirname, 'platform.ts'), [data, String(inspectorPort)], {
    execArgv: ['--expose-gc'],
  })
  const [{ origin }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the platform did not start'))),
  ])) as [{ origin: string }]
  const platform = child.pid as number
  const workerd = workerds(platform)[0]?.pid
  const waiting = new Map<number, PromiseWithResolvers<unknown[]>>()
  child.on('message', ({ id, rows }: { id: number; rows: unknown[] }) => {
    waiting.get(id)?.resolve(rows)
    waiting.delete(id)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the platform is gone'))
  })
  let asked = 0
  function ask<Row>(sql?: string): Promise<Row[]> {
    const id = ++asked
    const answer = Promise.withResolvers<unknown[]>()
    waiting.set(id, answer)
    // Throws when there is nobody left to send it to.
    child.send({ id, sql })
    return answer.promise as Promise<Row[]>
  }
  return {
    origin,
    ask,
    memory: async () =>
      workerd === undefined ? null : { platform: memoryOf(platform).now, workerd: memoryOf(workerd).now },
    async held() {
      const [door = Number.NaN] = await ask<number>()
      // What is not there is not kept by the cache either.
      const wake = async () => (await fetch(`${origin}/khong-co`)).arrayBuffer()
      return { door, worker: await heapMb(inspectorPort, WORKER, wake) }
    },
    async stop() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
