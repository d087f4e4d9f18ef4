/** Against the site as a whole: its time and money, what it is made of, what a laptop runs. */
import type { Threat } from '../threat.ts'

const CACHE = 'test/attack/cache.test.ts'

export const availability: Threat[] = [
  {
    threat: 'Made-up queries make every page a miss',
    defence: {
      file: 'worker/edge/page-request.ts',
      text: 'return pathname + search === path + query ? null : c.redirect(path + query, 302)',
      without: 'return pathname === path || search || query ? null : c.redirect(path + query, 302)',
    },
    test: { file: 'test/feeds/routes.test.ts', title: '%s has one address' },
  },
  {
    threat: 'A parameter that a page knows, with values that it does not, makes every page a miss',
    defence: {
      file: 'worker/edge/page-request.ts',
      text: 'return form.test(value) ? value : null',
      without: 'return value',
    },
    test: { file: CACHE, title: 'a parameter that a page does not know, a doubled one or another order is sent on' },
  },
  {
    threat: 'A request’s Host goes into a page that everybody gets',
    defence: {
      file: 'worker/articles/routes.tsx',
      text: 'readArticlePage(c.env.DB, vars.ORIGIN, section, slug)',
      without: 'readArticlePage(c.env.DB, new URL(c.req.url).origin || vars.ORIGIN, section, slug)',
    },
    test: { file: 'test/articles/routes.test.ts', title: 'takes its canonical address from the settings' },
  },
  {
    threat: 'A request’s Host goes into robots.txt, and search engines look for the site elsewhere',
    defence: {
      file: 'worker/sitemaps/routes.ts',
      text: 'robots(varsOf(c.env).ORIGIN)',
      without: 'robots(new URL(c.req.url).origin)',
    },
    test: { file: CACHE, title: 'a lying Host is in no link, no redirect and no canonical address' },
  },
  {
    threat: 'A page that broke is kept by the edge',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: 'if (c.res.status >= 400) for (const name of KEPT_BY) headers.delete(name)',
      without: 'void KEPT_BY',
    },
    test: { file: 'test/articles/routes.test.ts', title: 'that broke while it was rendered is kept by nobody' },
  },
  {
    threat: 'A page that is not there, or a refusal, is kept by the edge and shown once it is there',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: "if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')",
      without: '',
    },
    test: { file: CACHE, title: 'no refusal is kept: not found, not allowed, too large, gone wrong' },
  },
  {
    threat: 'A search for hundreds of words walks the index for each',
    defence: { file: 'worker/search/query.ts', text: 'const MAX_WORDS = 8', without: 'const MAX_WORDS = 800' },
    test: { file: 'test/search/query.test.ts', title: 'is asked with eight words at most' },
  },
  {
    threat: 'A search speaks the index’s own language',
    defence: {
      file: 'worker/search/query.ts',
      text: '.map((words) => `"${words.join(\' \')}"`)',
      without: ".map((words) => words.join(' '))",
    },
    test: { file: 'test/search/routes.test.ts', title: '%s is answered with a page' },
  },
  {
    threat: 'A text of quotations in quotations breaks the parser',
    defence: {
      file: 'worker/text/markdown-syntax.ts',
      text: "return markdown.replace(TOO_DEEP, '$<nesting> \\\\')",
      without: 'void TOO_DEEP\nreturn markdown',
    },
    test: { file: 'test/text/markdown-safety.test.ts', title: 'quotes', breaks: 'Maximum call stack' },
  },
  {
    threat: 'A form of megabytes',
    defence: {
      file: 'worker/admin/desk.ts',
      text: 'bodyLimit({ maxSize: 23 * MB, ',
      without: 'bodyLimit({ maxSize: 2300 * MB, ',
    },
    test: { file: 'test/admin/articles.test.ts', title: 'larger than a form may be is refused' },
  },
  {
    threat: 'A body that is no form at all, or ends in the middle, breaks what reads it',
    defence: { file: 'worker/admin/desk.ts', text: 'if (error instanceof TypeError) return null', without: '' },
    test: { file: 'test/fuzz/requests.test.ts', title: 'whatever is asked, the answer keeps every promise' },
  },
  {
    threat: 'A text on which a regular expression takes minutes',
    defence: {
      file: 'worker/edge/form.ts',
      text: "return typeof value === 'string' ? value : ''",
      without: "return typeof value === 'string' && !/^(a+)+$/.test(value) ? value : ''",
    },
    test: { file: 'test/attack/regexes.test.ts', title: 'none takes more than its text’s length' },
  },
]

export const supply: Threat[] = [
  {
    threat: 'A package is exchanged, or a version slips in that nobody chose',
    defence: { file: 'package.json', text: '"hono": "4.13.19"', without: '"hono": "^4.13.19"' },
    test: { file: 'test/attack/packages.test.ts', title: 'each is one version' },
  },
  {
    threat: 'A package runs a script of its own when it is installed',
    defence: {
      file: 'package-lock.json',
      text: '"node_modules/fast-check": {',
      without: '"node_modules/fast-check": {\n"hasInstallScript": true,',
    },
    test: { file: 'test/attack/packages.test.ts', title: 'none runs a script when it is installed' },
  },
  {
    threat: 'The Worker asks an address that somebody else chose',
    defence: {
      file: 'worker/text/video-links.ts',
      text: 'const url = URL.parse(href)',
      without: 'void fetch(href)\n  const url = URL.parse(href)',
    },
    test: { file: 'test/attack/outbound.test.ts', title: 'the Worker asks two services' },
  },
]

export const laptop: Threat[] = [
  {
    threat: 'A client makes up the headers by which Access speaks',
    defence: { file: 'local/access.ts', text: "headers.delete('cf-access-jwt-assertion')", without: '' },
    test: { file: 'test/local/access.test.ts', title: 'a header that a client made up never reaches the Worker' },
  },
  {
    threat: 'Signing in leads to another site',
    defence: {
      file: 'local/access.ts',
      text: 'wanted && /^\\/(?![/\\\\])[^\\s\\\\]*$/.test(wanted) ? wanted',
      without: 'wanted ? wanted',
    },
    test: { file: 'test/local/access.test.ts', title: 'a goal outside the site' },
  },
  {
    threat: 'A neighbour in the network plays another address',
    defence: {
      file: 'local/front.ts',
      text: 'return isLoopback && said ? said : peer',
      without: 'return isLoopback || said ? said : peer',
    },
    test: { file: 'test/local/start.test.ts', title: 'only a client on this machine may say where it comes from' },
  },
  {
    threat: 'A Host with a path in it has the door and the program see two addresses in one request',
    defence: { file: 'local/front.ts', text: 'HOST.test(host) && ', without: 'Boolean(host && HOST) && ' },
    test: { file: 'test/attack/wire.test.ts', title: 'a Host that is none, or more than one, is turned away' },
  },
]
