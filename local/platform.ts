/**
 * Cloudflare on a laptop: the production bundle in Miniflare, and in front of it what Miniflare lacks, in the order of
 * the real thing: Access, the cache, the Worker. Turnstile answers at the site's own origin.
 */
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptionsShape } from 'miniflare'
import { unstable_readConfig as readConfig, unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { type Bundle, bundleWorker } from './bundle.ts'
import { type Cache, createCache } from './cache.ts'
import { clerkWorker, openDatabase } from './clerk.ts'
import { applyMigrations } from './database.ts'
import { openFront } from './front.ts'
import { readKeys } from './keys.ts'
import { createLetterbox, type Letterbox, postWorker } from './letters.ts'
import { endOrphans, noteRuntimes } from './orphans.ts'
import { createOutside } from './outside.ts'
import { createNoCache, NOT_SET_UP, type Piece, refusePurge } from './pieces.ts'

export type PlatformOptions = {
  /** 0 takes any free one. */
  port?: number
  /** Where everything is kept. */
  data: string
  /** Run before the door opens when there is no data yet; what it could not finish is begun anew at the next start. */
  onFirstStart?: (resources: Resources) => Promise<void>
  /** Instead of the product's own: for tests of the platform itself. */
  bundle?: (folder: string) => Promise<Bundle>
  /** Settings that differ from the local ones. */
  settings?: Record<string, string>
  /** What of the platform is to be as where nobody set it up. */
  without?: Piece[]
  quiet?: boolean
  /** How much the cache may hold, if it is to be another than its own measure. */
  cacheBytes?: number
  /** Where V8's inspector listens, for a profile of the Worker; nowhere without it. */
  inspectorPort?: number
}

export type Resources = {
  db: D1Database
  bucket: R2Bucket
  images: ImagesBinding
  imageVariants: Queue
  settings: Record<string, string>
}

export type Platform = {
  origin: string
  mf: Miniflare
  cache: Cache
  letters: Letterbox
  resources: Resources
  runScheduled: () => Promise<void>
  /** Builds again, applies new migrations and drops the cache; fails without touching what runs. */
  reload: () => Promise<void>
  stop: () => Promise<void>
}

const root = join(import.meta.dirname, '..')
const SCHEDULE_MS = 60_000

/** Throws `PortTaken` before anything is built, `BundleError` when the Worker does not build. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { port = 8787, bundle: build = bundleWorker, without = [], quiet = false, cacheBytes } = options
  const data = resolve(options.data)
  let answer = async (_request: Request) =>
    new Response('Dateline is starting. Try again in a moment.\n', { status: 503, headers: { 'retry-after': '1' } })
  const front = await openFront(port, (request) => answer(request))
  const undo: (() => unknown)[] = [front.close]
  try {
    const origin = `http://localhost:${front.port}`
    const [keys, first] = await Promise.all([readKeys(data), build(join(data, 'bundle'))])
    const settings = {
      ORIGIN: origin,
      ACCESS_TEAM_DOMAIN: origin,
      TURNSTILE_ORIGIN: origin,
      ACCESS_AUD: keys.accessAudience,
      TURNSTILE_SITEKEY: keys.turnstileSitekey,
      TURNSTILE_SECRET: keys.turnstileSecret,
      SIGNING_KEY: keys.signingKey,
      OWNER_EMAIL: 'owner@dateline.test',
      LETTERS_FROM: 'toasoan@dateline.test',
      ...(without.includes('turnstile') && NOT_SET_UP.turnstile),
      ...options.settings,
    }
    const isFirst = await prepareFirstStart(data)
    const origins = { origin: (request: Request) => askWorker(mf, request), version: first.version }
    const cache = without.includes('caching')
      ? createNoCache(origins.origin)
      : createCache({ ...origins, ...(cacheBytes && { maxBytes: cacheBytes }) })
    const letters = createLetterbox(join(data, 'letters.jsonl'))
    const miniflareOptions = (bundle: Bundle) =>
      optionsFor(bundle, { ...options, data, settings, cache, letters, without, quiet })
    await endOrphans(data)
    const mf = new Miniflare(miniflareOptions(first))
    undo.unshift(() => mf.dispose())
    await mf.ready
    await noteRuntimes(data)

    const resources: Resources = {
      db: openDatabase(() => mf.getWorker('clerk')),
      ...(await openBindings(mf)),
      settings,
    }
    await applyMigrations(resources.db, join(root, 'migrations'))
    if (isFirst) await options.onFirstStart?.(resources)
    await rm(unfinished(data), { force: true })

    const outside = createOutside({
      access: { key: keys.access, audience: keys.accessAudience, teamDomain: origin },
      turnstile: { secret: keys.turnstileSecret, hostname: new URL(origin).hostname },
    })
    answer = async (request) => {
      const own = (await outside.answer(request)) ?? (await letters.answer(request))
      if (own) return own
      const guarded = without.includes('access') ? request : await outside.guard(request)
      return guarded instanceof Response ? guarded : cache.fetch(guarded)
    }

    const runScheduled = async () => {
      const worker = await mf.getWorker()
      await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date() })
    }
    const clock = setInterval(
      () => runScheduled().catch((error) => console.error('The scheduled run failed:', error)),
      SCHEDULE_MS,
    )
    if (without.includes('cron')) clearInterval(clock)
    undo.unshift(() => clearInterval(clock))

    return {
      origin,
      mf,
      cache,
      letters,
      resources,
      runScheduled,
      async reload() {
        const bundle = await build(join(data, 'bundle'))
        await mf.setOptions(miniflareOptions(bundle))
        await noteRuntimes(data)
        Object.assign(resources, await openBindings(mf))
        await applyMigrations(resources.db, join(root, 'migrations'))
        cache.clear(bundle.version)
      },
      stop: () => undoAll(undo),
    }
  } catch (error) {
    await undoAll(undo)
    throw error
  }
}

type Setup = Pick<PlatformOptions, 'data' | 'inspectorPort'> & {
  settings: Record<string, string>
  cache: Cache
  letters: Letterbox
  without: Piece[]
  quiet: boolean
}

function optionsFor(bundle: Bundle, setup: Setup) {
  const { data, settings, cache, letters, without, quiet, inspectorPort } = setup
  // The secrets that wrangler would ask the user for are ours to give.
  const config = { ...readConfig({ config: join(root, 'wrangler.toml') }), secrets: undefined }
  const { workerOptions } = workerOptionsOf(config as unknown as Parameters<typeof workerOptionsOf>[0])
  const { modulesRules: _, bindings = {}, serviceBindings = {}, ...worker } = workerOptions as V4WorkerOptionsShape
  const product = {
    ...worker,
    rootPath: root,
    name: 'dateline',
    modules: bundle.modules,
    modulesRoot: bundle.folder,
    bindings: { ...bindings, ...settings },
    serviceBindings: {
      ...serviceBindings,
      ...(!without.includes('caching') && {
        LOCAL_CACHE: (request: unknown) =>
          (without.includes('purging') ? refusePurge() : callCache(cache, request as Request)) as never,
      }),
      EMAIL: { name: 'post', entrypoint: 'Post' },
    },
    // What is sent is taken, and stays where it is.
    ...(without.includes('queue') && { queueConsumers: {} }),
  }
  return convertV4MiniflareOptions({
    workers: [product, clerkWorker(worker.d1Databases), postWorker(letters)],
    resourcePersistencePath: join(data, 'resources'),
    log: new Log(quiet ? LogLevel.ERROR : LogLevel.WARN),
    cf: false,
    ...(inspectorPort !== undefined && { inspectorPort }),
    telemetry: { enabled: false },
  })
}

/** What else the product's own functions need where Node calls them. */
async function openBindings(mf: Miniflare): Promise<Pick<Resources, 'bucket' | 'images' | 'imageVariants'>> {
  const { MEDIA, IMAGES, IMAGE_VARIANTS } = (await mf.getBindings('dateline')) as unknown as Env
  return { bucket: MEDIA, images: IMAGES, imageVariants: IMAGE_VARIANTS }
}

/** A first start that was broken off leaves its mark and half a newsroom: away with both. */
async function prepareFirstStart(data: string): Promise<boolean> {
  const resources = join(data, 'resources')
  if (existsSync(unfinished(data))) await rm(resources, { recursive: true, force: true })
  if (existsSync(resources)) return false
  await mkdir(resources, { recursive: true })
  await writeFile(unfinished(data), '')
  return true
}

function unfinished(data: string): string {
  return join(data, 'first-start-unfinished')
}

/** The other end of local/entrypoint.js. */
async function callCache(cache: Cache, request: Request): Promise<Response> {
  const call = new URL(request.url).pathname === '/purge' ? cache.purge : cache.invalidate
  return Response.json(call((await request.json()) as Parameters<typeof call>[0]))
}

async function askWorker(mf: Miniflare, request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  // Compressing is the door's work; Miniflare shows the Worker «br, gzip» in any case, as Cloudflare does.
  headers.set('accept-encoding', 'identity')
  const { method, body } = request
  const init = { method, headers, redirect: 'manual', ...(body && { body, duplex: 'half' }) }
  const response = (await mf.dispatchFetch(request.url, init as never)) as unknown as Response
  if (response.headers.has('local-exception')) throw new Error(`The Worker threw: ${await response.text()}`)
  return response
}

async function undoAll(steps: (() => unknown)[]) {
  for (const step of steps.splice(0)) await step()
}
