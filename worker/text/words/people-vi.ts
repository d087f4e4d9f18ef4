/** What the desk says about readers' own data. The original: gives the dictionary its shape. */
import { counting } from './counting.ts'

const say = counting('vi')

export const peopleVi = {
  nav: 'Bạn đọc',
  title: 'Dữ liệu của bạn đọc',
  intro:
    'Khi một bạn đọc viết thư xin bản sao hoặc xin xoá những gì toà soạn giữ về họ: trả lời từ đúng email ấy để chắc là họ, rồi làm ở đây.',
  email: 'Email của bạn đọc',
  emailHint: 'Email không vào địa chỉ trang, cũng không vào nhật ký.',
  look: 'Xem đang giữ gì',
  errors: {
    summary: 'Chưa xem được. Xin sửa chỗ sau:',
    email_invalid: 'Email chưa đúng. Một email đúng trông như: ten@thuvien.vn.',
  },
  of: (email: string) => `Về ${email}`,
  nothing: 'Toà soạn không giữ gì về email này.',
  held: {
    comments: 'Ý kiến',
    count: (n: number, from: string, to: string) => `${say.number(n)}, từ ${from} đến ${to}`,
    letters: 'Thư đã gửi hoặc sắp gửi',
    letterCount: (n: number) => `${say.number(n)} thư`,
    unsubscribed: 'Đã xin thôi nhận thư',
    bans: 'Không được viết ý kiến',
    ban: (from: string, until: string) => `từ ${from} đến ${until}`,
    lifted: (at: string) => `đã bỏ ${at}`,
  },
  export: 'Tải bản sao (JSON)',
  exportHint:
    'Mọi ý kiến gửi dưới email này với bài, giờ gửi, tình trạng; các thư; lần bị chặn. Không có gì của người khác. Việc tải được ghi lại.',
  erase: 'Xoá tất cả…',
  eraseTitle: (email: string) => `Xoá tất cả về ${email}?`,
  eraseList: (n: number, published: number) => [
    `${say.number(n)} ý kiến mất tên, email, nội dung và mọi dấu vết nhận ra người viết.`,
    ...(published > 0
      ? [
          `${say.number(published)} ý kiến đang hiện trên trang biến mất sau vài giây. Lời người khác trả lời vẫn còn, dưới một dòng báo rằng ý kiến không còn ở đây.`,
        ]
      : []),
    'Các thư đang chờ bị huỷ, và danh sách thư đã gửi được xoá.',
    'Lệnh chặn còn hiệu lực thì giữ đến hết hạn, không kèm lý do.',
    'Nhật ký ghi ai đã xoá, lúc nào, bao nhiêu ý kiến; email chỉ còn là một mã không đọc ngược được.',
  ],
  eraseNever: 'Không lấy lại được.',
  eraseNow: 'Xoá vĩnh viễn',
  cancel: 'Thôi, không xoá',
  done: (n: number) => `Đã xoá ${say.number(n)} ý kiến và những gì khác về bạn đọc này.`,
  doneHint: (time: string, by: string) => `${by} thực hiện lúc ${time}. Bạn có thể báo lại cho bạn đọc.`,
  partly: (n: number) =>
    `Đã xoá ${say.number(n)} ý kiến, và vẫn còn nữa: nhiều quá để làm trong một lần. Xin bấm xoá lần nữa.`,
  record: 'Đã làm trước đây',
  recorded: {
    person_erased: (n: number) => `xoá ${say.number(n)} ý kiến`,
    person_exported: (n: number) => `tải bản sao ${say.number(n)} ý kiến`,
  } as Record<string, (n: number) => string>,
  recordedBy: (what: string, by: string, time: string) => `${time}: ${by} ${what}.`,

  digest: {
    title: 'Bản tóm tắt hằng ngày',
    on: (email: string) => `Mỗi sáng, nếu có ý kiến chờ đọc, một thư ngắn được gửi tới ${email}.`,
    off: 'Bạn đang không nhận thư tóm tắt.',
    start: 'Gửi tôi bản tóm tắt hằng ngày',
    stop: 'Thôi gửi',
  },
}

export type PeopleWords = typeof peopleVi
