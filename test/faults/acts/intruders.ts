/** What nobody may: somebody whom the newsroom does not know, or whose role does not go so far, tries what others may. */
import type { Article, Comment } from '../../../worker/schema.ts'
import type { Desk, Fields } from '../../newsroom.ts'
import type { Act } from '../act.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'
import { rows } from './readers.ts'

type Intruder = Desk | 'stranger'

export async function tryWhatIsNotTheirs(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('intrusion')
  const [comment] = await rows<Comment>(`SELECT * FROM comments WHERE status = 'held' ORDER BY id LIMIT 1`)
  const [article] = await rows<Article>(`SELECT * FROM articles WHERE status = 'draft' ORDER BY id LIMIT 1`)
  const tries: [Intruder[], string, Fields][] = [
    [['stranger', 'contributor', 'moderator'], '/admin/settings', { tagline: `Của ai ${id}` }],
    [['stranger', 'contributor', 'moderator'], '/admin/redirects', { from_path: `/${id}.html`, to_path: '/archive' }],
    [['stranger', 'contributor', 'editor'], '/admin/staff', { name: id, email: `${id}@dateline.test`, role: 'owner' }],
    [['stranger', 'contributor'], '/admin/comments/terms', { term: `tucam${id.split('-')[1]}`, kind: 'blocked' }],
  ]
  if (article) {
    const { version } = article
    tries.push([['stranger', 'moderator'], `/admin/articles/${article.id}/publication`, { version }])
  }
  if (comment) {
    const { status, revision } = comment
    tries.push([['stranger', 'contributor'], `/admin/comments/${comment.id}/approval`, { status, revision }])
  }
  const one = world.one(tries, `what ${id}`)
  const who = one && world.one(one[0], `who ${id}`)
  if (!one || !who) return null
  const [, path, fields] = one
  return {
    name: `${who} tries ${path}, ${id}`,
    send: () => world.form(who, path, fields),
    isForbidden: true,
    // Who somebody is, is asked of the database.
    aim: /staff/,
  }
}
