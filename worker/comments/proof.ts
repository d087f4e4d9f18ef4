/**
 * Proof that a reader has an email: made when they open a link that was sent to it, kept by their browser where they ask
 * for that, sent along with their next comments. Typing an email proves nothing.
 */
import { isSigned, sign } from '../edge/signature.ts'
import type { EpochMs } from '../env.ts'

export const PROOF_VALID_DAYS = 180
const VALID_FOR_MS = PROOF_VALID_DAYS * 24 * 60 * 60_000

/** `<expiry, epoch ms>.<signature>` */
export async function makeProof(signingKey: string, email: string, now: EpochMs): Promise<string> {
  const expires = now + VALID_FOR_MS
  return `${expires}.${await sign(signingKey, messageOf(email, expires))}`
}

export async function isProven(signingKey: string, email: string, proof: string, now: EpochMs): Promise<boolean> {
  const [, expires, signature] = proof.match(/^(\d{1,15})\.(.+)$/) ?? []
  if (!expires || !signature || Number(expires) <= now) return false
  return isSigned(signingKey, messageOf(email, Number(expires)), signature)
}

function messageOf(email: string, expires: EpochMs): string {
  return `email:${email.toLowerCase()}:${expires}`
}
