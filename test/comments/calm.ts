/** What the checks of a comment know where nothing is remarkable. */
import type { Context } from '../../worker/comments/moderation.ts'
import { wordsFor } from '../../worker/text/words.ts'

export const calm: Context = {
  terms: [],
  suspectTerms: [],
  repeats: 0,
  likely: [],
  fromAddress: 0,
  fromEmail: 0,
  articleAgeMs: 0,
  newsroom: 'Nhịp Cầu',
  ownHost: 'nhipcau.test',
  banned: null,
  reader: { isConfirmed: false, published: 0, turnedAway: 0 },
  classifier: () => null,
  policy: 'hold_all',
  rejectFrom: 100,
  says: wordsFor('vi').reasons,
}

export const comment = (body: string, name = 'Lê Văn Ổn') => ({ name, body })
