import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { app } from '../../worker/app.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import { pictures } from '../media/pictures.ts'
import { as, drafted, insider, lotusFestival, pageOf, published } from '../newsroom.ts'

const ALT = 'Chiếc đò chở học trò'
const json = { Accept: 'application/json' }
const bodyOf = async (id: number) => (await findArticle(env.DB, id))?.body ?? ''

describe('a picture', () => {
  test('is stored, listed with its line, and served', async () => {
    const fields = { file: pixel('đò.png'), alt: ALT, caption: 'Sớm', credit: 'ST' }
    const response = await as('contributor').post('/admin/images', fields, json)
    expect(response.status).toBe(201)
    const { image } = await response.json<{ image: { id: string; url: string; width: number; figure: string } }>()
    expect(image).toMatchObject({ width: 1, height: 1, figure: `::figure[Sớm]{image="${image.id}" align="centre"}` })
    const served = await insider('contributor').get(image.url)
    expect([served.status, served.headers.get('Content-Type')]).toEqual([200, 'image/png'])
    await served.arrayBuffer()
    const misnamed = await insider('contributor').get(image.url.replace(/[^/]+$/, 'ten-khac.png'))
    expect([misnamed.status, misnamed.headers.get('Location')]).toEqual([301, image.url])
    const library = await (await as('editor').get(`/admin/images?added=${image.id}`)).text()
    expect(library).toContain(`value="${ALT}"`)
    expect(library).toContain(image.figure.replaceAll('"', '&quot;'))
  })

  test('is uploaded by a program that asks for its description later, and told of by its id', async () => {
    const sent = await as('contributor').post('/admin/images', { file: pixel('sau.png', 61) }, json)
    expect(sent.status).toBe(201)
    const { image } = await sent.json<{ image: { id: string; alt: string; figure: string } }>()
    expect(image.alt).toBe('')
    expect(await (await as('editor').get(`/admin/images/${image.id}`, json)).json()).toEqual({ image })
    expect((await as('editor').get(`/admin/images/${'0'.repeat(64)}`)).status).toBe(404)
  })

  test('uploaded again keeps the words it came with; new ones go into the line', async () => {
    const file = pixel('lai.png', 7)
    const first = await as('editor').post('/admin/images', { file, alt: 'Đầm sen', caption: 'Sớm', credit: 'ST' }, json)
    const fields = { file, alt: 'Đầm "sen" & thuyền', caption: 'Chiều [muộn]', credit: '' }
    const again = await as('contributor').post('/admin/images', fields, json)
    const { image } = await again.json<{ image: { id: string; alt: string; caption: string; figure: string } }>()
    expect(image).toMatchObject({ alt: 'Đầm sen', caption: 'Sớm' })
    expect(image.id).toBe((await first.json<{ image: { id: string } }>()).image.id)
    const article = await published({ ...lotusFestival, headline: 'Ảnh cũ, lời mới', body: image.figure })
    const page = await pageOf(article)
    expect(page).toContain('alt="Đầm &#x22;sen&#x22; &#x26; thuyền"')
    expect(page).toContain('<b>Chiều [muộn]</b> Ảnh: ST')
  })

  test('goes on to have its smaller forms made; sent again, only where that was given up', async () => {
    const sent: string[] = []
    const IMAGE_VARIANTS = {
      send: async (body: { imageId: string }) => void sent.push(body.imageId),
    } as unknown as Queue
    const editor = as('editor', (request) => app.fetch(request, { ...env, IMAGE_VARIANTS }))
    const upload = async () => {
      const response = await editor.post('/admin/images', { file: pixel('moi.png', 21), alt: ALT }, json)
      return (await response.json<{ image: { id: string } }>()).image.id
    }
    const id = await upload()
    const become = (variants: string) =>
      env.DB.prepare('UPDATE images SET variants = ? WHERE id = ?').bind(variants, id).run()
    await become('made')
    await upload()
    expect(sent).toEqual([id])
    await become('failed')
    await upload()
    expect(sent).toEqual([id, id])
  })

  test('is one of several that a form without a script sends, each answered for', async () => {
    const before = await env.DB.prepare('SELECT count(*) AS n FROM images').first<number>('n')
    const form = new FormData()
    form.append('credit', 'Nhóm ảnh')
    form.append('file', pixel('một.png', 101))
    form.append('file', new File(['<svg/>'], 'vẽ.svg'))
    form.append('file', pixel('hai.png', 102))
    const headers = { Origin: env.ORIGIN }
    const mixed = await as('contributor').send('/admin/images', { method: 'POST', body: form, headers })
    expect(mixed.status).toBe(415)
    const page = await mixed.text()
    expect(page).toContain('<b>vẽ.svg: </b>Chỉ nhận ảnh')
    expect(page.match(/name="alt\.[0-9a-f]{64}"/g)).toHaveLength(2)
    expect(page.match(/value="Nhóm ảnh"/g)).toHaveLength(2)
    expect(await env.DB.prepare('SELECT count(*) AS n FROM images').first('n')).toBe((before ?? 0) + 2)

    const good = new FormData()
    for (const shade of [103, 104]) good.append('file', pixel(`${shade}.png`, shade))
    const both = await as('contributor').send('/admin/images', { method: 'POST', body: good, headers })
    const location = both.headers.get('Location') ?? ''
    expect(location).toMatch(/^\/admin\/images\?added=[0-9a-f]{64}\.[0-9a-f]{64}$/)
    const [one, two] = location.split('=')[1]?.split('.') ?? []
    const described = { id: one ?? '', [`alt.${one}`]: 'Một điểm', [`alt.${two}`]: 'Không gửi id' }
    await as('contributor').post('/admin/images/descriptions', described)
    const alts = await env.DB.prepare('SELECT alt FROM images WHERE id IN (?, ?) ORDER BY alt').bind(one, two).all()
    expect(alts.results).toEqual([{ alt: '' }, { alt: 'Một điểm' }])
  })

  test('takes its credit from who uploads it, then from its file, then from the newsroom', async () => {
    await env.DB.prepare(`UPDATE settings SET default_credit = 'Nhịp Cầu'`).run()
    const creditOf = async (file: File, fields: Record<string, string> = {}) => {
      const sent = await as('contributor').post('/admin/images', { file, ...fields }, json)
      return (await sent.json<{ image: { credit: string } }>()).image.credit
    }
    const photo = new File([pictures['phone.avif'] as Uint8Array<ArrayBuffer>], 'đò.avif')
    expect(await creditOf(photo)).toBe('Lê Ổn/Nhịp & Cầu')
    expect(await creditOf(pixel('c.png', 111))).toBe('Nhịp Cầu')
    expect(await creditOf(pixel('d.png', 112), { credit: 'ST' })).toBe('ST')
    await env.DB.prepare(`UPDATE settings SET default_credit = ''`).run()
  })

  test('from a browser goes back to where it came from', async () => {
    const { id } = await drafted(lotusFestival)
    const fields = { file: pixel('a.png'), alt: ALT }
    const library = await as('editor').post('/admin/images', fields)
    expect(library.headers.get('Location')).toMatch(/^\/admin\/images\?added=[0-9a-f]{64}$/)
    const article = await as('editor').post('/admin/images', { ...fields, article: id })
    expect(article.headers.get('Location')).toBe(`/admin/articles/${id}#pictures`)
    const elsewhere = await as('editor').post('/admin/images', { ...fields, article: '//evil.test' })
    expect(elsewhere.headers.get('Location')).toMatch(/^\/admin\/images/)
  })

  test.each([
    ['HTML under a picture’s name', '<!doctype html><script>alert(1)</script>', 415],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 415],
    ['a PNG that ends early', '\x89PNG\r\n\x1a\n', 422],
  ])('that is %s is refused', async (_, content, status) => {
    const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0))
    const file = new File([bytes], 'anh.png', { type: 'image/png' })
    const response = await as('contributor').post('/admin/images', { file, alt: ALT }, json)
    expect(response.status).toBe(status)
    const page = await as('contributor').post('/admin/images', { file, alt: ALT })
    expect(page.status).toBe(status)
    expect(await page.text()).toContain('<b>anh.png: </b>')
  })

  test('needs a file and a description', async () => {
    const response = await as('editor').post('/admin/images', { alt: ' ', caption: 'Còn đây' }, json)
    expect(response.status).toBe(422)
    const { error } = await response.json<{ error: { fields: object } }>()
    expect(Object.keys(error.fields).sort()).toEqual(['alt', 'file'])
    expect(
      (
        await as('editor').post('/admin/images', {
          file: new File([new Uint8Array(24 * 1024 * 1024)], 'a.png'),
          alt: ALT,
        })
      ).status,
    ).toBe(413)
  })
})

describe('within an article, without a script', () => {
  test('one button saves the article and puts the picture at its end, where it was asked for', async () => {
    const { id } = await drafted(lotusFestival)
    const fields = {
      version: 1,
      body: 'Chữ chưa lưu.',
      file: pixel('ben.png', 9),
      alt: ALT,
      caption: 'Bến',
      credit: 'ST',
      align: 'left',
    }
    const response = await as('contributor').post(`/admin/articles/${id}`, fields)
    expect(response.headers.get('Location')).toBe(`/admin/articles/${id}?done=picture`)
    expect(await bodyOf(id)).toMatch(/^Chữ chưa lưu\.\n\n::figure\[Bến\]\{image="[0-9a-f]{64}" align="left"\}$/)
    await as('editor').post(`/admin/articles/${id}/publication`)
    const article = (await findArticle(env.DB, id)) ?? expect.fail()
    expect(await pageOf(article)).toMatch(/<figure class="left"><picture>.*<img[^>]*alt="Chiếc đò chở học trò"/)
  })

  test('a picture of the library is placed the same way', async () => {
    const { image } = await (await as('editor').post('/admin/images', { file: pixel('c.png'), alt: ALT }, json)).json<{
      image: { id: string }
    }>()
    const article = await published({ ...lotusFestival, slug: 'dat-anh' })
    const fields = { version: 1, align: 'wide', place: image.id }
    expect((await as('editor').post(`/admin/articles/${article.id}`, fields)).status).toBe(303)
    expect(await bodyOf(article.id)).toContain(`::figure[Sớm]{image="${image.id}" align="wide"}`)
    const gone = await as('editor').post(`/admin/articles/${article.id}`, { version: 2, place: 'f'.repeat(64) })
    expect(gone.status).toBe(422)
  })

  test('a picture that is refused costs no word', async () => {
    const fields = {
      headline: 'Bài có ảnh hỏng',
      section: 'van-hoa',
      body: 'Chữ còn nguyên.',
      file: new File(['<svg/>'], 'a.png'),
      alt: ALT,
    }
    const response = await as('contributor').post('/admin/articles', fields)
    expect(response.status).toBe(415)
    const page = await response.text()
    for (const words of ['Chữ còn nguyên.', `value="${ALT}"`, 'href="#f-file"']) expect(page).toContain(words)
    const undescribed = await as('contributor').post('/admin/articles', { ...fields, file: pixel('b.png'), alt: ' ' })
    expect(undescribed.status).toBe(422)
    expect(await undescribed.text()).toContain('href="#f-alt"')
  })
})

/** The smallest picture there is; of each shade another. */
function pixel(name: string, shade = 0): File {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
  if (shade > 0) {
    bytes[45] = shade
    new DataView(bytes.buffer).setUint32(54, crc32(bytes.subarray(37, 54)))
  }
  return new File([bytes], name, { type: 'image/png' })
}

/** PNG, annex D. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
