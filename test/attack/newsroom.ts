/** The whole local platform with a small newsroom in it, a browser, and a socket that says what no browser would. */
import { readFile, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { type Platform, type Resources, startPlatform } from '../../local/platform.ts'
import { seedStaff } from '../../local/seed.ts'
import { ArticleForm, articlePath, imagePath } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { publishArticle } from '../../worker/articles/publication.ts'
import { storeImage } from '../../worker/media/queries.ts'
import { signIn } from '../local/sign-in.ts'
import { newDataFolder } from '../local/small-platform.ts'

export interface Newsroom {
  platform: Platform
  /** Of an article that readers see. */
  article: { id: number; path: string }
  /** A picture that only the newsroom may see. */
  hidden: string
  /** Access's cookie of an editor. */
  cookie: string
  stop: () => Promise<void>
}

const EDITOR = 'editor@dateline.test'

export async function openNewsroom(): Promise<Newsroom> {
  const data = await newDataFolder()
  let made: { article: Newsroom['article']; hidden: string } | undefined
  const onFirstStart = async (resources: Resources) => {
    made = await furnish(resources)
  }
  const platform = await startPlatform({ port: 0, data, quiet: true, onFirstStart })
  const stop = async () => {
    await platform.stop()
    await rm(data, { recursive: true, force: true })
  }
  if (!made) throw new Error('the first start made nothing')
  return { platform, ...made, cookie: await signIn(platform, EDITOR), stop }
}

async function furnish(resources: Resources) {
  const { db, bucket, images } = resources
  const now = Date.now()
  await seedStaff(resources)
  await db.prepare(`INSERT INTO sections (slug, name, position) VALUES ('van-hoa', 'Văn hoá', 1)`).run()
  await db.prepare(`INSERT INTO redirects (from_path, to_path, created_at) VALUES ('/bao-cu', '/archive', 0)`).run()
  const story = { headline: 'Bến đò đổi giờ', section: 'van-hoa', body: 'Nước lên chậm.' }
  const saved = await createArticle(db, ArticleForm.parse(story), EDITOR, now)
  if (!saved.ok) throw new Error(saved.reason)
  await publishArticle(db, saved.article.id, { at: now, version: null, now })
  const bytes = new Uint8Array(await readFile(join(import.meta.dirname, '../media/fixtures/simple.webp')))
  const upload = { bytes, fileName: 'ben.webp', alt: 'Bến', caption: '', credit: '' }
  const stored = await storeImage({ MEDIA: bucket, DB: db, IMAGES: images }, upload, EDITOR, now)
  if (!stored.ok) throw new Error(stored.reason)
  return { article: { id: saved.article.id, path: articlePath(saved.article) }, hidden: imagePath(stored.image) }
}

/** What came back, one answer after another, until the other side closed or said nothing more for a while. */
export function say(origin: string, ...pieces: string[]): Promise<string> {
  const { port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const heard: Buffer[] = []
    const socket = createConnection({ port: Number(port), host: '127.0.0.1' }, () => {
      for (const piece of pieces) socket.write(Buffer.from(piece, 'latin1'))
    })
    socket.setTimeout(1_500, () => socket.destroy())
    socket.on('data', (chunk) => heard.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)))
    socket.on('close', () => resolve(Buffer.concat(heard).toString('latin1')))
  })
}

/** One request as it goes over the wire; the connection ends with it. */
export function lines(...all: string[]): string {
  return [...all, 'Connection: close', '', ''].join('\r\n')
}

export function statusesIn(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}
