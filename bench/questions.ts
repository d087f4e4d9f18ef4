/** What is asked, and how: each kind of answer beside the two limits. */
import type { Question } from './load.ts'
import type { Newsroom } from './newsroom.ts'

export const MISS = 'miss'
export const HIT = 'hit (the local cache)'
export const SAME_BATCH = 'limit: same batch, constant HTML'
export const CONSTANT = 'limit: constant HTML'

export type Questions = Record<string, Question>

/** A reader's pages and those of machines. Misses are asked of the Worker itself, hits through the cache before it. */
export function readingQuestions({ worker, platform }: Newsroom, path: string, etag: string): Questions {
  const section = path.split('/').slice(0, 2).join('/')
  return {
    [HIT]: { url: platform.origin + path },
    'conditional, unchanged': { url: worker + path, status: 304, headers: { 'if-none-match': etag } },
    [MISS]: { url: worker + path },
    front: { url: `${worker}/` },
    section: { url: worker + section },
    search: { url: `${worker}/search?${new URLSearchParams({ q: 'nước lên' })}` },
    feed: { url: `${worker}/feed.xml` },
  }
}

/** Through the whole door, Turnstile too; each is another reader at another address, and a new row. */
export function commentQuestion({ platform }: Newsroom, path: string): Question {
  let n = 0
  return {
    url: `${platform.origin}${path}/comments`,
    status: 303,
    next: () => {
      n += 1
      const form = {
        name: `Bạn đọc ${n}`,
        email: `ban-doc-${n}@docgia.test`,
        body: `Ý kiến số ${n}: bến đò này hai chục năm trước tôi vẫn qua mỗi sáng, nay mới thấy kể lại.`,
        nonce: `bench-${n}`,
        'cf-turnstile-response': `local-pass-bench-${n}`,
      }
      return {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: platform.origin,
          'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
        },
        body: `${new URLSearchParams(form)}`,
      }
    },
  }
}
