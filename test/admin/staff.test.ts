/** Who works here, as owners keep it. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { changeColleague, findColleague } from '../../worker/newsroom/staff.ts'
import type { StaffMember } from '../../worker/schema.ts'
import { as, PEOPLE, TODAY, tokenFor, withToken } from '../newsroom.ts'

const owner = as('owner')
const find = (email: string) => findColleague(env.DB, email)
const acts = async (subject: string) =>
  (
    await env.DB.prepare('SELECT actor, action, detail FROM audit_events WHERE subject = ? ORDER BY id')
      .bind(subject)
      .all<{ actor: string; action: string; detail: string }>()
  ).results

beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM staff'),
    ...Object.entries(PEOPLE).map(([role, { email, name }]) =>
      env.DB.prepare('INSERT INTO staff (email, name, role, added_at) VALUES (?, ?, ?, ?)').bind(
        email,
        name,
        role,
        TODAY,
      ),
    ),
  ])
})

describe('somebody new', () => {
  test('is added with an email in small letters, may enter, and is on record', async () => {
    const response = await owner.post('/admin/staff', {
      name: 'Lò  Thị Mai',
      email: ' MAI@dateline.test ',
      role: 'contributor',
    })
    expect(response.status).toBe(303)
    expect(await find('mai@dateline.test')).toMatchObject({ name: 'Lò Thị Mai', role: 'contributor', left_at: null })
    expect((await withToken(tokenFor({ email: 'mai@dateline.test' })).get('/admin')).status).toBe(200)
    expect(await acts('staff:mai@dateline.test')).toEqual([
      { actor: PEOPLE.owner.email, action: 'staff_added', detail: '{"name":"Lò Thị Mai","role":"contributor"}' },
    ])
    expect(await (await owner.get(response.headers.get('Location') ?? '')).text()).toContain('Đã thêm Lò Thị Mai.')
  })

  test('whose form is wrong is told where, with everything typed', async () => {
    const response = await owner.post('/admin/staff', { name: '', email: 'mai@', role: 'chief' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('id="f-name-wrong"')
    expect(page).toContain('id="f-email-wrong"')
    expect(page).toContain('id="f-role-wrong"')
    expect(page).toContain('value="mai@"')
  })

  test('is not added twice, nor over somebody who left', async () => {
    await env.DB.prepare('UPDATE staff SET left_at = 1 WHERE email = ?').bind(PEOPLE.editor.email).run()
    for (const [email, told] of [
      [PEOPLE.moderator.email.toUpperCase(), `là ${PEOPLE.moderator.name}`],
      [PEOPLE.editor.email, 'Mời trở lại'],
    ]) {
      const response = await owner.post('/admin/staff', { name: 'Kẻ Trùng Tên', email: email ?? '', role: 'owner' })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain(told)
    }
    expect(await find(PEOPLE.moderator.email)).toMatchObject({ name: PEOPLE.moderator.name, role: 'moderator' })
  })
})

describe('somebody here', () => {
  const path = `/admin/staff/${PEOPLE.editor.email}`
  const made = JSON.stringify({ name: PEOPLE.editor.name, role: 'editor' })

  test('changes role at once, from what to what on record', async () => {
    expect((await as('editor').get('/admin/settings')).status).toBe(200)
    await owner.post(path, { name: PEOPLE.editor.name, role: 'contributor', made_from: made })
    expect((await as('editor').get('/admin/settings')).status).toBe(403)
    expect((await acts(`staff:${PEOPLE.editor.email}`)).at(-1)?.detail).toBe(
      '{"role":{"from":"editor","to":"contributor"}}',
    )
  })

  test('whom another owner changed meanwhile is not changed unseen', async () => {
    await owner.post(path, { name: PEOPLE.editor.name, role: 'moderator', made_from: made })
    const response = await owner.post(path, { name: 'Khiêm', role: 'contributor', made_from: made })
    expect(response.status).toBe(409)
    const page = await response.text()
    expect(page).toContain('Người khác vừa đổi thành “Người duyệt ý kiến”')
    expect(page).toContain('value="Khiêm"')
    expect(await find(PEOPLE.editor.email)).toMatchObject({ name: PEOPLE.editor.name, role: 'moderator' })
  })

  test('who is let go cannot enter, keeps their name, and may be taken back', async () => {
    expect((await owner.post(`${path}/departure`)).status).toBe(303)
    expect((await as('editor').get('/admin')).status).toBe(403)
    expect(await find(PEOPLE.editor.email)).toMatchObject({ name: PEOPLE.editor.name, left_at: expect.any(Number) })
    // A second click is answered as the first, and changes nothing.
    expect((await owner.post(`${path}/departure`)).status).toBe(303)
    await owner.post(`${path}/departure`, { _method: 'DELETE' })
    expect((await as('editor').get('/admin')).status).toBe(200)
    expect((await acts(`staff:${PEOPLE.editor.email}`)).map(({ action }) => action).slice(-2)).toEqual([
      'staff_left',
      'staff_returned',
    ])
  })
})

describe('the last owner', () => {
  const path = `/admin/staff/${PEOPLE.owner.email}`

  test('can neither be demoted nor let go', async () => {
    for (const [to, fields] of [
      [path, { name: PEOPLE.owner.name, role: 'editor', confirmed: 1 }],
      [`${path}/departure`, { confirmed: 1 }],
    ] as const) {
      const response = await owner.post(to, fields)
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('chủ toà soạn duy nhất')
    }
    expect(await find(PEOPLE.owner.email)).toMatchObject({ role: 'owner', left_at: null })
  })

  test('is left of two who demote each other in the same moment, and of two who leave', async () => {
    for (const to of [
      { role: 'editor' as const, left_at: null },
      { role: 'owner' as const, left_at: TODAY },
    ]) {
      await env.DB.prepare(`UPDATE staff SET role = 'owner', left_at = NULL WHERE email IN (?, ?)`)
        .bind(PEOPLE.owner.email, PEOPLE.editor.email)
        .run()
      const pair = (await Promise.all([PEOPLE.owner, PEOPLE.editor].map(({ email }) => find(email)))) as StaffMember[]
      const done = await Promise.all(
        pair.map((person) => changeColleague(env.DB, person, { name: person.name, ...to }, 'ai@x', TODAY)),
      )
      expect(done.filter(({ ok }) => ok)).toHaveLength(1)
      expect(done).toContainEqual({ ok: false, reason: 'last_owner' })
    }
  })

  test('who locks themselves out is asked first', async () => {
    await env.DB.prepare(`UPDATE staff SET role = 'owner' WHERE email = ?`).bind(PEOPLE.editor.email).run()
    const fields = { name: PEOPLE.owner.name, role: 'editor' }
    expect(await (await owner.post(path, fields)).text()).toContain('tự khoá mình')
    expect(await (await owner.post(`${path}/departure`)).text()).toContain('tự khoá mình')
    expect(await find(PEOPLE.owner.email)).toMatchObject({ role: 'owner', left_at: null })
    expect((await owner.post(path, { ...fields, confirmed: 1 })).headers.get('Location')).toBe('/admin')
    expect((await owner.get('/admin/staff')).status).toBe(403)
  })

  test('who came in by OWNER_EMAIL is written down with the first owner they add', async () => {
    await env.DB.prepare('DELETE FROM staff').run()
    await owner.post('/admin/staff', { name: 'Chủ Khác', email: 'khac@dateline.test', role: 'owner' })
    expect(await find(PEOPLE.owner.email)).toMatchObject({ role: 'owner', left_at: null })
    expect((await owner.get('/admin/staff')).status).toBe(200)
  })
})

test('an address that tells of nothing that is ever done tells nothing', async () => {
  const page = await (await owner.get('/admin/staff')).text()
  for (const done of ['__proto__', 'toString', 'constructor']) {
    const response = await owner.get(`/admin/staff?done=${done}&name=Mai`)
    expect([response.status, await response.text()]).toEqual([200, page])
  }
})
