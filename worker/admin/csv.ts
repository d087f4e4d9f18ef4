/** Rows for a spreadsheet. */

/**
 * RFC 4180, with the mark by which Excel knows UTF-8. What a spreadsheet would take for a formula is made text.
 * Source: owasp.org/www-community/attacks/CSV_Injection
 */
export function csvOf(rows: string[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
