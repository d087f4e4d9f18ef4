/** What a data folder holds, for commands of Node: the database, the bucket and the maker of pictures, without the Worker. */
import { join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptionsShape } from 'miniflare'
import { unstable_readConfig as readConfig, unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { clerkWorker, openDatabase } from './clerk.ts'

export type Stores = {
  db: D1Database
  bucket: R2Bucket
  images: ImagesBinding
  close: () => Promise<void>
}

const root = join(import.meta.dirname, '..')

export async function openStores(data: string): Promise<Stores> {
  const config = { ...readConfig({ config: join(root, 'wrangler.toml') }), secrets: undefined }
  const { workerOptions } = workerOptionsOf(config as unknown as Parameters<typeof workerOptionsOf>[0])
  const { d1Databases, r2Buckets, images } = workerOptions as V4WorkerOptionsShape
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      workers: [{ ...clerkWorker(d1Databases), ...(r2Buckets && { r2Buckets }), ...(images && { images }) }],
      resourcePersistencePath: join(data, 'resources'),
      log: new Log(LogLevel.ERROR),
      cf: false,
      telemetry: { enabled: false },
    }),
  )
  await mf.ready
  const { MEDIA, IMAGES } = (await mf.getBindings('clerk')) as unknown as Env
  // Looked up once: that takes as long as a query, and an import makes thousands of these.
  const clerk = mf.getWorker('clerk')
  return { db: openDatabase(() => clerk), bucket: MEDIA, images: IMAGES, close: () => mf.dispose() }
}
