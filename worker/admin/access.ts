/**
 * Who may enter the desk, and what they may do there. Access stands in front of /admin, but nobody enters by its mistake
 * or ours: the token is verified here, and with anything missing the answer is no.
 * Source: developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
 */
import type { Context, MiddlewareHandler } from 'hono'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as z from 'zod'
import { textOf } from '../edge/form.ts'
import { isSameOrigin } from '../edge/same-origin.ts'
import { type AppEnv, type Db, type Vars, varsOf } from '../env.ts'
import { logWarning } from '../log.ts'
import { refuse } from '../refusal.tsx'
import type { StaffMember } from '../schema.ts'

export type Role = StaffMember['role']

/** What there is to be allowed, and for whom: the one place. */
export const NEEDS = {
  write: ['contributor', 'editor', 'owner'],
  edit: ['editor', 'owner'],
  publish: ['editor', 'owner'],
  settings: ['editor', 'owner'],
  staff: ['owner'],
  record: ['editor', 'owner'],
  export: ['owner'],
  moderate: ['moderator', 'editor', 'owner'],
  enter: ['contributor', 'moderator', 'editor', 'owner'],
} as const satisfies Record<string, Role[]>

export type Need = keyof typeof NEEDS

export interface DeskEnv extends AppEnv {
  Variables: { person: Person }
}

export type Person = Pick<StaffMember, 'email' | 'name' | 'role'>

export function may(person: Person, need: Need): boolean {
  return (NEEDS[need] as readonly Role[]).includes(person.role)
}

/** Whose articles alone a person may read at the desk; null for who reads all. */
export function onlyBy(person: Person): string | null {
  return may(person, 'edit') ? null : person.email
}

/**
 * Lets in whom Access vouches for and the staff list names: 401 without a valid token, 403 for a stranger, 503 where
 * nobody can tell because Access does not give its keys. What was typed comes back with each.
 */
export const enterDesk: MiddlewareHandler<DeskEnv> = async (c, next) => {
  const vars = varsOf(c.env)
  const email = await emailOf(c.req.header('Cf-Access-Jwt-Assertion'), vars)
  if (!email) return refuseKeeping(c, email === null ? 'sign_in' : 'unavailable')
  const person = await findPerson(c.env.DB, email, vars.OWNER_EMAIL)
  if (!person) return refuseKeeping(c, 'not_allowed')
  c.set('person', person)
  return next()
}

/**
 * Who of the newsroom asks outside the desk, where Access does not stand in front: its cookie is sent there too, as long as
 * the application leaves "Cookie Path Attribute" off, and its token is verified like any. Null for everybody else.
 */
export async function findVisitor(env: Env, cookie: string | undefined): Promise<Person | null> {
  const vars = varsOf(env)
  const email = await emailOf(cookie, vars)
  return email ? findPerson(env.DB, email, vars.OWNER_EMAIL) : null
}

/** Refuses a person whose role does not cover the need. Each route of the desk has one. */
export function needs(need: Need): MiddlewareHandler<DeskEnv> {
  const guard: MiddlewareHandler<DeskEnv> = async (c, next) =>
    may(c.var.person, need) ? next() : refuseKeeping(c, 'not_allowed')
  declared.set(guard, need)
  return guard
}

/** What somebody writes at length: the fields whose loss would be work lost. */
const WRITTEN = ['headline', 'standfirst', 'body', 'note']
const MAX_KEPT_BYTES = 1024 * 1024

/** Somebody whose role or session ended while they wrote gets their text back, and nobody a text from another site. */
async function refuseKeeping(
  c: Context<DeskEnv>,
  reason: 'sign_in' | 'unavailable' | 'not_allowed',
): Promise<Response> {
  const isForm = c.req.method === 'POST' && Number(c.req.header('Content-Length') ?? Number.NaN) <= MAX_KEPT_BYTES
  const form = isForm && isSameOrigin(c) ? await c.req.formData().catch(() => null) : null
  const kept = WRITTEN.map((field): [string, string] => [field, form ? textOf(form, field) : ''])
  return refuse(
    c,
    reason,
    [],
    kept.filter(([, text]) => text.trim() !== ''),
  )
}

const declared = new WeakMap<object, Need>()

/** What a handler was registered to need, if it is one of `needs`; for the test that no route is without. */
export function needOf(handler: object): Need | undefined {
  return declared.get(handler)
}

/** The email that Access vouches for; every doubt is null, and undefined where nobody can tell without Access's keys. */
async function emailOf(token: string | undefined, vars: Vars): Promise<string | null | undefined> {
  if (!token || !vars.ACCESS_TEAM_DOMAIN || !vars.ACCESS_AUD) return null
  try {
    const issuer = vars.ACCESS_TEAM_DOMAIN.replace(/\/$/, '')
    const options = { issuer, audience: vars.ACCESS_AUD, algorithms: ['RS256'], requiredClaims: ['exp', 'email'] }
    const { payload } = await jwtVerify(token, await keysOf(issuer, token), options)
    return z.email().parse(payload['email']).toLowerCase()
  } catch (error) {
    const isUnknown = error instanceof NoKeys
    logWarning(isUnknown ? 'access_keys_missing' : 'access_token_refused', { error: isUnknown ? error.cause : error })
    return isUnknown ? undefined : null
  }
}

class NoKeys extends Error {}

const KEYS_FRESH_MS = 60 * 60_000
/** Access rotates its keys every six weeks and leaves the former ones valid for seven days. */
const KEYS_GOOD_MS = 24 * KEYS_FRESH_MS
const ASK_AGAIN_AFTER_MS = 10_000

// Values, never promises: one request's fetch must not be awaited by another.
let known: { issuer: string; keys: JSONWebKeySet; at: number; triedAt: number } | null = null

/**
 * The team's keys, asked for once an hour, and sooner for a token whose key is not among them (keys are rotated). While
 * Access does not answer, those of the last day do. Throws `NoKeys`.
 */
async function keysOf(issuer: string, token: string) {
  const now = Date.now()
  const held = known?.issuer === issuer ? known : null
  const isKnown = held?.keys.keys.some((key) => key.kid === keyIdOf(token)) ?? false
  const isFresh = held && isKnown && now - held.at <= KEYS_FRESH_MS
  if (isFresh || (held && now - held.triedAt <= ASK_AGAIN_AFTER_MS)) return createLocalJWKSet(held.keys)
  try {
    const keys = await askForKeys(issuer)
    known = { issuer, keys, at: now, triedAt: now }
    return createLocalJWKSet(keys)
  } catch (cause) {
    if (!held || !isKnown || now - held.at > KEYS_GOOD_MS) throw new NoKeys('', { cause })
    logWarning('access_keys_missing', { error: cause })
    known = { ...held, triedAt: now }
    return createLocalJWKSet(held.keys)
  }
}

async function askForKeys(issuer: string): Promise<JSONWebKeySet> {
  const response = await fetch(`${issuer}/cdn-cgi/access/certs`, { signal: AbortSignal.timeout(5000) })
  if (!response.ok) throw new Error(`Access answered ${response.status} for its keys`)
  return Keys.parse(await response.json()) as JSONWebKeySet
}

const Keys = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('RSA') })).min(1) })

function keyIdOf(token: string): unknown {
  return JSON.parse(atob((token.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/'))).kid
}

/**
 * OWNER_EMAIL opens a newsroom that has no owner, and no other: once there is one, a setting that nobody remembers must not
 * be a second way in for who has left. The last owner cannot be let go, so that nobody is locked out; should it happen in
 * the database all the same, the setting opens it again.
 */
async function findPerson(db: Db, email: string, ownerEmail: string): Promise<Person | null> {
  return db
    .prepare(
      `SELECT ?1 AS email, coalesce((SELECT name FROM staff WHERE email = ?1), ?1) AS name, 'owner' AS role
       WHERE ?1 = ?2 AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND left_at IS NULL)
       UNION ALL SELECT email, name, role FROM staff WHERE email = ?1 AND left_at IS NULL LIMIT 1`,
    )
    .bind(email, ownerEmail)
    .first<Person>()
}
