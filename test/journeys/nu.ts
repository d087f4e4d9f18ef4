/** The Nu HTML checker, in one run over all pages: starting its Java costs more than checking does. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

interface Message {
  url: string
  type: 'error' | 'info' | 'non-document-error'
  message: string
  extract?: string
}

/** What it objects to, and why we do not mind. */
const ACCEPTED = [
  // JSX is written so; every parser leaves it out.
  /^Trailing slash on void elements/,
  // Its own style checker is a few years behind, or does not look into custom properties; browsers pass over what they do not know.
  /^CSS: “scroll-initial-target”: Property .* doesn't exist/,
  /^CSS: “field-sizing”: Property .* doesn't exist/,
  /^CSS: “mask”: “linear-gradient\(/,
  /^CSS: “max-width”: The types are incompatible/,
  // Typed attr(), of CSS Values 5: the colour in a picture's place.
  /^CSS: “background”: Parse Error\.? .*type\(<color>\)/,
]

export const hasJava = spawnSync('java', ['-version']).status === 0

/** @returns what is wrong with each, as «page: complaint» */
export async function checkHtml(pages: Map<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-nu-'))
  try {
    const names = [...pages.keys()]
    await Promise.all(names.map((name, i) => writeFile(join(folder, `${i}.html`), pages.get(name) ?? '')))
    const messages = await run(folder)
    return messages
      .filter(({ message, extract }) => !ACCEPTED.some((reason) => reason.test(`${message} ${extract}`)))
      .map(({ url, message, extract = '' }) => {
        return `${names[Number(basename(url, '.html'))]}: ${message} ${extract.replace(/\s+/g, ' ').trim()}`
      })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(folder: string): Promise<Message[]> {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')
  return new Promise((resolve, reject) => {
    // It says with its exit code that it found something, so what it wrote is what tells a fault of its own.
    execFile('java', ['-jar', jar, '--format', 'json', '--stdout', folder], { maxBuffer: 2 ** 26 }, (error, out) => {
      if (!out) reject(error ?? new Error('the Nu checker said nothing'))
      else resolve((JSON.parse(out) as { messages: Message[] }).messages)
    })
  })
}
