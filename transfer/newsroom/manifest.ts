/**
 * What an export says of itself: `dateline.json`, written last, and `files.sha256`, a list as `sha256sum -c` reads it.
 * A folder without the first is an export that broke off.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import * as z from 'zod'
import { Refusal } from '../command.ts'

/** Grows when an older restore would not understand a newer export. */
export const FORMAT = 1

const Manifest = z.object({
  format: z.number(),
  made_at: z.string(),
  /** The last of `migrations/` that the newsroom had. */
  migration: z.string(),
  /** Whether nothing was written meanwhile: see exporting.ts. */
  of_one_moment: z.boolean(),
  with_variants: z.boolean(),
  /** Rows by table. */
  rows: z.record(z.string(), z.number()),
  pictures: z.number(),
  files: z.number(),
  files_sha256: z.string(),
  /** The highest ids ever given, also of rows that are gone. */
  sequences: z.record(z.string(), z.number()),
  left_out: z.record(z.string(), z.string()),
})
export type Manifest = z.infer<typeof Manifest>

const MANIFEST = 'dateline.json'
const LIST = 'files.sha256'

/** Writes files below a folder, one after another, and notes each with its sum. */
export class ExportFolder {
  readonly folder: string
  files = 0
  private readonly list: WriteStream
  private readonly listHash = createHash('sha256')

  constructor(folder: string) {
    this.folder = folder
    this.list = createWriteStream(join(folder, LIST))
  }

  async write(path: string, content: string | Uint8Array | AsyncIterable<string | Uint8Array>): Promise<void> {
    const file = join(this.folder, path)
    await mkdir(dirname(file), { recursive: true })
    const hash = createHash('sha256')
    async function* counted() {
      const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content
      for await (const piece of pieces) {
        hash.update(piece)
        yield piece
      }
    }
    await writeFile(file, counted())
    const line = `${hash.digest('hex')}  ${path}\n`
    this.listHash.update(line)
    this.files++
    if (!this.list.write(line)) await once(this.list, 'drain')
  }

  /** Last of all. */
  async finish(manifest: Omit<Manifest, 'format' | 'files' | 'files_sha256'>): Promise<void> {
    this.list.end()
    await finished(this.list)
    const whole: Manifest = {
      format: FORMAT,
      ...manifest,
      files: this.files,
      files_sha256: this.listHash.digest('hex'),
    }
    await writeFile(join(this.folder, MANIFEST), `${JSON.stringify(whole, null, 2)}\n`)
  }
}

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new Refusal(`${folder} has no ${MANIFEST}: it is no export, or one that broke off.`)
  })
  const read = Manifest.safeParse(parsed(text))
  if (!read.success) throw new Refusal(`${MANIFEST} is not one of an export.`)
  if (read.data.format > FORMAT)
    throw new Refusal(`This export was made by a newer Dateline (format ${read.data.format}).`)
  return read.data
}

/** Every file of the list, in its order. Refuses names that lead out of the folder, and whatever is no plain file. */
export async function* listFiles(folder: string): AsyncGenerator<{ path: string; sum: string }> {
  const lines = createInterface({ input: createReadStream(join(folder, LIST)), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (!sum || !path) throw new Refusal(`${LIST} has a line that is none: ${line.slice(0, 80)}`)
    yield { path: safePath(path), sum }
  }
}

/** A path below the export's folder, or a refusal. */
export function safePath(path: string): string {
  const isSafe = /^[\w.-]+(?:\/[\w.-]+)+$/.test(path) && !path.split('/').some((part) => part.startsWith('.'))
  if (!isSafe) throw new Refusal(`${LIST} names a file outside of the export: ${path.slice(0, 80)}`)
  return path
}

/** Reads every file once and compares: nothing is restored of an export that is not whole. */
export async function verifyFiles(folder: string, manifest: Manifest, each: () => void): Promise<void> {
  if ((await sumOf(join(folder, LIST))) !== manifest.files_sha256) throw new Refusal(`${LIST} has been changed.`)
  let files = 0
  for await (const { path, sum } of listFiles(folder)) {
    const file = join(folder, path)
    const found = await lstat(file).catch(() => null)
    if (!found) throw new Refusal(`${path} is missing from the export.`)
    if (!found.isFile()) throw new Refusal(`${path} is not a plain file.`)
    if ((await sumOf(file)) !== sum) throw new Refusal(`${path} has been changed since the export.`)
    files++
    each()
  }
  if (files !== manifest.files) throw new Refusal(`${LIST} names ${files} files, and ${MANIFEST} ${manifest.files}.`)
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
