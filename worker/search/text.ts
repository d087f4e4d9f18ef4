/** What an article is found by, written in one batch with the article; triggers carry it into the index. */
import type { ArticleDraft } from '../articles/article.ts'
import type { Db } from '../env.ts'
import { foldedWords, foldInPlace, writtenOut } from '../text/folded.ts'

export interface SearchText {
  headline: string
  standfirst: string
  folded: string
  text: string
}

/** @param plain the body without its markup, a paragraph a line */
export function searchTextOf({ headline, standfirst }: Pick<ArticleDraft, 'headline' | 'standfirst'>, plain: string) {
  const text = writtenOut(plain)
  return {
    headline: foldedWords(headline).join(' '),
    standfirst: foldedWords(standfirst).join(' '),
    folded: foldInPlace(text),
    text,
  } satisfies SearchText
}

/** @param article.id SQL that gives the article's id from the values of `place` */
export function recordText(
  db: Db,
  { id, place }: { id: string; place: (string | number)[] },
  { headline, standfirst, folded, text }: SearchText,
): D1PreparedStatement {
  const n = place.length
  return db
    .prepare(
      `INSERT INTO article_texts (article_id, headline, standfirst, folded, text)
       SELECT ${id}, ?${n + 1}, ?${n + 2}, ?${n + 3}, ?${n + 4} WHERE true
       ON CONFLICT (article_id) DO UPDATE SET
         headline = excluded.headline, standfirst = excluded.standfirst, folded = excluded.folded, text = excluded.text`,
    )
    .bind(...place, headline, standfirst, folded, text)
}
