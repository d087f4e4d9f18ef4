/** A letter in its two forms, which say the same. Mail programs know little: no sheet, no picture, one link to act. */
import { html } from '../markup.ts'

interface Props {
  site: string
  lang: string
  lines: string[]
  /** Somebody's words. */
  quote?: string
  action: string
  url: string
  why: string
  stop: string
  stopUrl: string
}

export function letterOf(props: Props): { text: string; html: string } {
  return { text: textOf(props), html: `${htmlOf(props)}` }
}

function textOf({ site, lines, quote, action, url, why, stop, stopUrl }: Props): string {
  return [
    ...lines,
    ...(quote ? [quote.replace(/^/gm, '> ')] : []),
    `${action}:\n${url}`,
    `-- \n${site}\n${why}\n${stop}: ${stopUrl}`,
  ].join('\n\n')
}

const BODY =
  'margin:0;padding:24px 16px;background:#fbf9f4;color:#1b1813;font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,sans-serif'
const BUTTON =
  'display:inline-block;padding:12px 22px;border-radius:4px;background:#9c1f1f;color:#fff;font-weight:600;text-decoration:none'
const QUOTE = 'margin:16px 0;padding-left:14px;border-left:3px solid #ddd6c8;white-space:pre-line'
const SMALL = 'margin-top:32px;padding-top:14px;border-top:1px solid #ddd6c8;color:#645d52;font-size:14px'

function htmlOf({ site, lang, lines, quote, action, url, why, stop, stopUrl }: Props) {
  return html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${site}</title></head>
<body style="${BODY}"><div style="max-width:560px;margin:0 auto">
<p style="font:600 20px/1.3 Georgia,serif">${site}</p>
${lines.map((line) => html`<p>${line}</p>`)}
${quote ? html`<blockquote style="${QUOTE}">${quote}</blockquote>` : ''}
<p style="margin:24px 0"><a href="${url}" style="${BUTTON}">${action}</a></p>
<p style="${SMALL}">${why} <a href="${stopUrl}" style="color:inherit">${stop}</a></p>
</div></body></html>`
}
