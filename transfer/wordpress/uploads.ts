/**
 * The pictures of a WordPress site, out of a copy of its `wp-content/uploads`: of each the original, also where a text asks
 * for a smaller one. Nothing is fetched from anywhere.
 */
import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { readImage } from '../../worker/media/image.ts'
import { stripMetadata } from '../../worker/media/metadata.ts'
import { findImage, storeImage } from '../../worker/media/queries.ts'
import type { Image } from '../../worker/schema.ts'
import type { Stores } from '../stores.ts'
import { lineOf, type PictureInText } from './figures.ts'
import type { Placed } from './markdown.ts'
import { asHtml } from './plain.ts'
import type { Post } from './post.ts'
import { bare } from './tidying.ts'

/** What WordPress's library says of a picture. */
export interface Attachment {
  id: number
  /** Below `uploads/`. */
  path: string
  url: string
  alt: string
  caption: string
  parent: number
  link: string
  at: number
}

export function attachmentOf(post: Post): Attachment {
  return {
    id: post.id,
    path: post.meta.get('_wp_attached_file') ?? pathBelow(post.attachmentUrl) ?? '',
    url: post.attachmentUrl,
    alt: post.meta.get('_wp_attachment_image_alt')?.trim() ?? '',
    caption: lineOf(asHtml(post.excerpt)),
    parent: post.parent,
    link: post.link,
    at: post.at ?? 0,
  }
}

export class Uploads {
  readonly attachments = new Map<number, Attachment>()
  private readonly byPath = new Map<string, Attachment>()
  private readonly stores: Stores
  private readonly folder: string | null
  private readonly hosts: ReadonlySet<string>
  private readonly placed = new Map<string, { id: string } | { reason: string }>()
  private readonly by: string

  constructor(
    stores: Stores,
    { folder, hosts, by }: { folder: string | null; hosts: ReadonlySet<string>; by: string },
  ) {
    this.stores = stores
    this.folder = folder
    this.hosts = hosts
    this.by = by
  }

  add(attachment: Attachment): void {
    this.attachments.set(attachment.id, attachment)
    this.byPath.set(originalOf(attachment.path), attachment)
  }

  get count(): number {
    return [...this.placed.values()].filter((one) => 'id' in one).length
  }

  /** Stores a picture that a text shows, once, and gives its id; or tells why not. */
  async place(picture: Omit<PictureInText, 'element'>, at: number, notes: string[]): Promise<Placed> {
    const path = this.pathOf(picture)
    const attachment = this.attachments.get(picture.attachment) ?? this.byPath.get(originalOf(path ?? ''))
    const own = attachment?.path || path
    const address = picture.src || attachment?.url || `attachment ${picture.attachment}`
    if (!own) {
      notes.push(`A picture of another site, which is not fetched: ${address}`)
      return null
    }
    const known = this.placed.get(originalOf(own))
    const found = known ?? (await this.store(own, attachment, picture, at))
    if (!known) this.placed.set(originalOf(own), found)
    if ('reason' in found) {
      notes.push(`${found.reason}: ${address}`)
      return null
    }
    return { id: found.id, alt: picture.alt || attachment?.alt || '', caption: picture.caption }
  }

  /** The picture that a page of WordPress's library showed, if a text brought it along, in this run or in one before. */
  async findBrought({ path }: Attachment): Promise<Image | null> {
    const file = await this.find(path)
    if (!file) return null
    const bytes = new Uint8Array(await readFile(file))
    const read = readImage(bytes)
    const kept = read.ok && stripMetadata(bytes, read.extension)
    return kept ? findImage(this.stores.db, createHash('sha256').update(kept).digest('hex')) : null
  }

  /** Where it lies below `uploads/`; null for one of another site. */
  private pathOf({ src }: Pick<PictureInText, 'src'>): string | null {
    if (!src) return null
    // What WordPress.com's servers made smaller is a picture of the site behind their name.
    const address = src.replace(/^(?:https?:)?\/\/i\d\.wp\.com\//, 'https://').replace(/^\/\//, 'https://')
    const url = URL.parse(address, 'https://relative.invalid/')
    const isOwn = url && (url.host === 'relative.invalid' || this.hosts.has(bare(url.host)))
    return isOwn ? pathBelow(url.pathname) : null
  }

  private async store(
    path: string,
    attachment: Attachment | undefined,
    picture: Omit<PictureInText, 'element'>,
    at: number,
  ) {
    if (!this.folder) return { reason: 'A picture that was not brought, because --uploads was not given' }
    const file = await this.find(path)
    if (!file) return { reason: 'A picture that is not in the folder of uploads' }
    const { db: DB, bucket: MEDIA, images: IMAGES } = this.stores
    const words = {
      alt: attachment?.alt || picture.alt,
      // What the text says below it is the text's own.
      caption: attachment?.caption ?? '',
      credit: '',
    }
    const upload = { bytes: new Uint8Array(await readFile(file)), fileName: basename(file), ...words }
    const stored = await storeImage({ DB, MEDIA, IMAGES }, upload, this.by, attachment?.at || at)
    return stored.ok ? { id: stored.image.id } : { reason: `A picture that cannot be taken (${stored.reason})` }
  }

  /** The original where it is there, and nothing outside of the folder whatever a name says. */
  private async find(path: string): Promise<string | null> {
    const root = await realpath(this.folder ?? '').catch(() => null)
    if (!root) return null
    const original = originalOf(path)
    const scaled = original.replace(/(\.\w+)$/, '-scaled$1')
    for (const name of [original, scaled, path].flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')])) {
      const file = await realpath(join(root, name)).catch(() => null)
      if (file?.startsWith(root + sep)) return file
    }
    return null
  }
}

function pathBelow(address: string): string | null {
  const path = /\/uploads\/([^?#]+)/.exec(address)?.[1]
  if (!path) return null
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** `2020/05/cho-noi-300x200.jpg` is `2020/05/cho-noi.jpg`. */
function originalOf(path: string): string {
  return path.normalize('NFC').replace(/(?:-\d+x\d+|-scaled)(\.\w+)$/, '$1')
}
