/** Links, by where they lead. */
import { hostsIn, WELL_KNOWN } from '../../text/links.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export function checkLinks({ name, body }: Checked, { ownHost, says }: Context): Signal | null {
  const hosts = hostsIn(`${name}\n${body}`)
  if (hosts.length === 0) return null
  const foreign = hosts.filter((host) => kindOf(host, ownHost) !== 'own')
  const shown = (foreign.length > 0 ? foreign : hosts).slice(0, 5)
  const kinds = hosts.map((host) => kindOf(host, ownHost))
  const worst = (['hidden', 'other', 'official', 'own'] as const).find((kind) => kinds.includes(kind)) ?? 'other'
  const others = kinds.filter((kind) => kind === 'other' || kind === 'hidden').length
  const weight = others > MANY ? 60 : WEIGHTS[worst]
  return { name: 'links', weight, reason: says.links[worst](shown, foreign.length - shown.length) }
}

const MANY = 3
const WEIGHTS = { own: 5, official: 10, other: 30, hidden: 50 } as const

function kindOf(host: string, ownHost: string): keyof typeof WEIGHTS {
  const named = host.replace(/^www\./, '')
  if (isWithin(named, ownHost.replace(/^www\./, ''))) return 'own'
  if (OFFICIAL.some((official) => isWithin(named, official))) return 'official'
  return WELL_KNOWN.has(named) || NUMERIC.test(named) || PUNYCODE.test(named) ? 'hidden' : 'other'
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

const OFFICIAL = ['gov.vn', 'edu.vn', 'chinhphu.vn', 'quochoi.vn']
const NUMERIC = /^[\d.]+$|:/
const PUNYCODE = /(?:^|\.)xn--/
