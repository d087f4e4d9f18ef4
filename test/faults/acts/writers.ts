/** What writers and editors do with articles: write, save, hand in, send back, publish, schedule, withdraw, bring back. */
import { env } from 'cloudflare:workers'
import { mayBeCorrected } from '../../../worker/articles/corrections.ts'
import type { Article, Revision } from '../../../worker/schema.ts'
import type { Desk } from '../../newsroom.ts'
import { PEOPLE } from '../../newsroom.ts'
import type { Act } from '../act.ts'
import type { Model, Written } from '../model.ts'
import type { World } from '../world.ts'
import { rows } from './readers.ts'

export async function writeArticle(world: World, model: Model): Promise<Act | null> {
  const id = world.next('article')
  const who: Desk = world.roll(`who ${id}`) < 0.5 ? 'contributor' : 'editor'
  // Every other one has a headline that is there already, or may be.
  const headline = world.roll(`headline ${id}`) < 0.3 ? 'Hội sen mở cửa sớm' : `Tin số ${id}`
  const body = `Bài ${id} viết lần đầu.`
  const written: Written = { headline, places: new Set(), saved: [], sent: [body], publishedFrom: null }
  model.written.push(written)
  const section = world.roll(`section ${id}`) < 0.5 ? 'van-hoa' : 'chinh-sach'
  return {
    name: `${who} writes ${id}`,
    send: () =>
      world.form(who, '/admin/articles', {
        headline,
        section,
        body,
        tags: 'Lễ hội, Bến đò',
        nonce: `nonce-${id}`,
        copy: `copy-${id}`,
        copy_step: 1,
      }),
    records: { article_created: 1 },
    isTold: true,
    typed: body,
    learns: ({ acknowledged }) => {
      for (const { location } of acknowledged) written.places.add(placeIn(location))
      if (acknowledged.length > 0) written.saved.push(body)
    },
  }
}

export async function saveArticle(world: World, model: Model): Promise<Act | null> {
  const id = world.next('save')
  const found = await someArticle(world, model, id)
  if (!found) return null
  const { article, written } = found
  const who = writerOf(world, article, id)
  const isStale = article.version > 1 && world.roll(`stale ${id}`) < 0.15
  const body = `${article.body.slice(0, 600)}\n\nThêm ${id}.`
  const moves = world.roll(`moves ${id}`) < 0.2
  const corrects = who !== 'contributor' && mayBeCorrected(article) && world.roll(`corrects ${id}`) < 0.4
  const wasPublic = article.status === 'published'
  const wasKnown = wasPublic || article.withdrawn_at !== null
  written.sent.push(`Thêm ${id}.`)
  return {
    name: `${who} saves article ${article.id} as of ${article.version}${isStale ? ' less one' : ''}, ${id}`,
    send: () =>
      world.form(who, `/admin/articles/${article.id}`, {
        body,
        version: article.version - (isStale ? 1 : 0),
        copy: `copy-${id}`,
        copy_step: 3,
        ...(moves && { slug: `doi-cho-${id}` }),
        ...(corrects && { correction: `Đính chính ${id}.` }),
      }),
    records: { ...(corrects && { article_corrected: 1 }), ...(moves && { article_moved: 1 }) },
    // What nobody has read has no address to leave; somebody beside may publish it before it moves.
    isTold: wasKnown || !moves,
    tags: wasPublic ? [`article-${article.id}`, `section-${article.section}`] : [],
    isHidden: async () => (await articleOf(article.id))?.status !== 'published',
    typed: `Thêm ${id}.`,
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) written.saved.push(`Thêm ${id}.`)
    },
  }
}

export async function keepTyped(world: World, model: Model): Promise<Act | null> {
  const id = world.next('typing')
  const found = await someArticle(world, model, id)
  if (!found) return null
  const { article } = found
  const who = writerOf(world, article, id)
  const text = `Đang gõ ${id}`
  return {
    name: `${who} types in article ${article.id}, ${id}`,
    send: () =>
      world.form(who, `/admin/working-copies/copy-${id}`, {
        person: PEOPLE[who].email,
        article: article.id,
        version: article.version,
        step: 2,
        written_at: world.now,
        fields: JSON.stringify({ headline: article.headline, body: text }),
      }),
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) model.copies.set(`copy-${id}`, text)
    },
  }
}

type Step = 'hand in' | 'take back' | 'send back' | 'publish' | 'schedule' | 'withdraw'

export async function takeStep(world: World, model: Model): Promise<Act | null> {
  const id = world.next('step')
  const found = await someArticle(world, model, id)
  if (!found) return null
  const { article, written } = found
  const step = world.one(STEPS[article.status], `which ${id}`) as Step
  // Now and then somebody whose role does not go so far.
  const isAllowed = world.roll(`who ${id}`) > 0.12
  const needsEditor = !['hand in', 'take back'].includes(step)
  const isOwn = article.created_by === PEOPLE.contributor.email
  const who: Desk = needsEditor === isAllowed || !isOwn ? (isAllowed ? 'editor' : 'moderator') : 'contributor'
  const isForbidden = who === 'moderator' || (needsEditor && who === 'contributor')
  const at = world.now + 60_000 * (1 + Math.floor(world.roll(`at ${id}`) * 30))
  if (!isForbidden && step === 'publish') written.publishedFrom = Math.min(written.publishedFrom ?? Infinity, world.now)
  if (!isForbidden && step === 'schedule') written.publishedFrom = Math.min(written.publishedFrom ?? Infinity, at)
  const path = { 'hand in': 'submission', 'take back': 'submission', 'send back': 'return' }[step as string]
  return {
    name: `${who} would ${step} article ${article.id}, ${article.status}, ${id}`,
    send: () =>
      world.form(who, `/admin/articles/${article.id}/${path ?? 'publication'}`, {
        version: article.version,
        ...(step === 'schedule' && { timing: 'later', at }),
        ...(step === 'send back' && { note: `Xem lại ${id}` }),
        ...(['take back', 'withdraw'].includes(step) && { _method: 'DELETE' }),
      }),
    isForbidden,
    ...(isForbidden && { aim: /staff/ }),
    ...(step === 'withdraw' && { isSo: async () => (await articleOf(article.id))?.status === 'withdrawn' }),
    records: isForbidden ? {} : { [recordOf(step, article)]: 1 },
    isTold: article.status !== 'published' || step === 'withdraw',
    ...(step === 'send back' && !isForbidden && { typed: `Xem lại ${id}` }),
    tags:
      (step === 'publish' || (step === 'withdraw' && article.status === 'published')) && !isForbidden
        ? [`article-${article.id}`, 'front', `section-${article.section}`, 'tag-le-hoi']
        : [],
  }
}

const STEPS: Record<Article['status'], Step[]> = {
  draft: ['hand in', 'publish', 'publish', 'publish', 'schedule'],
  handed_in: ['take back', 'send back', 'publish', 'publish', 'schedule'],
  scheduled: ['withdraw', 'publish', 'schedule'],
  published: ['withdraw', 'publish'],
  withdrawn: ['send back', 'publish'],
}

function recordOf(step: Step, { status }: Article): string {
  switch (step) {
    case 'hand in':
      return 'article_handed_in'
    case 'take back':
      return 'article_taken_back'
    case 'send back':
      return status === 'handed_in' ? 'article_sent_back' : 'article_reopened'
    case 'publish':
      return 'article_published'
    case 'schedule':
      return 'article_scheduled'
    case 'withdraw':
      return status === 'published' ? 'article_withdrawn' : 'article_unscheduled'
  }
}

export async function bringBackVersion(world: World, model: Model): Promise<Act | null> {
  const id = world.next('restoring')
  const found = await someArticle(world, model, id)
  if (!found || found.article.version < 3) return null
  const { article } = found
  const [first] = await rows<Article>(`SELECT body FROM revisions WHERE article_id = ${article.id} AND version = 1`)
  return {
    name: `editor brings back the first version of article ${article.id}, ${id}`,
    send: () => world.form('editor', `/admin/articles/${article.id}/revisions`, { from: 1, version: article.version }),
    records: { article_restored: 1 },
    // It may be the first version's already.
    tags: article.status === 'published' && article.body !== first?.body ? [`article-${article.id}`] : [],
  }
}

export async function removeCorrection(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('uncorrecting')
  const corrections = await rows<{ id: number; article_id: number }>('SELECT id, article_id FROM corrections')
  const correction = world.one(corrections, `which ${id}`)
  if (!correction) return null
  const { article_id } = correction
  return {
    name: `editor removes a correction of article ${article_id}, ${id}`,
    send: () =>
      world.form('editor', `/admin/articles/${article_id}/corrections/${correction.id}`, { _method: 'DELETE' }),
    records: { correction_removed: 1 },
    isTold: true,
    tags: [`article-${article_id}`],
    isSo: async () => (await rows(`SELECT 1 FROM corrections WHERE id = ${correction.id}`)).length === 0,
  }
}

async function someArticle(world: World, model: Model, id: string) {
  const known = model.written.filter(({ places }) => places.size > 0)
  const written = world.one(known, `which of ${id}`)
  if (!written) return null
  const article = await articleOf(Number([...written.places][0]?.split('/').at(-1)))
  return article && { article, written }
}

function articleOf(id: number): Promise<Article | null> {
  return env.DB.prepare('SELECT * FROM articles WHERE id = ?').bind(id).first<Article>()
}

/** Its writer where they still may, otherwise an editor. */
function writerOf(world: World, article: Article, id: string): Desk {
  const isOpen = article.status === 'draft' || article.status === 'handed_in'
  const isOwn = article.created_by === PEOPLE.contributor.email && isOpen
  return isOwn && world.roll(`whose ${id}`) < 0.6 ? 'contributor' : 'editor'
}

function placeIn(location: string): string {
  return location.split('?')[0] as string
}

export type SavedRevision = Pick<Revision, 'version' | 'body'>
