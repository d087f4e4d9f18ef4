/** What the menus have besides the sections: links in an order of their own. */
import * as z from 'zod'
import type { Settings } from '../schema.ts'

export const MENUS = ['header', 'footer'] as const
export type Menu = (typeof MENUS)[number]

export interface MenuLink {
  menu: Menu
  label: string
  /** A path of this site, or an address elsewhere that begins with `https://`. */
  href: string
}

export const MENU_LIMITS = { links: 12, label: 40, href: 300 }

/** Of one menu, in order. */
export function linksOf({ links }: Pick<Settings, 'links'>, menu: Menu): MenuLink[] {
  return links === '[]' ? [] : (JSON.parse(links) as MenuLink[]).filter((link) => link.menu === menu)
}

/** A path that stays on this site in every browser: one slash, no backslash, nothing that is not seen. */
const OWN = /^\/(?![/\\])[^\s\\\p{C}]*$/u

export const Href = z
  .string()
  .trim()
  .max(MENU_LIMITS.href)
  .refine((href) => OWN.test(href) || isElsewhere(href))

function isElsewhere(href: string): boolean {
  const url = URL.parse(href)
  return url?.protocol === 'https:' && /^https:\/\/[^\s\\]+$/i.test(href) && url.username === '' && url.password === ''
}
