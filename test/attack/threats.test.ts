/** That the list of threats is not out of date. Whether each test would fail is for `npm run threats`, which takes minutes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ALL, namePattern } from './list.ts'
import { readDocument, withTables } from './tables.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

describe.each(ALL)('$threat', ({ defence, test: proof }) => {
  test('has its defence where it is said to be, once', () => {
    expect(existsSync(join(root, defence.file)), defence.file).toBe(true)
    expect(read(defence.file).split(defence.text)).toHaveLength(2)
    expect(defence.without).not.toBe(defence.text)
  })

  test('has a test of that name', () => {
    expect(read(proof.file)).toContain(proof.title)
  })
})

test('no threat is named twice', () => {
  expect(new Set(ALL.map(({ threat }) => threat)).size).toBe(ALL.length)
})

test('docs/security.md names each, with its defence and its test', () => {
  const document = readDocument(root)
  expect(withTables(document)).toBe(document)
})

test('a title stands for the names that a run makes of it', () => {
  expect('from %s (x): a.b').toMatch(namePattern('%s (x): a.b'))
  expect('under hold_all, clean').toMatch(namePattern('under %s, %s'))
  expect('a token that is x').not.toMatch(namePattern('a token. that'))
})
