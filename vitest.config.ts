import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { type Request as MiniflareRequest, Response as MiniflareResponse } from 'miniflare'
import { defineConfig } from 'vitest/config'
import { makeAccessKey } from './local/keys.ts'
import { createOutside } from './local/outside.ts'

const vars = {
  ORIGIN: 'https://nhipcau.test',
  ACCESS_TEAM_DOMAIN: 'https://team.test',
  ACCESS_AUD: 'aud-of-the-desk',
  OWNER_EMAIL: 'owner@dateline.test',
  TURNSTILE_ORIGIN: 'https://challenges.test',
  TURNSTILE_SITEKEY: 'sitekey-of-the-tests',
  TURNSTILE_SECRET: 'secret-of-the-tests',
  SIGNING_KEY: 'signing-key-of-the-tests',
}

// Where wrangler looks for the required secrets; the bindings below are what the Worker gets.
Object.assign(process.env, { TURNSTILE_SECRET: vars.TURNSTILE_SECRET, SIGNING_KEY: vars.SIGNING_KEY })

const outside = createOutside({
  access: { key: await makeAccessKey(), audience: vars.ACCESS_AUD, teamDomain: vars.ACCESS_TEAM_DOMAIN },
  turnstile: { secret: vars.TURNSTILE_SECRET, hostname: new URL(vars.ORIGIN).hostname },
})

/** Miniflare's Request and Response are undici's own; those of local/ are the platform's. */
async function answerFromOutside(request: MiniflareRequest): Promise<MiniflareResponse> {
  const { url, method, headers } = request
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer()
  const response = await outside.fetch(new Request(url, { method, headers: [...headers], body }))
  return new MiniflareResponse(await response.arrayBuffer(), {
    status: response.status,
    headers: [...response.headers],
  })
}

/** Of programs that run beside the Worker, or before it as a whole. */
const NODE = ['test/{local,transfer,attack,deploy,bench}/**']
const TIMED = ['test/journeys/article.test.ts', 'test/journeys/comment.test.ts']

/** How much of what test/fuzz generates, and which: what a failure printed can be asked again. */
const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env
const fuzz = { runs: Number(FUZZ_RUNS ?? 400), seed: Number(FUZZ_SEED ?? 20261123), path: FUZZ_PATH ?? '' }

export default defineConfig({
  test: {
    // One more than a small machine has cores: a journey waits for its browser half of its time.
    maxWorkers: 3,
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ...vars,
                MIGRATIONS: await readD1Migrations('migrations'),
                FAULTS: process.env['FAULTS'] ?? '',
              },
              // A picture takes seconds: a test that wants its smaller forms makes them itself, and no other waits. A purge
              // has no cache to go to, and one that is under way when a file ends keeps its runtime from ending.
              queueConsumers: {
                'dateline-images': { maxBatchSize: 100, maxBatchTimeout: 60 },
                'dateline-purges': { maxBatchSize: 100, maxBatchTimeout: 60 },
              },
              // Access and Turnstile as local/ answers for them; nothing else is reachable.
              outboundService: answerFromOutside,
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...NODE, 'test/journeys/**'],
          // The modules of the Worker are read once in each runtime; test/setup.ts empties the storage between files.
          isolate: false,
          setupFiles: ['./test/setup.ts'],
          provide: { fuzz },
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      { test: { name: 'local', include: NODE.map((path) => `${path}/*.test.ts`), testTimeout: 20_000 } },
      {
        // Beside the others: nothing in them is timed, and they wait for a browser most of their time.
        test: {
          name: 'browser',
          include: ['test/journeys/**/*.test.ts'],
          exclude: TIMED,
          globalSetup: './test/journeys/seeded.ts',
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'timed',
          // By themselves, one after another: they time what a person would wait for.
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
          include: TIMED,
          globalSetup: './test/journeys/seeded.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
