/** Editors who publish, correct and withdraw, and a moderator who decides, while readers read. */
import { signIn } from '../../test/local/sign-in.ts'
import { type Page, RIGHT_WITHIN_MS } from './pages.ts'
import type { Running } from './running.ts'
import type { Look, Watch } from './watch.ts'

/** One step of an editor's. Slow enough that what is published still stands on the front page when it is looked for. */
const EVERY_MS = 5_000
const SECTION = 'thoi-su'
const LISTS = [
  '/',
  `/${SECTION}`,
  '/feed.xml',
  '/feed.json',
  `/${SECTION}/feed.xml`,
  '/news-sitemap.xml',
  '/sitemaps/1.xml',
]

export interface Piece {
  id: number
  version: number
  path: string
  number: number
  /** When an editor took it away; null while readers have it. */
  withdrawnAt: number | null
}

export interface Done {
  pieces: Piece[]
  counts: Record<'published' | 'corrected' | 'withdrawn' | 'decided', number>
}

interface Office extends Pick<Running, 'origin' | 'ask'> {
  watch: Watch
  pages: Page[]
  wrong: (what: string) => void
  isOver: () => boolean
}

/**
 * Somebody has been at the desk before the load begins, as on any day: the Worker asks for Access's keys once an hour, waits
 * five seconds for them, and lets in nobody without.
 */
export async function openDesk({ origin }: Pick<Running, 'origin'>): Promise<void> {
  const answer = await fetch(`${origin}/admin`, {
    headers: { cookie: await signIn({ origin }, 'editor@dateline.test') },
  })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`the desk answers ${answer.status}`)
}

export async function work(office: Office): Promise<Done> {
  const done: Done = { pieces: [], counts: { published: 0, corrected: 0, withdrawn: 0, decided: 0 } }
  await Promise.all([edit(office, done), moderate(office, done)])
  return done
}

async function edit(office: Office, { pieces, counts }: Done): Promise<void> {
  const desk = await atDesk(office, 'editor@dateline.test')
  for (let step = 0; !office.isOver(); step++) {
    const began = Date.now()
    const readable = pieces.filter(({ withdrawnAt }) => withdrawnAt === null)
    if (step % 3 === 0) {
      const piece = await publish(pieces.length + 1)
      if (piece) pieces.push(piece)
    } else if (step % 3 === 1) {
      if (readable.length > 0) await correct(readable.at(-1) as Piece)
      // The newest ones are still looked for.
    } else if (readable.length > 8) await withdraw(readable[0] as Piece)
    await pause(Math.max(0, EVERY_MS - (Date.now() - began)))
  }

  async function publish(number: number): Promise<Piece | null> {
    const headline = `Bản tin số ${number} trong ngày`
    const draft = {
      headline,
      section: SECTION,
      standfirst: 'Nước lên, đò vẫn chạy.',
      body: bodyOf(number),
      tags: 'Lũ lụt',
    }
    const made = await desk.post('/admin/articles', draft)
    const { id, version } = made ?? {}
    const article = id ? await desk.post(`/admin/articles/${id}/publication`, { version: version ?? 1 }) : null
    if (!article) return null
    counts.published++
    const piece: Piece = { ...article, number, withdrawnAt: null }
    office.pages.splice(Math.floor(Math.random() * 20), 0, { path: piece.path, statuses: () => statusesOf(piece) })
    office.watch(
      piece.path,
      `number ${number} is published`,
      ({ status, text }) => status === 200 && text.includes(headline),
    )
    for (const list of LISTS) {
      office.watch(list, `number ${number} stands on ${list}`, ({ text }) => text.includes(piece.path))
    }
    return piece
  }

  async function correct(piece: Piece): Promise<void> {
    const correction = `Số liệu của bản tin ${piece.number} đã sửa lúc ${Date.now()}.`
    const fields = { version: piece.version, body: `${bodyOf(piece.number)}\n\nĐã sửa.`, correction }
    const saved = await desk.post(`/admin/articles/${piece.id}`, fields)
    if (!saved) return
    counts.corrected++
    piece.version = saved.version
    office.watch(piece.path, `number ${piece.number} is corrected`, ({ text }) => text.includes(correction))
  }

  async function withdraw(piece: Piece): Promise<void> {
    // Before it is asked for: a reader may be answered sooner than the editor.
    piece.withdrawnAt = Date.now()
    const gone = await desk.post(`/admin/articles/${piece.id}/publication`, { _method: 'DELETE' })
    if (!gone) return
    counts.withdrawn++
    piece.withdrawnAt = Date.now()
    office.watch(piece.path, `number ${piece.number} is withdrawn`, ({ status }) => status === 410)
    for (const list of LISTS) {
      const hasLeft = ({ status, text }: Look) => status === 200 && !text.includes(piece.path)
      office.watch(list, `number ${piece.number} has left ${list}`, hasLeft)
    }
  }
}

/** A page that is gone may be shown as long as it lives. */
function statusesOf({ withdrawnAt }: Piece): number[] {
  if (withdrawnAt === null) return [200]
  return Date.now() - withdrawnAt < RIGHT_WITHIN_MS ? [200, 410] : [410]
}

function bodyOf(number: number): string {
  return `Sáng nay mực nước ở cống số ${number} lên thêm ba mươi phân.\n\n## Ở bến đò\n\nChuyến **đầu tiên** rời bến đúng giờ.`
}

async function moderate(office: Office, { counts }: Done): Promise<void> {
  const desk = await atDesk(office, 'moderator@dateline.test')
  while (!office.isOver()) {
    const held = await office.ask<{ id: number }>(
      `SELECT id FROM comments WHERE status = 'held' AND name LIKE 'Bạn đọc%' ORDER BY id LIMIT 5`,
    )
    for (const { id } of held) {
      const verdict = id % 3 === 0 ? 'rejection' : 'approval'
      if (await desk.decide(`/admin/comments/${id}/${verdict}`)) counts.decided++
    }
    await pause(1_000)
  }
}

interface Saved {
  id: number
  version: number
  path: string
}

async function atDesk({ origin, wrong }: Office, email: string) {
  const cookie = await signIn({ origin }, email)
  const send = async (path: string, fields: Record<string, string | number>) => {
    const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    const headers = { cookie, origin, accept: 'application/json' }
    const answer = await fetch(origin + path, { method: 'POST', headers, body, redirect: 'manual' })
    const text = await answer.text()
    if (answer.status !== 303)
      wrong(`the desk answers ${answer.status} to ${path.replace(/\d+/, '…')}: ${text.slice(0, 200)}`)
    return { status: answer.status, text }
  }
  return {
    /** Null where it was refused, which nothing here should be. */
    async post(path: string, fields: Record<string, string | number>): Promise<Saved | null> {
      const { status, text } = await send(path, fields)
      return status === 303 ? (JSON.parse(text) as { article: Saved }).article : null
    },
    decide: async (path: string) => (await send(path, { status: 'held' })).status === 303,
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
