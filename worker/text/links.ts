/**
 * The hosts that a text leads to, also where it hides them («abc[.]com», «h t t p», «abc chấm com»). A host is told from
 * what only looks like one: 3.5, TP.HCM, a file, two sentences with no space between them.
 */
import { dropAllInvisible } from './invisible.ts'
import { isSyllable, splitTones } from './syllables.ts'

/** In lower case, each once, in the order of the text; of an email address, not its host. */
export function hostsIn(text: string): string[] {
  const shown = undisguised(text)
  const hosts = new Set<string>()
  for (const [, host] of shown.matchAll(WITH_SCHEME)) {
    const real = host && realHost(host)
    if (real) hosts.add(real)
  }
  for (const [host] of shown.replace(WITH_SCHEME, ' ').matchAll(BARE)) {
    const known = host.toLowerCase()
    if (isHost(known, host)) hosts.add(known)
  }
  for (const [, address] of shown.replace(WITH_SCHEME, ' ').matchAll(BARE_ADDRESS)) if (address) hosts.add(address)
  return [...hosts]
}

const WITH_SCHEME = /(?:https?|ftp):\/{1,3}([^\s/?#<>"'“”]{1,253})/giu
const BARE =
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24})(?![\p{L}\p{N}@_-]|\.[\p{L}\p{N}])/giu
const BARE_ADDRESS =
  /(?<![\d.])((?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))(?=[:/]\d|\/[a-z])/gi

/**
 * As a browser would read it: what stands before an @ is nobody's host, a number may be an address. Letters beyond Latin
 * are told as the browser tells them, since they may only look like others.
 */
function realHost(typed: string): string | null {
  const host = typed.replace(/[.,;:!?)}…]+$/, '').replace(/^([^[]+)\].*$/, '$1')
  if (!URL.canParse(`http://${host}`)) return null
  const { hostname } = new URL(`http://${host}`)
  const written = host.toLowerCase().replace(/^.*@|:\d*$/g, '')
  return IN_LATIN.test(written) ? written : hostname.replace(/^\[|\]$/g, '') || null
}

const IN_LATIN = /^(?=.*[a-z])(?!.*xn--)[\p{Script=Latin}\d.-]+$/u

/** NFKC brings full-width letters and dots along; the rest is how people write a dot that no filter should see. */
function undisguised(text: string): string {
  return dropAllInvisible(text)
    .normalize('NFKC')
    .replace(/[。․‧﹒·•]/g, '.')
    .replace(SCHEME, (typed) => (/\s\S/.test(typed) ? 'http://' : typed.replace(/^h../i, 'htt')))
    .replace(/ ?[[({] ?(?:\.|dot|chấm|cham) ?[\])}] ?/giu, '.')
    .replace(SAID_DOT, '.')
    .replace(/(?<=[a-z0-9]) {1,2}\. {0,2}(?=(?:com|net|org|vn|xyz)(?![\p{L}\p{N}]))/giu, '.')
    .replace(/([a-z0-9-]{3,63})\. (?=(?:com|net|org)(?![\p{L}\p{N}]))/giu, (all, label: string) =>
      isWord(label) ? all : `${label}.`,
    )
}

/** «h t t p : / / », «hxxps://» */
const SCHEME = /(?<!\p{L})h ?(?:[tx] ?){2}p ?(?:s ?)?: ?\/ ?\/ ?/giu

const SAID_DOT =
  /(?<=[a-z0-9]) {1,2}(?:dot|chấm|cham) {1,2}(?=(?:com|net|org|vn|xyz|info|vip|club|bet)(?![\p{L}\p{N}]))/giu

function isHost(host: string, asWritten: string): boolean {
  if (WELL_KNOWN.has(host.replace(/^www\./, ''))) return true
  if (NO_HOSTS.has(host)) return false
  const labels = host.split('.')
  const top = labels.at(-1) ?? ''
  if (labels[0] === 'www' && labels.length > 2) return true
  if (top.startsWith('xn--') || PLAIN_TOPS.has(top)) return true
  if (!WORD_TOPS.has(top)) return false
  // «hay.Top», «xong.ai», «bán.shop»: a full stop without a space is likelier than a host.
  const label = labels.at(-2) ?? ''
  return (
    /[a-z]$/.test(asWritten) && /^[a-z0-9-]{3,}$/.test(label) && !isWord(label) && !asWritten.endsWith(firstUpper(top))
  )
}

function isWord(label: string): boolean {
  return isSyllable(splitTones(label.toLowerCase()).base)
}

function firstUpper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Endings that are no word in Vietnamese or English, nor the ending of a file. */
const PLAIN_TOPS = new Set(
  `com net org vn gov edu xyz biz asia mobi club click site website io ly gg store cloud host cn ru de fr uk jp kr tk ml gq cf cyou icu sbs buzz ltd vip bet casino poker
  tw hk sg th eu ua`.split(/\s+/),
)

const WORD_TOPS = new Set(
  `info top shop online link me app live win fun pro tv cc ai co to in so la gl at id page
  dev blog news space world life today tech press plus one group money loan work host ink art`.split(/\s+/),
)

/** Technologies that are called like a host. */
const NO_HOSTS = new Set('asp.net vb.net ado.net paint.net node.js'.split(' '))

/** Hosts that hide where they lead to, or lead out of the conversation into a private one. */
export const WELL_KNOWN = new Set(
  `bit.ly t.co goo.gl is.gd t.ly s.id rb.gy ow.ly cutt.ly tinyurl.com rebrand.ly shorturl.at tiny.cc v.gd lnk.to by.com.vn
  short.com.vn shope.ee s.shopee.vn vt.tiktok.com t.me telegram.me telegram.org zalo.me chat.zalo.me m.me wa.me fb.me
  line.me discord.gg discord.com viber.com`.split(/\s+/),
)
