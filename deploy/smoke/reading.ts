/** What readers and machines get without signing in anywhere. */
import { type Check, failed, judged, passed } from './check.ts'
import { type Answer, isKept } from './newsroom.ts'

export const healthy: Check = {
  name: 'health',
  async run({ origin, ask }) {
    const answer = await ask('/healthz')
    if (answer.headers.has('cf-mitigated')) {
      return failed(`A rule of the zone challenged this command. Let ${origin} through Security → WAF for it.`)
    }
    if (answer.status !== 200 || !answer.text.startsWith('ok')) {
      return failed(`/healthz answered ${answer.status}. Look for request_failed in \`npx wrangler tail\`: most likely
        migrations are missing (npx wrangler d1 migrations apply DB --remote).`)
    }
    return isKept(answer) ? failed('/healthz is cached, and says how things were.') : passed('the Worker and D1 answer')
  },
}

/** In a reader's page. Of each the part that matters. */
const SECURITY: Record<string, RegExp> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/i,
  'referrer-policy': /origin/,
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
}

export const headers: Check = {
  name: 'headers',
  async run({ origin, ask }) {
    const page = await ask('/', { headers: { 'accept-encoding': 'br, gzip' } })
    const isSecure = origin.startsWith('https:')
    const wanted = { ...SECURITY, ...(isSecure && { 'strict-transport-security': /max-age=[1-9]/ }) }
    const missing = Object.entries(wanted).filter(([name, form]) => !form.test(page.headers.get(name) ?? ''))
    const isCompressed = /^(br|gzip|zstd)$/.test(page.headers.get('content-encoding') ?? '')
    return judged(
      [
        page.status !== 200 && `The front page answered ${page.status}.`,
        missing.length > 0 &&
          `The front page came without ${missing.map(([name]) => name).join(', ')}: look for a Transform Rule of the zone that takes them away.`,
        page.headers.has('set-cookie') &&
          'The front page sets a cookie, so that nothing can keep it: look for a feature of the zone that does (bot management, load balancing, analytics).',
        !isCompressed &&
          'The front page came uncompressed: look at Speed → Content Optimization and Compression Rules.',
      ],
      'security headers, no cookie, compressed',
    )
  },
}

const MACHINES: [path: string, type: RegExp, form: RegExp][] = [
  ['/robots.txt', /^text\/plain/, /^Sitemap: /m],
  ['/sitemap.xml', /xml/, /<sitemapindex|<urlset/],
  ['/news-sitemap.xml', /xml/, /<urlset/],
  ['/feed.xml', /^application\/rss\+xml/, /<rss /],
  ['/feed.json', /json/, /"version":"https:\/\/jsonfeed\.org\/version\/1\.1"/],
]

export const machines: Check = {
  name: 'machines',
  async run({ origin, ask }) {
    const answers = await Promise.all(MACHINES.map(async (one) => ({ one, answer: await ask(one[0]) })))
    const wrong = answers.filter(({ one: [, type, form], answer }) => !isWhole(answer, type, form))
    const elsewhere = answers.flatMap(({ answer }) => originsIn(answer.text)).find((other) => other !== origin)
    return judged(
      [
        wrong.length > 0 &&
          `${wrong.map(({ one, answer }) => `${one[0]} (${answer.status})`).join(', ')}: not what it should be.`,
        elsewhere !== undefined &&
          `Addresses lead to ${elsewhere} and not to ${origin}: ORIGIN is set so. Deploy it as it should be, or ask this of ${elsewhere}.`,
      ],
      `robots, sitemaps and feeds, of ${new URL(origin).host}`,
    )
  },
}

function isWhole({ status, headers, text }: Answer, type: RegExp, form: RegExp): boolean {
  return status === 200 && type.test(headers.get('content-type') ?? '') && form.test(text)
}

/** Where machines are sent: of a sitemap's entries, of the feed itself, of the line in robots.txt. */
function originsIn(text: string): string[] {
  const links = text.matchAll(/(?:<loc>|^Sitemap: |"home_page_url":")(https?:\/\/[^\s<"]+)/gm)
  return Array.from(links, ([, link = '']) => new URL(link).origin)
}
