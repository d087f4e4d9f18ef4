/** Lists of articles by something that they share, and what their pages show of it. */
import type { Pictured } from '../articles/article.ts'
import type { Author } from '../schema.ts'

/** An author as their own page shows them. */
export interface AuthorView extends Author, Pictured {
  image: string | null
}

/** A year with its months, `yyyy-mm`, that have something to read. */
export interface ArchiveYear {
  year: string
  months: string[]
}

/** The newest years first; cursors as those of a `TeaserPage`. */
export interface ArchiveYears {
  years: ArchiveYear[]
  older: string | null
  newer: string | null
}

export const ARCHIVE_PATH = '/archive'
export const YEAR = /^[1-9]\d{3}$/
export const MONTH = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/

export function tagPath(slug: string): string {
  return `/tags/${slug}`
}

export function authorPath(slug: string): string {
  return `/authors/${slug}`
}

/** @param month `yyyy-mm` */
export function monthPath(month: string): string {
  return `${ARCHIVE_PATH}/${month.replace('-', '/')}`
}

/** The address of a page of a list. @param cursor empty for the first */
export function pagePath(path: string, cursor: string): string {
  return cursor ? `${path}?before=${cursor}` : path
}
