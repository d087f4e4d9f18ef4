/** Who articles name as their authors. */
import { type Context, Hono } from 'hono'
import { AuthorPage, AuthorsPage } from '../../templates/admin/authors.tsx'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import {
  AUTHOR_FIELDS,
  type AuthorField,
  addAuthor,
  authorForm,
  changeAuthor,
  findAuthor,
  listAuthors,
  listPortraits,
  removeAuthor,
} from '../newsroom/authors.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Author } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong, readTyped, type Typed, typedFrom, type Wrong, wrongIn } from './typed.ts'

export const authors = new Hono<DeskEnv>()

const EMPTY: Typed<AuthorField> = { name: '', slug: '', bio: '', image: '' }

authors.get('/', needs('settings'), async (c) => {
  const [desk, list] = await Promise.all([deskOf(c), listAuthors(c.env.DB)])
  if (wantsJson(c)) return c.json({ authors: list })
  const says = desk.words.desk.newsroom
  const [done = '', name = ''] = [c.req.query('done'), c.req.query('name')]
  const told = done === 'added' || done === 'removed' ? says[done](name) : done === 'saved' ? says.saved : null
  return c.html(<AuthorsPage desk={desk} authors={list} told={told} />)
})

authors.get('/new', needs('settings'), async (c) => {
  const [desk, portraits] = await Promise.all([deskOf(c), listPortraits(c.env.DB, '')])
  return c.html(<AuthorPage desk={desk} author={null} made={null} typed={EMPTY} portraits={portraits} />)
})

authors.post('/', needs('settings'), limitForm, (c) => save(c, null))

authors.get('/:author{[a-z0-9-]+}', needs('settings'), async (c) => {
  const author = await findAuthor(c.env.DB, c.req.param('author'))
  if (!author) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ author })
  const [desk, portraits] = await Promise.all([deskOf(c), listPortraits(c.env.DB, author.image ?? '')])
  const made = typedFrom(AUTHOR_FIELDS, author)
  return c.html(<AuthorPage desk={desk} author={author} made={made} typed={made} portraits={portraits} />)
})

authors.post('/:author{[a-z0-9-]+}', needs('settings'), limitForm, (c) => save(c, c.req.param('author')))

authors.delete('/:author{[a-z0-9-]+}', needs('settings'), limitForm, (c) => remove(c, c.req.param('author')))

/** @param slug of who is changed; null for somebody new */
async function save(c: Context<DeskEnv>, slug: string | null): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  if (slug !== null && textOf(form, '_method') === 'DELETE') return remove(c, slug)
  const author = slug === null ? null : await findAuthor(c.env.DB, slug)
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  if (slug !== null && !author) {
    const asked = authorForm(says).safeParse(readTyped(form, AUTHOR_FIELDS, EMPTY).typed).data
    // They stand at their new address where the answer to the first try got lost.
    const isSo = asked && isAsAsked(asked, await findAuthor(c.env.DB, asked.slug))
    return isSo ? purged(c, 'saved', asked.name, { author: asked }) : refuse(c, 'not_found')
  }
  const made = author && typedFrom(AUTHOR_FIELDS, author)
  const { typed, both } = readTyped(form, AUTHOR_FIELDS, made ?? EMPTY)
  const other = textOf(form, 'other_image').trim()
  if (other) typed.image = other
  const showAgain = async (wrong: Wrong<AuthorField>, reason: FailureReason = 'invalid', problem?: string) => {
    const portraits = await listPortraits(c.env.DB, typed.image)
    const shown = { author, made, typed, portraits, wrong, problem }
    return answerWrong(c, desk, <AuthorPage desk={desk} {...shown} />, wrong, reason)
  }
  if (both.length > 0) {
    const theirs = both.map((field) => [field, says.errors.changedBy(made?.[field] ?? '')])
    return showAgain(Object.fromEntries(theirs), 'version_conflict')
  }
  const parsed = authorForm(says).safeParse(typed)
  if (!parsed.success) return showAgain(wrongIn(parsed.error))
  const by = c.var.person.email
  const saved = author
    ? await changeAuthor(c.env.DB, author, parsed.data, by, Date.now())
    : await addAuthor(c.env.DB, parsed.data, by, Date.now())
  if (saved.ok) return purged(c, author ? 'saved' : 'added', parsed.data.name, { author: parsed.data })
  // What the form asks for is there where the answer to its first try got lost.
  if (isAsAsked(parsed.data, await findAuthor(c.env.DB, parsed.data.slug))) {
    return purged(c, author ? 'saved' : 'added', parsed.data.name, { author: parsed.data })
  }
  if (saved.reason === 'changed') return showAgain({}, 'version_conflict', says.errors.changed)
  return showAgain(saved.reason === 'image' ? { image: says.authors.errors.image } : { slug: says.errors.slug_taken })
}

async function remove(c: Context<DeskEnv>, slug: string): Promise<Response> {
  const author = await findAuthor(c.env.DB, slug)
  if (!author) {
    // The answer to the first try may have got lost before its purge was asked for.
    await purgeLater(c.env.PURGES, [pageTags.site])
    return refuse(c, 'not_found')
  }
  const isRemoved = await removeAuthor(c.env.DB, slug, c.var.person.email, Date.now())
  // Of two clicks at once the other may have been first.
  if (isRemoved || !(await findAuthor(c.env.DB, slug))) {
    return purged(c, 'removed', author.name, { removed: slug })
  }
  const desk = await deskOf(c)
  const made = typedFrom(AUTHOR_FIELDS, author)
  const problem = desk.words.desk.newsroom.authors.errors.has_articles
  const portraits = await listPortraits(c.env.DB, made.image)
  const page = (
    <AuthorPage desk={desk} author={author} made={made} typed={made} portraits={portraits} problem={problem} />
  )
  return answerWrong(c, desk, page, { author: problem })
}

function isAsAsked(asked: Pick<Author, AuthorField>, there: Pick<Author, AuthorField> | null): boolean {
  return there !== null && AUTHOR_FIELDS.every((field) => there[field] === asked[field])
}

/** A name stands on its own page, on each of its articles and in every list that they stand in. */
async function purged(c: Context<DeskEnv>, done: string, name: string, answer: object): Promise<Response> {
  await purgeLater(c.env.PURGES, [pageTags.site])
  return answerDone(c, `/admin/authors?${new URLSearchParams({ done, name })}`, answer)
}
