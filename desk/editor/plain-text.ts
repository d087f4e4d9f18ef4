/** Plain text from elsewhere as Markdown that shows it as it is. */

/**
 * A word processor puts one line break between paragraphs, where Markdown needs a blank line. Text that has blank lines of
 * its own is somebody's Markdown already, and stays.
 */
export function fromPlainText(given: string): string {
  const pasted = given.replaceAll('\r\n', '\n')
  if (!/\S\n\S/.test(pasted) || /\n\s*\n/.test(pasted)) return pasted
  return pasted
    .split('\n')
    .map(paragraph)
    .join('\n\n')
    .replace(/(^- .*)\n\n(?=- )/gm, '$1\n')
}

/** Bullets are a list, a year is not. */
function paragraph(line: string): string {
  const text = line.trim().replace(/[*_]/g, '\\$&')
  if (/^[•·▪◦‣o]\s/.test(text)) return `- ${text.slice(1).trim()}`
  return text.replace(/^(\d+)\. /, '$1\\. ').replace(/^([-+#>])\s/, '\\$1 ')
}
