import { expect, test } from 'vitest'
import { checkImpersonation } from '../../../worker/comments/checks/impersonation.ts'
import { calm, comment } from '../calm.ts'

const of = (name: string) => checkImpersonation(comment('Cảm ơn bạn đọc.', name), { ...calm, newsroom: 'Nhịp Cầu' })

test.each([
  'Toà soạn',
  'TOÀ SOẠN Nhịp Cầu',
  'tòa soạn',
  'Báo Nhịp Cầu',
  'nhip cau',
  'Nhịp  Cầu – bạn đọc',
  'Ban Biên Tập',
  'Biên tập viên Lan',
  'The Newsroom',
  'Editorial team',
])('«%s» could be taken for the newsroom', (name) => {
  expect(of(name)?.name).toBe('impersonation')
})

test.each([
  'Nguyễn Thị Lan',
  'Cầu Giấy',
  'Nhịp sống cầu đường',
  'Trần Toàn',
  'Toa Soanh',
  'Lê Biên',
  'Newsreader',
  'An Nhịp Cầuu',
  '🌸',
])('«%s» could not', (name) => {
  expect(of(name)).toBeNull()
})

test('a newsroom without a name has none to be taken', () => {
  expect(checkImpersonation(comment('x', 'Lan'), { ...calm, newsroom: '—' })).toBeNull()
})
