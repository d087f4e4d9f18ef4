import { describe, expect, test } from 'vitest'
import { checkContacts } from '../../../worker/comments/checks/contacts.ts'
import { calm, comment } from '../calm.ts'

const check = (body: string) => checkContacts(comment(body), calm)

describe('a telephone number', () => {
  test.each([
    ['0912345678', '091…78'],
    ['0912 345 678', '091…78'],
    ['gọi 0912.345.678 nhé', '091…78'],
    ['0912-345-678', '091…78'],
    ['0 9 1 2 3 4 5 6 7 8', '091…78'],
    ['o912.345.678', '091…78'],
    ['０９１２３４５６７８', '091…78'],
    ['09\u200B12345678', '091…78'],
    ['+84 912 345 678', '849…78'],
    ['(+84) 912345678', '849…78'],
    ['+84 (0) 912 345 678', '840…78'],
    ['84912345678', '849…78'],
    ['(024) 3825 1234', '024…34'],
    ['024.38251234', '024…34'],
    ['0204 3 555 666', '020…66'],
    ['hotline 1900 1234', '190…34'],
    ['1800 599 920', '180…20'],
    ['lúc 5 0912345678', '091…78'],
  ])('«%s» is seen, and told as %s', (body, masked) => {
    expect(check(body)).toMatchObject({
      name: 'contact',
      reason: `Có thông tin riêng của người nào đó: số điện thoại ${masked}.`,
    })
  })

  test('two are two', () => {
    expect(check('0912345678 0987654321')?.reason).toContain('091…78, số điện thoại 098…21')
  })

  test.each([
    '26/02/2024',
    'ngày 05.11.2024',
    '214/QĐ-UBND, 30/2020/NĐ-CP, số 57-NQ/TW',
    '1.250.000.000đ',
    '84.912.345.678 đồng',
    '0912345678 đồng',
    '20 000 000 000 đồng',
    '1900 – 1945, 1945-1975',
    'xổ số 05 12 33 35 41 44',
    '412/38',
    '2.630 kWh, 0,5 kg',
    'ISBN 978-604-1-12345-6',
    'mã 1234567890',
    'tỉ số 0-3 8-1',
    'chuyến 5h15, 61 lượt',
    'gọi 113, 114, 115',
  ])('is not seen in «%s»', (body) => expect(check(body)).toBeNull())
})

describe('an email', () => {
  test.each(['lan.nguyen@gmail.com', 'lan.nguyen (at) gmail.com', 'lan.nguyen a còng gmail.com'])('«%s»', (body) => {
    expect(check(body)?.reason).toContain('email l…@gmail.com')
  })

  test.each(['@lan ơi', 'lan@', 'giá 5k@cái', 'a @ b'])('is not «%s»', (body) => expect(check(body)).toBeNull())
})

describe('a home', () => {
  test.each([
    'số nhà 12 ngõ 34 phố Huế',
    'nó ở số 12 đường Láng',
    '123/4 đường Nguyễn Trãi',
    'Địa chỉ: thôn Phù Lưu, xã Đông Lĩnh',
    'She lives at 12 Baker Street',
  ])('«%s»', (body) => expect(check(body)?.reason).toContain('địa chỉ nhà'))

  test.each([
    'thôn Phù Lưu, xã Đông Lĩnh ngập hết',
    'Nhà tôi ngõ 2,9 m',
    'quận 1 đường Nguyễn Huệ tắc',
    'ngày 30/4 đường Láng tắc',
    'ba mươi sáu phố phường, 36 phố phường',
    'số 5 báo tháng trước',
    'Street food is great',
  ])('is not «%s»', (body) => expect(check(body)).toBeNull())
})

describe('what a thief would look for weighs more', () => {
  test.each([
    ['CCCD 038199001234', 'số giấy tờ tuỳ thân 038…34'],
    ['038 199 001 234', 'số giấy tờ tuỳ thân 038…34'],
    ['CMND: 123456789', 'số giấy tờ tuỳ thân 123…89'],
    ['stk 0123456789 VCB', 'số tài khoản 012…89'],
    ['STK Vietcombank: 1903 4567 8901 23', 'số tài khoản 190…23'],
    ['số tài khoản 19034567890123', 'số tài khoản 190…23'],
  ])('«%s»', (body, told) => {
    expect(check(body)?.reason).toContain(told)
    expect(check(body)?.weight).toBeGreaterThan(check('0912345678')?.weight ?? 100)
  })

  test.each(['tài khoản của tôi bị khoá 3 lần', 'tài khoản có 500000000 đồng', 'mã 999199001234'])(
    'is not in «%s»',
    (body) => expect(check(body)).toBeNull(),
  )
})

test('no reason repeats what it warns of', () => {
  const body = '0912345678, lan@gmail.com, stk 19034567890123, CCCD 038199001234, số nhà 12 ngõ 34 phố Huế'
  const reason = check(body)?.reason ?? ''
  expect(reason).not.toMatch(/\d{4}|lan|Huế/)
  expect(reason.split(', ')).toHaveLength(5)
})
