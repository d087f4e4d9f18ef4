/** `npm run drill`: whether a backup comes back whole, before it is needed. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStores } from '../local/stores.ts'
import { Refusal } from '../transfer/command.ts'
import { exportNewsroom } from '../transfer/newsroom/exporting.ts'
import { restoreNewsroom } from '../transfer/newsroom/restoring.ts'
import { openProgress } from '../transfer/progress.ts'

const usage = `npm run drill -- <export>
  Restores an export into a new newsroom on this machine, exports that, and compares every file by its sum. It ends with 0
  where nothing differs. Both stay in a folder that it names, to be looked at and thrown away: they hold readers' emails.`

const PICTURES = 'tables/images.jsonl'

const [exported, ...more] = process.argv.slice(2)
if (!exported || more.length > 0 || exported.startsWith('-')) {
  console.error(usage)
  process.exitCode = exported === '--help' ? 0 : 2
} else {
  try {
    process.exitCode = (await drill(exported)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

/** Returns whether what came back is what went out. */
async function drill(exported: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-drill-'))
  const [data, again] = [join(folder, 'newsroom'), join(folder, 'export')]
  const progress = openProgress()
  const begun = Date.now()

  const stores = await openStores(data)
  const { rows, pictures } = await restoreNewsroom(stores, exported, progress)
  const restored = Date.now()
  const variants = (await readManifest(exported)).with_variants
  await exportNewsroom(stores, again, { variants, now: Date.now(), progress })
  await stores.close()

  const differing = await differences(exported, again)
  // Smaller forms that are in no export are made anew, and until then their pictures wait for them.
  const known = differing.indexOf(PICTURES)
  if (!variants && known >= 0 && (await waiting(exported)) === (await waiting(again))) differing.splice(known, 1)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  console.log(`
${rows['articles']} articles, ${rows['comments']} comments and ${pictures} pictures are back in ${folder}
restored in ${seconds(restored - begun)}, exported again in ${seconds(Date.now() - restored)}`)
  if (differing.length === 0) console.log('Every file is the same.')
  else console.error(`${differing.length} files differ:\n${differing.slice(0, 20).join('\n')}`)
  return differing.length === 0
}

async function waiting(folder: string): Promise<string> {
  return (await readFile(join(folder, PICTURES), 'utf8')).replaceAll('"variants":"made"', '"variants":"waiting"')
}

async function readManifest(folder: string): Promise<{ with_variants: boolean }> {
  return JSON.parse(await readFile(join(folder, 'dateline.json'), 'utf8'))
}

/** The names of files that only one of them has, or that are not the same in both. */
async function differences(one: string, other: string): Promise<string[]> {
  const [before, after] = [await sumsOf(one), await sumsOf(other)]
  const odd = [...before.filter((line) => !after.includes(line)), ...after.filter((line) => !before.includes(line))]
  return [...new Set(odd.map((line) => line.slice(66)))].sort()
}

/** Lines of `<sum>  <file>`. */
async function sumsOf(folder: string): Promise<string[]> {
  return (await readFile(join(folder, 'files.sha256'), 'utf8')).split('\n').filter(Boolean)
}
