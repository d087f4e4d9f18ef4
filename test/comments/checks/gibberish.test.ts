import { describe, expect, test } from 'vitest'
import { checkGibberish } from '../../../worker/comments/checks/gibberish.ts'
import { calm, comment } from '../calm.ts'

const check = (body: string) => checkGibberish(comment(body), calm)

describe('gibberish', () => {
  test.each([
    'asdfghjkl asdf',
    'sdkfjhskdjfh skdjfh',
    'aaaaaaaaaaaaaaaa',
    'qwertyuiop',
    'jfkdlsjfkdls jfkdlsjf ok',
    'xcvbnm,dfghj',
    'ababababababababab',
    'ằqưẻ ưtảyx đkảh ẫnml',
  ])('«%s»', (body) => expect(check(body)).toMatchObject({ name: 'gibberish' }))

  test.each([
    'hahahahahaha',
    'kkkkkkkkkkkk',
    'hihi hoho kaka',
    'zzzzzzz',
    'quááááááá hay',
    'Ngôiiiii nhà đẹpppppp',
    'noooooooooo way',
    'ko bik nch j lun á mn oi',
    'hay vl ko đùa vcl đkm',
    'dzui quá chời, fim nì hay wá trùi lun',
    'khoong bieets nois gif',
    'Krzysztof Szczęsny, Margaret Oyelaran',
    'H’Nhung Êban, Ksor Blưp, Giàng A Sếnh',
    'rhythm and strengths',
    'Lovely piece. What a good librarian.',
    'UBND TP.HCM HĐND BHXH',
    '0912 345 678 12345',
    '412/38',
    '🌸🌸🌸🌸🌸🌸',
    'Привет всем друзья',
    'こんにちは、いい記事です',
    'cocacola, blablabla',
    'nghiêng nghiêng khuỷu khuya ngoằn ngoèo quẹo',
  ])('is not «%s»', (body) => expect(check(body)).toBeNull())
})
