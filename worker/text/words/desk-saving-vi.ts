/** What the desk says while it saves what is being written, and of an article's versions. */
import { counting } from './counting.ts'

const say = counting('vi')

export const deskSavingVi = {
  /** What becomes of what is typed. `{time}` and `{name}` are put in by the script. */
  status: {
    saving: 'Đang lưu…',
    kept: 'Đã lưu nháp lúc {time}',
    retrying: 'Chưa lưu được, đang thử lại. Chữ vẫn được giữ trong máy này.',
    offline: 'Mất kết nối: chữ đang được giữ trong máy này.',
    signedOut: 'Phiên đăng nhập đã hết: đăng nhập lại ở thẻ khác, chữ vẫn còn trong máy này.',
    signIn: 'Đăng nhập ở thẻ khác',
    refused: 'Toà soạn không nhận bản nháp này nữa. Chữ đang được giữ trong máy này.',
    unkept: 'Chưa lưu được, và máy này cũng không giữ được chữ. Xin đừng đóng thẻ, hãy chép lại phần mới viết.',
    submitOffline: 'Đang mất kết nối nên chưa lưu được bài. Chữ được giữ trong máy này; có mạng lại xin bấm lần nữa.',
    writing: '{name} đang viết bài này ({time}).',
    newer: '{name} vừa lưu một bản mới của bài này ({time}). Khi bạn lưu, hai bản sẽ được gộp trước mắt bạn.',
    twoTabs:
      'Bạn cũng đang mở bài này ở một thẻ khác. Chữ ở mỗi thẻ được giữ riêng; viết ở một thẻ thôi thì khỏi phải gộp.',
  },
  copies: {
    title: 'Phần viết chưa lưu',
    unsaved: (time: string) => `Bạn có phần viết chưa lưu, ${time}`,
    unfinished: (headline: string, time: string) => `Bài bạn viết dở, chưa lưu: “${headline}”, ${time}`,
    untitled: 'chưa có đầu đề',
    ofNew: 'bài mới',
    go: 'Viết tiếp',
    goOf: (headline: string, time: string) => `Viết tiếp “${headline}”, ${time}`,
    discard: 'Bỏ',
    discardOf: (headline: string, time: string) => `Bỏ phần viết chưa lưu của “${headline}”, ${time}`,
    discardAsk: 'Bỏ hẳn phần viết chưa lưu này?',
    inBrowser: 'Phần này chỉ có trong máy này.',
    continued: (time: string) => `Đây là phần bạn viết dở lúc ${time}. Nó chưa được lưu vào bài.`,
    writing: (name: string, time: string) => `${name} đang viết bài này (${time}).`,
  },
  merge: {
    title: 'Gộp hai bản',
    done: 'Hai bản sửa những chỗ khác nhau nên đã gộp được cả. Bạn xem lại rồi bấm lưu.',
    hint: 'Chỗ nào chỉ một người sửa thì đã gộp sẵn. Còn những chỗ cả hai cùng sửa dưới đây: ô viết đang giữ chữ của bạn, xin chọn cho từng chỗ rồi bấm lưu.',
    taken: (by: string) => `Đã gộp sẵn từ bản của ${by}`,
    place: (n: number) => `Chỗ ${say.number(n)} trong nội dung`,
    mine: 'Của bạn',
    theirs: (by: string) => `Của ${by}`,
    gone: '(đã bỏ)',
    keepMine: 'Giữ của tôi',
    takeTheirs: (by: string) => `Lấy của ${by}`,
    keepBoth: 'Giữ cả hai',
    edited: 'Bạn đã sửa tay chỗ này trong ô nội dung, nên xin tự chép phần muốn lấy từ trên.',
    whole: (by: string) => `Toàn bộ nội dung bản của ${by}`,
  },
  revisions: {
    title: (headline: string) => `Các bản đã lưu: ${headline}`,
    all: 'Xem tất cả và so sánh',
    what: 'Mỗi lần lưu là một bản. Không bản nào mất: khôi phục một bản cũ chỉ thêm một bản mới.',
    compare: 'So sánh hai bản đã chọn',
    from: (n: number) => `So từ bản thứ ${say.number(n)}`,
    to: (n: number) => `đến bản thứ ${say.number(n)}`,
    columns: { from: 'Từ', to: 'Đến', version: 'Bản', saved: 'Lưu lúc', by: 'Người lưu', changed: 'Thay đổi' },
    changed: (added: number, removed: number) =>
      added + removed === 0
        ? 'không đổi chữ'
        : [added && `thêm ${say.number(added)} chữ`, removed && `bớt ${say.number(removed)} chữ`]
            .filter(Boolean)
            .join(', '),
    first: 'bản đầu tiên',
    restore: 'Khôi phục bản này',
    restoreLive: 'Khôi phục và cập nhật trang',
    edit: 'Mở để sửa trước đã',
    toPrevious: 'So với bản trước',
    toCurrent: 'So với bản hiện nay',
    list: 'Mọi bản đã lưu',
  },
  differences: {
    title: (from: number, to: number) => `Bản ${say.number(from)} so với bản ${say.number(to)}`,
    summary: (from: string, to: string) => `Từ ${from} đến ${to}.`,
    none: 'Hai bản giống hệt nhau.',
    sameBody: 'Nội dung không đổi.',
    fields: 'Thông tin bài',
    body: 'Nội dung',
    legend: 'Chữ gạch ngang là chữ đã bỏ, chữ gạch chân là chữ mới thêm.',
    added: 'thêm:',
    removed: 'bỏ:',
    end: 'hết',
    same: (n: number) => `${say.number(n)} đoạn không đổi`,
    paragraph: { added: 'Đoạn mới', removed: 'Đoạn đã bỏ', changed: 'Đoạn đã sửa' },
    figure: {
      same: (what: string) => `Ảnh: ${what}`,
      added: (what: string) => `Thêm ảnh: ${what}`,
      removed: (what: string) => `Bỏ ảnh: ${what}`,
      changed: (what: string) => `Sửa ảnh: ${what}`,
      replaced: 'thay bằng ảnh khác',
      untitled: 'không chú thích',
      attributes: { align: 'vị trí', alt: 'mô tả', credit: 'nguồn ảnh', caption: 'chú thích' },
    },
    empty: '(để trống)',
  },
}

export type DeskSavingWords = typeof deskSavingVi
