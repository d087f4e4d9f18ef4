/** The newsroom's own affairs at the desk: what is changed there is what readers see, and what was left still leads there. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { RESERVED } from '../../worker/newsroom/address.ts'
import { Href } from '../../worker/newsroom/menus.ts'
import { normalPath } from '../../worker/newsroom/redirects.ts'
import type { Article } from '../../worker/schema.ts'
import { as, lotusFestival, ORIGIN, published, reader, withPurges } from '../newsroom.ts'

const purges = withPurges()
const editor = as('editor', purges.answer)
const location = async (path: string) => {
  const response = await reader.get(path)
  await response.body?.cancel()
  return [response.status, response.headers.get('Location')]
}
const setting = (name: string) => env.DB.prepare(`SELECT ${name} AS x FROM settings`).first<string>('x')
const lastAct = () =>
  env.DB.prepare('SELECT action, subject, detail FROM audit_events ORDER BY id DESC LIMIT 1').first<
    Record<string, string>
  >()

describe('the masthead', () => {
  const form = { name: 'Nhịp Cầu', phone: '024 1', email: '', locale: 'vi', time_zone: 'Asia/Ho_Chi_Minh' }

  test('once changed is on every page, changes their ETag, purges them all, and is on record', async () => {
    const before = (await reader.get('/')).headers.get('ETag')
    expect((await editor.post('/admin/settings', { ...form, licence: '12/GP-BTTTT' })).status).toBe(303)
    const front = await reader.get('/')
    expect(await front.text()).toContain('12/GP-BTTTT')
    expect(front.headers.get('ETag')).not.toBe(before)
    expect(front.headers.get('Cache-Tag')?.split(',')).toContain('site')
    expect(purges.tags).toContain('site')
    expect(await lastAct()).toMatchObject({ action: 'settings_changed', subject: 'settings' })
    expect(JSON.parse((await lastAct())?.['detail'] ?? '')).toMatchObject({ licence: { from: '', to: '12/GP-BTTTT' } })
  })

  test('with something wrong keeps all that was typed, each told at its field', async () => {
    const response = await editor.post('/admin/settings', {
      ...form,
      name: ' ',
      phone: 'gọi tôi',
      email: 'a@',
      time_zone: 'Hà Nội',
      tagline: 'Giữ <lại>',
    })
    expect(response.status).toBe(422)
    const page = await response.text()
    for (const field of ['name', 'phone', 'email', 'time_zone']) expect(page).toContain(`id="f-${field}-wrong"`)
    expect(page).toContain('value="Giữ &lt;lại&gt;"')
    expect(page).toContain('value="gọi tôi"')
    expect(await setting('name')).toBe('Nhịp Cầu')
  })

  test('over another owner’s change of the same field is refused, of another field goes beside it', async () => {
    const made_from = JSON.stringify({
      ...form,
      tagline: await setting('tagline'),
      copyright: await setting('copyright'),
    })
    await editor.post('/admin/settings', { tagline: 'Của người khác' })
    const beside = await editor.post('/admin/settings', { ...form, tagline: '', copyright: '© ta', made_from })
    expect(beside.status).toBe(303)
    expect([await setting('tagline'), await setting('copyright')]).toEqual(['Của người khác', '© ta'])
    const over = await editor.post('/admin/settings', { ...form, tagline: 'Của tôi', made_from })
    expect(over.status).toBe(409)
    expect(await over.text()).toContain('Người khác vừa đổi thành “Của người khác”')
    expect(await setting('tagline')).toBe('Của người khác')
  })
})

describe('a section', () => {
  let article: Article
  beforeAll(async () => {
    article = await published({ ...lotusFestival, section: 'chinh-sach', slug: 'bai-o-muc' })
  })

  test('that moves takes its articles along, and every former address leads straight to the new one', async () => {
    await editor.post('/admin/sections/chinh-sach', { slug: 'Đời sống', name: 'Đời sống' })
    await editor.post('/admin/sections/doi-song', { slug: 'dan-sinh', name: 'Dân sinh' })
    expect((await reader.get(`/dan-sinh/${article.slug}`)).status).toBe(200)
    for (const old of ['chinh-sach', 'doi-song']) {
      expect(await location(`/${old}`)).toEqual([301, '/dan-sinh'])
      expect(await location(`/${old}/${article.slug}`)).toEqual([301, `/dan-sinh/${article.slug}`])
      expect(await location(`/${old}/feed.xml`)).toEqual([301, '/dan-sinh/feed.xml'])
    }
    expect(await location(`/chinh-sach/${article.slug}/comments`)).toEqual([301, `/dan-sinh/${article.slug}/comments`])
    const posted = await reader.post(`/doi-song/${article.slug}/comments`, {
      name: 'Lan',
      email: 'lan@docgia.test',
      body: 'Từ trang cũ',
      nonce: 'n',
      'cf-turnstile-response': 'local-pass-1',
    })
    expect(posted.status).toBe(303)
    expect(posted.headers.get('Location')).toContain(`/dan-sinh/${article.slug}/comments/`)
    // Back where it was, nothing leads away from there.
    await editor.post('/admin/sections/dan-sinh', { slug: 'chinh-sach', name: 'Chính sách' })
    expect((await reader.get('/chinh-sach')).status).toBe(200)
    expect((await reader.get(`/chinh-sach/${article.slug}`)).status).toBe(200)
    expect(await location('/doi-song')).toEqual([301, '/chinh-sach'])
    expect(await location('/dan-sinh')).toEqual([301, '/chinh-sach'])
  })

  test('cannot take an address that is another’s or a page’s, and is told so before the database says it', async () => {
    for (const slug of [...RESERVED, 'van-hoa']) {
      const response = await editor.post('/admin/sections', { name: 'Mục mới', slug })
      expect(response.status, slug).toBe(422)
      expect(await response.text()).toContain('id="f-slug-wrong"')
      if (slug !== 'van-hoa') {
        const insert = env.DB.prepare('INSERT INTO sections (slug, name, position) VALUES (?, ?, 9)').bind(slug, slug)
        await expect(insert.run()).rejects.toThrow('cannot have this address')
      }
    }
  })

  test('is put in order from what was seen, kept off the menu, and removed only when empty', async () => {
    await editor.post('/admin/sections', { name: 'Khoa học', description: 'Đo đạc', in_menu: '0' })
    const order = async () =>
      (await env.DB.prepare('SELECT slug FROM sections ORDER BY position').all<{ slug: string }>()).results
        .map(({ slug }) => slug)
        .join()
    const seen = await order()
    expect(seen).toBe('tin-tuc,chinh-sach,van-hoa,khoa-hoc')
    const menu = async () => (await (await reader.get('/')).text()).match(/<nav class="sections".*?<\/nav>/s)?.[0] ?? ''
    expect(await menu()).not.toContain('khoa-hoc')
    await editor.post('/admin/sections/order', { seen, order: 'khoa-hoc,chinh-sach,van-hoa,tin-tuc' })
    expect(await order()).toBe('khoa-hoc,chinh-sach,van-hoa,tin-tuc')
    for (const stale of [
      { seen, order: 'van-hoa,chinh-sach,khoa-hoc,tin-tuc' },
      { seen: 'khoa-hoc', order: 'khoa-hoc' },
    ]) {
      expect((await editor.post('/admin/sections/order', stale)).status).toBe(409)
    }
    expect(await order()).toBe('khoa-hoc,chinh-sach,van-hoa,tin-tuc')
    expect((await editor.post('/admin/sections/chinh-sach', { _method: 'DELETE' })).status).toBe(422)
    expect((await editor.post('/admin/sections/khoa-hoc', { _method: 'DELETE' })).status).toBe(303)
    expect(await order()).toBe('chinh-sach,van-hoa,tin-tuc')
  })
})

test('menus have links of their own, in order, and none that leads where it does not say', async () => {
  const form = new URLSearchParams([
    ...Object.entries({ menu: 'header', label: 'Giới thiệu', href: '/gioi-thieu' }),
    ...Object.entries({ menu: 'header', label: 'Đặt báo', href: 'https://dat.bao.test/a' }),
    ...Object.entries({ menu: 'footer', label: 'RSS', href: '/feed.xml' }),
    ['act', 'up-1'],
  ])
  const init = { method: 'POST', body: form }
  expect((await editor.send('/admin/menus', init)).status).toBe(303)
  const page = await (await reader.get('/')).text()
  expect(page).toMatch(/href="https:\/\/dat\.bao\.test\/a">Đặt báo.*href="\/gioi-thieu">Giới thiệu.*<footer.*>RSS</s)
  for (const bad of [
    '//evil.test',
    '/\\evil.test',
    'http://x.test',
    'javascript:alert(1)',
    'https://a@b.test',
    'gioi-thieu',
    '/\t/x',
  ]) {
    expect(Href.safeParse(bad).success, bad).toBe(false)
  }
  const stale = await editor.post('/admin/menus', { menu: 'footer', label: 'Khác', href: '/x', made_from: '[]' })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('value="Khác"')
})

test('an author that moves is found by the former address; one with articles stays', async () => {
  await editor.post('/admin/authors/hanh-le', { name: 'Lê Hạnh', slug: 'le-hanh', bio: 'Viết về sông.' })
  expect(await location('/authors/hanh-le')).toEqual([301, '/authors/le-hanh'])
  await published({ ...lotusFestival, slug: 'bai-cua-hanh', author: 'le-hanh' })
  expect((await editor.post('/admin/authors/le-hanh', { _method: 'DELETE' })).status).toBe(422)
  expect((await editor.post('/admin/authors/le-hanh', { image: '0'.repeat(64) })).status).toBe(422)
})

describe('a redirect', () => {
  const add = (from_path: string, to_path: string) => editor.post('/admin/redirects', { from_path, to_path })

  test('leads from a former address, whatever is added to it, and is kept by the edge under its tag', async () => {
    await add('/2019/05/bài cũ.html'.replaceAll(' ', '-'), '/van-hoa')
    await add(`${ORIGIN}/?p=12`, `${ORIGIN}/van-hoa/`)
    for (const path of [
      '/2019/05/b%C3%A0i-c%C5%A9.html',
      '/2019/05/b%c3%a0i-c%c5%a9.html?fbclid=1',
      '/?p=12',
      '/?p=12&utm_source=x',
    ]) {
      expect(await location(path), path).toEqual([301, '/van-hoa'])
    }
    const { headers } = await reader.get('/?p=12')
    expect(headers.get('Cache-Tag')).toBe('site,redirects')
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    expect(headers.get('Cache-Control')).toBe('public, max-age=0')
    expect(purges.tags).toContain('redirects')
    expect(await location('/?p=13')).toEqual([302, '/'])
    expect((await reader.get('/')).status).toBe(200)
  })

  test('makes no chain, from either end, and no loop', async () => {
    await add('/a', '/van-hoa')
    await add('/b', '/a')
    await add('/c', '/chinh-sach')
    const { results } = await env.DB.prepare(
      `SELECT from_path, to_path FROM redirects WHERE from_path IN ('/a', '/b') ORDER BY 1`,
    ).all()
    expect(results).toEqual([
      { from_path: '/a', to_path: '/van-hoa' },
      { from_path: '/b', to_path: '/van-hoa' },
    ])
    expect((await add('/d', '/d')).status).toBe(422)
    expect(await (await add('/a', '/c')).text()).toContain('đã dẫn sang /van-hoa')
    // Many at once join too, in whatever order they stand.
    const lines = '/x /y\n/y /z\n/z /van-hoa\nhỏng\n/m /n\n/n /m'
    const response = await editor.post('/admin/redirects/lines', { lines })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('hỏng\n/m /n\n/n /m</textarea>')
    for (const from of ['/x', '/y', '/z']) expect(await location(from)).toEqual([301, '/van-hoa'])
  })

  test('to an article follows it; over a page, to none and off this site there is none', async () => {
    const article = await published({ ...lotusFestival, slug: 'bai-den' })
    await add('/cu/bai-den', `/van-hoa/${article.slug}`)
    await env.DB.prepare(`UPDATE articles SET slug = 'bai-da-doi' WHERE id = ?`).bind(article.id).run()
    expect(await location('/cu/bai-den')).toEqual([301, '/van-hoa/bai-da-doi'])
    for (const [from, to] of [
      ['/van-hoa', '/chinh-sach'],
      ['/van-hoa/bai-da-doi', '/van-hoa'],
      ['/admin', '/van-hoa'],
      ['/?q=1', '/van-hoa'],
      ['/cu', '/khong-co'],
      ['/cu', '//evil.test'],
      ['/cu', '/\\evil.test'],
      ['/cu', 'https://evil.test/'],
      ['https://evil.test/cu', '/van-hoa'],
    ]) {
      expect((await add(from ?? '', to ?? '')).status, `${from} ${to}`).toBe(422)
    }
    for (const bad of ['', 'cu', '//x', '/a b', '/\u0000', `/${'x'.repeat(600)}`])
      expect(normalPath(bad, ORIGIN)).toBeNull()
  })

  test('leads to no other site, whatever is written behind its address', async () => {
    await add('/cu/ve-trang-nhat', '/')
    await add('/cu/ve-muc', '/van-hoa')
    for (const behind of ['', '.evil.test', '/evil.test', '//evil.test']) {
      const [, front] = await location(`/cu/ve-trang-nhat/comments${behind}`)
      expect(front ?? '/', behind).toBe('/')
      const [, section] = await location(`/cu/ve-muc/comments${behind}`)
      expect(section ?? '/van-hoa', behind).toBe('/van-hoa')
    }
    expect(await location('/cu/ve-trang-nhat/comments/9')).toEqual([301, '/'])
  })

  test('is found by how an address begins, and removed', async () => {
    const listed = await (await editor.get('/admin/redirects?find=/2019')).text()
    expect(listed).toContain('/2019/05/')
    expect(listed).not.toContain('<b>/?p=12')
    expect(await (await editor.get('/admin/redirects?find=van-hoa/bai-da')).text()).toContain('/cu/bai-den')
    await editor.post('/admin/redirects', { _method: 'DELETE', from_path: '/?p=12' })
    expect(await location('/?p=12')).toEqual([302, '/'])
    expect(await lastAct()).toMatchObject({ action: 'redirect_removed', subject: 'redirect:/?p=12' })
  })
})
