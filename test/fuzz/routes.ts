/** Every route of the program, as it is registered; what its forms are made of is learnt by asking it. */
import { HonoRequest } from 'hono/request'
import { app } from '../../worker/app.ts'
import { ORIGIN } from '../newsroom.ts'
import { answer, type Samples } from './newsroom.ts'

export interface Route {
  /** `ALL` is asked with PUT. */
  method: string
  path: string
}

export const ROUTES: Route[] = [
  ...new Map(
    app.routes
      .filter(({ path }) => !path.endsWith('*'))
      .map(({ method, path }) => [`${method} ${path}`, { method: method === 'ALL' ? 'PUT' : method, path }]),
  ).values(),
]

export interface Parameter {
  name: string
  /** What it must look like; null for anything. */
  form: RegExp | null
}

/** A path's parts in order: text that stands as it is, and parameters. */
export function partsOf(path: string): (string | Parameter)[] {
  return path.split(/(:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?)/).map((part) => {
    const [, name, form] = part.match(/^:(\w+)(?:\{(.*)\})?$/) ?? []
    return name === undefined ? part : { name, form: form === undefined ? null : new RegExp(`^(?:${form})$`) }
  })
}

/** Those of the samples that a parameter takes; there must be one. */
export function fitting({ name, form }: Parameter, samples: Samples): string[] {
  const known = (samples[name] ?? []).filter((sample) => form === null || form.test(sample))
  if (known.length === 0) throw new Error(`no sample fits :${name}{${form?.source}}: give one`)
  return known
}

/** An address that the route answers with something. */
export function addressOf({ path }: Route, samples: Samples): string {
  return partsOf(path)
    .map((part) => (typeof part === 'string' ? part : encodeURIComponent(fitting(part, samples)[0] as string)))
    .join('')
}

/** What a route asks a request for, by name. */
export interface Known {
  fields: string[]
  /** Of the query. */
  parameters: string[]
}

/** What each route asks for, by the route: heard while it answers. */
export async function learn(samples: Samples): Promise<Map<string, Known>> {
  const learnt = new Map<string, Known>()
  for (const route of ROUTES) {
    const [fields, parameters] = [new Set<string>(), new Set<string>()]
    const path = addressOf(route, samples)
    const deaf = [
      ...(['get', 'getAll', 'has'] as const).map((verb) => listen(FormData.prototype, verb, fields)),
      listen(HonoRequest.prototype, 'query', parameters),
      listen(URLSearchParams.prototype, 'get', parameters),
    ]
    // What asks for a second field once it has the first is asked a second time.
    for (const _ of [1, 2]) {
      const body = new URLSearchParams([...fields].map((name) => [name, '1']))
      const form = route.method === 'GET' ? {} : { body, headers: { Origin: ORIGIN } }
      await (await answer(new Request(ORIGIN + path, { method: route.method, ...form }), 'owner')).arrayBuffer()
    }
    for (const stop of deaf) stop()
    learnt.set(keyOf(route), { fields: [...fields], parameters: [...parameters] })
  }
  return learnt
}

export function keyOf({ method, path }: Route): string {
  return `${method} ${path}`
}

/** Notes what a method is asked for. Returns what ends it. */
function listen<Verb extends string>(on: Record<Verb, unknown>, verb: Verb, heard: Set<string>): () => void {
  const real = on[verb] as (this: unknown, name?: string) => unknown
  on[verb] = function (this: unknown, ...asked: [name?: string]) {
    if (asked[0] !== undefined) heard.add(asked[0])
    return real.apply(this, asked)
  }
  return () => {
    on[verb] = real
  }
}
