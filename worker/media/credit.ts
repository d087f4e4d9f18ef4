/**
 * Whose a picture is, as its file tells it: agencies write it into IPTC and XMP, cameras into EXIF. It is offered as the
 * credit, and stays in the file when the rest goes.
 * Sources: IPTC-IIM 4.2, 1:90, 2:80, 2:110 and 2:116; XMP part 1, 7; Adobe's Photoshop file formats, image resources.
 */
import { latin1, startsWith, u16, u32 } from './bytes.ts'
import { type Exif, NO_EXIF, writeExif } from './exif.ts'

/** Where a file may say so. */
export interface Told {
  exif: Exif
  /** A packet. */
  xmp?: Uint8Array | undefined
  /** The image resources of Photoshop, of which one holds IPTC's. */
  resources?: Uint8Array | undefined
}

export const NOTHING_TOLD: Told = { exif: NO_EXIF }

interface Names {
  creator: string
  credit: string
  copyright: string
}

const MAX_NAME = 200
/** Of a packet: whose it is stands near its beginning, and nobody searches through megabytes of it. */
const MAX_PACKET = 256 * 1024

/** «Minh Anh/TTXVN»; empty where the file does not say. */
export function creditOf(told: Told): string {
  const names = namesIn(told)
  return (whoIn(names) || names.copyright).slice(0, MAX_NAME)
}

/** The EXIF that stays: how to hold the picture and whose it is, wherever that stood. Null where there is nothing to say. */
export function keptExif(told: Told): Uint8Array | null {
  const names = namesIn(told)
  const { orientation } = told.exif
  return writeExif({ orientation, artist: encoded(whoIn(names)), copyright: encoded(names.copyright) })
}

/**
 * The EXIF of a picture that is made of another: whose that says it is, or else whose the newsroom says it is. Nothing on
 * how to hold it, because what is made stands upright.
 */
export function passedOnExif(told: Told, credit: string): Uint8Array | null {
  const names = namesIn(told)
  const isSaid = whoIn(names) !== '' || names.copyright !== ''
  return writeExif({
    orientation: 1,
    artist: encoded(whoIn(names)),
    copyright: encoded(isSaid ? names.copyright : tidy(credit)),
  })
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function whoIn({ creator, credit }: Names): string {
  return credit && creator && !credit.includes(creator) && !creator.includes(credit)
    ? `${creator}/${credit}`
    : creator.length > credit.length
      ? creator
      : credit
}

function namesIn({ exif, xmp, resources }: Told): Names {
  const written = xmp ? namesInXmp(xmp) : null
  const iptc = resources ? namesInIptc(iptcOf(resources)) : null
  return {
    creator: written?.creator || iptc?.creator || tidy(decoded(exif.artist)),
    credit: written?.credit || iptc?.credit || '',
    copyright: written?.copyright || iptc?.copyright || tidy(decoded(exif.copyright)),
  }
}

function namesInXmp(packet: Uint8Array): Names {
  const text = decoded(packet.subarray(0, MAX_PACKET))
  return {
    creator: tidy(items(between(text, '<dc:creator', '</dc:creator>')).join(', ')),
    credit: tidy(
      unescaped(between(text, 'photoshop:Credit="', '"')) || tagless(between(text, '<photoshop:Credit', '</')),
    ),
    copyright: tidy(items(between(text, '<dc:rights', '</dc:rights>'))[0] ?? ''),
  }
}

function between(text: string, opening: string, closing: string): string {
  const from = text.indexOf(opening)
  const to = from === -1 ? -1 : text.indexOf(closing, from + opening.length)
  return to === -1 ? '' : text.slice(from + opening.length, Math.min(to, from + 10 * MAX_NAME))
}

function items(list: string): string[] {
  return list
    .split('<rdf:li')
    .slice(1, 6)
    .map((item) => tagless(item.split('</rdf:li')[0] ?? ''))
}

/** What follows the rest of an opening tag. */
function tagless(text: string): string {
  return unescaped(text.slice(text.indexOf('>') + 1))
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hexadecimal, name) => {
    const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : 0
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES[name] ?? whole)
  })
}

function iptcOf(resources: Uint8Array): Uint8Array {
  let at = 0
  while (startsWith(resources, '8BIM', at)) {
    const name = 1 + (resources[at + 6] ?? 0)
    const data = at + 6 + name + (name % 2)
    const length = u32(resources, data)
    if (u16(resources, at + 4) === 0x0404) return resources.subarray(data + 4, data + 4 + length)
    at = data + 4 + length + (length % 2)
  }
  return new Uint8Array()
}

function namesInIptc(iptc: Uint8Array): Names {
  const found: Record<number, string> = {}
  let at = 0
  while (iptc[at] === 0x1c && at + 5 <= iptc.length) {
    const length = u16(iptc, at + 3)
    const dataset = (iptc[at + 1] ?? 0) * 1000 + (iptc[at + 2] ?? 0)
    found[dataset] ??= decoded(iptc.subarray(at + 5, at + 5 + Math.min(length, 2 * MAX_NAME)))
    at += 5 + length
  }
  return { creator: tidy(found[2080] ?? ''), credit: tidy(found[2110] ?? ''), copyright: tidy(found[2116] ?? '') }
}

/** Nearly everybody writes UTF-8 by now, whatever the field says; who does not writes Latin. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return latin1Text(bytes)
  }
}

function latin1Text(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += latin1(bytes, at, 8192)
  return text
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/^\s*(?:©|\(c\)|copyright)\s*/i, '')
    .trim()
    .slice(0, MAX_NAME)
    .trim()
}
