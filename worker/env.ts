/** Bindings and settings. Types of the bindings are generated from wrangler.toml into `worker-configuration.d.ts`. */
import * as z from 'zod'

declare global {
  interface Env {
    /** Only where wrangler.toml has it: a model's opinion of comments. */
    AI?: Ai
  }
}

export type Db = D1Database
export type EpochMs = number

/** What Hono's contexts hold in this Worker. */
export interface AppEnv {
  Bindings: Env
}

const Origin = z.url().transform((url) => new URL(url).origin)
const Vars = z.object({
  ORIGIN: Origin,
  ACCESS_TEAM_DOMAIN: z.string().default(''),
  ACCESS_AUD: z.string().default(''),
  OWNER_EMAIL: z.string().trim().toLowerCase().default(''),
  TURNSTILE_ORIGIN: Origin,
  TURNSTILE_SITEKEY: z.string().default(''),
  TURNSTILE_SECRET: z.string().default(''),
  SIGNING_KEY: z.string().default(''),
  LETTERS_FROM: z.string().trim().default(''),
})

export type Vars = z.infer<typeof Vars>

const parsed = new WeakMap<Env, Vars>()

/** The settings of this deployment, parsed once an isolate. Throws where an origin is not a URL. */
export function varsOf(env: Env): Vars {
  const known = parsed.get(env)
  if (known) return known
  const vars = Vars.parse(env)
  parsed.set(env, vars)
  return vars
}
