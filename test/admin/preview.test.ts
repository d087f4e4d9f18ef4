import { expect, test } from 'vitest'
import { as, drafted, type Fields, ferryTimes, lotusFestival, pageOf, published } from '../newsroom.ts'

test.each([lotusFestival, ferryTimes])('a preview is what readers get, below a bar: «$headline»', async (story) => {
  const article = await published(story)
  const response = await as('contributor').post('/admin/preview', { ...(story as Fields), slug: article.slug })
  expect(response.status).toBe(200)
  const page = await response.text()
  expect(page).toContain('Bản xem trước')
  expect(page.replace(/(<body>)<style>.*?<\/style><p class="preview-bar".*?<\/p>/s, '$1')).toBe(await pageOf(article))
})

test('runs and sends nothing, keeps nothing, and allows the reader’s style', async () => {
  const form = { ...(lotusFestival as Fields), body: '<script>alert(1)</script> [x](javascript:alert(1))' }
  const response = await as('contributor').post('/admin/preview', form)
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  expect(policy).not.toContain('script-src')
  expect(policy).toContain("form-action 'none'")
  expect(response.headers.get('Cache-Control')).toBe('private, no-store')
  const page = await response.text()
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('href="javascript:')
  for (const [, style = ''] of page.matchAll(/<style>(.*?)<\/style>/gs)) {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    expect(policy).toContain(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`)
  }
})

test('what cannot be shown yet says why', async () => {
  const response = await as('contributor').post('/admin/preview', { body: 'Chưa có đầu đề' })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Bài cần có đầu đề.')
})

test('tells nothing of somebody else’s article that waits at the same address', async () => {
  const { id, slug } = await drafted({ ...lotusFestival, headline: 'Chưa ai được biết' }, 'editor')
  await as('editor').post(`/admin/articles/${id}/publication`, { at: '2031-03-04T05:06' })
  const shown = async (who: 'contributor' | 'editor') =>
    (await as(who).post('/admin/preview', { ...(lotusFestival as Fields), headline: 'Khác', slug })).text()
  expect(await shown('editor')).toContain('2031-03-04')
  expect(await shown('contributor')).not.toContain('2031')
})
