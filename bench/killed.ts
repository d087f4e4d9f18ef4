/**
 * A newsroom that is killed with SIGKILL in the middle of a storm of comments, saves and uploads, several times, and started
 * again each time. Whoever had no answer tries again with the same form. In the end what was acknowledged is there, once;
 * every comment is decided or held; and every page is right. Part of `npm run faults`; on loopback only.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { startPlatform } from '../local/platform.ts'
import { signIn } from '../test/local/sign-in.ts'
import type { Addressed } from './storm/articles.ts'
import { compare, pagesRight, pause, post, type Row, settle } from './storm/checks.ts'
import { NewsroomProcess } from './storm/newsroom-process.ts'
import { plan } from './storm/readers.ts'

const ARTICLES = 4
const COMMENTS_A_LIFE = 30
const LONGEST_LIFE_MS = 4_000
const GIVES_UP_AFTER_MS = 180_000

export interface Survived {
  breaches: string[]
  counts: Record<string, number>
}

export async function surviveKills(kills: number): Promise<Survived> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-killed-'))
  const newsroom = await NewsroomProcess.at(folder)
  try {
    await newsroom.start()
    const desk = new DeskClient(newsroom.origin, await signIn(newsroom, 'editor@dateline.test'))
    const articles = await desk.open(ARTICLES)
    const sent = plan(articles, COMMENTS_A_LIFE * (kills + 1), 1)
    let isOver = false
    const storm = [
      ...Array.from({ length: 4 }, (_, line) => comments(line)),
      ...articles.map((article) => saves(article)),
      uploads(),
    ]
    for (let life = 0; life < kills; life++) {
      await pause(500 + Math.random() * LONGEST_LIFE_MS)
      // Every other time what it had started lives on beside the next one.
      await newsroom.kill(life % 2 === 1)
      await newsroom.start()
    }
    await pause(1_000)
    isOver = true
    await Promise.all(storm)
    await newsroom.stop()
    return await check()

    async function comments(line: number): Promise<void> {
      for (const one of sent.filter((_, n) => n % 4 === line)) {
        await until(async () => {
          await post(newsroom, one)
          return one.status < 500
        })
        if (!isOver) await pause(Math.random() * 150)
      }
    }

    async function saves(article: Addressed): Promise<void> {
      for (let n = 1; !isOver; n++) {
        await desk.save(article, `Dòng ${n} của bài ${article.id}.`)
        await pause(Math.random() * 200)
      }
    }

    async function uploads(): Promise<void> {
      for (let n = 1; !isOver; n++) await desk.upload(n)
    }

    async function check(): Promise<Survived> {
      const running = await startPlatform({ port: newsroom.port, data: folder, quiet: true })
      try {
        const waiting = await settle(running)
        const late = await pagesRight(running, articles)
        const { db, bucket } = running.resources
        const rows = (await db.prepare('SELECT id, article_id, body, status FROM comments').all<Row>()).results
        const breaches = compare(sent, rows)
        if (waiting > 0) breaches.push(`${waiting} comments are neither decided nor held`)
        breaches.push(...late.map((path) => `${path} did not come right`))
        for (const { id, path } of articles) {
          const saved = (
            await db.prepare('SELECT body FROM revisions WHERE article_id = ? ORDER BY version').bind(id).all<Row>()
          ).results.map(({ body }) => body)
          const page = await (await fetch(running.origin + path)).text()
          for (const line of desk.saved.get(id) ?? []) {
            const brought = saved.filter((body, n) => body.includes(line) && !saved[n - 1]?.includes(line)).length
            if (brought !== 1) breaches.push(`«${line}» was acknowledged, and was saved ${brought} times`)
            if (!page.includes(line)) breaches.push(`«${line}» is not on its page`)
          }
        }
        for (const key of desk.pictures) {
          if (!(await bucket.head(key))) breaches.push(`the picture ${key} was acknowledged, and has no bytes`)
        }
        const { ended, left } = newsroom.orphans
        return {
          breaches,
          counts: {
            'killed, times': kills,
            'comments sent': sent.length,
            'comments there': rows.length,
            'saves acknowledged': [...desk.saved.values()].flat().length,
            'pictures acknowledged': desk.pictures.size,
            'workerd ended by itself, times': ended,
            'workerd had to be ended, times': left,
          },
        }
      } finally {
        await running.stop()
      }
    }
  } finally {
    await newsroom.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** An editor at a program that remembers what it was told. */
class DeskClient {
  readonly saved = new Map<number, string[]>()
  /** Keys in the bucket. */
  readonly pictures = new Set<string>()
  #origin: string
  #cookie: string

  constructor(origin: string, cookie: string) {
    this.#origin = origin
    this.#cookie = cookie
  }

  async open(count: number): Promise<Addressed[]> {
    await this.#send('/admin/comments/settings', { comment_policy: 'approve_clean' })
    const articles: Addressed[] = []
    for (let n = 1; n <= count; n++) {
      const draft = { headline: `Bão số ${n} vào bờ`, section: 'tin-tuc', body: 'Gió giật cấp mười hai.' }
      const { article } = await this.#send('/admin/articles', draft)
      await this.#send(`/admin/articles/${article.id}/publication`, {})
      articles.push(article)
    }
    return articles
  }

  /** A line more, as often as it takes: one that is there already is not written again. */
  async save({ id }: Addressed, line: string): Promise<void> {
    const { article } = await until(() => this.#send(`/admin/articles/${id}`))
    const form = { body: `${article.body}\n\n${line}`, version: article.version }
    await until(() => this.#send(`/admin/articles/${id}`, form))
    this.saved.set(id, [...(this.saved.get(id) ?? []), line])
  }

  async upload(n: number): Promise<void> {
    const background = { r: n % 256, g: (n * 7) % 256, b: 90 }
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toBuffer()
    const form = new FormData()
    form.set('file', new File([new Uint8Array(bytes)], `bao-${n}.png`))
    form.set('alt', `Bão ${n}`)
    const { image } = await until(() => this.#send('/admin/images', form))
    this.pictures.add(`${image.id}.png`)
  }

  /** Null where it is to be tried again. */
  async #send(path: string, form?: Record<string, string | number> | FormData) {
    const headers = { cookie: this.#cookie, origin: this.#origin, accept: 'application/json' }
    const fields = form instanceof FormData ? form : new URLSearchParams(form as Record<string, string>)
    const answer = await fetch(this.#origin + path, {
      headers,
      redirect: 'manual',
      ...(form && { method: 'POST', body: fields }),
    })
    if (answer.status >= 500) return null
    const told = await answer.json()
    if (answer.status >= 400) throw new Error(`${path} answers ${answer.status}: ${JSON.stringify(told)}`)
    // biome-ignore lint/suspicious/noExplicitAny: the desk's JSON, as each route gives it
    return told as any
  }
}

/** Again, while there is nobody to answer. */
async function until<Told>(send: () => Promise<Told>): Promise<NonNullable<Told>> {
  const end = Date.now() + GIVES_UP_AFTER_MS
  for (;;) {
    // No answer at all is what a killed server gives.
    const told = await send().catch((error: Error) => {
      if (error instanceof TypeError) return null
      throw error
    })
    if (told) return told
    if (Date.now() > end) throw new Error('nobody answers any more')
    await pause(200)
  }
}
