/** Why a comment waits for a person, or was turned away. The original: gives the reasons' dictionary its shape. */
import { counting } from './counting.ts'

const say = counting('vi')
const quoted = (terms: string[]) => terms.map((term) => `“${term}”`).join(', ')
const andMore = (more: number) => (more > 0 ? ` và ${say.number(more)} nơi khác` : '')

export const reasonsVi = {
  links: {
    own: (hosts: string[], more: number) => `Có đường dẫn trong trang mình: ${hosts.join(', ')}${andMore(more)}.`,
    official: (hosts: string[], more: number) =>
      `Có đường dẫn đến cơ quan nhà nước, trường học: ${hosts.join(', ')}${andMore(more)}.`,
    other: (hosts: string[], more: number) => `Có đường dẫn: ${hosts.join(', ')}${andMore(more)}.`,
    hidden: (hosts: string[], more: number) =>
      `Có đường dẫn giấu đích đến hoặc mời nhắn riêng: ${hosts.join(', ')}${andMore(more)}.`,
  },
  blocked_term: (terms: string[]) => `Có từ cần xem: ${quoted(terms)}.`,
  suspect_term: (terms: string[]) => `Có từ đáng ngờ: ${quoted(terms)}.`,
  repeat: (n: number) => `Cùng nội dung đã được gửi ${say.number(n)} lần trong bảy ngày qua.`,
  near_repeat: (n: number) => `Gần giống ${say.number(n)} ý kiến khác trong bảy ngày qua.`,
  flood: (n: number) => `${say.number(n)} ý kiến từ cùng một địa chỉ mạng trong mười phút.`,
  flood_email: (n: number) => `${say.number(n)} ý kiến ghi cùng một email trong mười phút.`,
  shouting: 'Viết hoa gần hết, như đang quát.',
  impersonation: 'Tên dễ bị nhầm là toà soạn.',
  gibberish: 'Phần lớn là chữ gõ bừa, không thành lời.',
  old_article: (days: number) => `Bài đã đăng ${say.number(days)} ngày.`,
  contact: (contacts: string[]) => `Có thông tin riêng của người nào đó: ${contacts.join(', ')}.`,
  contacts: {
    phone: (masked: string) => `số điện thoại ${masked}`,
    email: (masked: string) => `email ${masked}`,
    home: (_: string) => 'địa chỉ nhà',
    account: (masked: string) => `số tài khoản ${masked}`,
    citizen: (masked: string) => `số giấy tờ tuỳ thân ${masked}`,
  },
  banned: {
    address: 'Địa chỉ mạng này đang bị cấm gửi ý kiến.',
    email: 'Email này đang bị cấm gửi ý kiến.',
  },
  classifier: (terms: string[]) => `Giống những ý kiến đã từ chối: ${quoted(terms)}.`,
  model: (hazards: string[]) => `Mô hình ngôn ngữ thấy không an toàn: ${hazards.join(', ')}.`,
  /** What the model tells apart, by its own numbers. */
  hazards: {
    S1: 'bạo lực',
    S2: 'phạm pháp',
    S3: 'tội phạm tình dục',
    S4: 'xâm hại trẻ em',
    S5: 'bôi nhọ',
    S6: 'lời khuyên chuyên môn nguy hiểm',
    S7: 'đời tư',
    S8: 'sở hữu trí tuệ',
    S9: 'vũ khí huỷ diệt',
    S10: 'thù ghét',
    S11: 'tự hại',
    S12: 'nội dung tình dục',
    S13: 'bầu cử',
    S14: 'mã độc',
  },
  known_reader: (published: number) =>
    `Bạn đọc quen: đã xác nhận email, ${say.number(published)} ý kiến từng được đăng.`,
  check_failed: (check: string) => `Phép kiểm tra ${check} không chạy được; cần người đọc.`,
  checks: {
    links: 'đường dẫn',
    terms: 'từ cần xem',
    suspectTerms: 'từ đáng ngờ',
    repeats: 'ý kiến trùng nhau',
    nearRepeats: 'ý kiến gần giống nhau',
    flood: 'số lần gửi từ một địa chỉ mạng',
    floodByEmail: 'số lần gửi dưới một email',
    shouting: 'chữ hoa',
    impersonation: 'mạo danh toà soạn',
    gibberish: 'chữ gõ bừa',
    age: 'tuổi bài',
    contacts: 'thông tin riêng',
    bans: 'lệnh cấm',
    classifier: 'bộ phân loại',
    model: 'bằng mô hình ngôn ngữ',
  },
  policy: 'Toà soạn đọc mọi ý kiến trước khi đăng.',
  policy_known: 'Toà soạn chỉ đăng ngay ý kiến của bạn đọc quen đã xác nhận email; ý kiến này cần người đọc.',
  trap: 'Ô bẫy dành cho máy đã bị điền.',
  unlimited: 'Không hỏi được bộ giới hạn số lần gửi; cần người đọc.',
  unverified: 'Không hỏi được Turnstile người gửi có phải người thật; cần người đọc.',
  dead_letter: 'Các phép kiểm tra không chạy được; cần người đọc.',
  overdue: 'Chờ quá một giờ mà chưa được kiểm tra; cần người đọc.',
}

export type ReasonWords = typeof reasonsVi
