/** Folders of tests: newsrooms to begin with, and exports to compare. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openStores, type Stores } from '../../local/stores.ts'
import { exportNewsroom } from '../../transfer/newsroom/exporting.ts'
import { migrateToTheEnd } from '../../transfer/newsroom/migrations.ts'
import { silent } from '../../transfer/progress.ts'

const made: string[] = []
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true })
})

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-transfer-'))
  made.push(folder)
  return folder
}

/** An empty one, as on the day it was made. */
export async function newNewsroom(): Promise<Stores & { data: string }> {
  const data = await newFolder()
  const stores = await openStores(data)
  await migrateToTheEnd(stores.db)
  return { ...stores, data }
}

export const NOW = Date.parse('2026-11-23T12:00:00+07:00')

/** An export of it, as the content of its files by name. */
export async function contentOf(stores: Stores): Promise<Map<string, string>> {
  const folder = await newFolder()
  await exportNewsroom(stores, folder, { variants: true, now: NOW, progress: silent })
  return readFolder(folder)
}

export async function readFolder(folder: string): Promise<Map<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const content = new Map<string, string>()
  for (const file of files.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    content.set(path.slice(folder.length + 1), await readFile(path, 'latin1'))
  }
  return content
}
