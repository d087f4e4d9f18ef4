/**
 * Where a post belongs. An article of ours has one section, a post may have many categories: the first of them, or the one
 * that Yoast calls the primary, gives the section, by its topmost ancestor; all others become tags. A file of the newsroom's
 * own may say otherwise.
 */
import { readFile } from 'node:fs/promises'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { recordIfChanged } from '../../worker/admin/record.ts'
import type { Db, EpochMs } from '../../worker/env.ts'
import { normalise, slugify } from '../../worker/text/vietnamese.ts'
import { Refusal } from '../command.ts'
import { ACTOR } from './comments.ts'
import type { Post } from './post.ts'

const Mapping = z
  .object({
    /** For what has no category. */
    default: z.string().default('tin-tuc'),
    /** For pages; those of `default` where nothing is said. */
    pages: z.string().optional(),
    /** By a category's slug: a section's, or null for a tag and no section. */
    categories: z.record(z.string(), z.string().nullable()).default({}),
  })
  .strict()
export type Mapping = z.infer<typeof Mapping>

export async function readMapping(file: string | undefined): Promise<Mapping> {
  if (!file) return Mapping.parse({})
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`There is no file ${file}.`)
  })
  const read = Mapping.safeParse(parseYaml(text) ?? {})
  if (read.success) return read.data
  throw new Refusal(`${file} is not as it should be:\n${z.prettifyError(read.error)}`)
}

export interface Category {
  id: number
  slug: string
  name: string
  parent: string
}

export class Sections {
  readonly categories = new Map<string, Category>()
  private readonly mapping: Mapping
  private readonly known = new Map<string, string>()

  constructor(mapping: Mapping) {
    this.mapping = mapping
  }

  /** The section's slug and name, and the names that are tags. */
  placeOf(post: Post): { slug: string; name: string; tags: string[] } {
    const own = post.terms.filter(({ domain }) => domain === 'category')
    const primary = Number(post.meta.get('_yoast_wpseo_primary_category') ?? 0)
    const inOrder = [...own].sort((a, b) => Number(this.isOf(b.slug, primary)) - Number(this.isOf(a.slug, primary)))
    const chosen = inOrder.find(({ slug }) => this.sectionOf(slug))
    const section = chosen && this.sectionOf(chosen.slug)
    const isPage = post.type === 'page' && !section
    const slug = section?.slug ?? ((isPage && this.mapping.pages) || this.mapping.default)
    const name = section?.name ?? this.categories.get(slug)?.name ?? slug
    const tags = own.filter((term) => this.sectionOf(term.slug)?.source !== term.slug || term !== chosen)
    return {
      slug,
      name,
      tags: [
        ...tags.filter((term) => term.slug !== section?.source && term.slug !== NONE).map((term) => term.name),
        ...post.terms.filter(({ domain }) => domain === 'post_tag').map((term) => term.name),
      ],
    }
  }

  /** What a category's page is now. */
  pageOf(category: string): string {
    const section = this.sectionOf(category)
    if (section && (section.source === category || this.mapping.categories[category]))
      return `/${this.known.get(section.slug) ?? section.slug}`
    return `/tags/${slugify(this.categories.get(category)?.name ?? category)}`
  }

  /** `the-thao/bong-da`, as WordPress writes addresses of categories. */
  pathOf(category: string): string {
    const parts: string[] = []
    for (let at = this.categories.get(category); at && !parts.includes(at.slug); at = this.categories.get(at.parent))
      parts.unshift(at.slug)
    return parts.join('/')
  }

  /** The slug under which the section stands; it is made where it is not there, beside an address that is taken. */
  async ensure(db: Db, slug: string, name: string, now: EpochMs): Promise<string> {
    const known = this.known.get(slug)
    if (known) return known
    const safe = slugify(slug) || 'muc'
    for (const own of [safe, `muc-${safe}`]) {
      try {
        const detail = { name: normalise(name) }
        await db.batch([
          db
            .prepare(
              `INSERT INTO sections (slug, name, position)
               SELECT ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM sections) WHERE true ON CONFLICT DO NOTHING`,
            )
            .bind(own, detail.name),
          recordIfChanged(db, { actor: ACTOR, action: 'section_added', subject: `section:${own}`, detail, at: now }),
        ])
        this.known.set(slug, own)
        return own
      } catch (error) {
        if (!String(error).includes('a section cannot have this address')) throw error
      }
    }
    throw new Refusal(`There can be no section at /${safe}: say another one in the file of --sections.`)
  }

  /** The section that a category leads to: its own, that of the file, or its topmost ancestor's. */
  private sectionOf(slug: string): { slug: string; name: string; source: string } | null {
    const said = this.mapping.categories[slug]
    if (said === null || (said === undefined && slug === NONE)) return null
    if (said)
      return {
        slug: said,
        name: this.categories.get(said)?.name ?? this.categories.get(slug)?.name ?? said,
        source: slug,
      }
    const category = this.categories.get(slug)
    const parent = category && this.categories.get(category.parent)
    if (parent && parent !== category) return this.sectionOf(parent.slug)
    return { slug, name: category?.name ?? slug, source: slug }
  }

  private isOf(slug: string, id: number): boolean {
    return id > 0 && this.categories.get(slug)?.id === id
  }
}

/** What WordPress calls what has no category. */
const NONE = 'uncategorized'
