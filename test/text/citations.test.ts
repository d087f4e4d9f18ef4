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
[Nghị quyết số 57-NQ/TW ngày 22/12/2024] của Bộ Chính trị | Nghị quyết | 57-NQ/TW | TW | 2024-12-22
[Nghị quyết 18/NQ-TW] | Nghị quyết | 18/NQ-TW | TW |
[Nghị quyết số 20 - NQ/TW] | Nghị quyết | 20-NQ/TW | TW |
[Chỉ thị số 05-CT/TW] | Chỉ thị | 05-CT/TW | TW |
[Chỉ thị 13-CT/TƯ] | Chỉ thị | 13-CT/TW | TW |
[Kết luận số 12-KL/TU] | Kết luận | 12-KL/TU | TU |
[Thông tri số 11-TT/TU] | Thông tri | 11-TT/TU | TU |
[Công văn số 7890-CV/VPTW] | Công văn | 7890-CV/VPTW | VPTW |
theo [Quyết định số 244-QĐ/TW] | Quyết định | 244-QĐ/TW | TW |
[Nghị quyết số 12/2023/NQ-HĐND] của HĐND tỉnh | Nghị quyết | 12/2023/NQ-HĐND | HĐND | 2023
[Nghị quyết số 01/NQ-CP ngày 08/01/2025] | Nghị quyết | 01/NQ-CP | CP | 2025-01-08
[Nghị quyết liên tịch số 403/2017/NQLT-CP-UBTVQH14-ĐCTUBTWMTTQVN] | Nghị quyết liên tịch | 403/2017/NQLT-CP-UBTVQH14-ĐCTUBTWMTTQVN | CP-UBTVQH14-ĐCTUBTWMTTQVN | 2017
[Quyết định 15/2024/QĐ-UBND] | Quyết định | 15/2024/QĐ-UBND | UBND | 2024
[Quyết định số 1078/QĐ/BTC] | Quyết định | 1078/QĐ/BTC | BTC |
[Thông tư số 10/2024/TT-BTNMT] | Thông tư | 10/2024/TT-BTNMT | BTNMT | 2024
[Thông tư 19/2019/TT-BNN&PTNT] | Thông tư | 19/2019/TT-BNN&PTNT | BNN&PTNT | 2019
[Thông tư số 05/2022/TT-BVHTTDL] | Thông tư | 05/2022/TT-BVHTTDL | BVHTTDL | 2022
[Thông tư 03/2022/TT-BKHĐT] | Thông tư | 03/2022/TT-BKHĐT | BKHĐT | 2022
[thông tư số 11/2020/tt-bldtbxh] | Thông tư | 11/2020/TT-BLĐTBXH | BLĐTBXH | 2020
[Thông tư 22/2021/TT-BGDDT] | Thông tư | 22/2021/TT-BGDĐT | BGDĐT | 2021
[Thông tư số 15-LĐTBXH/TT] | Thông tư | 15-LĐTBXH/TT | LĐTBXH |
[Văn bản hợp nhất 07/VBHN-VPQH] | Văn bản hợp nhất | 07/VBHN-VPQH | VPQH |
[Kế hoạch số 01-KH/BCĐTW] | Kế hoạch | 01-KH/BCĐTW | BCĐTW |
[Báo cáo số 123/BC-UBND] | Báo cáo | 123/BC-UBND | UBND |
[Thông báo số 318/TB-VPCP ngày 6 tháng 7 năm 2024] | Thông báo | 318/TB-VPCP | VPCP | 2024-07-06
[Hướng dẫn 1234/HD-BNV] | Hướng dẫn | 1234/HD-BNV | BNV |
[Công điện số 1063/CĐ-TTg] | Công điện | 1063/CĐ-TTg | TTg |
[Công điện 06/CD-TTg] | Công điện | 06/CĐ-TTg | TTg |
[công văn số 10/CV-UBND] | Công văn | 10/CV-UBND | UBND |
[Công văn 412/UBND-VX ngày 3/2/2026] | Công văn | 412/UBND-VX | UBND | 2026-02-03
[Lệnh số 12/2023/L-CTN] | Lệnh | 12/2023/L-CTN | CTN | 2023
[Bộ luật Hình sự số 100/2015/QH13] | Bộ luật | 100/2015/QH13 | QH | 2015
[Quy định số 08-QĐi/TW] | Quy định | 08-QĐi/TW | TW |
[Quy chế 02-QC/TU] | Quy chế | 02-QC/TU | TU |
[Chỉ thị 406-TTg] | Chỉ thị | 406-TTg | TTg |
[Nghị định số 30/2020/ND-CP] | Nghị định | 30/2020/NĐ-CP | CP | 2020
[Nghị định số 30/2020/NĐ - CP], | Nghị định | 30/2020/NĐ-CP | CP | 2020
xem [1121/QD-TTg]. | Quyết định | 1121/QĐ-TTg | TTg |
([30/2020/ND-CP]) | Nghị định | 30/2020/NĐ-CP | CP | 2020
[NGHỊ QUYẾT SỐ 42/NQ-CP] | Nghị quyết | 42/NQ-CP | CP |
[Nghị định số 24/2024/NĐ–CP] | Nghị định | 24/2024/NĐ-CP | CP | 2024
[Nghị định số 24/2024/NĐ−CP] | Nghị định | 24/2024/NĐ-CP | CP | 2024
[Chỉ thị số 07/CT-TTg ngày 21/3/2023] | Chỉ thị | 07/CT-TTg | TTg | 2023-03-21
[Quyết định số 214/QĐ-UBND được ký ngày 4.9.2026] | Quyết định | 214/QĐ-UBND | UBND | 2026-09-04
(theo [Quyết định số 214/QĐ-UBND]) | Quyết định | 214/QĐ-UBND | UBND |
«[Luật Thủ đô số 39/2024/QH15]» | Luật | 39/2024/QH15 | QH | 2024
under [Directive 07/CT-TTg dated 21 March 2023], | Chỉ thị | 07/CT-TTg | TTg | 2023-03-21
[Decree No. 30/2020/ND-CP dated March 5, 2020] | Nghị định | 30/2020/NĐ-CP | CP | 2020-03-05
the [Law on Land No. 31/2024/QH15] | Luật | 31/2024/QH15 | QH | 2024
[Law No. 11/2022/QH15] | Luật | 11/2022/QH15 | QH | 2022
[decision no 1121/QĐ-TTg of 4 September 2023] | Quyết định | 1121/QĐ-TTg | TTg | 2023-09-04
[Joint Circular 01/2021/TTLT-BNV-BTC] | Thông tư liên tịch | 01/2021/TTLT-BNV-BTC | BNV-BTC | 2021
[Official Letter No. 5512/BGDDT-GDTrH] | Công văn | 5512/BGDĐT-GDTrH | BGDĐT |
[Resolution No. 12/2023/NQ-HDND, issued on 8 December 2023] | Nghị quyết | 12/2023/NQ-HĐND | HĐND | 2023-12-08
[Plan 119/KH-UBND dated 28/8/2023] | Kế hoạch | 119/KH-UBND | UBND | 2023-08-28
fines under [Decree 100/2019] | Nghị định | 100/2019/NĐ-CP | CP | 2019
`

const LOOK_ALIKES = `
3/4 số hộ · mở cửa 24/7 · tháng 12/2023 · thắng 2-1 · tỷ số 3/2 · ngày 21/3/2023 · 30/4-1/5 · 0912-345-678 · (024) 3825 1234
km 12/QL1A · lớp 10/A1 · số nhà 12/HB-TX · ca F0/F1 · 9/10 điểm · 100km/h · Quốc lộ 10/QL · Kế hoạch 5 năm · nghị quyết 2020/2025
kế hoạch 10/2023 · kế hoạch 30/4 · thông báo 24/7 · thông báo số 10/A1 · hướng dẫn 3/4 lớp · Quyết định 10/10/2020 · luật 50/50
12.345/QĐ-TTg · 2019-30/NĐ-CP · A07/CT-TTg · AB/CT-TTg · https://vi.dụ/07/CT-TTg · 07/CT-TTg@x.vn · 07/CT-TTg/8 · phiên bản 2/CT-x
biển số 18B-123.45 · chuyến VN-123/HAN-SGN · chuyến 12-KH-HAN · 2-TT/2020 · ISO 9001/2015 · gọi 1900/CT-Bank · 50 kg/người · 08/TT-Huế · 3/QC-mau · 1/2 Luật
Điều 5/2020 · Điều 12 khoản 3/4 · TCVN 7957/2008 · ISO/IEC 27001:2022 · STK 0011-004-123456/VCB · 19036-VCB · xe 29A-123.45/HN · 51F-678.90
7h30-9h/ngày · 08:00-17:00 · Mt 5/3-12 · Ga 2/20 · 12/12A Lý Thường Kiệt · hẻm 48/7/2 · đường 3/2 · căn 12-05/CT1 · toà 15/CT2 · nhà 21B/CT-X2
1.200.000đ/m2 · 25.000/KG · 99/USD · 3/NST · U23 2/1 · hạng 1/V-League · 4/BXH-U19 · set 6/4-3/6 · MU 2/0 · 1/16 đội · CPU i7-9700/16GB
phim 2/3D-IMAX · 4/TV-LED · mã 12/CD-ROM · 15/DA-TA · USB 3/HD-TV · RAM 8/GB-DDR4 · lô 07/LK-BT · thửa 12/TBĐ-5 · QL1A/12 · Km5/ĐT-743 · 9/11-2001
kế hoạch 2021/2025 · quy định 5/2020 · thông tư này 1/1/2024 · quyết định 2/3 số phiếu · nghị quyết 1/3 · lệnh 1/2 · công văn đi 12/5 · đề án 10/2022
plan 24/7 · a project 10/2023 · order no. 3/4 · the law 50/50 · report 12/2020 · decision 2/3 · http://a.vn/30/2020/NĐ-CP · van-ban/30/2020/NĐ-CP
Nghị định 12-3 · luật chơi số 10/U19 · số 5/HCM-HN · 4/PC-VR · 2/QR-Pay · 1900/QĐ · 12/NĐ · 3/TT · ký hiệu C/O 12/VK-AKFTA
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

  test.each([
    ['các Quyết định số 12/QĐ-UBND ngày 3/2/2026, số 13/QĐ-UBND', '12/QĐ-UBND Quyết định · 13/QĐ-UBND Quyết định'],
    ['Công văn số 5512/BGDĐT-GDTrH và số 1234/BYT-KCB', '5512/BGDĐT-GDTrH Công văn · 1234/BYT-KCB Công văn'],
    ['các Nghị định 64/CP; 43-CP', '64/CP Nghị định · 43-CP Nghị định'],
    ['Nghị định 100/2019 và 123/2021', '100/2019/NĐ-CP Nghị định · 123/2021/NĐ-CP Nghị định'],
    ['Decrees No. 100/2019, 123/2021 and 30/2020/ND-CP', '100/2019/NĐ-CP · 123/2021/NĐ-CP · 30/2020/NĐ-CP'],
    ['Nghị định 100/2019 và 12/2021', '100/2019/NĐ-CP Nghị định'],
    ['Nghị định 100/2019, kết quả 24/2021', '100/2019/NĐ-CP Nghị định'],
    ['Công văn 5512/BGDĐT-GDTrH. 1234/BYT-KCB', '5512/BGDĐT-GDTrH Công văn'],
  ])('a list shares its type: «%s»', (text, told) => {
    const found = findCitations(text).map(({ number, type }) => `${number} ${type}`)
    expect(found.join(' · ').replace(/ Nghị định/g, '')).toBe(told.replace(/ Nghị định/g, ''))
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
  '07/CT - TTg - ',
  'Law on ',
  'Law No. ',
  '5512/BYT-KCB, ',
  '07/CT-TTg of March ',
  '100/2019 và ',
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
