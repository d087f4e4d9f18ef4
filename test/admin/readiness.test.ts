import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { listDoubts } from '../../worker/admin/readiness.ts'
import { as, drafted, ferryTimes, lotusFestival, ORIGIN, published, type Story } from '../newsroom.ts'

const [described, bare] = ['a'.repeat(64), 'b'.repeat(64)]

beforeAll(async () => {
  const insert = `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by, variants)
    VALUES (?, 'jpg', 'anh.jpg', 900, 600, 1, ?, 1, 'x', 'none')`
  await env.DB.batch([
    env.DB.prepare(insert).bind(described, 'Bến "đò" & <sông>'),
    env.DB.prepare(insert).bind(bare, ''),
  ])
})

async function doubtsIn(story: Partial<Story>) {
  const whole = { ...lotusFestival, body: `Chữ.\n\n::figure{image="${described}"}`, ...story }
  return listDoubts(env.DB, await drafted(whole), ORIGIN)
}
const about = async (story: Partial<Story>) => (await doubtsIn(story)).map(({ about }) => about)

test('an article that has all it needs leaves no doubt', async () => {
  expect(await doubtsIn({})).toEqual([])
})

test.each<[string, Partial<Story>, string[]]>([
  ['a standfirst', { standfirst: '' }, ['standfirst']],
  ['tags', { tags: '' }, ['tags']],
  ['a picture', { body: 'Chỉ có chữ.' }, ['picture']],
  ['a short headline', { headline: 'dài '.repeat(40) }, ['headline']],
  ['words for a picture', { body: `Chữ.\n\n::figure{image="${bare}"}` }, ['alt']],
  ['everything', { body: '', tags: '', standfirst: '' }, ['body', 'standfirst', 'picture', 'tags']],
])('what has not %s is told', async (_, story, expected) => {
  expect(await about(story)).toEqual(expected)
})

test('a figure’s own words for a picture are enough', async () => {
  expect(await about({ body: `Chữ.\n\n::figure[Chú thích]{image="${bare}" alt="Sen"}` })).toEqual([])
})

test('pictures that are gone are told, each once', async () => {
  const gone = 'c'.repeat(64)
  const body = `::figure{image="${described}"}\n\n::figure[Ảnh {mờ}]{align="left" image="${gone}"}\n\n![x](/media/${gone}/anh.jpg)`
  expect(await doubtsIn({ body })).toEqual([{ about: 'gone', of: [gone] }])
})

test('links that readers cannot follow are told, and no others', async () => {
  const nowhere = [
    'http://localhost:8787/van-hoa',
    'http://192.168.1.4/anh',
    'https://may-cua-lan/x?a=1&b=2',
    '/admin/articles/7',
    `${ORIGIN}/admin`,
    'http://127.0.0.1/x',
  ]
  const fine = [
    'https://nhandan.vn/localhost',
    '/van-hoa',
    `${ORIGIN}/van-hoa`,
    'mailto:lan@toasoan.vn',
    '/administration',
  ]
  const body = [...nowhere, ...fine].map((href) => `[đây](${href})`).join('\n\n')
  const [doubt] = await doubtsIn({ body: `${body}\n\n::figure{image="${described}"}` })
  expect(doubt?.about).toBe('links')
  expect(doubt?.of).toEqual(nowhere)
})

test('it is said on the article’s page, keeps nobody from publishing, and is over when readers have it', async () => {
  const { id } = await drafted(ferryTimes)
  const page = async () => (await as('editor').get(`/admin/articles/${id}`)).text()
  expect(await page()).toContain('Chưa có từ khoá.')
  expect((await as('editor').post(`/admin/articles/${id}/publication`)).status).toBe(303)
  expect(await page()).not.toContain('Chưa có từ khoá.')
  expect(await listDoubts(env.DB, await published({ ...ferryTimes, slug: 'khac' }), ORIGIN)).toEqual([])
})
