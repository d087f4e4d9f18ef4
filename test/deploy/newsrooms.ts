/** Small newsrooms on the local platform, whole as checks from outside need them, and what stands in one. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bundle, bundleWorker } from '../../local/bundle.ts'
import { type Platform, type PlatformOptions, type Resources, startPlatform } from '../../local/platform.ts'
import { seedStaff } from '../../local/seed.ts'
import { ArticleForm } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { publishArticle } from '../../worker/articles/publication.ts'

const EDITOR = 'editor@dateline.test'

/** One bundle and one folder for all: each newsroom has a part of it. */
export async function openNewsrooms() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-smoke-'))
  const bundle: Bundle = await bundleWorker(join(folder, 'bundle'))
  const running: Platform[] = []
  return {
    /** With an article that takes comments. Its scheduled run has just been, unless there is none. */
    async open(options: Partial<PlatformOptions> = {}): Promise<Platform> {
      const platform = await startPlatform({
        port: 0,
        data: join(folder, `${running.length}-${crypto.randomUUID()}`),
        quiet: true,
        bundle: async () => bundle,
        onFirstStart: seed,
        ...options,
      })
      running.push(platform)
      if (!options.without?.includes('cron')) await platform.runScheduled()
      return platform
    },
    async close() {
      await Promise.all(running.map((platform) => platform.stop()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function seed(resources: Resources): Promise<void> {
  const { db } = resources
  const now = Date.now()
  await seedStaff(resources)
  await db.prepare(`INSERT OR IGNORE INTO sections (slug, name, position) VALUES ('van-hoa', 'Văn hoá', 9)`).run()
  const draft = ArticleForm.parse({
    headline: 'Hội sen Đồng Tháp mở cửa sớm một tuần',
    section: 'van-hoa',
    body: 'Sen nở.',
  })
  const saved = await createArticle(db, draft, EDITOR, now)
  if (!saved.ok) throw new Error(saved.reason)
  await publishArticle(db, saved.article.id, { at: now, version: null, now })
}

/** Rows and objects by where they stand, to be compared. */
export async function standingIn({ db, bucket }: Resources): Promise<Record<string, string[]>> {
  const { results: tables } = await db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name`)
    .all<{ name: string }>()
  const rows = await db.batch<object>(tables.map(({ name }) => db.prepare(`SELECT * FROM "${name}"`)))
  const { objects } = await bucket.list()
  return {
    ...Object.fromEntries(
      tables.map(({ name }, n) => [name, (rows[n]?.results ?? []).map((row) => JSON.stringify(row))]),
    ),
    bucket: objects.map(({ key, etag }) => `${key} ${etag}`),
  }
}

/** What stands there now and did not before, and the other way round, table by table. */
export function difference(before: Record<string, string[]>, after: Record<string, string[]>) {
  const names = Object.keys({ ...before, ...after })
  const changed = names.map((name) => {
    const [was = [], is = []] = [before[name], after[name]]
    return [
      name,
      { more: is.filter((row) => !was.includes(row)), less: was.filter((row) => !is.includes(row)) },
    ] as const
  })
  return Object.fromEntries(changed.filter(([, { more, less }]) => more.length + less.length > 0))
}
