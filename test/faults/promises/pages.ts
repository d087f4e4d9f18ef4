/** Each page is what the database says, and what changed was purged. */
import { articlePath } from '../../../worker/articles/article.ts'
import { commentPath } from '../../../worker/comments/thread.ts'
import type { Article, Comment } from '../../../worker/schema.ts'
import { rows } from '../acts/readers.ts'
import type { World } from '../world.ts'

const STATUSES: Record<Article['status'], number> = {
  draft: 404,
  handed_in: 404,
  scheduled: 404,
  published: 200,
  withdrawn: 410,
}

export async function checkPages(world: World): Promise<void> {
  const articles = await rows<Article>('SELECT * FROM articles ORDER BY id')
  const comments = Map.groupBy(
    await rows<Comment>(`SELECT * FROM comments WHERE body <> ''`),
    ({ article_id }) => article_id,
  )
  const front = (await world.read('/')).body
  for (const article of articles) {
    const page = await world.read(articlePath(article))
    const expected = article.withdrawn_at !== null && article.status !== 'published' ? 410 : STATUSES[article.status]
    if (page.status !== expected)
      world.breach(`article ${article.id} is ${article.status}, its page says ${page.status}`)
    const isListed = front.includes(`href="${articlePath(article)}"`)
    if (isListed !== (article.status === 'published'))
      world.breach(`the front page is wrong about article ${article.id}`)
    const lines = article.body.split('\n\n').filter((line) => !line.startsWith('::'))
    for (const line of article.status === 'published' ? lines : []) {
      if (!page.body.includes(line)) world.breach(`the page of article ${article.id} lacks «${line}»`)
    }
    const said = comments.get(article.id) ?? []
    for (const { id, body, status } of said) {
      // Of many answers the article's page has the first few.
      const isShown = page.body.includes(body) || (await world.read(commentPath(article, id))).body.includes(body)
      const isDue = article.status === 'published' && status === 'approved'
      if (isShown !== isDue) world.breach(`comment ${id} is ${status}, and its page ${isShown ? 'shows' : 'lacks'} it`)
    }
    const count = said.filter(({ status }) => status === 'approved').length
    if (article.comment_count !== count)
      world.breach(`article ${article.id} counts ${article.comment_count} of ${count}`)
  }
  for (const { tag, at } of world.taken) {
    if (!world.purged.some((one) => one.tag === tag && one.at >= at))
      world.breach(`${tag} was to be purged, and never was`)
  }
}
