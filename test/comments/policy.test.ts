import { describe, expect, test } from 'vitest'
import type { Context, Signal } from '../../worker/comments/moderation.ts'
import { type ReaderRecord, verdictOn } from '../../worker/comments/policy.ts'
import type { Settings } from '../../worker/schema.ts'
import { calm } from './calm.ts'

type Policy = Settings['comment_policy']

const signal = (name: Signal['name'], weight: number): Signal => ({ name, weight, reason: '' })
const clean: Signal[] = []
const doubtful = [signal('links', 30)]
const grave = [signal('links', 60), signal('repeat', 40)]
const trapped = [signal('trap', 100)]
const unsure = [signal('check_failed', 1), signal('repeat', 200)]

const known: ReaderRecord = { isConfirmed: true, published: 3, turnedAway: 0 }
/** Types the email of somebody who is known. */
const impostor: ReaderRecord = { ...known, isConfirmed: false }
const newcomer: ReaderRecord = { ...known, published: 2 }
const troubled: ReaderRecord = { ...known, published: 50, turnedAway: 1 }

const on = (found: Signal[], context: Partial<Context>) => verdictOn(found, { ...calm, ...context })

describe('what becomes of a comment', () => {
  const readers = { known, impostor, newcomer, troubled }
  const all = (status: string) => ({ known: status, impostor: status, newcomer: status, troubled: status })
  const onlyKnown = { ...all('held'), known: 'approved' }

  test.each<[Policy, string, Signal[], Record<keyof typeof readers, string>]>([
    ['hold_all', 'clean', clean, all('held')],
    ['hold_all', 'doubtful', doubtful, all('held')],
    ['hold_all', 'grave', grave, all('held')],
    ['hold_all', 'trapped', trapped, all('rejected')],
    ['hold_all', 'unsure', unsure, all('held')],
    ['approve_known', 'clean', clean, onlyKnown],
    ['approve_known', 'doubtful', doubtful, all('held')],
    ['approve_known', 'grave', grave, all('rejected')],
    ['approve_known', 'trapped', trapped, all('rejected')],
    ['approve_known', 'unsure', unsure, all('held')],
    ['approve_clean', 'clean', clean, all('approved')],
    ['approve_clean', 'doubtful', doubtful, all('held')],
    ['approve_clean', 'grave', grave, all('rejected')],
    ['approve_clean', 'trapped', trapped, all('rejected')],
    ['approve_clean', 'unsure', unsure, all('held')],
  ])('under %s, %s', (policy, _, found, expected) => {
    const statuses = Object.entries(readers).map(([name, reader]) => [name, on(found, { policy, reader }).status])
    expect(Object.fromEntries(statuses)).toEqual(expected)
  })

  test.each([
    [99, 100, 'held'],
    [100, 100, 'rejected'],
    [100, 101, 'held'],
    [30, 30, 'rejected'],
  ])('whose signals weigh %i, where %i rejects', (weight, rejectFrom, status) => {
    expect(on([signal('links', weight)], { policy: 'approve_clean', rejectFrom }).status).toBe(status)
    expect(on([signal('links', weight)], { policy: 'hold_all', rejectFrom }).status).toBe('held')
  })

  test('is never rejection where no check objects', () => {
    expect(on(clean, { policy: 'approve_known', rejectFrom: 0, reader: known }).status).toBe('approved')
    expect(on(clean, { policy: 'approve_known', rejectFrom: 0 }).status).toBe('held')
  })
})

describe('a moderator is told', () => {
  const namesOf = (found: Signal[], context: Partial<Context>) => on(found, context).signals.map(({ name }) => name)

  test('that a reader is known, which weighs nothing', () => {
    const { signals } = on(clean, { reader: known })
    expect(signals).toMatchObject([
      { name: 'known_reader', weight: 0, reason: 'Bạn đọc quen: đã xác nhận email, 3 ý kiến từng được đăng.' },
      { name: 'policy', weight: 0 },
    ])
    expect(namesOf(doubtful, { reader: known })).toEqual(['links', 'known_reader'])
  })

  test.each([
    ['impostor', impostor],
    ['newcomer', newcomer],
    ['troubled', troubled],
  ])('nothing of the kind of %s', (_, reader) => {
    expect(namesOf(clean, { reader })).toEqual(['policy'])
  })

  test('why a clean comment waits', () => {
    const reasonUnder = (policy: Policy) => on(clean, { policy }).signals[0]?.reason
    expect(reasonUnder('hold_all')).toBe('Toà soạn đọc mọi ý kiến trước khi đăng.')
    expect(reasonUnder('approve_known')).toContain('bạn đọc quen')
  })
})
