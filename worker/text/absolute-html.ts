/** An article's HTML for those who read it elsewhere. */

/**
 * Makes every address in our own HTML absolute: `/van-hoa` begins with the origin, `#note-1` with the page's address.
 * @param html as text/markdown.ts makes it: values stand in double quotes, and a `<` of the text is written `&#x3C;`.
 */
export function withAbsoluteUrls(html: string, origin: string, page: string): string {
  // Tags and attributes are walked whole, so that what only looks like an address in a text or an `alt` stays as it is.
  return html.replace(TAG, (tag) =>
    tag.replace(ATTRIBUTE, (attribute, name: string, value: string) => {
      if (name === 'srcset') return ` srcset="${value.replace(LISTED, `$1${origin}/`)}"`
      if (name !== 'href' && name !== 'src') return attribute
      if (value.startsWith('#')) return ` ${name}="${page}${value}"`
      return /^\/(?!\/)/.test(value) ? ` ${name}="${origin}${value}"` : attribute
    }),
  )
}

const TAG = /<[a-z](?:[^">]|"[^"]*")*>/g
const ATTRIBUTE = /\s([\w-]+)="([^"]*)"/g
/** Each address of a `srcset` that begins at the root. */
const LISTED = /(^|,\s*)\/(?!\/)/g
