/** The editors' desk: who is let in, and what stands where. Each route says in its registration what it needs. */
import { Hono } from 'hono'
import { Overview } from '../../templates/admin/overview.tsx'
import { listCopies } from '../articles/working-copies.ts'
import { listNewestHeld } from '../comments/desk-queries.ts'
import { sameOrigin } from '../edge/same-origin.ts'
import { listFirstSteps } from '../newsroom/first-steps.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { type DeskEnv, enterDesk, needs, onlyBy } from './access.ts'
import { answers } from './answers.tsx'
import { articles } from './articles.tsx'
import { authors } from './authors.tsx'
import { bans } from './bans.tsx'
import { commentSettings } from './comment-settings.tsx'
import { comments } from './comments.tsx'
import { corrections } from './corrections.tsx'
import { deskOf } from './desk.ts'
import { digest, getsDigest } from './digest.ts'
import { imageFiles } from './image-file.tsx'
import { images } from './images.tsx'
import { menus } from './menus.tsx'
import { people } from './people.tsx'
import { preview } from './preview.tsx'
import { publication } from './publication.tsx'
import { readDeskOverview } from './queries.ts'
import { commentRecord, record } from './recorded.tsx'
import { redirects } from './redirects.tsx'
import { revisions } from './revisions.tsx'
import { sections } from './sections.tsx'
import { settings } from './settings.tsx'
import { staff } from './staff.tsx'
import { terms } from './terms.tsx'
import { workingCopies } from './working-copies.tsx'

export const admin = new Hono<DeskEnv>()

admin.use(enterDesk, sameOrigin)

admin.get('/', needs('enter'), async (c) => {
  const desk = await deskOf(c)
  const { person, can, held } = desk
  const [articles, copies, waiting, hasDigest, steps] = await Promise.all([
    can.write ? readDeskOverview(c.env.DB, onlyBy(person)) : null,
    can.write ? listCopies(c.env.DB, person.email, 'all') : [],
    can.moderate ? listNewestHeld(c.env.DB, 5) : null,
    can.moderate ? getsDigest(c.env, person) : null,
    can.staff ? listFirstSteps(c.env.DB) : null,
  ])
  if (wantsJson(c)) return c.json({ person, articles, comments: waiting && { held, newest: waiting } })
  return c.html(
    <Overview
      desk={desk}
      articles={articles}
      copies={copies}
      now={Date.now()}
      comments={waiting}
      hasDigest={hasDigest}
      steps={steps}
    />,
  )
})

admin.route('/articles', articles)
admin.route('/articles', publication)
admin.route('/articles', corrections)
admin.route('/articles', revisions)
admin.route('/working-copies', workingCopies)
admin.route('/preview', preview)
admin.route('/images', images)
admin.route('/images', imageFiles)
admin.route('/comments/settings', commentSettings)
admin.route('/comments', comments)
admin.route('/people', people)
admin.route('/digest', digest)
admin.route('/comments', answers)
admin.route('/comments/bans', bans)
admin.route('/comments/terms', terms)
admin.route('/comments/record', commentRecord)
admin.route('/record', record)
admin.route('/settings', settings)
admin.route('/sections', sections)
admin.route('/menus', menus)
admin.route('/authors', authors)
admin.route('/staff', staff)
admin.route('/redirects', redirects)
admin.all('*', needs('enter'), (c) => refuse(c, 'not_found'))
