/** What pages are made of, without a database. */
import type { ArticleView, Site, Teaser } from '../../worker/articles/article.ts'
import type { ThreadComment, ThreadPage, ThreadView } from '../../worker/comments/thread.ts'

const vanHoa = {
  slug: 'van-hoa',
  name: 'Văn hoá',
  description: 'Nghề cũ và những người giữ chúng.',
  position: 1,
  in_menu: 1,
}

export const nhipCau: Site = {
  origin: 'https://nhipcau.test',
  sections: [vanHoa],
  settings: {
    id: 1,
    name: 'Nhịp Cầu',
    tagline: '',
    publisher: '',
    licence: '00/GP-THU',
    editor_in_chief: 'Vũ Thị Minh Khuê',
    address: '',
    phone: '',
    email: '',
    copyright: '',
    locale: 'vi',
    time_zone: 'Asia/Ho_Chi_Minh',
    comment_policy: 'hold_all',
    comment_reject_from: 100,
    comment_mode: 'open',
    comment_days: null,
    comment_retention_days: 90,
    default_credit: '',
    links: '[]',
    revision: 1,
  },
}

export const turnstile = { sitekey: 'sitekey', turnstileOrigin: 'https://challenges.test' }

export function teaser(changes: Partial<Teaser> = {}): Teaser {
  return {
    id: 1,
    section: 'van-hoa',
    section_name: 'Văn hoá',
    slug: 'hoi-sen',
    lang: 'vi',
    headline: 'Hội sen về làng',
    standfirst: 'Ba ngày, một hồ nước.',
    words: 460,
    author_name: null,
    published_at: Date.UTC(2024, 1, 26, 5, 53),
    image: null,
    image_name: null,
    image_width: null,
    image_height: null,
    image_alt: null,
    image_colour: null,
    image_variants: null,
    image_focus_x: null,
    image_focus_y: null,
    ...changes,
  }
}

export function article(changes: Partial<ArticleView> = {}): ArticleView {
  return {
    ...teaser(),
    author: null,
    source_credit: '',
    byline: '',
    body_html: '<p class="end">Sen nở.</p>',
    updated_at: null,
    comment_mode: null,
    comment_days: null,
    status: 'published',
    page_revision: 1,
    tags: [],
    corrections: [],
    translation: null,
    translation_of: null,
    ...changes,
  }
}

export function comment(id: number, changes: Partial<ThreadComment> = {}): ThreadComment {
  return {
    id,
    parent: null,
    name: 'Lan',
    body: 'Đẹp quá.',
    created_at: Date.UTC(2024, 1, 27, 2),
    isStaff: false,
    isPicked: false,
    answers: null,
    answering: null,
    ...changes,
  }
}

export function thread(first: ThreadComment, answers: ThreadComment[] = [], replies = answers.length): ThreadView {
  return { id: first.id, created_at: first.created_at, first, answers, replies }
}

export function threads(...all: ThreadView[]): ThreadPage {
  return { picks: [], threads: all, next: null }
}
