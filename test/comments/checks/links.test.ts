import { describe, expect, test } from 'vitest'
import { checkLinks } from '../../../worker/comments/checks/links.ts'
import { wordsFor } from '../../../worker/text/words.ts'
import { calm, comment } from '../calm.ts'

const check = (body: string, name?: string) => checkLinks(comment(body, name), calm)

describe('links', () => {
  test.each([
    ['https://vay-nong.example/abc', 'vay-nong.example'],
    ['Vào HTTP://EXAMPLE.COM nhé', 'example.com'],
    ['ghé www.ban-hang.test nha', 'www.ban-hang.test'],
    ['tìm shop.nhacai88.vn là thấy', 'shop.nhacai88.vn'],
    ['kubet.vip uy tín', 'kubet.vip'],
    ['trang abc-xyz.club nhé', 'abc-xyz.club'],
    ['xổsố.com', 'xổsố.com'],
    ['my blog: http://small-wind.example.org:8080/a?b#c.', 'small-wind.example.org'],
  ])('are seen in «%s»', (body, host) => expect(check(body)?.reason).toContain(`: ${host}.`))

  test.each([
    ['h t t p : / / abc . com', 'abc.com'],
    ['hxxps://evil.com/x', 'evil.com'],
    ['abc[.]com', 'abc.com'],
    ['abc (dot) com', 'abc.com'],
    ['abc dot com', 'abc.com'],
    ['nhacai chấm com', 'nhacai.com'],
    ['abc . com', 'abc.com'],
    ['abc .vn', 'abc.vn'],
    ['nhacai88. com', 'nhacai88.com'],
    ['abc。com', 'abc.com'],
    ['ａｂｃ．ｃｏｍ', 'abc.com'],
    ['ha\u200Bck.com', 'hack.com'],
    ['https://dantri.com.vn@evil.com/', 'evil.com'],
    ['[https://evil.com]', 'evil.com'],
  ])('are seen through the disguise of «%s»', (body, host) => expect(check(body)?.reason).toContain(`: ${host}.`))

  test('are seen in a name', () => expect(check('Bài hay', 'nhacai88.com')).not.toBeNull())

  test.each([
    'Tôi đi lúc 6.30, về 7.45.',
    'Ông ấy nói... rồi thôi.Không ai cãi.',
    'Giá 1.250.000đ',
    'ThS.Nguyễn Văn A',
    'v.v.',
    'v.v…',
    'chuyện 3.5 và TP.HCM, Q.1',
    'hay.Tôi thích',
    'xong.Ai về nhà nấy',
    'vui quá.Top đầu luôn',
    'mua online. Shop này tốt',
    'Tôi ở Mỹ. VN mình khác',
    'toi an. com ngon lam',
    'dấu chấm cơm',
    'tệp anh.jpg, don.docx và README.md',
    'học ASP.NET',
    'e.g. this, i.e. that, U.S.A.',
    'St.Petersburg, No.1, ver 1.2.3.4',
    'máy ở 192.168.1.1',
    'ngày 10.5.2024',
    'thư cho lan@gmail.com',
    'https:// rồi thôi',
  ])('are not seen in «%s»', (body) => expect(check(body)).toBeNull())
})

describe('a link weighs by where it leads', () => {
  const weightOf = (body: string) => check(body)?.weight ?? 0

  test.each([
    'bit.ly/abc',
    't.me/xoso',
    'https://zalo.me/0912',
    'm.me/abc',
    'http://192.168.1.1:8080',
    '103.15.22.9/login',
    'http://3232235777/x',
    'http://[::1]/',
    'https://xn--80ak6aa92e.com',
  ])('%s hides where, or leads to a private chat', (body) => {
    expect(weightOf(body)).toBeGreaterThan(weightOf('https://example.com'))
    expect(check(body)?.reason).toContain('giấu đích đến')
  })

  test('to the newsroom itself least, to public bodies and schools little', () => {
    const [own, official, other] = ['nhipcau.test', 'dichvucong.gov.vn', 'example.com'].map((host) =>
      weightOf(`https://${host}/a`),
    )
    expect(own).toBeGreaterThan(0)
    expect(official).toBeGreaterThan(own ?? 0)
    expect(other).toBeGreaterThan(official ?? 0)
  })

  test('whatever it only looks like', () => {
    for (const host of ['nhipcau.test.evil.com', 'xgov.vn', 'gov.vn.evil.com', 'evilnhipcau.test']) {
      expect(weightOf(`https://${host}`), host).toBe(weightOf('https://example.com'))
    }
  })

  test('and more when there are many', () => {
    expect(weightOf('a1.com b2.com c3.com d4.com')).toBeGreaterThan(weightOf('a1.com'))
  })

  test('and the reason tells the hosts, the foreign ones first', () => {
    expect(check('https://nhipcau.test/a và https://example.com')?.reason).toBe('Có đường dẫn: example.com.')
    const many = comment('a1.com b2.com c3.com d4.com e5.com f6.com g7.com')
    expect(checkLinks(many, calm)?.reason).toMatch(/e5\.com và 2 nơi khác\.$/)
    expect(checkLinks(many, { ...calm, says: wordsFor('en').reasons })?.reason).toMatch(/^Links: .* and 2 more\.$/)
  })
})
