import { createHash } from 'node:crypto'
import { glob, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemsOf, RULED_AFTER } from '../../deploy/migration-rules.ts'

const root = join(import.meta.dirname, '../..')
const migrations = (await readdir(join(root, 'migrations'))).filter((file) => file.endsWith('.sql')).sort()
const read = (file: string) => readFile(join(root, file), 'utf8')

test('what databases have been migrated with is never altered', async () => {
  const sums = await Promise.all(
    migrations.map(async (file) => {
      const sum = createHash('sha256')
        .update(await read(`migrations/${file}`))
        .digest('hex')
      return `${sum}  migrations/${file}`
    }),
  )
  expect((await read('migrations/files.sha256')).trim().split('\n')).toEqual(sums)
})

test('a new migration leaves the code before it what it needs', async () => {
  const files: string[] = []
  for await (const file of glob('{worker,transfer,local}/**/*.{ts,tsx}', { cwd: root })) files.push(file)
  const code = (await Promise.all(files.map(read))).join('\n')
  for (const file of migrations.filter((name) => name > RULED_AFTER)) {
    expect(problemsOf(await read(`migrations/${file}`), code), file).toEqual([])
  }
})

test.each([
  ['a table dropped', 'DROP TABLE `notes`;'],
  ['a table rebuilt', 'CREATE TABLE `__new_a` (id);\nDROP TABLE `a`;\nALTER TABLE `__new_a` RENAME TO `a`;'],
  ['a column dropped', 'ALTER TABLE `articles`\n  DROP COLUMN `byline`;'],
  ['a column renamed', 'ALTER TABLE articles RENAME COLUMN byline TO signature;'],
  ['a column that must be filled', 'ALTER TABLE `articles` ADD `mood` text NOT NULL;'],
  ['an index dropped', 'DROP INDEX IF EXISTS articles_by_section;'],
  ['a new rule for a table that is there', 'CREATE UNIQUE INDEX `one` ON `articles` (`headline`);'],
  ['a trigger dropped', 'DROP TRIGGER articles_ai;'],
  ['a word that is not true', '-- unused: byline\nALTER TABLE articles DROP COLUMN byline;'],
])('%s is refused', (_what, sql) => {
  expect(problemsOf(sql, 'SELECT byline FROM articles')).not.toEqual([])
})

test.each([
  ['a table with its rules', 'CREATE TABLE `notes` (id);\nCREATE UNIQUE INDEX `one` ON `notes` (`id`);'],
  ['a column with a default', "ALTER TABLE `articles` ADD `mood` text DEFAULT '' NOT NULL;"],
  ['a column that may be null', 'ALTER TABLE `articles` ADD COLUMN `mood` text;'],
  [
    'a trigger made anew',
    'DROP TRIGGER articles_ai;\nCREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN SELECT 1; END;',
  ],
  ['what nothing uses any more', '-- unused: mood\nALTER TABLE `articles` DROP COLUMN `mood`;'],
  ['a word in a remark', '-- this does not DROP TABLE articles\nCREATE INDEX `i` ON `articles` (`byline`);'],
])('%s is fine', (_what, sql) => {
  expect(problemsOf(sql, 'SELECT byline FROM articles')).toEqual([])
})
