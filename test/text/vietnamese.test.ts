import { describe, expect, test } from 'vitest'
import { compareNames, fingerprint, fold, normalise, slugify } from '../../worker/text/vietnamese.ts'

describe('text at the door', () => {
  test('is composed, whatever it was typed as', () => {
    expect(normalise('Đời sống'.normalize('NFD'))).toBe('Đời sống'.normalize('NFC'))
    expect(normalise('e\u200B\u0302\u0301')).toBe('ế')
  })

  test('has one kind of line break and keeps tabs', () => {
    expect(normalise('một\r\nhai\rba\u2028bốn\tnăm\n')).toBe('một\nhai\nba\nbốn\tnăm')
  })

  test.each([
    ['a control character', 'Lan\u0007\u0000', 'Lan'],
    ['a zero-width space', 'L\u200Ba\u2060n\uFEFF', 'Lan'],
    ['a soft hyphen', 'L\u00ADan', 'Lan'],
    ['a reversal of direction', '\u202EnaL\u2066', 'naL'],
    ['a letter without a shape', 'Lan\u3164\u115F', 'Lan'],
    ['a joiner outside an emoji', 'L\u200Dan', 'Lan'],
    ['a selector that selects nothing', 'Lan\uFE0F', 'Lan'],
    ['tags that follow no flag', 'Lan\u{E0041}\u{E0042}', 'Lan'],
  ])('loses %s', (_, given, kept) => expect(normalise(given)).toBe(kept))

  test.each([
    ['a family', '👨‍👩‍👧'],
    ['a heart with its selector', '❤️ và ❤️‍🔥'],
    ['a skin tone', '👩🏽‍🌾'],
    ['a keycap', '1️⃣'],
    ['a regional flag', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['Persian, spelt with a joiner', 'می‌خواهم'],
    ['Hindi, spelt with a joiner', 'क्‍ष'],
  ])('keeps %s', (_, text) => expect(normalise(text)).toBe(text.normalize('NFC')))

  test('loses what is written in tags behind a flag', () => {
    const tags = (text: string) => Array.from(text, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')
    expect(normalise(`🏴${tags('gbeng')}\u{E007F}${tags('hidden words')}`)).toBe(`🏴${tags('gbeng')}\u{E007F}`)
  })

  test('is well-formed even if what came was not', () => {
    expect(normalise('a\uD800b').isWellFormed()).toBe(true)
  })
})

describe('the folded form', () => {
  test.each(['da nang', 'Đà Nẵng', 'đà nẵng', 'DA NANG', '  Đà\n Nẵng ', 'Ðà Nẵng', 'Đa\u0300 Na\u0306\u0303ng'])(
    'of «%s» is one',
    (text) => {
      expect(fold(text)).toBe('da nang')
      expect(fold(text.normalize('NFD'))).toBe('da nang')
    },
  )

  test('makes both schools of tone placement one', () => {
    expect(fold('hoà thuỷ')).toBe(fold('hòa thủy'))
  })

  test('leaves the marks of scripts in which they are letters', () => {
    expect(fold('हिन्दी')).toBe('हिन्दी')
    expect(fold('ภาษาไทย')).toBe('ภาษาไทย'.normalize('NFKD').normalize('NFC'))
    expect(fold('한국어')).toBe('한국어')
  })
})

describe('a slug', () => {
  test.each([
    ['Đời sống', 'doi-song'],
    ['  «Bến đò»: giờ mới!  ', 'ben-do-gio-moi'],
    ["Đêm K'Ho ở Łódź", 'dem-kho-o-lodz'],
    ['2/9 và 30/4', '2-9-va-30-4'],
    ['日本', ''],
    ['…', ''],
  ])('of «%s» is «%s»', (text, slug) => expect(slugify(text)).toBe(slug))

  test('is cut between words', () => {
    expect(slugify('chuyến đò đầu ngày', 13)).toBe('chuyen-do-dau')
    expect(slugify('chuyến đò đầu ngày', 12)).toBe('chuyen-do')
    expect(slugify('x'.repeat(100))).toHaveLength(80)
  })
})

describe('a fingerprint', () => {
  test('is the same for the same words', async () => {
    const print = await fingerprint('Bài hay, cảm ơn toà soạn!')
    expect(print).toMatch(/^[0-9a-f]{64}$/)
    expect(await fingerprint('  BÀI HAY… cảm ơn tòa soạn 😀😀'.normalize('NFD'))).toBe(print)
    expect(await fingerprint('Bài hay, cảm ơn nhà báo!')).not.toBe(print)
  })

  test('of what has no words is that of its signs', async () => {
    expect(await fingerprint('👍')).toBe(await fingerprint(' 👍 '))
    expect(await fingerprint('👍')).not.toBe(await fingerprint('👎'))
  })
})

test('names stand in the order of the Vietnamese alphabet', () => {
  const names = ['Đông', 'Dung', 'Ơn', 'Ánh', 'Ôn', 'Ân', 'An', 'Ăn', 'On', 'Én', 'Êm', 'Tổ 10', 'Tổ 9']
  expect(names.sort(compareNames).join(' ')).toBe('An Ánh Ăn Ân Dung Đông Én Êm On Ôn Ơn Tổ 9 Tổ 10')
})
