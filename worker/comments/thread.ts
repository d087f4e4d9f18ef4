/** The comments that stand under an article. */

/** As many as a page holds, the newest: the page says how many there are. */
export const COMMENTS_ON_A_PAGE = 200

/** SQL of an article's approved comments, newest first. @param article an SQL expression that gives its id */
export function APPROVED_COMMENTS(article: string): string {
  return `SELECT id, parent, name, body, created_at FROM comments
    WHERE article_id = ${article} AND status = 'approved' ORDER BY created_at DESC, id DESC LIMIT ${COMMENTS_ON_A_PAGE}`
}
