/** An article's saved versions: the list, each one, what is different between two, and bringing one back. */

import { type Context, Hono } from 'hono'
import { DifferencesPage } from '../../templates/admin/differences.tsx'
import { RevisionPage } from '../../templates/admin/revision.tsx'
import { RevisionList } from '../../templates/admin/revisions.tsx'
import { findRevision, listRevisions } from '../articles/revisions.ts'
import { pathOfOriginal } from '../articles/translation.ts'
import { textOf } from '../edge/form.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Article, Revision } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { ARTICLE_FIELDS, typedFrom } from './article-form.ts'
import { changesOf, compareRevisions } from './compared.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { findOwnArticle, maySave, saveForm, toEditor } from './editing.tsx'
import { nameOf } from './queries.ts'

export const revisions = new Hono<DeskEnv>()

revisions.get('/:id{[0-9]+}/revisions', needs('write'), async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const before = Number(c.req.query('before')) || Number.MAX_SAFE_INTEGER
  const page = await listRevisions(c.env.DB, article.id, before)
  const changes = await changesOf([...page.revisions, ...(page.previous ? [page.previous] : [])])
  const listed = page.revisions.map(({ version, headline, saved_at, saved_by }, n) => {
    return { version, headline, saved_at, saved_by, changed: changes[n] ?? null }
  })
  if (wantsJson(c)) return c.json({ revisions: listed, older: page.older })
  const isFirst = !c.req.query('before')
  return c.html(<RevisionList desk={await deskOf(c)} article={article} listed={listed} {...page} isFirst={isFirst} />)
})

revisions.get('/:id{[0-9]+}/revisions/:version{[0-9]+}', needs('write'), async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const revision = await findRevision(c.env.DB, article.id, Number(c.req.param('version')))
  if (!revision) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ revision })
  const original = await pathOfOriginal(c.env.DB, revision)
  return c.html(
    <RevisionPage
      desk={await deskOf(c)}
      article={article}
      revision={await named(c, revision)}
      original={original}
      maySave={maySave(c.var.person, article)}
    />,
  )
})

/** `from` and `to` are versions, in any order: what came is always what came later. */
revisions.get('/:id{[0-9]+}/differences', needs('write'), async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const asked = [c.req.query('from'), c.req.query('to')].map(Number).sort((a, b) => a - b)
  const [from, to] = await Promise.all(asked.map((version) => findRevision(c.env.DB, article.id, version || 0)))
  if (!from || !to) return refuse(c, 'not_found')
  const compared = await compareRevisions(await typedOf(c, from), await typedOf(c, to))
  if (wantsJson(c)) return c.json({ from: from.version, to: to.version, ...compared })
  const [older, newer] = await Promise.all([named(c, from), named(c, to)])
  return c.html(
    <DifferencesPage desk={await deskOf(c)} article={article} older={older} newer={newer} compared={compared} />,
  )
})

/** Brings a version back as a new one, at the address that the article has now. */
revisions.post('/:id{[0-9]+}/revisions', needs('write'), limitForm, async (c) => {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const revision = await findRevision(c.env.DB, article.id, Number(textOf(form, 'from')) || 0)
  if (!revision) return refuse(c, 'not_found')
  const brought = await formOf(c, article, revision)
  brought.set('version', textOf(form, 'version'))
  const options = { unlessSame: true, restores: revision.version }
  const saved = await saveForm(c, await deskOf(c), article, brought, options)
  return saved instanceof Response ? saved : toEditor(c, saved, 'restored')
})

async function formOf(c: Context<DeskEnv>, { section, slug }: Article, revision: Revision): Promise<FormData> {
  const typed = { ...(await typedOf(c, revision)), section, slug }
  const form = new FormData()
  for (const field of ARTICLE_FIELDS) form.set(field, typed[field])
  return form
}

async function typedOf(c: Context<DeskEnv>, revision: Revision) {
  return typedFrom(revision, { tags: revision.tags, original: await pathOfOriginal(c.env.DB, revision) })
}

async function named(c: Context<DeskEnv>, revision: Revision): Promise<Revision> {
  return { ...revision, saved_by: await nameOf(c.env.DB, revision.saved_by) }
}
