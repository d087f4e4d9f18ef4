/** No edit is lost or doubled, and nothing is published that nobody published, or before its time. */
import type { Article, AuditEvent, Revision } from '../../../worker/schema.ts'
import { rows } from '../acts/readers.ts'
import type { Model, Written } from '../model.ts'
import type { World } from '../world.ts'

export async function checkArticles(world: World, model: Model): Promise<void> {
  const articles = await rows<Article>('SELECT * FROM articles ORDER BY id')
  const revisions = Map.groupBy(
    await rows<Revision>('SELECT * FROM revisions ORDER BY article_id, version'),
    ({ article_id }) => article_id,
  )
  const published = Map.groupBy(
    await rows<AuditEvent>(`SELECT * FROM audit_events WHERE action = 'article_published' ORDER BY id`),
    ({ subject }) => subject,
  )
  for (const article of articles) checkVersions(world, article, revisions.get(article.id) ?? [])
  for (const written of model.written) {
    if (written.places.size > 1) world.breach(`«${written.sent[0]}» stands at ${[...written.places].join(' and ')}`)
    const own = articles.filter(({ id }) => revisions.get(id)?.[0]?.body === written.sent[0])
    if (own.length > 1) world.breach(`«${written.sent[0]}» is ${own.length} articles`)
    if (written.saved.length > 0 && own.length === 0) world.breach(`«${written.sent[0]}» is lost`)
    for (const article of own) {
      checkSaves(world, written, article, revisions.get(article.id) ?? [])
      checkTime(world, written, article, published.get(`article:${article.id}`) ?? [])
    }
  }
  const copies = await rows<{ key: string; fields: string }>('SELECT key, fields FROM working_copies')
  for (const [key, text] of model.copies) {
    if (!copies.some((copy) => copy.key === key && copy.fields.includes(text))) {
      world.breach(`«${text}» was kept as it was typed, and is gone`)
    }
  }
}

function checkVersions(world: World, article: Article, revisions: Revision[]): void {
  const versions = revisions.map(({ version }) => version).join()
  const expected = Array.from({ length: article.version }, (_, n) => n + 1).join()
  if (versions !== expected)
    world.breach(`article ${article.id} at version ${article.version} has revisions ${versions}`)
  if (article.body !== revisions.at(-1)?.body) world.breach(`article ${article.id} is not what its last revision says`)
}

function checkSaves(world: World, written: Written, article: Article, revisions: Revision[]): void {
  for (const text of written.sent) {
    const brought = revisions.filter(({ body }, n) => body.includes(text) && !revisions[n - 1]?.body.includes(text))
    if (brought.length > 1) world.breach(`article ${article.id}: «${text}» was saved ${brought.length} times`)
    if (brought.length === 0 && written.saved.includes(text)) {
      world.breach(`article ${article.id}: «${text}» was acknowledged, and no revision has it`)
    }
  }
}

function checkTime(world: World, { publishedFrom }: Written, article: Article, events: AuditEvent[]): void {
  const [first] = events
  if (article.status === 'published' && !first) world.breach(`article ${article.id} is published, and nobody did it`)
  if (first && (publishedFrom === null || first.at < publishedFrom)) {
    world.breach(`article ${article.id} was published by ${first.actor} before anybody wanted it`)
  }
  for (const { actor, at, detail } of events) {
    if (actor !== 'schedule') continue
    const due = (JSON.parse(detail) as { at: number }).at
    if (at < due) world.breach(`article ${article.id} was published ${due - at} ms before its time`)
    if (!world.taken.some((one) => one.tag === `article-${article.id}` && one.at >= at))
      world.breach(`article ${article.id} came at its time, and nobody asked to purge its page`)
  }
  if (article.status === 'scheduled' && (article.published_at ?? 0) < world.now - 60_000) {
    world.breach(`article ${article.id} should have been published long ago`)
  }
}
