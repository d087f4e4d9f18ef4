/** What editors and owners do to the newsroom itself: masthead, sections, authors, staff, redirects, policy, readers' data. */
import { env } from 'cloudflare:workers'
import type { Author, Comment, Section, Settings, StaffMember } from '../../../worker/schema.ts'
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
    isSo: async () => (await rows(`SELECT 1 FROM sections WHERE name = '${name}'`)).length > 0,
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

export async function addRedirectLines(world: World, _model: Model): Promise<Act | null> {
  const some = [world.next('dong'), world.next('dong')].map((name) => `/trang-cu/${name}.html`)
  return {
    name: `editor sends ${some.join(' and ')} to /archive`,
    send: () =>
      world.form('editor', '/admin/redirects/lines', { lines: some.map((from) => `${from} /archive`).join('\n') }),
    records: { redirect_added: some.length },
    isTold: true,
    tags: ['redirects'],
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
    ...(!isAllowed && { aim: /staff/ }),
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

export async function changeRole(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('role')
  const added = await rows<StaffMember>(`SELECT * FROM staff WHERE email LIKE 'colleague-%' AND left_at IS NULL`)
  const person = world.one(added, `whose ${id}`)
  if (!person) return null
  const { email, name } = person
  const role = person.role === 'moderator' ? 'contributor' : 'moderator'
  return {
    name: `owner makes ${email} a ${role}, ${id}`,
    send: () =>
      world.form('owner', `/admin/staff/${email}`, {
        name,
        role,
        made_from: JSON.stringify({ name, role: person.role }),
      }),
    // Who was let go at the same moment is back with it.
    records: { staff_changed: 1, staff_returned: 1 },
  }
}

export async function changeMenus(world: World, _model: Model): Promise<Act | null> {
  const label = world.next('Liên kết')
  const [before] = await rows<Settings>('SELECT * FROM settings')
  return {
    name: `editor gives the menu one link, «${label}»`,
    send: () =>
      world.form('editor', '/admin/menus', {
        menu: 'footer',
        label,
        href: '/archive',
        made_from: before?.links ?? '[]',
      }),
    records: { menus_changed: 1 },
    isTold: true,
    tags: ['site'],
    isSo: async () => (await rows<Settings>('SELECT * FROM settings'))[0]?.links.includes(label) === true,
    typed: label,
  }
}

export async function addAuthor(world: World, _model: Model): Promise<Act | null> {
  const name = world.next('Tac gia').replace('-', ' ')
  return {
    name: `editor adds the author «${name}»`,
    send: () => world.form('editor', '/admin/authors', { name, slug: '', bio: '', image: '' }),
    records: { author_added: 1 },
    isTold: true,
    tags: ['site'],
    isSo: async () => (await rows(`SELECT 1 FROM authors WHERE name = '${name}'`)).length > 0,
    typed: name,
  }
}

export async function changeAuthor(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('author')
  const author = world.one(await rows<Author>('SELECT * FROM authors ORDER BY slug'), `which ${id}`)
  if (!author) return null
  const { name, slug, bio } = author
  const to = { name, slug: world.roll(`moves ${id}`) < 0.3 ? `tac-gia-${id}` : slug, bio: `Viết về ${id}.` }
  return {
    name: `editor changes the author ${slug} to ${to.slug}, ${id}`,
    send: () =>
      world.form('editor', `/admin/authors/${slug}`, { ...to, made_from: JSON.stringify({ name, slug, bio }) }),
    records: { author_changed: 1 },
    isTold: true,
    tags: ['site'],
    typed: to.bio,
  }
}

export async function orderSections(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('order')
  const seen = (await rows<Section>('SELECT * FROM sections ORDER BY position, slug')).map(({ slug }) => slug)
  const order = [...seen.slice(1), ...seen.slice(0, 1)]
  const isSo = async () =>
    (await rows<Section>('SELECT * FROM sections ORDER BY position, slug')).map(({ slug }) => slug).join() ===
    `${order}`
  return {
    name: `editor puts the sections in the order ${order}, ${id}`,
    send: () => world.form('editor', '/admin/sections/order', { seen: seen.join(), order: order.join() }),
    records: { sections_ordered: 1 },
    isTold: true,
    tags: ['site'],
    isSo,
  }
}

/** One that nothing stands in. */
export async function removeSection(world: World, _model: Model): Promise<Act | null> {
  const id = world.next('removal')
  const empty = await rows<Section>(
    `SELECT * FROM sections WHERE slug LIKE 'muc-%' AND slug NOT IN (SELECT section FROM articles) ORDER BY slug`,
  )
  const section = world.one(empty, `which ${id}`)
  if (!section) return null
  return {
    name: `editor removes the section ${section.slug}, ${id}`,
    send: () => world.form('editor', `/admin/sections/${section.slug}`, { _method: 'DELETE' }),
    records: { section_removed: 1 },
    isTold: true,
    tags: ['site'],
    isSo: async () => (await rows(`SELECT 1 FROM sections WHERE slug = '${section.slug}'`)).length === 0,
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
