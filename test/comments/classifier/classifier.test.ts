import { describe, expect, test } from 'vitest'
import decisions from '../../../demo/decisions.json'
import { checkClassifier } from '../../../worker/comments/checks/classifier.ts'
import { classifierOf, stateOf, train } from '../../../worker/comments/classifier/classifier.ts'
import { featuresOf } from '../../../worker/comments/classifier/features.ts'
import { wordsFor } from '../../../worker/text/words.ts'
import { calm, comment } from '../calm.ts'
import { type DemoDecision, evaluate } from './evaluation.ts'

const examples = (decisions as DemoDecision[]).map(({ body, status }) => ({ body, turnedAway: status !== 'approved' }))
const learnt = train(examples)
const check = (body: string, locale: 'vi' | 'en' = 'vi') =>
  checkClassifier(comment(body), { ...calm, classifier: () => learnt, says: wordsFor(locale).reasons })

describe('the classifier', () => {
  test.each([
    ['vi', 'Giống những ý kiến đã từ chối: '],
    ['en', 'Like comments that were turned away: '],
  ] as const)('names the words that speak against a comment, in %s', (locale, begins) => {
    const signal = check('Cần vay tiền nhanh thì inbox em, giải ngân trong ngày', locale)
    expect(signal).toMatchObject({ name: 'classifier', weight: 40 })
    expect(signal?.reason.startsWith(begins)).toBe(true)
    expect(signal?.reason).toContain('giải ngân')
    expect(signal?.reason.match(/“/g)?.length).toBeLessThanOrEqual(4)
  })

  test.each([
    ['without marks', 'vay tien nhanh, giai ngan trong ngay, no xau van duyet, ib em'],
    ['with dots between letters', 'v.a.y tiền nhanh, giải ngân trong ngày, inbox em'],
    ['in another case and number', 'VAY TIỀN NHANH 999 TRIỆU, GIẢI NGÂN TRONG NGÀY, INBOX'],
    ['in English', 'Fast loans approved, no credit check, contact us on WhatsApp'],
    ['an insult', 'Đồ ngu như bò, câm mồm lại đi thằng óc chó'],
  ])('knows spam and insults again: %s', (_, body) => {
    expect(check(body)?.name).toBe('classifier')
  })

  test.each([
    'Lãi suất vay mua nhà cao quá, ngân hàng nói giảm mà có giảm đâu.',
    'Cảm ơn báo đã cảnh báo bọn lừa đảo việc nhẹ lương cao.',
    'Tôi đồng ý với bác, đường làng mình ngập quanh năm.',
    'The bus changes are confusing, where should we park?',
    'Hay',
    '👏👏👏',
    'zxqv wjkp',
    '',
  ])('says nothing of «%s»', (body) => {
    expect(check(body)).toBeNull()
  })

  test('says nothing before it has learnt anything', () => {
    expect(checkClassifier(comment('Vay tiền nhanh'), calm)).toBeNull()
    expect(checkClassifier(comment('Vay tiền nhanh'), { ...calm, classifier: () => train([]) })).toBeNull()
  })

  test('is as it was after it was stored', () => {
    const again = classifierOf(JSON.parse(JSON.stringify(stateOf(learnt))))
    for (const { body } of examples) {
      const asked = (classifier: typeof learnt) =>
        checkClassifier(comment(body), { ...calm, classifier: () => classifier })
      expect(asked(again)?.reason).toBe(asked(learnt)?.reason)
    }
  })

  test('is bounded, and takes words that objects have too', () => {
    const many = Array.from({ length: 4_000 }, (_, n) => ({
      body: `constructor __proto__ tu${n >> 1} ${n % 2} ấy${n >> 2}`,
      turnedAway: n % 3 === 0,
    }))
    expect(JSON.stringify(stateOf(train(many))).length).toBeLessThan(250_000)
    const objects = train(
      [...Array(20)].map((_, n) => ({
        body: n % 2 ? 'constructor __proto__ toString' : 'bình thường',
        turnedAway: n % 2 === 1,
      })),
    )
    expect(
      checkClassifier(comment('__proto__ constructor toString'), { ...calm, classifier: () => objects }),
    ).not.toBeNull()
  })
})

describe('by cross-validation on the demo’s decisions', () => {
  test.each([
    [50, 0.78, 0.6, 0.12],
    [100, 0.83, 0.7, 0.1],
    [200, 0.87, 0.78, 0.08],
  ])(
    'having learnt from %i it is right, finds and wrongly holds as many as before',
    (size, accuracy, recall, falseHolds) => {
      const measured = evaluate(decisions as DemoDecision[], size, 5)
      expect(measured.accuracy).toBeGreaterThan(accuracy)
      expect(measured.recall).toBeGreaterThan(recall)
      expect(measured.falseHolds).toBeLessThan(falseHolds)
    },
  )
})

describe('what a text is recognised by', () => {
  test('is its syllables, alone and in pairs, with marks and without', () => {
    expect([...featuresOf('Vay tiền 20tr').keys()]).toEqual(
      expect.arrayContaining(['vay', 'tien', '=tiền', 'vay tien', 'tien #']),
    )
  })

  test('is the same where only marks, case and invisible characters differ', () => {
    const bare = [...featuresOf('vay tien nhanh').keys()]
    expect([...featuresOf('VAY Ti\u200bền NHANH').keys()]).toEqual(expect.arrayContaining(bare))
  })

  test('is no more in a longer text than in a thousand characters', () => {
    expect(featuresOf('từ ngữ khác nhau '.repeat(1_000)).size).toBeLessThan(20)
    const started = Date.now()
    featuresOf('a'.repeat(2_000_000))
    expect(Date.now() - started).toBeLessThan(500)
  })
})
