/** The original: gives the dictionary its shape. */
import type { RejectionReason } from '../../comments/comment.ts'
import type { FailureReason } from '../../failures.ts'
import type { Comment } from '../../schema.ts'
import { formatDay } from '../dates.ts'
import { counting, minutesToRead } from './counting.ts'
import { deskVi } from './desk-vi.ts'
import { lettersVi } from './letters-vi.ts'
import { peopleVi } from './people-vi.ts'
import { privacyVi } from './privacy-vi.ts'
import { reasonsVi } from './reasons-vi.ts'

const say = counting('vi')

export const vi = {
  locale: 'vi',
  skip: 'Đến nội dung chính',
  sections: 'Chuyên mục',

  footer: {
    publisher: 'Cơ quan chủ quản',
    licence: 'Giấy phép',
    editor_in_chief: 'Tổng biên tập',
    address: 'Địa chỉ toà soạn',
    phone: 'Điện thoại',
    email: 'Email',
    documents: 'Văn bản được trích dẫn',
    feed: 'Theo dõi qua RSS',
  },

  lists: {
    allOf: (section: string) => `Xem tất cả bài trong mục ${section}`,
    more: 'Xem tất cả',
    older: 'Các bài cũ hơn',
    newer: 'Các bài mới hơn',
    newest: 'Về các bài mới nhất',
    earlier: 'các bài trước đây',
    earlierTitle: 'Các bài trước đây',
    emptySite: 'Trang nhất đang chờ bài đầu tiên',
    emptySiteHint:
      'Toà soạn vừa mở cửa. Khi một bài được đăng, bài ấy sẽ đứng ở đây, cùng ảnh và lời dẫn; những bài sau xếp theo từng chuyên mục bên dưới.',
    emptySection: 'Chuyên mục này chưa có bài nào',
    emptySectionHint: 'Bài đầu tiên của chuyên mục sẽ hiện ở đây ngay khi được đăng. Mời bạn xem các chuyên mục khác.',
    emptyPage: 'Không còn bài nào cũ hơn',
    emptyPageHint: 'Bạn đã đi đến bài cũ nhất ở đây.',
    tag: 'Từ khoá',
    aboutTag: (tag: string, site: string) => `Các bài về «${tag}» trên ${site}, bài mới nhất đứng đầu.`,
    author: 'Tác giả',
    aboutAuthor: (author: string, site: string) => `Các bài của ${author} trên ${site}, bài mới nhất đứng đầu.`,
    emptyAuthor: 'Chưa có bài nào',
    emptyAuthorHint: 'Bài đầu tiên của tác giả này sẽ hiện ở đây ngay khi được đăng.',
  },

  archive: {
    title: 'Kho lưu trữ',
    intro: 'Mọi bài đã đăng, xếp theo năm và tháng.',
    about: (site: string) => `Mọi bài đã đăng trên ${site}, xếp theo năm và tháng.`,
    aboutMonth: (month: string, site: string) => `Các bài ${site} đã đăng trong ${month.toLocaleLowerCase('vi')}.`,
    emptyHint: 'Khi bài đầu tiên được đăng, tháng của bài ấy sẽ hiện ở đây.',
  },

  search: {
    title: 'Tìm kiếm',
    titleOf: (query: string) => `Tìm «${query}»`,
    description: (name: string) => `Tìm trong mọi bài ${name} đã đăng, gõ có dấu hay không dấu đều được.`,
    descriptionOf: (query: string, name: string) => `Những bài trên ${name} có «${query}», bài mới đứng trước.`,
    label: 'Tìm trong mọi bài đã đăng',
    submit: 'Tìm',
    /** One more than a hundred stands for all that are more. */
    found: (count: number, most: number) => (count > most ? `Hơn ${most} bài` : `${say.number(count)} bài`),
    nothing: 'Không tìm thấy bài nào.',
    first: 'Về những kết quả đầu',
    more: 'Kết quả tiếp theo',
    advice: 'Thử cách khác',
    noWords: 'Những gì bạn gõ chưa có chữ hay số nào để tìm.',
    withoutQuotes: 'Bỏ dấu ngoặc kép:',
    fewerWords: 'Bớt chữ:',
    marks: 'Gõ có dấu hay không dấu, chữ hoa hay chữ thường đều được; chữ nào cũng cần đúng chính tả.',
    newest: 'Bài mới nhất',
  },

  /** Official documents that articles cite. */
  documents: {
    title: 'Văn bản được trích dẫn',
    intro: 'Luật, nghị định, thông tư, quyết định… mà các bài trên trang này viện dẫn, kể từ văn bản mới nhất.',
    name: (type: string, number: string) => `${type} số ${number}`,
    about: (document: string) => `Các bài viện dẫn ${document}.`,
    dated: (day: string) => `ngày ${formatDay(day, 'vi')}`,
    articles: (n: number) => `${say.number(n)} bài`,
    citedIn: (n: number) => `${say.number(n)} bài viện dẫn`,
    several:
      'Các cơ quan đánh số lại từ đầu mỗi năm, nên nhiều văn bản có thể mang cùng một số. Các bài dưới đây xếp theo ngày của văn bản mà bài nêu.',
    citedOf: (day: string) => `Văn bản ngày ${formatDay(day, 'vi')}`,
    undated: 'Bài không nêu ngày của văn bản',
    noYear: 'Không rõ năm',
    newer: 'Các văn bản mới hơn',
    older: 'Các văn bản cũ hơn',
    newerArticles: 'Các bài trước đó trong danh sách',
    earlier: 'các văn bản cũ hơn',
    earlierTitle: 'Các văn bản cũ hơn',
    empty: 'Chưa có văn bản nào được viện dẫn',
    emptyHint: 'Khi một bài đã đăng nhắc đến số hiệu của một văn bản, văn bản ấy sẽ có mặt ở đây.',
    emptyPage: 'Không còn văn bản nào cũ hơn',
    emptyPageHint: 'Bạn đã đọc đến hết danh sách này.',
  },

  article: {
    readingTime: (words: number) => `${say.number(minutesToRead(words))} phút đọc`,
    updated: 'Cập nhật',
    tags: 'Từ khoá',
    readMore: 'Đọc tiếp',
    way: 'Bạn đang ở',
    front: 'Trang nhất',
    correction: 'Đính chính',
    /** Said to those who read the other language, so in theirs. */
    readIn: { vi: 'Đọc bằng tiếng Việt', en: 'Read in English' },
    share: 'Chia sẻ',
    shareByEmail: 'Email',
    neighbours: 'Bài liền kề trong chuyên mục',
    older: 'Bài trước',
    newer: 'Bài sau',
    watchOn: (site: string) => `Xem video trên ${site}`,
  },

  comments: {
    heading: 'Ý kiến bạn đọc',
    shown: (shown: number, count: number) => `Trang này hiện ${say.number(shown)} trong ${say.number(count)} ý kiến.`,
    empty: 'Chưa có ý kiến nào. Mời bạn viết ý kiến đầu tiên.',
    closed: 'Bài này không còn nhận ý kiến.',
    closedEmpty: 'Bài này không nhận ý kiến.',
    reply: 'Trả lời',
    replyTo: (name: string) => `Trả lời ${name}`,
    number: (n: number) => `(${say.number(n)})`,
    about: 'Về bài',
    by: (name: string) => `Ý kiến của ${name}`,
    newsroom: 'Toà soạn',
    picks: 'Biên tập viên chọn',
    gone: 'Ý kiến này không còn ở đây.',
    answering: (name: string) => `trả lời ${name}`,
    allAnswers: (n: number) => `Xem cả ${say.number(n)} câu trả lời`,
    firstAnswers: 'Xem từ câu trả lời đầu tiên',
    nextAnswers: 'Xem các câu trả lời tiếp theo',
    order: 'Thứ tự',
    newestFirst: 'Mới nhất trước',
    oldestFirst: 'Cũ nhất trước',
    older: 'Ý kiến cũ hơn',
    newer: 'Ý kiến mới hơn',
    firstPage: 'Về trang đầu',
    end: 'Bạn đã xem đến ý kiến cuối cùng.',
    all: 'Mọi ý kiến về bài này',
    follow: 'Theo dõi ý kiến bằng RSS',
    feed: (headline: string) => `Ý kiến bạn đọc: ${headline}`,
  },

  form: {
    heading: 'Viết ý kiến',
    intro: 'Ý kiến được xem xét trước khi hiện trên trang. Các ô đều cần điền.',
    replyingTo: 'Trả lời',
    cancelReply: 'Thôi trả lời',
    name: 'Họ và tên',
    nameHint: 'Hiện cùng ý kiến. Nhiều nhất 80 ký tự.',
    email: 'Email',
    emailHint: 'Không bao giờ hiện trên trang.',
    body: 'Nội dung bình luận',
    bodyHint: 'Từ 2 đến 4.000 ký tự. Xuống dòng được giữ nguyên.',
    remember: 'Nhớ tên và địa chỉ thư trên máy này',
    notice: 'Gửi thư cho tôi khi ý kiến được đăng hoặc có người trả lời',
    check: 'Xác thực',
    checkHint: 'Ô kiểm tra hiện ra khi bạn bắt đầu điền.',
    leaveEmpty: 'Xin để trống ô này',
    submit: 'Gửi ý kiến',
    checking: 'Đang kiểm tra, xin đợi một chút… Nếu thấy ô đánh dấu, bạn bấm vào đó.',
    /** What only the form's script says: no page carries it. A number comes in the place of `#`. */
    script: {
      sending: 'Đang gửi…',
      alone: 'Ý kiến này không còn là lời trả lời.',
      left: 'Còn # ký tự.',
      over: 'Thừa # ký tự. Xin rút gọn, hoặc gửi thành hai ý kiến.',
    },
    broken:
      'Chưa tải được phần xác thực. Những gì bạn viết vẫn còn đây: xin xem lại đường truyền, hoặc tắt tiện ích chặn quảng cáo, rồi gửi lại.',
    noscript:
      'Đọc bài không cần JavaScript, nhưng bước xác thực khi gửi ý kiến thì cần. Mời bạn bật lên rồi tải lại trang.',
    errorSummaryHint: 'Những gì bạn viết vẫn còn nguyên. Xin sửa chỗ sau rồi gửi lại:',
    refusedTitle: 'Ý kiến chưa gửi được',
    onArticle: 'Ý kiến của bạn về bài',
    errors: {
      name_missing: 'Xin cho biết họ và tên của bạn.',
      name_too_long: 'Tên dài quá 80 ký tự. Xin viết ngắn lại.',
      email_missing: 'Xin điền email để toà soạn liên lạc khi cần.',
      email_invalid: 'Email chưa đúng. Một email đúng trông như: ten@thuvien.vn.',
      email_too_long: 'Email dài quá 254 ký tự. Xin dùng một email khác.',
      body_missing: 'Bạn chưa viết nội dung.',
      body_too_short: 'Nội dung cần ít nhất 2 ký tự.',
      body_too_long: (over: number) =>
        `Nội dung dài quá 4.000 ký tự, thừa ${say.number(over)} ký tự. Xin rút gọn, hoặc gửi thành hai ý kiến.`,
      turnstile_missing: 'Bước xác thực chưa xong. Xin đợi dấu kiểm hiện ra rồi gửi lại.',
      turnstile_failed: 'Bước xác thực không thành. Xin bấm gửi lần nữa; nếu vẫn không được, hãy tải lại trang.',
      parent_gone: 'Ý kiến mà bạn trả lời không còn trên trang. Bạn có thể gửi như một ý kiến mới.',
      form_broken: 'Biểu mẫu gửi lên bị thiếu một phần. Xin bấm gửi lần nữa.',
      too_many: (seconds: number) =>
        `Mỗi phút toà soạn nhận nhiều nhất năm ý kiến từ một địa chỉ mạng. Xin đợi ${say.number(seconds)} giây rồi bấm gửi lần nữa.`,
      banned: (until: string) =>
        `Toà soạn tạm không nhận ý kiến của bạn cho đến ${until}. Nếu bạn thấy đây là nhầm lẫn, xin viết thư cho toà soạn.`,
      unavailable: 'Toà soạn chưa nhận được vì hệ thống đang bận. Xin đợi một lát rồi bấm gửi lần nữa.',
      comments_closed: 'Bài này vừa ngừng nhận ý kiến, nên ý kiến của bạn không gửi được nữa.',
    },
  },

  /** Where a comment stands, told to the one who wrote it. */
  received: {
    title: {
      received: 'Toà soạn đã nhận ý kiến của bạn',
      held: 'Ý kiến của bạn đang chờ biên tập viên đọc',
      approved: 'Ý kiến của bạn đã được đăng',
      rejected: 'Ý kiến của bạn không được đăng',
      spam: 'Ý kiến của bạn không được đăng',
      withdrawn: 'Bạn đã rút ý kiến này',
      erased: 'Ý kiến này đã được xoá',
    } satisfies Record<Comment['status'], string>,
    message: {
      received: 'Cảm ơn bạn. Ý kiến đã nằm ở toà soạn và đang được xem qua; việc này thường chỉ mất vài giây.',
      held: 'Cảm ơn bạn. Một biên tập viên sẽ đọc rồi quyết định; ý kiến hiện ra dưới bài ngay khi được duyệt. Bạn không cần gửi lại.',
      approved: 'Cảm ơn bạn đã góp lời. Ý kiến đang ở dưới bài; có khi vài giây nữa trang mới hiện.',
      rejected:
        'Cảm ơn bạn đã bỏ công viết. Toà soạn không đăng ý kiến này, có thể vì lời lẽ, vì liên kết, hoặc vì nội dung lạc đề. Bạn vẫn có thể gửi ý kiến khác.',
      spam: 'Toà soạn cho rằng đây là quảng cáo hoặc ý kiến rác nên không đăng. Nếu không phải vậy, mời bạn viết lại bằng lời khác.',
      withdrawn: 'Ý kiến không còn trên trang. Bạn vẫn có thể viết ý kiến khác dưới bài.',
      erased: 'Nội dung, tên và email của người viết không còn được giữ ở đây.',
    } satisfies Record<Comment['status'], string>,
    /** What is said before the reason, where there is one. */
    turnedAway: 'Cảm ơn bạn đã bỏ công viết. Toà soạn không đăng ý kiến này. Bạn vẫn có thể gửi ý kiến khác.',
    /** Why it was not published, where the newsroom says so. */
    why: 'Vì sao',
    reasons: {
      off_topic: 'Ý kiến không bàn về nội dung của bài.',
      insult: 'Ý kiến có lời xúc phạm người khác.',
      advert: 'Ý kiến có nội dung quảng cáo hoặc mời mua bán.',
      private: 'Ý kiến nêu thông tin riêng của một người, như số điện thoại hoặc địa chỉ nhà.',
      unlawful: 'Ý kiến có nội dung mà pháp luật không cho phép đăng.',
      unclear: 'Toà soạn đọc mà chưa hiểu ý bạn. Mời bạn viết lại cho rõ hơn.',
      other: 'Ý kiến không hợp với quy định của toà soạn về ý kiến bạn đọc.',
    } satisfies Record<RejectionReason, string>,
    asWritten: 'Ý kiến như bạn đã viết',
    editedAt: (time: string) => `Bạn sửa lúc ${time}`,
    change: 'Sửa ý kiến',
    changeHint: (until: string) =>
      `Bạn sửa được đến ${until}, khi toà soạn chưa quyết định. Bản đã sửa được xem lại từ đầu.`,
    changeLabel: 'Nội dung',
    changeSave: 'Lưu bản đã sửa',
    changeNot: 'Thôi sửa',
    withdraw: 'Rút ý kiến',
    withdrawHint:
      'Ý kiến sẽ không hiện trên trang; lời trả lời của người khác thì ở lại. Rút rồi thì không lấy lại được, nhưng bạn vẫn có thể viết ý kiến khác.',
    withdrawNow: 'Rút ý kiến này',
    unsaved: 'Bản sửa chưa được lưu',
    unsavedText: 'Những gì bạn vừa viết, để bạn chép lại',
    errors: {
      already_decided: 'Toà soạn vừa quyết định về ý kiến này, nên không sửa được nữa.',
      version_conflict:
        'Ý kiến này vừa được sửa ở một cửa sổ khác; bản ấy hiện ở trên. Bản của bạn còn nguyên dưới đây: lưu lần nữa thì thay bản kia.',
      too_late:
        'Không sửa được nữa: đã quá mười phút, hoặc đã sửa quá nhiều lần. Bạn có thể rút ý kiến này rồi viết ý kiến khác.',
    },
    check: 'Xem lại tình trạng',
    backToArticle: 'Trở lại bài viết',
    seeComment: 'Xem ý kiến dưới bài',
  },

  errors: {
    titles: {
      400: 'Yêu cầu chưa rõ',
      401: 'Cần đăng nhập',
      403: 'Không được phép',
      404: 'Không có trang này',
      405: 'Không dùng được cách này',
      409: 'Có người vừa làm trước',
      410: 'Bài đã được rút',
      413: 'Nội dung quá lớn',
      415: 'Không nhận loại tệp này',
      422: 'Có chỗ cần sửa',
      429: 'Xin chậm lại một chút',
      500: 'Có trục trặc ở phía chúng tôi',
      503: 'Trang đang bận',
    },
    other: 'Có trục trặc',
    code: (status: number) => `Lỗi ${status}`,
    backToFront: 'Về trang nhất',
    backToDesk: 'Về bàn biên tập',
    signInAgain: 'Đăng nhập bằng tài khoản khác',
    readInstead: 'Bài mới trên trang',
  },

  /** What a refusal says; its status stands in failures.ts. */
  failures: {
    bad_form: 'Dữ liệu gửi lên không đọc được. Xin quay lại, tải lại trang rồi thử lần nữa.',
    sign_in: 'Xin đăng nhập để vào bàn biên tập.',
    cross_site:
      'Yêu cầu này đến từ một trang khác nên không được nhận. Xin mở bài viết ngay trên trang này rồi thử lại.',
    not_allowed: 'Tài khoản của bạn không có quyền làm việc này.',
    comments_closed: 'Bài này không còn nhận ý kiến.',
    banned: 'Toà soạn tạm không nhận ý kiến của bạn.',
    too_late: 'Ý kiến này không sửa được nữa.',
    not_found: 'Địa chỉ có thể đã gõ nhầm, hoặc trang đã dời đi nơi khác.',
    method_not_allowed: 'Trang này có, nhưng không nhận yêu cầu kiểu này.',
    version_conflict: 'Người khác vừa lưu một bản mới hơn. Bản của bạn chưa đè lên bản ấy.',
    slug_taken: 'Trong chuyên mục đã có bài mang đường dẫn này.',
    image_in_use: 'Ảnh này còn đang được dùng nên chưa xoá được.',
    not_publishable: 'Bài chưa đăng được: xin xem lại đầu đề, chuyên mục và nội dung.',
    already_decided: 'Ý kiến này đã có người quyết định trước bạn.',
    withdrawn: 'Toà soạn đã rút bài này khỏi trang.',
    too_large: 'Những gì bạn gửi lớn hơn mức cho phép.',
    image_too_large: 'Ảnh lớn hơn mức cho phép: nhiều nhất 20 MB và 50 triệu điểm ảnh.',
    unsupported_image: 'Chỉ nhận ảnh JPEG, PNG, WebP, AVIF hoặc GIF.',
    image_heic:
      'Đây là ảnh HEIC của iPhone, nhiều máy không xem được. Trên iPhone, vào Cài đặt › Camera › Định dạng, chọn “Tương thích nhất” rồi chụp lại; hoặc mở ảnh, bấm Chia sẻ › Tuỳ chọn › “Tương thích nhất” để gửi ra ảnh JPEG.',
    image_broken: 'Không đọc được ảnh này; có thể tệp đã hỏng.',
    invalid: 'Có chỗ chưa đúng. Xin xem lại các ô rồi gửi lần nữa.',
    turnstile_missing: 'Bước xác thực chưa xong. Xin quay lại và gửi lần nữa.',
    turnstile_failed: 'Bước xác thực không thành. Xin quay lại và gửi lần nữa.',
    too_many: 'Bạn gửi hơi nhanh. Xin đợi một phút rồi thử lại.',
    unavailable: 'Hệ thống đang bận. Xin thử lại sau một lát.',
    internal: 'Không phải lỗi của bạn. Xin thử lại sau ít phút; chúng tôi đã ghi nhận để sửa.',
  } satisfies Record<FailureReason, string>,

  desk: deskVi,
  people: peopleVi,
  letters: lettersVi,
  privacy: privacyVi,
  reasons: reasonsVi,
}
