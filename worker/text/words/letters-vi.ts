/** What letters say, and the pages that their links lead to. The original: gives the dictionary its shape. */
import { counting } from './counting.ts'

const say = counting('vi')

export const lettersVi = {
  confirmation: {
    subject: (site: string) => `Xác nhận email của bạn với ${site}`,
    lines: (headline: string) => [
      `Có người vừa viết ý kiến dưới bài «${headline}», ghi email này và xin nhận tin khi ý kiến được đăng hoặc có người trả lời.`,
      'Nếu đó là bạn, xin mở trang sau và bấm nút xác nhận.',
    ],
    action: 'Xác nhận email',
    why: 'Nếu không phải bạn, bạn không cần làm gì: toà soạn sẽ không gửi thư nào khác về ý kiến ấy.',
  },
  published: {
    subject: (headline: string) => `Ý kiến của bạn đã được đăng: ${headline}`,
    lines: (headline: string) => [`Ý kiến của bạn về bài «${headline}» đã ở trên trang.`],
    action: 'Xem ý kiến',
  },
  answered: {
    subject: (name: string, headline: string) => `${name} trả lời bạn: ${headline}`,
    lines: (name: string, headline: string) => [`${name} vừa trả lời ý kiến của bạn về bài «${headline}»:`],
    action: 'Xem câu trả lời',
  },
  digest: {
    subject: (n: number) => `${say.number(n)} ý kiến chờ đọc`,
    lines: (n: number, since: string) => [
      `${say.number(n)} ý kiến đang chờ toà soạn đọc. Ý kiến lâu nhất đã chờ từ ${since}.`,
    ],
    action: 'Mở bàn duyệt',
  },
  whyReader: 'Bạn nhận thư này vì đã xin được báo tin khi viết ý kiến, và đã xác nhận email.',
  whyStaff: 'Bạn nhận thư này vì có tên trong toà soạn.',
  stop: 'Thôi nhận thư',

  page: {
    confirm: {
      title: 'Xác nhận email',
      intro: (email: string) => `Bấm nút dưới đây để xác nhận rằng bạn dùng ${email} và đã viết ý kiến này.`,
      button: 'Đúng, tôi đã viết',
      notYou: 'Không phải bạn viết? Bạn chỉ cần đóng trang này lại: không có gì xảy ra.',
    },
    confirmed: {
      title: 'Đã xác nhận email',
      intro: 'Cảm ơn bạn. Toà soạn sẽ báo tin khi ý kiến được đăng hoặc có người trả lời.',
      keepTitle: 'Lần sau khỏi phải xác nhận',
      keep: 'Trình duyệt này có thể giữ tên, email và dấu xác nhận của bạn, để điền sẵn khi bạn viết ý kiến. Chỉ nên giữ trên máy của riêng bạn.',
      keepButton: 'Giữ trong trình duyệt này',
      kept: 'Đã giữ. Lần sau biểu mẫu sẽ điền sẵn.',
      notKept: 'Trình duyệt không cho giữ. Lần sau bạn xác nhận lại nhé.',
    },
    stop: {
      title: 'Thôi nhận thư',
      intro: (email: string) => `Bấm nút dưới đây thì toà soạn không gửi thư nào tới ${email} nữa.`,
      button: 'Thôi nhận thư',
    },
    stopped: {
      title: 'Bạn sẽ không nhận thư nữa',
      intro: (email: string) => `Toà soạn không gửi thư tới ${email} nữa. Ý kiến của bạn không bị ảnh hưởng.`,
      button: 'Tôi muốn nhận lại',
    },
    resumed: {
      title: 'Bạn sẽ lại nhận thư',
      intro: (email: string) => `Toà soạn lại báo tin tới ${email} như trước.`,
    },
    gone: {
      title: 'Liên kết không còn dùng được',
      intro: 'Liên kết trong thư đã quá hạn, hoặc những gì nó dẫn tới đã được xoá. Bạn không cần làm gì thêm.',
    },
    about: 'Ý kiến về bài',
    front: 'Về trang nhất',
  },
}

export type LetterWords = typeof lettersVi
