/**
 * Regular expressions on which a text of a few kilobytes would take seconds. What was found linear is kept in a list, so
 * that only what is new is looked at: `recheck` takes minutes for all of them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRegexes, type Known, objectionTo } from './regexes.ts'

const known: Known = JSON.parse(readFileSync(join(import.meta.dirname, 'regexes.json'), 'utf8'))
const found = findRegexes(join(import.meta.dirname, '../..'))

test('none takes more than its text’s length', { timeout: 120_000 }, async () => {
  expect(found.size).toBeGreaterThan(300)
  const unknown = [...found].filter(([regex]) => !known.linear.includes(regex) && !(regex in known.bounded))
  const objections = await Promise.all(
    unknown.map(async ([regex, where]) => ({ regex, where, objection: await objectionTo(regex) })),
  )
  expect(objections.filter(({ objection }) => objection !== null)).toEqual([])
})

test('what is known is still there: nothing else hides behind the list', () => {
  expect([...known.linear, ...Object.keys(known.bounded)].filter((regex) => !found.has(regex))).toEqual([])
})
