/** The links that menus have besides the sections. A form without a script: each of its buttons saves what is typed. */
import { Hono } from 'hono'
import { MenusPage } from '../../templates/admin/menus.tsx'
import { normaliseLine } from '../articles/article.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import { Href, linksOf, MENU_LIMITS, MENUS, type Menu, type MenuLink } from '../newsroom/menus.ts'
import { saveSettings } from '../newsroom/settings.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong } from './typed.ts'

export const menus = new Hono<DeskEnv>()

menus.get('/', needs('settings'), async (c) => {
  const desk = await deskOf(c)
  const { links } = desk.site.settings
  if (wantsJson(c)) return c.json({ links: JSON.parse(links) })
  const isSaved = c.req.query('done') === 'saved'
  return c.html(<MenusPage desk={desk} made={links} links={bothOf(links)} isSaved={isSaved} />)
})

menus.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  const { links: now } = desk.site.settings
  const made = textOf(form, 'made_from') || now
  const typed = readLinks(form)
  const showAgain = (wrong: Record<string, string>, reason: FailureReason = 'invalid', problem?: string) =>
    answerWrong(
      c,
      desk,
      <MenusPage desk={desk} made={now} links={typed} wrong={wrong} problem={problem} />,
      wrong,
      reason,
    )
  const links = JSON.stringify(typed.map(({ menu, label, href }) => ({ menu, label, href })))
  const done = async () => {
    await purgeLater(c.env.PURGES, [pageTags.site])
    return answerDone(c, '/admin/menus?done=saved', { links: JSON.parse(links) })
  }
  // They are so already where the answer to the first try got lost.
  if (made !== now) return links === now ? done() : showAgain({}, 'version_conflict', says.errors.changed)
  const wrong = wrongLinks(typed, says)
  if (Object.keys(wrong).length > 0) return showAgain(wrong)

  const event = { actor: c.var.person.email, action: 'menus_changed', subject: 'menus', at: Date.now() }
  const change = { before: { links: made }, to: { links } }
  if (!(await saveSettings(c.env.DB, ['links'], change, event)))
    return showAgain({}, 'version_conflict', says.errors.changed)
  return done()
})

/** Rows of both menus in the form's order, with the button that was pressed; a row left empty is none. */
function readLinks(form: FormData): MenuLink[] {
  const [, act, place] = textOf(form, 'act').match(/^(up|down|remove)-(\d+)$/) ?? []
  const all = (name: string) =>
    form.getAll(name).map((value) => (typeof value === 'string' ? normaliseLine(value) : ''))
  const [names, labels, hrefs] = [all('menu'), all('label'), all('href')]
  const rows = names.map((menu, n) => ({ menu: menu as Menu, label: labels[n] ?? '', href: hrefs[n] ?? '' }))
  const at = Number(place)
  const moved = rows[at]
  if (act === 'remove') rows.splice(at, 1)
  const to = act === 'up' ? at - 1 : at + 1
  const other = rows[to]
  if ((act === 'up' || act === 'down') && moved && other?.menu === moved.menu) {
    rows[to] = moved
    rows[at] = other
  }
  return rows.filter(({ menu, label, href }) => MENUS.includes(menu) && (label || href))
}

/** By the place of the row: `label-3`. */
function wrongLinks(links: MenuLink[], { menus: says, errors }: DeskNewsroomWords): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const [place, { label, href }] of links.entries()) {
    if (!label) wrong[`label-${place}`] = says.errors.label
    if (label.length > MENU_LIMITS.label) wrong[`label-${place}`] = errors.too_long(MENU_LIMITS.label)
    if (!Href.safeParse(href).success) wrong[`href-${place}`] = says.errors.href
  }
  const isMany = MENUS.some((menu) => links.filter((link) => link.menu === menu).length > MENU_LIMITS.links)
  if (isMany) wrong['links'] = says.errors.many(MENU_LIMITS.links)
  return wrong
}

function bothOf(links: string): MenuLink[] {
  return MENUS.flatMap((menu) => linksOf({ links }, menu))
}
