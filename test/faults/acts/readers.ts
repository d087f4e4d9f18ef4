/** What readers do: write, answer, change, take back, confirm, be rid of letters. */
import { env } from 'cloudflare:workers'
import { articlePath } from '../../../worker/articles/article.ts'
import type { Article, Comment } from '../../../worker/schema.ts'
import type { Act } from '../act.ts'
import type { Model, Said } from '../model.ts'
import type { World } from '../world.ts'

const READERS = ['lan', 'thuy', 'minh', 'hoa']
const WORDS =
  'gió mưa nhà thuyền bến sông đò chợ lúa vườn trường học trò cô giáo đường làng cầu xóm nước lũ bão cây mái tôn áo phao điện trạm'.split(
    ' ',
  )

export async function writeComment(world: World, model: Model): Promise<Act | null> {
  const id = world.next('comment')
  const articles = await rows<Article>(`SELECT * FROM articles WHERE status = 'published'`)
  const article = world.one(articles, `article of ${id}`)
  if (!article) return null
  const shown = await rows<Comment>(
    `SELECT id FROM comments WHERE article_id = ${article.id} AND status = 'approved' AND staff IS NULL`,
  )
  const parent = world.roll(`answers ${id}`) < 0.4 ? world.one(shown, `parent of ${id}`) : undefined
  const reader = world.one(READERS, `reader of ${id}`) as string
  const email = `${reader}@docgia.test`
  const term = world.roll(`term of ${id}`) < 0.2 ? [...model.blockedTerms][0] : undefined
  const words = Array.from({ length: 9 }, (_, n) => world.one(WORDS, `word ${n} of ${id}`))
  const body = `Ý kiến ${id}: ${[...words, ...(term ? [term] : [])].join(' ')}.`
  const token = `local-pass-${world.seed}-${id}`
  const said: Said = {
    nonce: `nonce-${world.seed}-${id}`,
    email,
    article: article.id,
    bodies: [body],
    token,
    receipts: new Set(),
    isWithdrawn: false,
    isBarred: model.bannedEmails.has(email) || term !== undefined,
    isErased: false,
  }
  model.said.push(said)
  let sendings = 0
  const address = `192.0.2.${Math.floor(world.roll(`address of ${id}`) * 12) + 1}`
  return {
    name: `${reader} writes ${id}${parent ? ` below ${parent.id}` : ''}`,
    send: () =>
      world.form(
        'reader',
        `${articlePath(article)}/comments`,
        {
          name: `Bạn đọc ${reader}`,
          email,
          body,
          nonce: said.nonce,
          parent: parent?.id ?? '',
          notice: world.roll(`notice of ${id}`) < 0.6 ? 1 : '',
          // Whoever sends a form again has solved the widget once more, or not: the browser's own tries bring the same token.
          'cf-turnstile-response': world.roll(`token of ${id} ${sendings++}`) < 0.6 ? `${token}-${sendings}` : token,
        },
        address,
      ),
    typed: body,
    learns: ({ acknowledged }) => {
      for (const { location } of acknowledged) said.receipts.add(location)
    },
  }
}

export async function changeComment(world: World, model: Model): Promise<Act | null> {
  const id = world.next('change')
  const said = world.one(followed(model), `who changes ${id}`)
  const comment = said && (await commentOf(said))
  if (!said || !comment) return null
  const isStale = world.roll(`stale ${id}`) < 0.2
  const body = `Sửa ${id}: ${world.one(WORDS, `word of ${id}`)} ${comment.body}`.slice(0, 300)
  return {
    name: `${said.email} changes comment ${comment.id}, ${id}`,
    send: () =>
      world.form('reader', receiptOf(said), { body, revision: comment.revision - (isStale ? 1 : 0) }, '192.0.2.77'),
    typed: body,
    learns: ({ acknowledged, status, isPlain }) => {
      if (acknowledged.length > 0) said.bodies = [body]
      else if (status >= 500 || status === 0 || !isPlain) said.bodies.push(body)
    },
  }
}

export async function withdrawComment(world: World, model: Model): Promise<Act | null> {
  const id = world.next('withdrawal')
  const said = world.one(followed(model), `who withdraws ${id}`)
  const comment = said && (await commentOf(said))
  if (!said || !comment) return null
  return {
    name: `${said.email} withdraws comment ${comment.id}, ${id}`,
    send: () => world.form('reader', `${receiptOf(said)}/withdrawal`, {}),
    tags: comment.status === 'approved' ? [`article-${comment.article_id}`] : [],
    // What was turned away meanwhile stays that, and its writer is told so.
    learns: async () => {
      if ((await commentOf(said))?.status === 'withdrawn') said.isWithdrawn = true
    },
  }
}

/** By the button of the page that a letter leads to. */
export async function followLetter(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('letter')
  const letter = world.one(world.post, `which of ${id}`)
  const purpose = world.roll(`purpose of ${id}`) < 0.8 ? 'confirm' : 'stop'
  const link = letter?.text.match(new RegExp(`/letters/${purpose}-\\S+`))?.[0]
  if (!letter || !link) return null
  return {
    name: `${letter.to} follows «${purpose}», ${id}`,
    send: () => world.form('reader', link, {}),
  }
}

function followed(model: Model): Said[] {
  return model.said.filter(({ receipts, isErased }) => receipts.size > 0 && !isErased)
}

function receiptOf({ receipts }: Said): string {
  return [...receipts][0] as string
}

function commentOf(said: Said): Promise<Comment | null> {
  const id = Number(receiptOf(said).match(/\/comments\/(\d+)-/)?.[1])
  return env.DB.prepare('SELECT * FROM comments WHERE id = ?').bind(id).first<Comment>()
}

export async function rows<Row>(sql: string): Promise<Row[]> {
  return (await env.DB.prepare(sql).all<Row>()).results
}
