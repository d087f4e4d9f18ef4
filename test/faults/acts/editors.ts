/** What editors and owners do to the newsroom itself: masthead, sections, authors, staff, redirects, policy, readers' data. */
import { env } from 'cloudflare:workers'
import type { Comment, Section, Settings, StaffMember } from '../../../worker/schema.ts'
import type { Act } from '../act.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'
import { rows } from './readers.ts'

export async function changeMasthead(world: World, _model: Model): Promise<Act | null> {
  const tagline = world.next('Tờ báo của bến sông')
  const before = (await rows<Settings>('SELECT * FROM settings'))[0] as Settings
  return {
    name: `editor changes the masthead to «${tagline}»`,
    send: () =>
      world.form('editor', '/admin/settings', { tagline, made_from: JSON.stringify({ tagline: before.tagline }) }),
    records: { settings_changed: 1 },
    isTold: true,
    tags: ['site'],
    typed: tagline,
  }
}

export async function changePolicy(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('policy')
  const before = (await rows<Settings>('SELECT * FROM settings'))[0] as Settings
  const others = (['hold_all', 'approve_known', 'approve_clean'] as const).filter(
    (one) => one !== before.comment_policy,
  )
  const policy = world.one(others, `which ${id}`) as string
  return {
    name: `editor chooses the policy ${policy}, ${id}`,
    send: () => world.form('editor', '/admin/comments/settings', { comment_policy: policy }),
    records: { comment_settings_changed: 1 },
    isTold: true,
  }
}

export async function addSection(world: World, _model: Model): Promise<Act | null> {
  const name = world.next('Muc moi').replace('-', ' ')
  if (world.roll(`whether ${name}`) < 0.5) return null
  return {
    name: `editor adds the section «${name}»`,
    send: () => world.form('editor', '/admin/sections', { name, slug: '', description: '', in_menu: 1 }),
    records: { section_added: 1 },
    typed: name,
    tags: ['site'],
  }
}

export async function changeSection(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('section')
  const section = world.one(await rows<Section>('SELECT * FROM sections ORDER BY slug'), `which ${id}`)
  if (!section) return null
  const moves = world.roll(`moves ${id}`) < 0.4
  const to = { name: `Mục ${id}`, slug: moves ? `muc-${id}` : section.slug, description: `Về ${id}`, in_menu: 1 }
  const { name, slug, description, in_menu } = section
  return {
    name: `editor changes the section ${slug} to ${to.slug}, ${id}`,
    send: () =>
      world.form('editor', `/admin/sections/${slug}`, {
        ...to,
        made_from: JSON.stringify({ name, slug, description, in_menu: `${in_menu}` }),
      }),
    records: { section_changed: 1, ...(moves && { section_moved: 1 }) },
    isTold: true,
    tags: ['site'],
    typed: to.description,
    learns: async ({ acknowledged }) => {
      const now = await env.DB.prepare('SELECT name FROM sections WHERE slug = ?').bind(to.slug).first<string>('name')
      if (moves && now !== null && now !== to.name && acknowledged.length === 0)
        world.breach(`the section ${slug} has moved to ${to.slug} without the name that came with it`)
    },
  }
}

export async function addRedirect(world: World, _model: Model): Promise<Act | null> {
  const from = `/trang-cu/${world.next('bai')}.html`
  return {
    name: `editor sends ${from} to /archive`,
    send: () => world.form('editor', '/admin/redirects', { from_path: from, to_path: '/archive' }),
    records: { redirect_added: 1 },
    isTold: true,
    tags: ['redirects'],
    typed: from,
  }
}

export async function addColleague(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('colleague')
  const email = `${id}@dateline.test`
  const isAllowed = world.roll(`who ${id}`) < 0.7
  return {
    name: `${isAllowed ? 'owner' : 'editor'} would add ${email}`,
    send: () =>
      world.form(isAllowed ? 'owner' : 'editor', '/admin/staff', { name: `Người mới ${id}`, email, role: 'moderator' }),
    isForbidden: !isAllowed,
    records: isAllowed ? { staff_added: 1 } : {},
    ...(isAllowed && { typed: email }),
  }
}

export async function changeColleague(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('standing')
  const added = await rows<StaffMember>(`SELECT * FROM staff WHERE email LIKE 'colleague-%'`)
  const person = world.one(added, `which ${id}`)
  if (!person) return null
  const isHere = person.left_at === null
  return {
    name: `owner lets ${person.email} ${isHere ? 'go' : 'come back'}, ${id}`,
    send: () => world.form('owner', `/admin/staff/${person.email}/departure`, isHere ? {} : { _method: 'DELETE' }),
    records: { [isHere ? 'staff_left' : 'staff_returned']: 1 },
    isTold: true,
  }
}

/** All that is held of a reader. */
export async function eraseReader(world: World, model: Model): Promise<Act | null> {
  const id = world.next('erasure')
  if (world.roll(`whether ${id}`) < 0.6) return null
  const comments = await rows<Comment>(`SELECT DISTINCT email FROM comments WHERE email <> ''`)
  const email = world.one(comments, `whom ${id}`)?.email
  if (!email) return null
  const shown = await rows<Comment>(
    `SELECT DISTINCT article_id FROM comments WHERE status = 'approved' AND email = '${email}'`,
  )
  for (const said of model.said) if (said.email === email) said.isErased = true
  return {
    name: `editor erases ${email}, ${id}`,
    send: () => world.form('editor', '/admin/people/erasure', { email, confirmed: 1 }),
    // Of two clicks at once the second finds nothing, and is on record with that.
    records: { person_erased: 4 },
    tags: shown.map(({ article_id }) => `article-${article_id}`),
    learns: ({ acknowledged, from }) => {
      if (acknowledged.length > 0) model.erasedEmails.set(email, from)
    },
  }
}
