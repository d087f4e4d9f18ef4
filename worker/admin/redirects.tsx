/** Where addresses of a former site lead. */
import { type Context, Hono } from 'hono'
import { RedirectsPage } from '../../templates/admin/redirects.tsx'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { varsOf } from '../env.ts'
import { addRedirects, type Judged } from '../newsroom/redirect-lines.ts'
import { listRedirects, normalPath, removeRedirect } from '../newsroom/redirects.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { type DeskEnv, needs } from './access.ts'
import { type Desk, deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong, readTyped, type Wrong } from './typed.ts'

export const redirects = new Hono<DeskEnv>()

const FIELDS = ['from_path', 'to_path', 'lines'] as const
export type RedirectField = (typeof FIELDS)[number]

const EMPTY = { from_path: '', to_path: '', lines: '' }
const MAX_LINES = 500

redirects.get('/', needs('settings'), async (c) => {
  const asked = askedOf(c)
  const [desk, page] = await Promise.all([deskOf(c), listRedirects(c.env.DB, asked)])
  if (wantsJson(c)) return c.json(page)
  const says = desk.words.desk.newsroom.redirects
  const [done = '', path = ''] = [c.req.query('done'), c.req.query('path')]
  const told =
    done === 'added' || done === 'removed'
      ? says.done[done](path)
      : done === 'imported'
        ? says.imported(Number(path))
        : null
  return c.html(<RedirectsPage desk={desk} {...page} asked={asked} typed={EMPTY} told={told} />)
})

redirects.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  if (textOf(form, '_method') === 'DELETE') return remove(c, form)
  const desk = await deskOf(c)
  const { typed } = readTyped(form, FIELDS, EMPTY)
  const [judged] = await addRedirects(c.env.DB, [typed], around(c))
  if (!judged?.ok) return showAgain(c, desk, typed, judged ? { [judged.field]: inWords(desk, judged) } : {})
  return purged(c, { done: 'added', path: judged.from })
})

/** Line by line: what cannot be taken comes back, each with its reason, and the rest is done. */
redirects.post('/lines', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom.redirects
  const lines = textOf(form, 'lines')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const typed = { ...EMPTY, lines: lines.join('\n') }
  if (lines.length > MAX_LINES) return showAgain(c, desk, typed, { lines: says.errors.many(MAX_LINES) })
  const pairs = lines.map((line) => line.split(/\s+/))
  const isPair = (words: string[]) => words.length === 2
  const judged = await addRedirects(
    c.env.DB,
    pairs.filter(isPair).map(([from_path = '', to_path = '']) => ({ from_path, to_path })),
    around(c),
  )
  const left = pairs.flatMap((words, n) => {
    const one = isPair(words) ? judged.shift() : null
    if (one?.ok) return []
    return [{ line: lines[n] ?? '', wrong: one ? inWords(desk, one) : says.errors.pair }]
  })
  const imported = lines.length - left.length
  if (left.length === 0) return purged(c, { done: 'imported', path: `${imported}` })
  await purgeLater(c.env.PURGES, [pageTags.redirects])
  const wrong = { lines: says.notImported(left.length) }
  return showAgain(c, desk, { ...EMPTY, lines: left.map(({ line }) => line).join('\n') }, wrong, left)
})

redirects.delete('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  return form ? remove(c, form) : refuse(c, 'bad_form')
})

async function remove(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const path = textOf(form, 'from_path')
  const isRemoved = await removeRedirect(c.env.DB, path, c.var.person.email, Date.now())
  return isRemoved ? purged(c, { done: 'removed', path }) : refuse(c, 'not_found')
}

async function showAgain(
  c: Context<DeskEnv>,
  desk: Desk,
  typed: typeof EMPTY,
  wrong: Wrong<RedirectField>,
  left: { line: string; wrong: string }[] = [],
) {
  const asked = { find: '', after: '' }
  const page = await listRedirects(c.env.DB, asked)
  const fields = { ...wrong, ...Object.fromEntries(left.map(({ line, wrong }) => [line, wrong])) }
  return answerWrong(
    c,
    desk,
    <RedirectsPage desk={desk} {...page} asked={asked} typed={typed} wrong={wrong} left={left} />,
    fields,
  )
}

function inWords(desk: Desk, { reason, to = '' }: Extract<Judged, { ok: false }>): string {
  const says = desk.words.desk.newsroom.redirects.errors
  return reason === 'known' ? says.known(to) : says[reason]
}

function around(c: Context<DeskEnv>) {
  return { origin: varsOf(c.env).ORIGIN, by: c.var.person.email, now: Date.now() }
}

function askedOf(c: Context<DeskEnv>) {
  const typed = (c.req.query('find') ?? '').trim()
  const find = typed && (normalPath(typed, varsOf(c.env).ORIGIN) ?? normalPath(`/${typed}`, varsOf(c.env).ORIGIN) ?? '')
  return { find, after: c.req.query('after') ?? '' }
}

async function purged(c: Context<DeskEnv>, told: { done: string; path: string }): Promise<Response> {
  await purgeLater(c.env.PURGES, [pageTags.redirects])
  return answerDone(c, `/admin/redirects?${new URLSearchParams(told)}`, told)
}
