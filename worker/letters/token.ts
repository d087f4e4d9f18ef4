/** What a letter's links carry: which letter it was, signed; no email, and nothing that could be guessed. */
import { isSigned, sign } from '../edge/signature.ts'

/** What the link is for. */
export type Purpose = 'confirm' | 'stop'

export interface Link {
  purpose: Purpose
  /** Of the row in `notices`. */
  noticeId: number
}

export async function letterPath(signingKey: string, { purpose, noticeId }: Link): Promise<string> {
  return `/letters/${purpose}-${noticeId}-${await sign(signingKey, messageOf({ purpose, noticeId }))}`
}

/** Null for what was never sent. */
export async function readToken(signingKey: string, token: string): Promise<Link | null> {
  const [, purpose, id, signature] = token.match(/^(confirm|stop)-([1-9]\d{0,14})-([\w-]+)$/) ?? []
  if (!purpose || !id || !signature) return null
  const link = { purpose: purpose as Purpose, noticeId: Number(id) }
  return (await isSigned(signingKey, messageOf(link), signature)) ? link : null
}

function messageOf({ purpose, noticeId }: Link): string {
  return `letter:${purpose}:${noticeId}`
}
