/** What our signatures open: the one thing that they were made for. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { receiptMessage } from '../../worker/comments/comment.ts'
import { isProven, makeProof } from '../../worker/comments/proof.ts'
import { isSigned, sign } from '../../worker/edge/signature.ts'
import { letterPath, readToken } from '../../worker/letters/token.ts'
import { TODAY } from '../newsroom.ts'

const KEY = env.SIGNING_KEY
const EMAIL = 'lan@docgia.test'
const signatureOf = (token: string) => token.split(/[.-]/).slice(2).join('-')

test('is good for its own message, and for none that is nearly so', async () => {
  const signature = await sign(KEY, receiptMessage(12))
  expect(await isSigned(KEY, receiptMessage(12), signature)).toBe(true)
  for (const message of ['receipt:1', 'receipt:2', 'receipt:120', 'receipt:12 ', 'Receipt:12', 'letter:confirm:12']) {
    expect(await isSigned(KEY, message, signature), message).toBe(false)
  }
})

test('is refused in part, with something behind it, and in another spelling', async () => {
  const signature = await sign(KEY, receiptMessage(12))
  const others = [
    '',
    ...Array.from({ length: signature.length }, (_, length) => signature.slice(0, length)),
    `${signature}A`,
    `${signature}=`,
    `${signature}\n`,
    signature.toUpperCase(),
    signature.toLowerCase(),
    signature.replaceAll('-', '+').replaceAll('_', '/').concat('=='),
    'A'.repeat(signature.length),
  ]
  for (const other of others) expect(await isSigned(KEY, receiptMessage(12), other), other).toBe(false)
})

test('ends with the key it was made with', async () => {
  const now = TODAY
  const signature = await sign(KEY, receiptMessage(12))
  const proof = await makeProof(KEY, EMAIL, now)
  const token = (await letterPath(KEY, { purpose: 'stop', noticeId: 12 })).replace('/letters/', '')
  expect(await isSigned('another key', receiptMessage(12), signature)).toBe(false)
  expect(await isProven('another key', EMAIL, proof, now)).toBe(false)
  expect(await readToken('another key', token)).toBeNull()
})

test('of one purpose opens no other: receipt, letter and proof', async () => {
  const receipt = await sign(KEY, receiptMessage(12))
  const letter = signatureOf((await letterPath(KEY, { purpose: 'confirm', noticeId: 12 })).replace('/letters/', ''))
  const proof = (await makeProof(KEY, EMAIL, TODAY)).split('.')[1] ?? ''
  const all = [receipt, letter, proof]
  expect(new Set(all).size).toBe(3)
  for (const signature of all) {
    expect(await isSigned(KEY, receiptMessage(12), signature)).toBe(signature === receipt)
    expect(await readToken(KEY, `stop-12-${signature}`)).toBeNull()
    expect((await readToken(KEY, `confirm-12-${signature}`)) !== null).toBe(signature === letter)
  }
})

test('that proves an email proves no other, and not for longer than it says', async () => {
  const proof = await makeProof(KEY, EMAIL, TODAY)
  const expires = Number(proof.split('.')[0])
  expect(await isProven(KEY, EMAIL.toUpperCase(), proof, TODAY)).toBe(true)
  for (const other of ['an@docgia.test', 'lan@docgia.test.evil.test', `${EMAIL}:1`, '']) {
    expect(await isProven(KEY, other, proof, TODAY), other).toBe(false)
  }
  expect(await isProven(KEY, EMAIL, proof.replace(/^\d+/, String(expires + 1)), TODAY)).toBe(false)
  expect(await isProven(KEY, EMAIL, proof, expires)).toBe(false)
})

test('is never made without a key', async () => {
  await expect(sign('', receiptMessage(12))).rejects.toThrow('SIGNING_KEY')
  await expect(isSigned('', receiptMessage(12), '')).rejects.toThrow('SIGNING_KEY')
})
