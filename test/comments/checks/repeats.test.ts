import { describe, expect, test } from 'vitest'
import { checkNearRepeats, checkRepeats } from '../../../worker/comments/checks/repeats.ts'
import { judge } from '../../../worker/comments/moderation.ts'
import { calm, comment } from '../calm.ts'

const PITCH = 'Kèo thơm tối nay, soi cầu chuẩn 99%, nhắn mình qua số 0912 345 678 nha cả nhà'

describe('the same words again', () => {
  test('weigh more when there are many', () => {
    expect(checkRepeats(comment('Hay'), calm)).toBeNull()
    const [few, many] = [1, 5].map((repeats) => checkRepeats(comment('Hay'), { ...calm, repeats })?.weight ?? 0)
    expect(many).toBeGreaterThan(few ?? 0)
  })

  test('are held at most, never rejected for that alone: many readers write short thanks', async () => {
    expect((await judge(comment('Cảm ơn!'), { ...calm, repeats: 99, policy: 'approve_clean' }, [])).status).toBe('held')
  })
})

describe('nearly the same words', () => {
  const OFFER = 'Earn five hundred dollars a day from home, no experience needed, message me on Telegram today'

  test.each([
    [OFFER.replace('five', 'nine'), 'near_repeat'],
    [`${OFFER.toUpperCase()}!!!`, 'near_repeat'],
    ['My cousin was told to earn money from home and to message them on Telegram; she lost all she had', undefined],
  ])('in English: «%s»', (body, name) => {
    expect(checkNearRepeats(comment(body), { ...calm, likely: [OFFER] })?.name).toBe(name)
  })

  test.each([
    ['one word changed', PITCH.replace('thơm', 'ngon')],
    ['another number', PITCH.replace('0912 345 678', '0987.654.321').replace('99', '100')],
    ['other punctuation and case', PITCH.toUpperCase().replaceAll(',', ' –').concat('!!!')],
    ['a word at the end', `${PITCH} ơi`],
    ['no marks', 'keo thom toi nay soi cau chuan 99 nhan minh qua so 0912345678 nha ca nha ban'],
  ])('%s', (_, body) => {
    expect(checkNearRepeats(comment(body), { ...calm, likely: [PITCH] })).toMatchObject({
      name: 'near_repeat',
      reason: 'Gần giống 1 ý kiến khác trong bảy ngày qua.',
    })
  })

  test.each([
    [
      'another comment on the same matter',
      'Tối nay soi đèn đi bắt cua, kèo này thơm, cả nhà chuẩn bị nha mình qua đón',
    ],
    [
      'a quotation answered',
      `“${PITCH}” Đọc câu này là biết ngay họ dụ mình, bà con đừng tin và đừng nhắn gì cho họ nhé`,
    ],
    ['short thanks', 'Bài viết rất hay và bổ ích'],
  ])('are not %s', (_, body) => {
    expect(checkNearRepeats(comment(body), { ...calm, likely: [PITCH, 'Bài viết rất hay, rất bổ ích'] })).toBeNull()
  })
})
