/**
 * WordPress's own marks in a text, `[caption …]`. What they stand for is written as the HTML that its editor would write;
 * those that nobody here knows are told of, and what they enclose stays.
 */

export interface Read {
  html: string
  /** Footnotes by the number that stands in their place: `<sup data-fn="s1">`. */
  footnotes: Map<string, string>
  notes: string[]
}

const NAME = '[a-zA-Z][\\w-]*'
/** From the innermost out: what a mark encloses has no other. */
const ENCLOSING = new RegExp(
  `(?<!\\[)\\[(${NAME})((?:\\s[^\\]]*)?)\\]((?:(?!\\[\\1[\\s\\]])[^])*?)\\[\\/\\1\\](?!\\])`,
  'g',
)
const ALONE = new RegExp(`(?<!\\[)\\[(${NAME})((?:\\s[^\\]]*)?)\\/?\\](?!\\]|\\()`, 'g')

/** @param gallery the ids of a post's own pictures, for a gallery that names none */
export function readShortcodes(content: string, gallery: () => number[]): Read {
  const footnotes = new Map<string, string>()
  const notes: string[] = []
  const unknown = (mark: string) =>
    notes.push(`A mark that is not known here: ${mark.replace(/\s+/g, ' ').slice(0, 200)}`)

  const enclosed = (whole: string, name: string, attributes: string, inner: string): string => {
    const given = attributesOf(attributes)
    switch (name) {
      case 'caption':
      case 'wp_caption':
        return captionOf(given, inner)
      case 'embed':
      case 'youtube':
        return `\n\n${embedOf(inner.trim())}\n\n`
      case 'video':
      case 'audio':
        return mediaOf(given, inner) ?? ''
      case 'efn_note':
      case 'footnote':
      case 'ref': {
        const key = `s${footnotes.size + 1}`
        footnotes.set(key, inner)
        return `<sup data-fn="${key}"></sup>`
      }
      default:
        unknown(whole.slice(0, whole.indexOf(']') + 1))
        return inner
    }
  }
  const alone = (whole: string, name: string, attributes: string): string => {
    const given = attributesOf(attributes)
    switch (name) {
      case 'gallery': {
        const ids = (given['ids'] ?? given['include'])?.split(',').map(Number) ?? gallery()
        return `\n\n${ids.map((id) => `<figure><img data-attachment="${id}"></figure>`).join('')}\n\n`
      }
      case 'youtube':
      case 'embed': {
        const target = given['src'] ?? given['url'] ?? given['id'] ?? attributes.trim().replace(/^=/, '')
        return target ? `\n\n${embedOf(target)}\n\n` : ''
      }
      case 'video':
      case 'audio':
        return mediaOf(given, '') ?? whole
      default:
        // «[sic]» and «[1]» are words of the text.
        if (!/=/.test(attributes) && !/_/.test(name)) return whole
        unknown(whole)
        return ''
    }
  }

  let html = content
  for (let before = ''; before !== html; ) {
    before = html
    html = html.replace(ENCLOSING, enclosed)
  }
  html = html.replace(ALONE, alone)
  // Two brackets are how WordPress writes of its marks.
  html = html.replace(new RegExp(`\\[(\\[\\/?${NAME}[^\\]]*\\])\\]`, 'g'), '$1')
  return { html, footnotes, notes }
}

function captionOf(given: Record<string, string>, inner: string): string {
  const picture = /(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?/i.exec(inner)?.[0]
  if (!picture) return inner
  const words = given['caption'] ?? inner.replace(picture, '').trim()
  return `\n\n<figure class="${given['align'] ?? ''}">${picture}<figcaption>${words}</figcaption></figure>\n\n`
}

function embedOf(target: string): string {
  const address = /^[\w-]{11}$/.test(target) ? `https://www.youtube.com/watch?v=${target}` : target
  return `<figure class="wp-block-embed">${address.replace(/[<>]/g, '')}</figure>`
}

function mediaOf(given: Record<string, string>, inner: string): string | null {
  const source = Object.entries(given).find(
    ([name, value]) => /^(?:src|mp4|m4v|webm|ogv|mp3|m4a|ogg|wav|flv|wmv)$/.test(name) && value,
  )
  const address = source?.[1] ?? /https?:\/\/[^\s"<]+/.exec(inner)?.[0]
  return address ? `\n\n<video src="${address.replaceAll('"', '%22')}"></video>\n\n` : null
}

function attributesOf(text: string): Record<string, string> {
  const found = text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))/g)
  return Object.fromEntries([...found].map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']))
}
