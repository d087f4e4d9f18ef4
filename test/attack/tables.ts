/** What of docs/security.md is written by a program: its tables, by `npm run threats -- --write`, and what a run saw. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { THREATS } from './list.ts'
import type { Threat } from './threat.ts'

const DOCUMENT = 'docs/security.md'

export function readDocument(root: string): string {
  return readFileSync(join(root, DOCUMENT), 'utf8')
}

export function writeTables(root: string): void {
  writeFileSync(join(root, DOCUMENT), withTables(readDocument(root)))
}

/** Each table stands between `<!-- table: name -->` and `<!-- end -->`. Throws where one has no place. */
export function withTables(document: string): string {
  return Object.entries(THREATS).reduce((text, [name, threats]) => {
    const place = new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!place.test(text)) throw new Error(`${DOCUMENT} has no place for the table «${name}»`)
    return text.replace(place, (_, begin: string, end: string) => `${begin}${table(threats)}\n${end}`)
  }, document)
}

/** What a run of all threats came to. */
export function writeLastRun(root: string, says: string): void {
  const document = readDocument(root).replace(LAST_RUN, (_, begin: string, end: string) => `${begin}${says}\n${end}`)
  writeFileSync(join(root, DOCUMENT), document)
}

const LAST_RUN = /(<!-- last run -->\n).*?(<!-- end -->)/s

function table(threats: Threat[]): string {
  const rows = threats.map(({ threat, defence, test }) =>
    [threat, `\`${defence.file}\``, `\`${test.file.replace(/^test\//, '')}\`: ${test.title}`].map(cell).join(' | '),
  )
  return ['threat | defence | test, in `test/`', '--- | --- | ---', ...rows].map((row) => `| ${row} |`).join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
