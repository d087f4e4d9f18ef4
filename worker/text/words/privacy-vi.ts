/** What readers are told of their data. The original: gives the dictionary its shape. */
import { counting } from './counting.ts'

const say = counting('vi')

/** What is true of this newsroom: settings, and the numbers that the program itself goes by. */
export interface PrivacyFacts {
  site: string
  publisher: string
  retentionDays: number
  addressDays: number
  banDays: number
  noticeDays: number
  proofDays: number
  /** Whether letters can be sent from here. */
  letters: boolean
  /** Whether a language model is asked about comments. */
  model: boolean
}

export interface PrivacySection {
  title: string
  lines: string[]
}

export const privacyVi = {
  title: 'Quyền riêng tư',
  about: (site: string) => `${site} giữ gì về bạn đọc, giữ bao lâu, ai xem được, và cách xin bản sao hoặc xin xoá.`,
  link: 'Quyền riêng tư',
  language: 'Tiếng Việt',
  other: 'Đọc bằng tiếng Việt',
  intro: ({ site, publisher }: PrivacyFacts) =>
    `${site} chịu trách nhiệm về dữ liệu của bạn${publisher && `; cơ quan chủ quản: ${publisher}`}. Những gì nói ở đây đúng với những gì chương trình của trang làm.`,
  sections: (facts: PrivacyFacts): PrivacySection[] => [
    {
      title: 'Đọc bài',
      lines: [
        'Bạn đọc bài mà không cần cho biết mình là ai. Trang không đặt cookie, không có quảng cáo, không đếm hay theo dõi từng người đọc.',
        'Trang được Cloudflare phân phối; để đưa trang tới bạn và chặn tấn công, Cloudflare thấy địa chỉ mạng của bạn như mọi nhà cung cấp đường truyền. Máy chủ của họ có thể ở ngoài Việt Nam.',
      ],
    },
    {
      title: 'Viết ý kiến',
      lines: [
        'Khi bạn gửi ý kiến, toà soạn giữ tên, email, lời bạn viết và giờ gửi. Tên và lời hiện dưới bài khi ý kiến được đăng. Email không bao giờ hiện trên trang; chỉ người duyệt ý kiến và biên tập viên của toà soạn thấy.',
        `Địa chỉ mạng của bạn không được lưu. Thay vào đó là một mã băm có muối, để nhận ra người gửi dồn dập; mã ấy được xoá sau ${say.number(facts.addressDays)} ngày.`,
        'Khi bạn bắt đầu điền biểu mẫu, Turnstile của Cloudflare kiểm tra rằng người gửi không phải là máy. Toà soạn chỉ nhận câu trả lời có hay không.',
        'Máy xem qua ý kiến trước (liên kết, từ ngữ, thư trùng lặp) và ghi lý do cho người duyệt. Bạn xem được ý kiến của mình đang ở đâu bằng liên kết riêng nhận lúc gửi, và rút lại được ở đó.',
        ...(facts.model ? ['Một mô hình ngôn ngữ chạy ở Cloudflare cũng đọc ý kiến để giúp người duyệt.'] : []),
      ],
    },
    ...(facts.letters
      ? [
          {
            title: 'Thư báo tin',
            lines: [
              'Khi có người xin nhận thư bằng email của bạn, toà soạn gửi một thư để hỏi có đúng là bạn không; ngoài ra chỉ gửi thư khi bạn đã xác nhận. Thư nào cũng có liên kết để thôi nhận, bấm một lần là xong. Thư không có ảnh hay dấu theo dõi.',
              `Việc đã gửi thư nào, lúc nào được giữ ${say.number(facts.noticeDays)} ngày. Email đã thôi nhận thư được giữ để không gửi nhầm nữa.`,
              `Nếu bạn bấm giữ, trình duyệt của bạn nhớ tên, email và dấu xác nhận, có hiệu lực ${say.number(facts.proofDays)} ngày. Những thứ ấy nằm trên máy bạn, và mất khi bạn xoá dữ liệu trang.`,
            ],
          },
        ]
      : []),
    {
      title: 'Giữ bao lâu',
      lines: [
        'Ý kiến đã đăng hoặc còn chờ đọc được giữ cùng bài, cho đến khi bạn rút hoặc xin xoá.',
        `Ý kiến bị từ chối, bị coi là ý kiến rác hoặc bạn đã rút được xoá sau ${say.number(facts.retentionDays)} ngày: cả tên, email lẫn lời viết.`,
        'Ai đã quyết định về một ý kiến, và lúc nào, được giữ lâu dài để toà soạn chịu trách nhiệm về việc duyệt; không kèm lời bạn viết sau khi ý kiến đã xoá.',
        `Người bị chặn viết ý kiến được nhận ra bằng email hoặc mã băm của địa chỉ mạng, đến hết hạn chặn và ${say.number(facts.banDays)} ngày sau đó.`,
      ],
    },
    {
      title: 'Quyền của bạn',
      lines: [
        'Bạn có thể xin bản sao mọi thứ toà soạn giữ về email của bạn, hoặc xin xoá. Toà soạn không sửa lời của bạn đọc: trong mười phút đầu bạn tự sửa được ở trang riêng của ý kiến, sau đó thì rút rồi viết lại. Hãy viết thư từ chính email ấy tới địa chỉ dưới đây; toà soạn trả lời vào email ấy để chắc là bạn.',
        'Khi xoá, tên, email và lời của bạn biến mất khỏi mọi chỗ, kể cả trang đã đăng. Lời người khác trả lời bạn vẫn còn, dưới một dòng báo rằng ý kiến không còn ở đây. Những gì máy học được từ các quyết định được học lại trong một ngày, không còn lời của bạn.',
        'Toà soạn chỉ giữ lại một mã không đọc ngược được, để chứng tỏ đã xoá. Nếu email đang bị chặn thì lệnh chặn còn đến hết hạn, không kèm lý do: nếu không, ai bị chặn cũng chỉ cần xin xoá để viết tiếp.',
      ],
    },
  ],
  contact: 'Liên hệ',
  writeTo: 'Viết thư tới',
  noAddress: 'Địa chỉ liên lạc của toà soạn ở cuối trang này.',
}

export type PrivacyWords = typeof privacyVi
