/** What the desk says of an article's way from draft to readers. */
import type { Action } from '../../admin/history.ts'
import type { Doubt } from '../../admin/readiness.ts'
import { counting } from './counting.ts'

const say = counting('vi')

export const deskWorkflowVi = {
  board: {
    board: 'Bảng bài',
    filter: 'Tìm bài',
    headline: 'Chữ trong đầu đề',
    section: 'Chuyên mục',
    anySection: 'Mọi chuyên mục',
    writer: 'Người viết',
    anybody: 'Mọi người',
    show: 'Lọc',
    clear: 'Bỏ lọc',
    empty: {
      draft: 'Không có bản nháp nào. Bấm “Viết bài mới” để bắt đầu.',
      handed_in: 'Không bài nào chờ duyệt.',
      scheduled: 'Chưa hẹn giờ bài nào. Mở một bài rồi chọn “Hẹn giờ”.',
      published: 'Chưa đăng bài nào.',
      withdrawn: 'Không có bài nào đã rút.',
    },
    noneOfYours: 'Chưa bài nào của bạn được hẹn giờ đăng.',
    noneFound: 'Không có bài nào khớp. Thử bớt điều kiện lọc.',
    today: 'Hôm nay',
    tomorrow: 'Ngày mai',
    waits: (time: string) => `chờ ${time}`,
    returned: 'Bị trả lại',
    /** Since when something waits. */
    since: {
      minutes: (n: number) => (n < 1 ? 'chưa đầy một phút' : `${say.number(n)} phút`),
      hours: (n: number) => `${say.number(n)} giờ`,
      days: (n: number) => `${say.number(n)} ngày`,
    },
  },

  note: 'Lời nhắn',
  noteToEditor: 'Lời nhắn cho biên tập viên',
  noteToEditorHint: 'Không bắt buộc. Ví dụ: ảnh thứ hai chờ xác nhận nguồn.',
  noteToWriter: 'Lời nhắn cho người viết',
  noteToWriterHint: 'Cần sửa gì, cần thêm gì. Hiện ở đầu bài khi người viết mở ra.',
  noteOfReopening: 'Không bắt buộc.',
  withNote: 'Kèm lời nhắn',
  takeBack: 'Lấy về viết tiếp',
  sendBack: 'Trả lại người viết',
  reopen: 'Đưa về bản nháp',
  reopenHint: 'Để sửa rồi đăng lại sau. Trong lúc đó bạn đọc vẫn thấy lời báo bài đã được rút.',
  sentBack: (by: string, time: string) => `${by} trả bài lại lúc ${time}`,
  handedIn: (by: string, time: string) => `${by} gửi duyệt lúc ${time}`,
  willAppear: (time: string, zone: string) =>
    `Bài sẽ tự lên trang lúc ${time} (${zone}). Sửa và lưu trước giờ ấy thì bản mới nhất được đăng.`,
  zone: (zone: string, offset: string) => `giờ ${zone}, UTC${offset}`,
  atHint: (zone: string, now: string) => `Theo đồng hồ của toà soạn (${zone}); bây giờ là ${now}.`,

  history: 'Bài đã đi qua',
  actors: { schedule: 'Hẹn giờ' } as Record<string, string>,
  actions: {
    article_created: 'bắt đầu viết',
    article_handed_in: 'gửi duyệt',
    article_taken_back: 'lấy về viết tiếp',
    article_sent_back: 'trả lại',
    article_reopened: 'đưa về bản nháp',
    article_scheduled: 'hẹn giờ đăng',
    article_unscheduled: 'thôi hẹn giờ',
    article_published: 'đăng',
    article_withdrawn: 'rút khỏi trang',
    article_moved: 'đổi đường dẫn',
    article_corrected: 'đính chính',
    correction_removed: 'bỏ lời đính chính',
    article_comments_changed: 'đổi cách nhận ý kiến',
  } satisfies Record<Action, string>,

  doubts: {
    title: 'Trước khi đăng',
    hint: 'Theo bản đã lưu. Trừ bài chưa có chữ, không điều nào ngăn bạn đăng.',
    about: {
      body: () => 'Bài chưa có nội dung nên chưa đăng được.',
      headline: (_, max) => `Đầu đề dài quá ${say.number(max)} ký tự: sẽ bị cắt khi chia sẻ và trong kết quả tìm kiếm.`,
      standfirst: () => 'Chưa có sapô: trong danh sách bài chỉ hiện đầu đề.',
      picture: () => 'Chưa có ảnh: trong danh sách và khi chia sẻ bài chỉ có chữ.',
      gone: (n) => `${say.number(n)} ảnh trong bài không có trong kho, bạn đọc sẽ không thấy.`,
      alt: (n) => `${say.number(n)} ảnh chưa có lời tả cho người không nhìn thấy ảnh.`,
      tags: () => 'Chưa có từ khoá.',
      links: (n) => `${say.number(n)} liên kết bạn đọc không mở được:`,
    } satisfies Record<Doubt['about'], (n: number, max: number) => string>,
  },

  duplicates: {
    same: 'Đã có bài mang đúng đầu đề này:',
    near: 'Đã có bài mang đầu đề rất giống:',
    taken: 'Đường dẫn này đang là của bài:',
    leads: 'Đường dẫn này đang dẫn tới:',
    another: 'một bài khác đang được chuẩn bị trong toà soạn',
  },

  errors: {
    note_missing: 'Xin viết vài lời để người viết biết cần sửa gì.',
    nothing_to_send_back: 'Chỉ trả lại được bài đang chờ duyệt hoặc bài đã rút.',
    nothing_to_take_back: 'Bài không còn chờ duyệt nên không lấy về được.',
    emptied:
      'Bài đã đăng hoặc đã hẹn giờ thì không để trống nội dung được. Muốn bỏ bài, xin rút bài hoặc thôi hẹn giờ.',
  },
}

export type DeskWorkflowWords = typeof deskWorkflowVi
