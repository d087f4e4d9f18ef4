/** The demo newsroom as it lies in `demo/`; its form is told in demo/README.md. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import type { Article, Comment, Settings, StaffMember } from '../worker/schema.ts'

export type Newsroom = {
  settings: Omit<Settings, 'id' | 'revision' | `comment_${string}`>
  sections: { slug: string; name: string; description: string }[]
  /** `image` is a file of demo/images.json. */
  authors: { slug: string; name: string; bio: string; image: string }[]
  staff: Pick<StaffMember, 'email' | 'name' | 'role'>[]
  blocked_terms: string[]
}

/** `front` has the fields of the article's form under their own names, tags as a list. */
export type DemoArticle = {
  slug: string
  front: Pick<Article, 'section' | 'status' | 'headline'> & {
    standfirst?: string
    lang?: Article['lang']
    tags?: string[]
    published_at?: string
    /** `<section>/<slug>` of an article that came before it. */
    translation_of?: string
    correction?: { at: string; note: string }
  }
  body: string
}

export type DemoImage = { file: string; bytes: Uint8Array; alt: string; caption: string; credit: string }

export type DemoComment = Pick<Comment, 'name' | 'email' | 'body' | 'status'> & {
  id: number
  /** `<section>/<slug>` */
  article: string
  at: string
  /** The id of an earlier one. */
  reply_to?: number
  /** Who of the staff answered in the newsroom's name. */
  staff?: string
  /** Whether it stands on top of its article's comments. */
  picked?: boolean
}

const folder = join(import.meta.dirname, '../demo')

export const readNewsroom = () => readJson<Newsroom>('newsroom.json')

/** Oldest first, as they came. */
export async function readComments(): Promise<DemoComment[]> {
  const comments = await readJson<DemoComment[]>('comments.json')
  return comments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** Oldest first, and last what has no date yet: ids then grow with time, as in a newsroom that has been at work. */
export async function readArticles(): Promise<DemoArticle[]> {
  const files = (await readdir(join(folder, 'articles'))).filter((name) => name.endsWith('.md'))
  const articles = await Promise.all(files.map(readArticle))
  const timeOf = ({ front }: DemoArticle) => Date.parse(front.published_at ?? '9999-01-01')
  return articles.sort((a, b) => timeOf(a) - timeOf(b) || a.slug.localeCompare(b.slug))
}

async function readArticle(file: string): Promise<DemoArticle> {
  const text = await readFile(join(folder, 'articles', file), 'utf8')
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? []
  return { slug: basename(file, '.md'), front: parseYaml(front), body: body.trim() }
}

export async function readImages(): Promise<DemoImage[]> {
  const images = await readJson<Omit<DemoImage, 'bytes'>[]>('images.json')
  const withBytes = async (image: Omit<DemoImage, 'bytes'>) => ({
    ...image,
    bytes: new Uint8Array(await readFile(join(folder, 'images', image.file))),
  })
  return Promise.all(images.map(withBytes))
}

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(join(folder, file), 'utf8')) as Content
}
