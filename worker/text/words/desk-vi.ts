/** What the editors' desk says. The original: gives the desk's dictionary its shape. */
import type { Role } from '../../admin/access.ts'
import type { Article } from '../../schema.ts'
import { counting } from './counting.ts'
import { deskCommentsVi } from './desk-comments-vi.ts'
import { deskNewsroomVi } from './desk-newsroom-vi.ts'
import { deskPicturesVi } from './desk-pictures-vi.ts'
import { deskSavingVi } from './desk-saving-vi.ts'
import { deskWorkflowVi } from './desk-workflow-vi.ts'
import { deskWritingVi } from './desk-writing-vi.ts'

const say = counting('vi')

export const deskVi = {
  name: 'Bàn biên tập',
  nav: {
    label: 'Bàn biên tập',
    overview: 'Tổng quan',
    articles: 'Bài viết',
    images: 'Ảnh',
    comments: 'Ý kiến',
    waiting: (n: number) => `${say.number(n)} ý kiến chờ đọc`,
    site: 'Xem trang',
    signOut: 'Đăng xuất',
  },
  roles: {
    contributor: 'Cộng tác viên',
    moderator: 'Người duyệt ý kiến',
    editor: 'Biên tập viên',
    owner: 'Chủ toà soạn',
  } satisfies Record<Role, string>,
  statuses: {
    draft: 'Bản nháp',
    handed_in: 'Chờ duyệt',
    scheduled: 'Hẹn giờ',
    published: 'Đã đăng',
    withdrawn: 'Đã rút',
  } satisfies Record<Article['status'], string>,
  back: 'Quay lại',
  seeAll: 'Xem tất cả',
  older: 'Cũ hơn',
  newest: 'Về đầu danh sách',

  overview: {
    hello: (name: string) => `Chào ${name}`,
    comments: 'Ý kiến chờ đọc',
    noComments: 'Không còn ý kiến nào chờ. Bạn đã đọc hết.',
    handed_in: 'Bài chờ duyệt',
    noneHandedIn: 'Chưa có bài nào được gửi duyệt.',
    draft: 'Bản nháp',
    noDraft: 'Không có bản nháp nào đang dở.',
    scheduled: 'Hẹn giờ đăng',
    noneScheduled: 'Chưa hẹn giờ bài nào.',
    published: 'Mới đăng',
    nonePublished: 'Chưa đăng bài nào.',
    write: 'Viết bài mới',
  },

  list: {
    title: 'Bài viết',
    filter: 'Lọc theo tình trạng',
    all: 'Tất cả',
    empty: 'Không có bài nào ở đây.',
    emptyHint: 'Bấm “Viết bài mới” để bắt đầu.',
    publishedAt: (time: string) => `đăng ${time}`,
    scheduledFor: (time: string) => `sẽ đăng ${time}`,
    savedAt: (time: string, by: string) => `lưu ${time}, ${by}`,
  },

  edit: {
    newTitle: 'Bài mới',
    version: (n: number) => `bản thứ ${say.number(n)}`,
    viewOnSite: 'Xem trên trang',
    settings: 'Thông tin bài',
    headline: 'Đầu đề',
    standfirst: 'Sapô',
    standfirstHint: 'Một hai câu dẫn, in đậm dưới đầu đề.',
    body: 'Nội dung',
    section: 'Chuyên mục',
    chooseSection: 'Chọn chuyên mục',
    lang: 'Ngôn ngữ của bài',
    langs: { vi: 'Tiếng Việt', en: 'Tiếng Anh' },
    author: 'Tác giả',
    noAuthor: 'Không ghi tác giả',
    byline: 'Dòng ký cuối bài',
    bylineHint: 'Ví dụ: CTV – Nam Định',
    source_credit: 'Nguồn',
    sourceCreditHint: 'Mở đầu bài, trong ngoặc: (Nhịp Cầu) –',
    translation_of: 'Dịch từ bài',
    translationHint:
      'Dán địa chỉ của bài gốc trên trang. Hai bài sẽ tự dẫn sang nhau. Không phải bản dịch thì để trống.',
    tags: 'Từ khoá',
    tagsHint: 'Cách nhau bằng dấu phẩy.',
    slug: 'Đường dẫn',
    slugHint: 'Để trống thì lấy từ đầu đề. Đổi đường dẫn của bài đã đăng thì địa chỉ cũ tự dẫn sang địa chỉ mới.',
    correction: 'Đính chính',
    correctionHint:
      'Nếu lần lưu này sửa một chỗ sai, xin nói với bạn đọc: sai gì, đúng là gì. Hiện kèm ngày ở đầu bài.',
    corrections: 'Những lời đính chính trên bài',
    removeCorrection: 'Bỏ lời này',
    help: 'Cách trình bày',
    helpLines: [
      ['Một dòng trống', 'sang đoạn mới'],
      ['## Tiêu đề', 'tiêu đề giữa bài'],
      ['**đậm**, *nghiêng*', 'chữ đậm, chữ nghiêng'],
      ['[chữ hiện ra](https://…)', 'liên kết'],
      ['https://youtu.be/…', 'một dòng chỉ có địa chỉ video thành ô dẫn tới video'],
      ['- mục', 'danh sách; 1. mục là danh sách có số'],
      ['> câu nói', 'trích dẫn'],
      ['::figure{image="…" align="left"}', 'ảnh; dùng nút “Đặt vào bài” thì khỏi phải gõ'],
      ['Quyết định số 214/QĐ-UBND', 'số văn bản được tự nhận ra'],
    ],
    readOnly: 'Bài này đã qua tay biên tập viên. Bạn đọc được, nhưng muốn sửa thì xin nhắn toà soạn.',
    save: 'Lưu',
    saveDraft: 'Lưu bản nháp',
    preview: 'Xem trước',
    handIn: 'Gửi duyệt',
    publish: 'Đăng ngay',
    publishAgain: 'Đăng lại',
    update: 'Lưu và cập nhật trang',
    more: 'Hẹn giờ',
    moreOnSite: 'Rút bài',
    schedule: 'Hẹn giờ đăng',
    reschedule: 'Đổi giờ đăng',
    at: 'Giờ đăng',
    withdraw: 'Rút bài khỏi trang',
    withdrawHint: 'Bạn đọc sẽ thấy lời báo bài đã được rút. Có thể đăng lại sau.',
    unschedule: 'Thôi hẹn giờ',
    done: {
      saved: 'Đã lưu.',
      picture: 'Đã lưu, và ảnh đã nằm ở cuối bài. Bạn có thể dời dòng ảnh đến chỗ khác.',
      handed_in: 'Đã gửi duyệt. Toà soạn sẽ đọc bài này.',
      sent_back: 'Đã trả bài lại cho người viết.',
      taken_back: 'Đã lấy bài về. Viết tiếp xong, bạn gửi duyệt lại.',
      reopened: 'Bài trở lại là bản nháp. Bạn đọc vẫn thấy lời báo bài đã được rút.',
      published: 'Đã đăng. Trang ngoài hiện bài sau khoảng một giây.',
      scheduled: 'Đã hẹn giờ đăng.',
      withdrawn: 'Đã rút bài khỏi trang.',
      uncorrected: 'Đã bỏ lời đính chính.',
      restored: 'Đã khôi phục. Bản cũ nay là bản mới nhất; các bản kia vẫn còn.',
      draft: 'Đã thôi hẹn giờ.',
    },
    revisions: 'Các bản đã lưu',
    revisionsHint: 'Mỗi lần lưu là một bản, không bản nào mất.',
    current: 'bản hiện nay',
    revisionTitle: (n: number) => `Bản thứ ${say.number(n)}`,
    savedBy: (time: string, by: string) => `${by} lưu lúc ${time}`,
    useRevision: 'Mở bản này để sửa',
    fromRevision: (n: number) =>
      `Đây là chữ của bản thứ ${say.number(n)}. Bấm lưu thì nó thành bản mới nhất; các bản kia vẫn còn.`,
    conflict: {
      title: 'Bài này vừa được lưu ở chỗ khác',
      theirs: (by: string, time: string) => `Bản của ${by}, lưu ${time}`,
      empty: '(để trống)',
    },
    errors: {
      summary: 'Chưa xong. Những gì bạn viết vẫn còn nguyên; xin xem chỗ sau:',
      headline_missing: 'Bài cần có đầu đề.',
      section_missing: 'Xin chọn một chuyên mục.',
      author_unknown: 'Không có tác giả này trong danh sách.',
      tags_many: 'Nhiều nhất 20 từ khoá, mỗi từ khoá 60 ký tự.',
      too_long: (max: number) => `Dài quá ${say.number(max)} ký tự. Xin viết ngắn lại.`,
      invalid: 'Chỗ này chưa đúng.',
      slug_taken: 'Chuyên mục này đã có bài mang đường dẫn ấy. Xin đổi khác đi, hoặc để trống.',
      at_missing: 'Xin chọn ngày giờ đăng.',
      at_invalid: 'Ngày giờ chưa đúng.',
      at_past: 'Giờ này đã qua. Xin chọn một giờ sắp tới, hoặc bấm “Đăng ngay”.',
      body_missing: 'Bài chưa có nội dung nên chưa đăng được.',
      already_published: 'Bài đang ở trên trang nên không hẹn giờ được. Muốn hẹn giờ, xin rút bài trước.',
      nothing_to_withdraw: 'Bài này không ở trên trang và cũng không hẹn giờ, nên không có gì để rút.',
      nothing_to_hand_in: 'Chỉ gửi duyệt được bản nháp.',
      nothing_to_correct: 'Bài chưa đăng thì chưa có gì để đính chính với bạn đọc. Xin để trống ô này.',
      original: {
        unknown: 'Không có bài nào ở địa chỉ này.',
        itself: 'Đây là địa chỉ của chính bài này.',
        same_language: 'Bài ấy cùng ngôn ngữ với bài này, nên không phải là bài gốc của bản dịch.',
        is_translation: 'Bài ấy cũng là một bản dịch. Xin ghi địa chỉ của bài gốc.',
        has_translation: 'Bài này đang là bài gốc của một bản dịch khác, nên không thể là bản dịch.',
        translated: 'Bài ấy đã có một bản dịch khác.',
      },
    },
  },

  /** Whether an article takes comments. */
  discussion: {
    comments: 'Ý kiến bạn đọc',
    choices: {
      '': 'Theo cài đặt chung',
      open: 'Nhận ý kiến',
      days: 'Nhận trong một số ngày',
      closed: 'Ngừng nhận, ý kiến cũ vẫn hiện',
      none: 'Không có ý kiến',
    },
    days: 'Số ngày nhận ý kiến',
    daysHint: 'Kể từ lúc đăng; chỉ cần khi chọn “Nhận trong một số ngày”.',
    daysWrong: (max: number) => `Xin điền số ngày, từ 1 đến ${say.number(max)}.`,
  },

  commentSettings: {
    title: 'Cài đặt ý kiến bạn đọc',
    intro: 'Những điều này áp dụng cho mọi bài, trừ bài có lựa chọn riêng.',
    policy: 'Ai duyệt ý kiến',
    policies: {
      hold_all: 'Người duyệt tất cả',
      approve_known: 'Người quen được đăng ngay',
      approve_clean: 'Đăng ngay nếu không có gì lạ',
    },
    policyHints: {
      hold_all:
        'Không ý kiến nào lên trang khi chưa có người của toà soạn đọc. Các phép kiểm tra chỉ nêu chỗ đáng để ý.',
      approve_known:
        'Ý kiến của bạn đọc đã xác nhận email và từng được đăng thì lên trang ngay, nếu không phép kiểm tra nào thấy lạ. Còn lại chờ người đọc.',
      approve_clean:
        'Ý kiến của bất cứ ai cũng lên trang ngay, nếu không phép kiểm tra nào thấy lạ. Nhanh nhất, và cũng dễ lọt nhất.',
    },
    rejectFrom: 'Mức tự từ chối',
    rejectFromHint:
      'Mỗi phép kiểm tra cho điểm lạ; cộng lại từ mức này trở lên thì ý kiến bị từ chối, không chờ người đọc. Chỉ dùng khi không chọn “Người duyệt tất cả”. Thường để 100.',
    mode: 'Các bài nhận ý kiến',
    modes: { open: 'Có', closed: 'Không nhận, ý kiến cũ vẫn hiện', none: 'Không có ý kiến' },
    days: 'Tự ngừng nhận sau số ngày',
    daysHint: 'Kể từ lúc bài được đăng. Để trống thì không bao giờ tự ngừng.',
    retention: 'Xoá ý kiến bị từ chối sau số ngày',
    retentionHint: 'Sau chừng ấy ngày, nội dung, tên và email của ý kiến không được đăng bị xoá hẳn.',
    save: 'Lưu cài đặt',
    saved: 'Đã lưu. Trang ngoài đổi theo sau ít giây.',
    back: 'Về danh sách ý kiến',
    errors: {
      changedBy: (value: string) => `Người khác vừa đổi thành “${value}”. Muốn theo ý bạn, xin lưu lần nữa.`,
      summary: 'Chưa lưu được. Xin sửa chỗ sau:',
      choice: 'Xin chọn một trong các cách trên.',
      number: (min: number, max: number) => `Xin điền một số từ ${say.number(min)} đến ${say.number(max)}.`,
    },
  },

  preview: {
    bar: 'Bản xem trước: bạn đọc chưa thấy những gì bạn chưa lưu và đăng.',
    close: 'Đóng thẻ này để trở lại bài đang viết.',
    failed: 'Chưa xem trước được',
  },

  writing: deskWritingVi,
  saving: deskSavingVi,
  workflow: deskWorkflowVi,
  pictures: deskPicturesVi,
  newsroom: deskNewsroomVi,

  comments: deskCommentsVi,
}

export type DeskWords = typeof deskVi
