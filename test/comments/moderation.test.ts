import { describe, expect, test } from 'vitest'
import {
  type Context,
  checkFlood,
  checkLinks,
  checkRepeats,
  checkTerms,
  judge,
  type Signal,
} from '../../worker/comments/moderation.ts'

const calm: Context = { terms: [], repeats: 0, fromAddress: 0, policy: 'hold_all' }
const comment = (body: string, name = 'Lê Văn Ổn') => ({ name, body })
const namesOf = (signals: Signal[]) => signals.map((signal) => signal.name)

describe('a verdict', () => {
  test('publishes nothing without a person, unless the newsroom decided otherwise', () => {
    expect(judge(comment('Bài hay quá.'), calm, [])).toMatchObject({ status: 'held', signals: [{ name: 'policy' }] })
    expect(judge(comment('Bài hay quá.'), { ...calm, policy: 'approve_clean' }, [])).toEqual({
      status: 'approved',
      signals: [],
    })
  })

  test('holds what any check objects to, whatever the policy', () => {
    const verdict = judge(comment('Xem thêm ở https://vay-nong.example'), { ...calm, policy: 'approve_clean' }, [])
    expect(verdict.status).toBe('held')
    expect(namesOf(verdict.signals)).toEqual(['links'])
  })

  test('rejects when the signals weigh enough together', () => {
    const spam = comment('Cá độ tại cado.vn, nhacai.top, thang.xyz và choi.club')
    expect(judge(spam, { ...calm, terms: ['cá độ'], policy: 'approve_clean' }, []).status).toBe('rejected')
  })

  test('rejects nothing by itself where a person decides on each comment', () => {
    const spam = comment('Cá độ tại cado.vn, nhacai.top, thang.xyz và choi.club')
    expect(judge(spam, { ...calm, terms: ['cá độ'], repeats: 50, fromAddress: 50 }, []).status).toBe('held')
  })

  test('leaves to a person what Turnstile could not be asked about, however much speaks against it', () => {
    const unverified: Signal = { name: 'unverified', weight: 1, reason: '' }
    const verdict = judge(comment('Hay'), { ...calm, repeats: 99, policy: 'approve_clean' }, [unverified])
    expect(verdict.status).toBe('held')
    expect(namesOf(verdict.signals)).toEqual(['unverified', 'repeat'])
  })

  test('rejects what filled the trap for machines', () => {
    expect(judge(comment('Hay'), calm, [{ name: 'trap', weight: 100, reason: '' }]).status).toBe('rejected')
  })
})

describe('links', () => {
  test.each([
    ['https://vay-nong.example/abc', 'vay-nong.example'],
    ['Vào HTTP://EXAMPLE.COM nhé', 'example.com'],
    ['ghé www.ban-hang.test nha', 'www.ban-hang.test'],
    ['tìm shop.nhacai88.vn là thấy', 'nhacai88.vn'],
  ])('are seen in «%s»', (body, host) => {
    expect(checkLinks(comment(body))?.reason).toContain(host)
  })

  test('are seen in a name', () => {
    expect(checkLinks(comment('Bài hay', 'nhacai88.com'))).not.toBeNull()
  })

  test.each([
    'Tôi đi lúc 6.30, về 7.45.',
    'Ông ấy nói... rồi thôi.Không ai cãi.',
    'Giá 1.250.000đ',
    'ThS.Nguyễn Văn A',
    'v.v.',
  ])('are not seen in «%s»', (body) => expect(checkLinks(comment(body))).toBeNull())

  test('weigh more when there are many', () => {
    const many = 'a1.com b2.com c3.com d4.com'
    expect(checkLinks(comment(many))?.weight).toBeGreaterThan(checkLinks(comment('a1.com'))?.weight ?? 0)
  })
})

describe('blocked terms', () => {
  const terms = ['lừa đảo', 'cá độ', 'hoà giải giả']
  test.each([
    ['Đúng là lừa đảo!', 'lừa đảo'],
    ['LỪA.ĐẢO', 'lừa đảo'],
    ['lừa   –  đảo', 'lừa đảo'],
    ['Hòa giải giả', 'hoà giải giả'],
    ['do la lua dao het', 'lừa đảo'],
  ])('«%s» is held for “%s”', (body, term) => {
    expect(checkTerms(comment(body, 'Lan'), { ...calm, terms })?.reason).toContain(term)
  })

  test.each(['Bác kể lúa đào được nhiều', 'Cá đỏ ngon', 'cả đội cùng vui'])('«%s» is innocent', (body) => {
    expect(checkTerms(comment(body), { ...calm, terms })).toBeNull()
  })
})

describe('repeats and floods', () => {
  test('short thanks that many readers write are held at most, never rejected for that alone', () => {
    expect(checkRepeats(comment('Cảm ơn!'), calm)).toBeNull()
    const many = judge(comment('Cảm ơn!'), { ...calm, repeats: 99, fromAddress: 0, policy: 'approve_clean' }, [])
    expect(many.status).toBe('held')
  })

  test('a family behind one address is not a flood', () => {
    expect(checkFlood(comment(''), { ...calm, fromAddress: 4 })).toBeNull()
    expect(checkFlood(comment(''), { ...calm, fromAddress: 5 })).not.toBeNull()
  })
})
