/** A cache with a clock that a test moves, in front of an origin whose next answers a test decides. */
import { type CacheOptions, createCache } from '../../local/cache.ts'

export type Answer = Response | Error | Promise<Response>

export function newCache(options: Partial<CacheOptions> = {}) {
  const asked: Request[] = []
  const answers: ((request: Request) => Answer)[] = []
  let now = Date.parse('2026-11-20T08:00:00Z')
  const cache = createCache({
    now: () => now,
    origin: async (request) => {
      asked.push(request)
      // The last answer stands until another one is given.
      const answer = (answers.length > 1 ? answers.shift() : answers[0])?.(request)
      if (answer instanceof Error) throw answer
      return answer ?? new Response('no answer', { status: 500 })
    },
    ...options,
  })
  return {
    cache,
    asked,
    origin: {
      /** Each is given once, the last one for good. */
      gives(...next: (Answer | ((request: Request) => Answer))[]) {
        answers.splice(
          0,
          answers.length,
          ...next.map((answer) => (typeof answer === 'function' ? answer : () => copy(answer))),
        )
      },
    },
    get: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      cache.fetch(new Request(`http://nhip-cau.test${path}`, { headers, method })),
    passSeconds(seconds: number) {
      now += seconds * 1000
    },
  }
}

export function page(body: string, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html', ...headers } })
}

export function statusOf(response: Response): string | null {
  return response.headers.get('cf-cache-status')
}

/** Opened by hand: for what must happen while something else is on its way. */
export function gate<Value>() {
  let open: (value: Value) => void = () => {}
  const opened = new Promise<Value>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

function copy(answer: Answer): Answer {
  return answer instanceof Response ? answer.clone() : answer
}
