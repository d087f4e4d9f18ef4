/**
 * The door: HTTP on loopback, with what Cloudflare does to a request on its way in and to a response on its way out.
 * Source: developers.cloudflare.com/fundamentals/reference/http-headers/
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { compress } from './compression.ts'
import { toNode, toWeb } from './streams.ts'

export class PortTaken extends Error {
  readonly port: number
  constructor(port: number) {
    super(`Port ${port} is taken.`)
    this.port = port
  }
}

export type Front = { port: number; close: () => Promise<void> }

/**
 * Listens on both loopback addresses and on no other: anybody who reaches the door can sign in as anyone.
 * @param port 0 takes any free one.
 * Throws `PortTaken`.
 */
export async function openFront(port: number, answer: (request: Request) => Promise<Response>): Promise<Front> {
  const handler = (req: IncomingMessage, res: ServerResponse) => void handle(req, res, answer)
  const ipv4 = await listen(port, '127.0.0.1', handler)
  const taken = (ipv4.address() as AddressInfo).port
  const ipv6 = await listen(taken, '::1', handler).catch((error) => {
    if (!(error instanceof PortTaken)) return null // a machine without IPv6
    ipv4.close()
    throw error
  })
  return {
    port: taken,
    close: async () => {
      await Promise.all([ipv4, ipv6].map((server) => server && closeNow(server)))
    },
  }
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function listen(
  port: number,
  host: string,
  handler: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<Server> {
  // Waiting for a slow upload is the platform's business; ours is only not to hurry it.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, handler)
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
    )
    server.listen(port, host, () => resolve(server))
  })
}

async function handle(req: IncomingMessage, res: ServerResponse, answer: (request: Request) => Promise<Response>) {
  const ray = `${randomBytes(8).toString('hex')}-DEV`
  try {
    const request = readRequest(req, ray)
    const response =
      request instanceof Request
        ? compress(request, await answer(request))
        : new Response(`${request}\n`, { status: request })
    res.writeHead(response.status, headersOf(response, ray))
    if (response.body) await pipeline(toNode(response.body), res)
    else res.end()
  } catch (error) {
    if (!isReaderGone(error) && !leftInTheMiddle(req)) console.error(error)
    if (res.headersSent || res.destroyed) {
      res.destroy()
      return
    }
    res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    res.end('Error 1101: the Worker threw an exception. It is printed where the platform runs.\n')
  }
}

/** A number is the status that Cloudflare answers with by itself, to what it hands on to nobody. */
function readRequest(req: IncomingMessage, ray: string): Request | 400 | 405 {
  const method = req.method ?? 'GET'
  if (method === 'TRACE') return 405
  const [host = '', another] = req.headersDistinct['host'] ?? []
  const url = `http://${host}${req.url}`
  // A Host is no path, no credentials and no second Host: the address is what stands in the request line.
  const isAddressed = HOST.test(host) && another === undefined && req.url?.startsWith('/') && URL.canParse(url)
  if (!isAddressed || req.httpVersionMajor !== 1) return 400
  const headers = new Headers()
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    if (HOP_BY_HOP.has(name) || isOurs(name)) continue
    for (const value of values ?? []) headers.append(name, value)
  }
  const cookies = req.headers.cookie
  if (cookies) headers.set('cookie', cookies)

  const address = addressOf(req)
  headers.set('cf-connecting-ip', address)
  headers.set('x-forwarded-for', address)
  headers.set('x-forwarded-proto', 'http')
  headers.set('cf-visitor', '{"scheme":"http"}')
  headers.set('cf-ipcountry', 'VN')
  headers.set('cf-ray', ray)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers,
    ...(hasBody && { body: toWeb(req), duplex: 'half' }),
  } as RequestInit)
}

/** A client on this machine may say whom it plays; any other is who it is. */
export function addressOf(
  req: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
): string {
  const peer = (req.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
  const isLoopback = peer === '::1' || peer.startsWith('127.')
  const said = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')[0]
    ?.trim()
  return isLoopback && said ? said : peer
}

/** Headers that only Cloudflare sets. `cf-access-token` is the one that a client may send. */
function isOurs(name: string): boolean {
  return (name.startsWith('cf-') && name !== 'cf-access-token') || name === 'x-forwarded-for' || name.startsWith('mf-')
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
  'cookie',
])

function headersOf(response: Response, ray: string): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of response.headers) if (!HOP_BY_HOP.has(name)) headers[name] = value
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  headers['server'] = 'cloudflare (local)'
  headers['cf-ray'] = ray
  return headers
}

/** Of what it was sending. */
function leftInTheMiddle(req: IncomingMessage): boolean {
  return req.destroyed && !req.complete
}

function isReaderGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ECONNRESET', 'ABORT_ERR'].includes(code)
}
