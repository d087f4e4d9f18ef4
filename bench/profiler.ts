/** CPU profiles of workerd's isolates, by V8's inspector. Source: chromedevtools.github.io/devtools-protocol/v8/Profiler */
import { connect, isolatesAt } from './inspector.ts'

export interface Profile {
  isolate: string
  /** In samples; time between them is another's, where there are more than cores. */
  functions: { name: string; self: number; total: number }[]
  /** As DevTools read it. */
  profile: CpuProfile
}

interface CpuProfile {
  nodes: Node[]
  samples: number[]
}

interface Node {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number }
  children?: number[]
}

const INTERVAL_US = 200
/** What V8 calls the time in which an isolate has nothing to do. */
const IDLE = new Set(['(idle)', '(root)', '(program)'])

/** Profiles all that have work while something is done. @param port of the platform's inspector */
export async function profileIsolates(port: number, act: () => Promise<void>): Promise<Profile[]> {
  const sessions = await Promise.all(
    (await isolatesAt(port)).map(async (isolate) => ({ isolate, ...(await connect(port, isolate)) })),
  )
  await Promise.all(
    sessions.map(async ({ call }) => {
      await call('Profiler.enable')
      await call('Profiler.setSamplingInterval', { interval: INTERVAL_US })
      await call('Profiler.start')
    }),
  )
  await act()
  return Promise.all(
    sessions.map(async ({ isolate, call, close }) => {
      const { profile } = (await call('Profiler.stop')) as { profile: CpuProfile }
      close()
      return { isolate, functions: functionsOf(profile), profile }
    }),
  )
}

/** A function's total counts it once, however often it stands on the stack. */
function functionsOf({ nodes, samples }: CpuProfile): Profile['functions'] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const spent = new Map<number, number>()
  for (const id of samples) spent.set(id, (spent.get(id) ?? 0) + 1)
  const functions = new Map<string, { name: string; self: number; total: number }>()

  function walk(node: Node, above: Set<string>): number {
    const name = nameOf(node)
    const own = IDLE.has(node.callFrame.functionName) ? 0 : (spent.get(node.id) ?? 0)
    const here = new Set(above).add(name)
    const below = (node.children ?? []).map((id) => walk(byId.get(id) as Node, here))
    const total = below.reduce((all, one) => all + one, own)
    const known = functions.get(name) ?? { name, self: 0, total: 0 }
    functions.set(name, { name, self: known.self + own, total: known.total + (above.has(name) ? 0 : total) })
    return total
  }
  if (nodes[0]) walk(nodes[0], new Set())
  return [...functions.values()]
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  return `${functionName || 'anonymous'} ${url.split('/').at(-1)}:${lineNumber + 1}`.replace(/ :0$/, '')
}
