/** The sections: what they are called, where they stand, in what order. */
import { type Context, Hono } from 'hono'
import { SectionPage, SectionsPage } from '../../templates/admin/sections.tsx'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import {
  addSection,
  changeSection,
  findSection,
  listSections,
  orderSections,
  removeSection,
  SECTION_FIELDS,
  type SectionField,
  sectionForm,
} from '../newsroom/sections.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Section } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong, readTyped, typedFrom, type Wrong, wrongIn } from './typed.ts'

export const sections = new Hono<DeskEnv>()

const EMPTY = { name: '', slug: '', description: '', in_menu: '1' }

sections.get('/', needs('settings'), async (c) => {
  const [desk, list] = await Promise.all([deskOf(c), listSections(c.env.DB)])
  if (wantsJson(c)) return c.json({ sections: list })
  const says = desk.words.desk.newsroom
  const [done = '', name = ''] = [c.req.query('done'), c.req.query('name')]
  const told = done === 'added' || done === 'removed' ? says[done](name) : done === 'saved' ? says.saved : null
  return c.html(<SectionsPage desk={desk} sections={list} typed={EMPTY} told={told} />)
})

sections.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  const { typed } = readTyped(form, SECTION_FIELDS, EMPTY)
  const parsed = sectionForm(says).safeParse(typed)
  const wrong: Wrong<SectionField> = parsed.success ? {} : wrongIn(parsed.error)
  if (parsed.success) {
    if (await addSection(c.env.DB, parsed.data, c.var.person.email, Date.now())) {
      return purged(c, told('added', parsed.data.name), { section: parsed.data })
    }
    wrong.slug = says.errors.slug_taken
  }
  const list = await listSections(c.env.DB)
  // What the form asks for is there where the answer to its first try got lost.
  if (parsed.success && list.some((section) => isAsAsked(parsed.data, section))) {
    return purged(c, told('added', parsed.data.name), { section: parsed.data })
  }
  return answerWrong(c, desk, <SectionsPage desk={desk} sections={list} typed={typed} wrong={wrong} />, wrong)
})

/** Each button carries the whole order that it makes, and the form the one that it was made from. */
sections.post('/order', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const [seen, order] = ['seen', 'order'].map((name) => textOf(form, name).split(',').filter(Boolean))
  const by = c.var.person.email
  if (seen && order && (await orderSections(c.env.DB, { seen, order }, by, Date.now()))) {
    return purged(c, '/admin/sections', { order })
  }
  const [desk, list] = await Promise.all([deskOf(c), listSections(c.env.DB)])
  // It is so already where the answer to the first try got lost.
  if (order && list.map(({ slug }) => slug).join() === order.join()) return purged(c, '/admin/sections', { order })
  const problem = desk.words.desk.newsroom.errors.changed
  const page = <SectionsPage desk={desk} sections={list} typed={EMPTY} problem={problem} />
  return answerWrong(c, desk, page, { order: problem }, 'version_conflict')
})

sections.get('/:section', needs('settings'), async (c) => {
  const section = await findSection(c.env.DB, c.req.param('section'))
  if (!section) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ section })
  const made = typedFrom(SECTION_FIELDS, section)
  return c.html(<SectionPage desk={await deskOf(c)} section={section} made={made} typed={made} />)
})

sections.post('/:section', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  if (textOf(form, '_method') === 'DELETE') return remove(c)
  const [desk, section] = await Promise.all([deskOf(c), findSection(c.env.DB, c.req.param('section'))])
  const says = desk.words.desk.newsroom
  if (!section) {
    const asked = sectionForm(says).safeParse(readTyped(form, SECTION_FIELDS, EMPTY).typed).data
    // It stands at its new address where the answer to the first try got lost.
    const isSo = asked && isAsAsked(asked, await findSection(c.env.DB, asked.slug))
    return isSo ? purged(c, told('saved', asked.name), { section: asked }) : refuse(c, 'not_found')
  }
  const made = typedFrom(SECTION_FIELDS, section)
  const { typed, both } = readTyped(form, SECTION_FIELDS, made)
  const showAgain = (wrong: Wrong<SectionField>, reason: FailureReason = 'invalid', problem?: string) => {
    const shown = { section, made, typed, wrong, problem }
    return answerWrong(c, desk, <SectionPage desk={desk} {...shown} />, wrong, reason)
  }
  if (both.length > 0) {
    const theirs = both.map((field) => [field, says.errors.changedBy(made[field])])
    return showAgain(Object.fromEntries(theirs), 'version_conflict')
  }
  const parsed = sectionForm(says).safeParse(typed)
  if (!parsed.success) return showAgain(wrongIn(parsed.error))
  const changed = await changeSection(c.env.DB, section, parsed.data, c.var.person.email, Date.now())
  if (changed.ok) return purged(c, told('saved', parsed.data.name), { section: parsed.data })
  return changed.reason === 'slug_taken'
    ? showAgain({ slug: says.errors.slug_taken })
    : showAgain({}, 'version_conflict', says.errors.changed)
})

sections.delete('/:section', needs('settings'), limitForm, (c) => remove(c))

async function remove(c: Context<DeskEnv>): Promise<Response> {
  const section = await findSection(c.env.DB, c.req.param('section') ?? '')
  if (!section) {
    // The answer to the first try may have got lost before its purge was asked for.
    await purgeLater(c.env.PURGES, [pageTags.site])
    return refuse(c, 'not_found')
  }
  const isRemoved = await removeSection(c.env.DB, section.slug, c.var.person.email, Date.now())
  // Of two clicks at once the other may have been first.
  if (isRemoved || !(await findSection(c.env.DB, section.slug))) {
    return purged(c, told('removed', section.name), { removed: section.slug })
  }
  const desk = await deskOf(c)
  const made = typedFrom(SECTION_FIELDS, section)
  const problem = desk.words.desk.newsroom.sections.errors.not_empty
  const page = <SectionPage desk={desk} section={section} made={made} typed={made} problem={problem} />
  return answerWrong(c, desk, page, { section: problem })
}

function isAsAsked(asked: Pick<Section, SectionField>, there: Pick<Section, SectionField> | null): boolean {
  return there !== null && SECTION_FIELDS.every((field) => there[field] === asked[field])
}

/** Sections stand in every page's menu. */
async function purged(c: Context<DeskEnv>, location: string, answer: object): Promise<Response> {
  await purgeLater(c.env.PURGES, [pageTags.site])
  return answerDone(c, location, answer)
}

function told(done: string, name: string): string {
  return `/admin/sections?${new URLSearchParams({ done, name })}`
}
