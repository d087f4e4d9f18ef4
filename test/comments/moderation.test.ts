import { describe, expect, test, vi } from 'vitest'
import { type Check, judge, type Signal } from '../../worker/comments/moderation.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { calm, comment } from './calm.ts'

const namesOf = (signals: Signal[]) => signals.map((signal) => signal.name)
const spam = comment('Cá độ tại cado.vn, nhacai.top, thang.xyz và choi.club', 'Fan bóng đá')
const trusting = { ...calm, policy: 'approve_clean' as const }

describe('a verdict', () => {
  test('publishes nothing without a person, unless the newsroom decided otherwise', async () => {
    expect(await judge(comment('Bài hay quá.'), calm, [])).toMatchObject({
      status: 'held',
      signals: [{ name: 'policy' }],
    })
    expect(await judge(comment('Bài hay quá.'), trusting, [])).toEqual({ status: 'approved', signals: [] })
  })

  test('holds what any check objects to, whatever the policy', async () => {
    const verdict = await judge(comment('Xem thêm ở https://vay-nong.example'), trusting, [])
    expect(verdict.status).toBe('held')
    expect(namesOf(verdict.signals)).toEqual(['links'])
  })

  test('rejects when the signals weigh enough together', async () => {
    expect((await judge(spam, { ...trusting, terms: ['cá độ'] }, [])).status).toBe('rejected')
  })

  test('rejects nothing by itself where a person decides on each comment', async () => {
    const context = { ...calm, terms: ['cá độ'], repeats: 50, fromAddress: 50 }
    expect((await judge(spam, context, [])).status).toBe('held')
  })

  test('leaves to a person what Turnstile could not be asked about, however much speaks against it', async () => {
    const unverified: Signal = { name: 'unverified', weight: 1, reason: '' }
    const verdict = await judge(comment('Hay'), { ...trusting, repeats: 99, fromAddress: 99 }, [unverified])
    expect(verdict.status).toBe('held')
    expect(namesOf(verdict.signals)).toEqual(['unverified', 'repeat', 'flood'])
  })

  test('rejects what filled the trap for machines', async () => {
    expect((await judge(comment('Hay'), calm, [{ name: 'trap', weight: 100, reason: '' }])).status).toBe('rejected')
  })

  test('has every check’s signal, in words of the newsroom’s language', async () => {
    const body = `KHÔNG AI ĐƯỢC GỌI SỐ NÀY ĐÂU NHÉ 0912345678 soi cầu abc.com LỪA ĐẢO`
    const context = {
      ...trusting,
      ...{ terms: ['lừa đảo'], suspectTerms: ['soi cầu'], repeats: 1, likely: [`${body} nha`] },
      ...{ fromAddress: 9, fromEmail: 9, articleAgeMs: 1e12 },
    }
    const all = ['links', 'blocked_term', 'suspect_term', 'repeat', 'near_repeat', 'flood', 'flood_email', 'shouting']
    const inVietnamese = await judge(comment(body), context, [])
    expect(namesOf(inVietnamese.signals)).toEqual([...all, 'old_article', 'contact'])
    const inEnglish = await judge(comment(body), { ...context, says: wordsFor('en').reasons }, [])
    expect(inEnglish.signals.map(({ reason }) => reason)).not.toContainEqual(expect.stringMatching(/ý kiến|Có |Bài /))
  })
})

describe('a check that', () => {
  const objects: Check = () => ({ name: 'repeat', weight: 200, reason: '' })

  test.each<[string, Check]>([
    [
      'throws',
      () => {
        throw new Error('a bug')
      },
    ],
    ['fails later', () => Promise.reject(new Error('no model'))],
    ['never answers', () => new Promise(() => {})],
  ])('%s holds for a person, by its name, and the others are still made', async (_, broken) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const alone = await judge(comment('Hay'), trusting, [], { links: broken }, 20)
    expect(alone).toEqual({
      status: 'held',
      signals: [{ name: 'check_failed', weight: 1, reason: 'Phép kiểm tra đường dẫn không chạy được; cần người đọc.' }],
    })
    // Nobody knows enough to reject it either.
    const among = await judge(comment('Hay'), trusting, [], { links: broken, repeats: objects }, 20)
    expect(among.status).toBe('held')
    expect(namesOf(among.signals)).toEqual(['check_failed', 'repeat'])
    vi.restoreAllMocks()
  })

  test('answers in time is not hurried', async () => {
    const slow: Check = async (...asked) => {
      await scheduler.wait(20)
      return objects(...asked)
    }
    expect(namesOf((await judge(comment('Hay'), trusting, [], { links: slow }, 2_000)).signals)).toEqual(['repeat'])
  })
})
