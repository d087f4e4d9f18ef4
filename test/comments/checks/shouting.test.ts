import { describe, expect, test } from 'vitest'
import { checkShouting } from '../../../worker/comments/checks/shouting.ts'
import { calm, comment } from '../calm.ts'

const check = (body: string) => checkShouting(comment(body), calm)

describe('shouting', () => {
  test.each([
    'KHÔNG THỂ CHẤP NHẬN ĐƯỢC VIỆC NÀY',
    'KHÔNG THỂ CHẤP NHẬN ĐƯỢC VIỆC NÀY'.normalize('NFD'),
    'HOM NAY TOI DI CHO MUA RAU',
    'YOU ARE ALL LIARS AND THIS IS A LIE',
    'STOP THIS NOW, WHY WILL YOU NOT HAVE ALL THE FACTS',
    'Ôi!!! ĐỪNG BAO GIỜ TIN BỌN NÀY NỮA BÀ CON ƠI',
  ])('«%s»', (body) => expect(check(body)).toMatchObject({ name: 'shouting' }))

  test.each([
    'HAY QUÁ',
    'UBND TP.HCM, HĐND, BHXH, CSGT, QL',
    'UBND, NASA, VTV1, FPT, VNPT và MIC đều có mặt',
    'KÍNH GỬI TOÀ SOẠN BÁO NHỊP CẦU. Tôi là bạn đọc lâu năm, hôm nay viết thư này để cảm ơn các anh chị.',
    'Tôi ĐÃ NÓI rồi mà không ai nghe, NÓI MÃI cũng chán',
    'không viết hoa chữ nào cả',
    'NASA, WHO, UNESCO and the EU all say so; I AM NOT so sure',
    'THE END',
    'Dear Editor. I wrote to the BBC and to CNN, and nobody answered.',
    '日本語日本語日本語 한국어',
    '123 456 !!! 🌸🌸🌸',
  ])('is not «%s»', (body) => expect(check(body)).toBeNull())
})
