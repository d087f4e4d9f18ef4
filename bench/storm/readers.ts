/** Who sends what, and when. */
import type { Addressed } from './articles.ts'

const ADDRESSES = 200
const REPEATED = 0.3
/** Of what is sent again: at the same time, as by a double click. */
const AT_ONCE = 0.5
const LINKED = 0.05

export interface Sent {
  path: string
  address: string
  form: { name: string; email: string; body: string; nonce: string; 'cf-turnstile-response': string }
  afterMs: number
  /** Of the answer; 0 until there is one. */
  status: number
  location: string | null
}

/** Each comment in words of its own, under an email of its own: what holds some is only their address, or a link. */
export function plan(articles: Addressed[], sendings: number, withinMs: number): Sent[] {
  const sent: Sent[] = []
  for (let n = 0; sent.length < sendings; n++) {
    const first = comment(n, articles, withinMs)
    sent.push(first)
    if (Math.random() >= REPEATED / (1 - REPEATED) || sent.length === sendings) continue
    const later = Math.random() < AT_ONCE ? 0 : Math.random() * (withinMs - first.afterMs)
    sent.push({ ...first, afterMs: first.afterMs + later })
  }
  return sent
}

function comment(n: number, articles: Addressed[], withinMs: number): Sent {
  const words = Array.from({ length: 12 }, () => WORDS[Math.floor(Math.random() * WORDS.length)]).join(' ')
  const link = Math.random() < LINKED ? ` Xem https://trang-${n}.example, để đó.` : ''
  const household = n % ADDRESSES
  return {
    path: (articles[Math.floor(Math.random() * articles.length)] as Addressed).path,
    address: `10.9.${household >> 6}.${household & 63}`,
    form: {
      name: `Bạn đọc ${n}`,
      email: `ban-doc-${n}@docgia.test`,
      body: `Ý kiến số ${n}: ${words}.${link}`,
      nonce: `storm-${n}`,
      'cf-turnstile-response': `local-pass-storm-${n}`,
    },
    afterMs: Math.random() * withinMs,
    status: 0,
    location: null,
  }
}

const WORDS =
  'gió mưa nhà thuyền bến sông đò chợ lúa vườn trường học trò cô giáo đường làng cầu xóm nước lũ bão cây mái tôn áo phao điện trạm y tế sóng biển tàu cá ngư dân hồ đập đê kè'.split(
    ' ',
  )
