/** V8's inspector, of which workerd has one for each isolate. Source: chromedevtools.github.io/devtools-protocol/v8 */
import { createServer } from 'node:net'

/** The product's own. */
export const WORKER = 'core:user:dateline'

export interface Session {
  call: (method: string, params?: object) => Promise<unknown>
  close: () => void
}

export async function isolatesAt(port: number): Promise<string[]> {
  const listed = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { id: string }[]
  // No URL can name the others; they stand beside what a page goes through.
  return listed.map(({ id }) => id).filter((id) => !id.includes('#'))
}

/** Throws where there is none, and from what was asked when it goes away. */
export async function connect(port: number, isolate: string): Promise<Session> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${isolate}`)
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    const asked = waiting.get(id)
    waiting.delete(id)
    error ? asked?.reject(new Error(error.message)) : asked?.resolve(result)
  })
  const opened = Promise.withResolvers<unknown>()
  socket.addEventListener('open', opened.resolve)
  socket.addEventListener('error', () => opened.reject(new Error(`no inspector of ${isolate}`)))
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the inspector of ${isolate} is gone`))
  })
  await opened.promise
  let last = 0
  return {
    call: (method, params = {}) => {
      const asked = Promise.withResolvers<unknown>()
      waiting.set(++last, asked)
      socket.send(JSON.stringify({ id: last, method, params }))
      return asked.promise
    },
    close: () => socket.close(),
  }
}

const COLLECTED_WITHIN_MS = 15_000

/**
 * What an isolate still holds after a full collection, in MB: its objects, those that the runtime keeps for it, its buffers.
 * @param wake asks something of the isolate: workerd comes to a collection that was ordered with the next request
 * Throws where there is no isolate, or it is not collected in time.
 */
export async function heapMb(port: number, isolate: string, wake: () => Promise<unknown>): Promise<number> {
  const { call, close } = await connect(port, isolate)
  const until = Date.now() + COLLECTED_WITHIN_MS
  try {
    let isDone = false
    const collected = call('HeapProfiler.collectGarbage').finally(() => {
      isDone = true
    })
    while (!isDone) {
      if (Date.now() > until) throw new Error(`${isolate} is not collected`)
      await Promise.race([collected, wake()])
    }
    const usage = (await call('Runtime.getHeapUsage')) as Record<string, number>
    const { usedSize = Number.NaN, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024 ** 2
  } finally {
    close()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
