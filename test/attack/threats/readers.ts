/** Against readers: what runs in their browser, where they are led, what is told of them. */
import type { Threat } from '../threat.ts'

const SAFETY = 'test/text/markdown-safety.test.ts'
const RECEIPTS = 'test/comments/receipts.test.ts'
const HEADERS = 'test/edge/security-headers.test.ts'
const CACHE = 'test/attack/cache.test.ts'
const LOG = 'test/log.test.ts'

export const reading: Threat[] = [
  {
    threat: 'Markup in an article’s text runs in its readers’ browsers',
    defence: { file: 'worker/text/markdown-syntax.ts', text: "'htmlFlow', 'htmlText', ", without: '' },
    test: { file: SAFETY, title: '<img src=x onerror=alert(1)>' },
  },
  {
    threat: 'A link in an article runs code, or leads elsewhere than it seems',
    defence: {
      file: 'worker/text/link-address.ts',
      text: 'return isOurs || /^(?:https?:\\/\\/|mailto:|tel:)/.test(href) ? href : null',
      without: 'return isOurs ? href : href',
    },
    test: { file: SAFETY, title: 'vbscript:msgbox(1)' },
  },
  {
    threat: 'A headline ends the data for search engines and begins a script',
    defence: {
      file: 'templates/articles/structured-data.tsx',
      text: ".replaceAll('<', '\\\\u003c')",
      without: '',
    },
    test: { file: 'test/templates/articles.test.tsx', title: 'in headline, standfirst, byline and tag' },
  },
  {
    threat: 'A headline or a comment breaks a feed, or becomes markup in its reader’s program',
    defence: {
      file: 'worker/text/xml.ts',
      text: 'dropForbidden(text).replace(/[&<>"]/g, (sign) => ESCAPED[sign] as string)',
      without: 'text',
    },
    test: {
      file: 'test/text/xml.test.ts',
      title: 'comes back as it was, as text, attribute and CDATA',
      breaks: 'not well-formed',
    },
  },
  {
    threat: 'A page of ours runs inline code that got into it',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: "? `${READER_SCRIPT_HASH} 'self' ${turnstile}` : \"'none'\"",
      without: "? `'unsafe-inline' 'self' ${turnstile}` : \"'none'\"",
    },
    test: { file: HEADERS, title: 'stands in nobody’s frame' },
  },
  {
    threat: 'A third party’s script runs on a page that is only read',
    defence: {
      file: 'templates/comments/form.tsx',
      text: 'const SCRIPT = raw(`<script>${READER_SCRIPT}</script>`)',
      without:
        'const SCRIPT = raw(`<script src="https://challenges.test/turnstile/v0/api.js"></script><script>${READER_SCRIPT}</script>`)',
    },
    test: { file: 'test/articles/routes.test.ts', title: 'loads no script before the reader turns to the form' },
  },
  {
    threat: 'A redirect row leads to another site: //, /\\, a tab in between',
    defence: { file: 'worker/newsroom/moved.ts', text: '/^\\/(?![/\\\\])\\P{Cc}*$/u', without: '/^\\//' },
    test: { file: 'test/redirects.test.ts', title: 'a row of redirects leads to this site, whoever wrote it' },
  },
  {
    threat: 'A slash too many leads to another site: //evil.test/',
    defence: {
      file: 'worker/app.ts',
      text: "c.redirect(`/${pathname.replace(/^\\/+|(?<!\\/)\\/+$/g, '')}${search}`, 301)",
      without: "c.redirect(pathname.replace(/\\/+$/, '') + search, 301)",
    },
    test: { file: 'test/redirects.test.ts', title: 'a path that looks like another site leads to none' },
  },
  {
    threat: 'A form’s field says where an editor is sent on to',
    defence: {
      file: 'worker/admin/images.tsx',
      text: 'if (/^\\d{1,15}$/.test(article)) return `/admin/articles/${article}#pictures`',
      without: 'if (article) return article',
    },
    test: { file: 'test/redirects.test.ts', title: 'a form that says where it came from is sent back to this site' },
  },
  {
    threat: 'A line break in a name or a headline begins a header of a letter',
    defence: {
      file: 'worker/letters/letter.ts',
      text: "return text.replace(/[\\p{Cc}\\p{Zl}\\p{Zp}]+/gu, ' ').trim()",
      without: 'return text',
    },
    test: { file: 'test/letters/post.test.ts', title: 'a line break in a name or a headline begins no header' },
  },
  {
    threat: 'A file of ours is taken for something else than it says, and run',
    defence: { file: 'public/_headers', text: 'X-Content-Type-Options: nosniff', without: 'X-Robots-Tag: all' },
    test: { file: 'test/attack/wire.test.ts', title: 'every file of public/ says what it is' },
  },
]

export const privacy: Threat[] = [
  {
    threat: 'A private page of a comment is found by guessing',
    defence: {
      file: 'worker/comments/receipts.tsx',
      text: 'if (!genuine || !signature) return null',
      without: 'if (!signature) return null',
    },
    test: { file: RECEIPTS, title: 'opens nothing, changes nothing and takes nothing back' },
  },
  {
    threat: 'A letter’s link is made up',
    defence: {
      file: 'worker/letters/token.ts',
      text: '(await isSigned(signingKey, messageOf(link), signature)) ? link : null',
      without: '(await isSigned(signingKey, messageOf(link), signature)) ? link : link',
    },
    test: { file: 'test/letters/routes.test.ts', title: 'forged is a page that is not there' },
  },
  {
    threat: 'A signature of one purpose opens another',
    defence: {
      file: 'worker/letters/token.ts',
      text: 'return `letter:${purpose}:${noticeId}`',
      without: 'return `letter:${purpose && noticeId}`',
    },
    test: { file: 'test/edge/signature.test.ts', title: 'of one purpose opens no other: receipt, letter and proof' },
  },
  {
    threat: 'A proof of an email is used for longer than it says, or for another email',
    defence: { file: 'worker/comments/proof.ts', text: ' || Number(expires) <= now', without: '' },
    test: {
      file: 'test/edge/signature.test.ts',
      title: 'that proves an email proves no other, and not for longer than it says',
    },
  },
  {
    threat: 'SIGNING_KEY is not set, and every signature can be made by anybody',
    defence: {
      file: 'worker/edge/signature.ts',
      text: "if (!key) throw new Error('SIGNING_KEY is not set')",
      without: "key ||= ' '",
    },
    test: { file: 'test/edge/signature.test.ts', title: 'is never made without a key' },
  },
  {
    threat: 'Another site learns a private address from where a reader came from',
    defence: { file: 'worker/comments/receipts.tsx', text: "c.header('Referrer-Policy', 'same-origin')", without: '' },
    test: { file: RECEIPTS, title: 'is its writer’s alone' },
  },
  {
    threat: 'A private address stands in a log',
    defence: {
      file: 'worker/app.ts',
      text: 'path: withoutReceipt(path)',
      without: 'path',
    },
    test: { file: HEADERS, title: 'an address that opens something is in no line of the log' },
  },
  {
    threat: 'What a database or a parser quotes of a reader stands in a log',
    defence: { file: 'worker/log.ts', text: '"[^"]*"?|\'[^\']*\'|', without: '' },
    test: { file: LOG, title: 'whatever fails, no log tells of a person' },
  },
  {
    threat: 'A message that fails takes a reader’s words to the platform’s own log',
    defence: {
      file: 'worker/log.ts',
      text: 'return new Error(withoutWords(error instanceof Error ? error.message : String(error)))',
      without: 'return error instanceof Error ? error : new Error(String(error))',
    },
    test: { file: LOG, title: 'whatever fails, no log tells of a person' },
  },
  {
    threat: 'An address with somebody’s email in it stands in a log',
    defence: { file: 'worker/log.ts', text: "path.replace(EMAIL, '…').slice", without: 'path.slice' },
    test: { file: LOG, title: 'whatever fails, no log tells of a person' },
  },
  {
    threat: 'A fault tells strangers how the house is built',
    defence: {
      file: 'worker/app.ts',
      text: "return refuse(c, 'internal')",
      without: 'return c.text(error.stack ?? String(error), 500)',
    },
    test: { file: HEADERS, title: 'what breaks says nothing of why, and is kept by nobody' },
  },
  {
    threat: 'Who took a picture, where and when, goes out with it',
    defence: {
      file: 'worker/media/metadata.ts',
      text: 'return kept ? concat(kept) : null',
      without: 'return kept ? bytes.slice() : null',
    },
    test: {
      file: 'test/media/metadata.test.ts',
      title: 'tells no place, time or device, and carries nothing behind its end',
    },
  },
  {
    threat: 'A reader’s address stands in the database',
    defence: {
      file: 'worker/comments/address.ts',
      text: 'const [first, ...older] = salts.map((salt) => sign(signingKey, `address:${salt}:${subscriber}`))',
      without: 'const [first, ...older] = salts.map(() => Promise.resolve(`${signingKey && sign && address}`))',
    },
    test: { file: 'test/comments/routes.test.ts', title: 'keeps no address, only a hash of it' },
  },
  {
    threat: 'What is not published is read at its address',
    defence: {
      file: 'worker/articles/routes.tsx',
      text: "if (article?.status !== 'published') {",
      without: 'if (!article) {',
    },
    test: {
      file: 'test/articles/routes.test.ts',
      title: 'a draft, one handed in and a scheduled one do not exist for readers',
    },
  },
  {
    threat: 'A picture is seen before the article that shows it',
    defence: {
      file: 'worker/media/routes.ts',
      text: 'if (!image || image.is_public) return image',
      without: 'if (!image || image.id) return image',
    },
    test: { file: 'test/media/gate.test.ts', title: 'is for the newsroom alone, made or not, and nothing keeps it' },
  },
  {
    threat: 'A picture that is not out yet is kept by the edge, because an editor looked at it',
    defence: {
      file: 'worker/media/routes.ts',
      text: 'return is_public ? keeping(',
      without: 'return is_public >= 0 ? keeping(',
    },
    test: { file: CACHE, title: 'a picture that only the newsroom may see is never kept' },
  },
  {
    threat: 'A private page is kept by the edge under an address that looks like a file’s: …/x.css',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: "if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')",
      without: '',
    },
    test: { file: CACHE, title: 'a comment’s private page is never kept, nor what is asked below it' },
  },
  {
    threat: 'What is not published stands in a list',
    defence: {
      file: 'worker/sitemaps/queries.ts',
      text: "WHERE a.status = 'published' AND a.id >= ?",
      without: "WHERE a.status IN ('published', 'scheduled', 'withdrawn') AND a.id >= ?",
    },
    test: { file: 'test/articles/hidden.test.ts', title: 'stands nowhere' },
  },
]
