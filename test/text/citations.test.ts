import { describe, expect, test } from 'vitest'
import { type Citation, findCitations } from '../../worker/text/citations.ts'

/** The words that cite, where brackets mark them · type · number · issuer · date or year. */
const REAL = `
theo [Chỉ thị số 07/CT-TTg ngày 21/3/2023] về | Chỉ thị | 07/CT-TTg | TTg | 2023-03-21
[Kế hoạch số 119/KH-UBND ngày 28/8/2023] của tỉnh | Kế hoạch | 119/KH-UBND | UBND | 2023-08-28
[Nghị định 30/2020/NĐ-CP]. | Nghị định | 30/2020/NĐ-CP | CP | 2020
[Luật số 11/2022/QH15] | Luật | 11/2022/QH15 | QH | 2022
[Quyết định 1121/QĐ-TTg], | Quyết định | 1121/QĐ-TTg | TTg |
[Thông tư 22/2021/TT-BGDĐT] | Thông tư | 22/2021/TT-BGDĐT | BGDĐT | 2021
[Thông tư liên tịch số 01/2021/TTLT-BNV-BTC] | Thông tư liên tịch | 01/2021/TTLT-BNV-BTC | BNV-BTC | 2021
[Thông tư 13/2011/TTLT/BYT-BTC] | Thông tư liên tịch | 13/2011/TTLT/BYT-BTC | BYT-BTC | 2011
[Công văn số 5512/BGDĐT-GDTrH ngày 18-12-2020] | Công văn | 5512/BGDĐT-GDTrH | BGDĐT | 2020-12-18
[công văn hoả tốc số 1234/BYT-KCB] | Công văn | 1234/BYT-KCB | BYT |
[Nghị quyết số 43/2022/QH15] | Nghị quyết | 43/2022/QH15 | QH | 2022
[Nghị quyết số 1211/2016/UBTVQH13] | Nghị quyết | 1211/2016/UBTVQH13 | UBTVQH | 2016
[Nghị quyết 30a/2008/NQ-CP] | Nghị quyết | 30a/2008/NQ-CP | CP | 2008
[Nghị quyết số 29-NQ/TW] | Nghị quyết | 29-NQ/TW | TW |
[Kết luận 49-KL/TW ngày 10.5.2019] | Kết luận | 49-KL/TW | TW | 2019-05-10
[Quy định số 37-QĐ/TW] | Quy định | 37-QĐ/TW | TW |
[Chương trình hành động số 12-CTr/TU] | Chương trình | 12-CTr/TU | TU |
[Thông báo kết luận số 45/TB-VPCP] | Thông báo | 45/TB-VPCP | VPCP |
[Công điện khẩn số 02/CĐ-QG] | Công điện | 02/CĐ-QG | QG |
[Hướng dẫn số 27-HD/BTCTW] | Hướng dẫn | 27-HD/BTCTW | BTCTW |
[Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14] | Pháp lệnh | 02/2020/UBTVQH14 | UBTVQH | 2020
[Luật Đất đai số 31/2024/QH15] | Luật | 31/2024/QH15 | QH | 2024
[Luật Phòng, chống tham nhũng số 36/2018/QH14] | Luật | 36/2018/QH14 | QH | 2018
[Bộ luật Lao động (số 45/2019/QH14)] và | Bộ luật | 45/2019/QH14 | QH | 2019
[Sắc lệnh số 53/SL] | Sắc lệnh | 53/SL | SL |
[Nghị định 64/CP ngày 27/9/1993] | Nghị định | 64/CP | CP | 1993-09-27
[Quyết định 327-CT] | Quyết định | 327-CT | CT |
phạt theo [Nghị định 100/2019], | Nghị định | 100/2019/NĐ-CP | CP | 2019
[Lệnh số 01/2022/L-CTN] | Lệnh | 01/2022/L-CTN | CTN | 2022
[Văn bản hợp nhất số 02/VBHN-BTC] | Văn bản hợp nhất | 02/VBHN-BTC | BTC |
[văn bản số 07/CT-TTg] | Chỉ thị | 07/CT-TTg | TTg |
[Tờ trình số 45/TTr-UBND] | Tờ trình | 45/TTr-UBND | UBND |
[Đề án 06/CP] | Đề án | 06/CP | CP |
[CHỈ THỊ SỐ 07/CT-TTG] | Chỉ thị | 07/CT-TTg | TTg |
[chỉ thị số: 07/ct-ttg, ngày 21 tháng 3 năm 2023] | Chỉ thị | 07/CT-TTg | TTg | 2023-03-21
[Chỉ thị số 07/CT-TTg của Thủ tướng Chính phủ ngày 21/3/2023] | Chỉ thị | 07/CT-TTg | TTg | 2023-03-21
[Quyết định của UBND tỉnh số 123/QĐ-UBND (ngày 4/9/2026)] | Quyết định | 123/QĐ-UBND | UBND | 2026-09-04
[Nghị định 30/2020/NĐ-CP ngày 5/3] | Nghị định | 30/2020/NĐ-CP | CP | 2020-03-05
[Chỉ thị 3/CT-TTg] | Chỉ thị | 03/CT-TTg | TTg |
[Quyết định số 15/2006/QÐ-BTC] | Quyết định | 15/2006/QĐ-BTC | BTC | 2006
[Nghị định số 30/2020/NĐ‑CP] | Nghị định | 30/2020/NĐ-CP | CP | 2020
Số: [07 /CT-TTg] | Chỉ thị | 07/CT-TTg | TTg |
quy định tại số [30/2020/NĐ-CP] | Nghị định | 30/2020/NĐ-CP | CP | 2020
Kế hoạch thực hiện [Chỉ thị số 07/CT-TTg] | Chỉ thị | 07/CT-TTg | TTg |
[Chỉ thị số 07/CT-TTg] ngày 31/2/2023 | Chỉ thị | 07/CT-TTg | TTg |
`

const LOOK_ALIKES = `
3/4 số hộ · mở cửa 24/7 · tháng 12/2023 · thắng 2-1 · tỷ số 3/2 · ngày 21/3/2023 · 30/4-1/5 · 0912-345-678 · (024) 3825 1234
km 12/QL1A · lớp 10/A1 · số nhà 12/HB-TX · ca F0/F1 · 9/10 điểm · 100km/h · Quốc lộ 10/QL · Kế hoạch 5 năm · nghị quyết 2020/2025
kế hoạch 10/2023 · kế hoạch 30/4 · thông báo 24/7 · thông báo số 10/A1 · hướng dẫn 3/4 lớp · Quyết định 10/10/2020 · luật 50/50
12.345/QĐ-TTg · 2019-30/NĐ-CP · A07/CT-TTg · AB/CT-TTg · https://vi.dụ/07/CT-TTg · 07/CT-TTg@x.vn · 07/CT-TTg/8 · phiên bản 2/CT-x
biển số 18B-123.45 · chuyến VN-123/HAN-SGN · chuyến 12-KH-HAN · 2-TT/2020 · ISO 9001/2015 · gọi 1900/CT-Bank · 50 kg/người · 08/TT-Huế · 3/QC-mau · 1/2 Luật
`

describe('a citation is found', () => {
  test.each(
    REAL.trim()
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim())),
  )('%s', (marked = '', type, number, issuer, when = '') => {
    const given = marked.replace(/[[\]]/g, '')
    const start = marked.indexOf('[')
    const text = marked.slice(start + 1, marked.indexOf(']'))
    const told = when.length > 4 ? { date: when, year: Number(when.slice(0, 4)) } : when ? { year: Number(when) } : {}
    expect(findCitations(given)).toEqual([{ start, end: start + text.length, text, type, number, issuer, ...told }])

    const [decomposed] = findCitations(given.normalize('NFD')) as [Citation]
    expect(decomposed).toMatchObject({ text: text.normalize('NFD'), type, number, issuer, ...told })
    expect(given.normalize('NFD').slice(decomposed.start, decomposed.end)).toBe(text.normalize('NFD'))
  })

  test('each of several in a row', () => {
    const numbers = findCitations(
      'Luật 12/2017/QH14, 35/2018/QH14; Nghị định 30/2020/NĐ-CP và 34/2020/NĐ-CP, (07/CT-TTg)',
    )
    expect(numbers.map(({ number }) => number).join(' ')).toBe(
      '12/2017/QH14 35/2018/QH14 30/2020/NĐ-CP 34/2020/NĐ-CP 07/CT-TTg',
    )
  })
})

test.each(LOOK_ALIKES.trim().split(/ · |\n/))('«%s» is not a citation', (text) =>
  expect(findCitations(text)).toEqual([]),
)

test.each([
  'Luật ',
  'Chỉ thị số 1/',
  '1/A-',
  '07/CT-TTg của ',
  'ngày 1/2 ',
  'công văn số (số ',
  'văn\n',
  '1/2020/',
  '07/CT-TTg ',
])('the time is linear in a text full of «%s»', (part) => {
  const measure = (length: number) => {
    const text = part.repeat(length / part.length)
    const started = Date.now()
    findCitations(text)
    return Date.now() - started
  }
  measure(20_000)
  expect(measure(200_000)).toBeLessThan(2_000)
})
