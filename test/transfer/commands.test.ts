import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { newFolder, newNewsroom } from './folders.ts'
import { comment, FOOT, head, item } from './wxr-file.ts'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')

async function run(command: 'export' | 'restore' | 'wordpress', ...options: string[]) {
  const done = promisify(execFile)(node, [join(root, `transfer/${command}.ts`), ...options])
  return done.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code as number, stdout: error.stdout as string, stderr: error.stderr as string }),
  )
}

test('a site of WordPress comes in, goes out, and comes back in an empty newsroom, from the command line', async () => {
  const folder = await newFolder()
  const file = join(folder, 'site.xml')
  await writeFile(file, head() + item({ id: 1, title: 'Chợ nổi', creator: '', comments: [comment({ id: 1 })] }) + FOOT)
  const { data, close } = await newNewsroom()
  await close()

  const brought = await run('wordpress', file, '--data', data)
  expect(brought).toMatchObject({ code: 0, stdout: expect.stringContaining('1 brought as they were') })
  expect(await readFile(`${file}.report/report.md`, 'utf8')).toContain('post 1, «Chợ nổi»')
  expect(JSON.parse(await readFile(`${file}.report/report.json`, 'utf8')).entries[0].to).toBe('/tin-tuc/bai-1')

  const exported = join(folder, 'export')
  expect(await run('export', exported, '--data', data)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 articles, 1 comments'),
  })
  const restored = join(folder, 'restored')
  expect(await run('restore', exported, '--data', restored)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 articles, 1 comments'),
  })
  expect(await run('restore', exported, '--data', restored)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not empty'),
  })
  expect(await run('wordpress', file, '--data', restored)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 here already'),
  })
}, 180_000)

test('who calls wrongly is told how, and nothing is made', async () => {
  const nowhere = join(await newFolder(), 'nowhere')
  expect(await run('export')).toMatchObject({ code: 2, stderr: expect.stringContaining('npm run export -- <folder>') })
  expect(await run('export', 'a', 'b')).toMatchObject({ code: 2, stderr: expect.stringContaining('What is «b»?') })
  expect(await run('restore', 'a', '--date', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('--date') })
  expect(await run('wordpress', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--uploads') })
  expect(await run('export', nowhere, '--data', nowhere)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no newsroom'),
  })
  expect(await run('export', nowhere, '--data', nowhere, '--remote')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Either'),
  })
  await expect(readFile(nowhere)).rejects.toThrow('ENOENT')
}, 180_000)
