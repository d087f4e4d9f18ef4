/** What the newsroom does with pictures: bring one, describe it, show it, replace it, delete it. */
import type { Article, Image } from '../../../worker/schema.ts'
import { extensionOf, names, pictures } from '../../media/pictures.ts'
import type { Act } from '../act.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'
import { rows } from './readers.ts'

/** A picture's row and its bytes are two writes: the second of them fails often. */
const BYTES = /^R2 put/

export async function bringPicture(world: World, model: Model): Promise<Act | null> {
  const id = world.next('picture')
  return {
    name: `contributor brings ${id}`,
    send: () => world.form('contributor', '/admin/images', { file: fileOf(world, id), alt: `Bến ${id}` }),
    records: { image_added: 1 },
    aim: BYTES,
    learns: ({ acknowledged, from }) => {
      for (const { location } of acknowledged) model.pictures.set(location.split('added=')[1] ?? '', from)
      for (const picture of model.pictures.keys()) model.deleted.delete(picture)
    },
  }
}

export async function describePicture(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('description')
  const image = world.one(await rows<Image>('SELECT * FROM images ORDER BY id'), `which of ${id}`)
  if (!image) return null
  const shown = await rows<Article>(
    `SELECT a.id FROM article_images x JOIN articles a ON a.id = x.article_id
     WHERE x.image = '${image.id}' AND a.status = 'published'`,
  )
  return {
    name: `editor describes ${image.name}, ${id}`,
    send: () => world.form('editor', `/admin/images/${image.id}`, { alt: `Nói rõ hơn ${id}` }),
    records: { image_changed: 1 },
    isTold: true,
    tags: shown.map((article) => `article-${article.id}`),
    typed: `Nói rõ hơn ${id}`,
  }
}

/** At the end of an article's text. */
export async function showPicture(world: World, model: Model): Promise<Act | null> {
  const id = world.next('figure')
  const image = world.one(await rows<Image>('SELECT * FROM images ORDER BY id'), `which of ${id}`)
  const article = world.one(await rows<Article>('SELECT * FROM articles ORDER BY id'), `where ${id}`)
  const written = model.written.find(({ places }) => places.has(`/admin/articles/${article?.id}`))
  if (!image || !article || !written) return null
  const body = `${article.body}\n\nẢnh ${id}.\n\n::figure[Chú thích]{image="${image.id}" align="centre"}`
  written.sent.push(`Ảnh ${id}.`)
  return {
    name: `editor shows ${image.name} in article ${article.id}, ${id}`,
    send: () => world.form('editor', `/admin/articles/${article.id}`, { body, version: article.version }),
    tags: article.status === 'published' ? [`article-${article.id}`] : [],
    typed: `Ảnh ${id}.`,
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) written.saved.push(`Ảnh ${id}.`)
    },
  }
}

export async function replacePicture(world: World, model: Model): Promise<Act | null> {
  const id = world.next('replacement')
  const image = world.one(await rows<Image>('SELECT * FROM images ORDER BY id'), `which of ${id}`)
  if (!image) return null
  return {
    name: `editor replaces ${image.name}, ${id}`,
    send: () => world.form('editor', `/admin/images/${image.id}/replacement`, { file: fileOf(world, id) }),
    records: { image_replaced: 1, image_added: 1 },
    aim: BYTES,
    learns: ({ acknowledged, from }) => {
      for (const { location } of acknowledged) model.pictures.set(location.match(/[0-9a-f]{64}/)?.[0] ?? '', from)
      for (const picture of model.pictures.keys()) model.deleted.delete(picture)
    },
  }
}

export async function deletePicture(world: World, model: Model): Promise<Act | null> {
  const id = world.next('deletion')
  const image = world.one(await rows<Image>('SELECT * FROM images ORDER BY id'), `which of ${id}`)
  if (!image) return null
  return {
    name: `editor deletes ${image.name}, ${id}`,
    send: () => world.form('editor', `/admin/images/${image.id}`, { _method: 'DELETE' }),
    records: { image_deleted: 1 },
    isTold: true,
    tags: [`image-${image.id}`],
    learns: ({ acknowledged }) => {
      if (acknowledged.length > 0) model.deleted.add(image.id)
    },
  }
}

/** One of a few, so that the same bytes come again. */
function fileOf(world: World, id: string): File {
  const name = world.one(names, `bytes of ${id}`) as (typeof names)[number]
  return new File([pictures[name] as Uint8Array<ArrayBuffer>], `Ảnh ${id}.${extensionOf(name)}`)
}
