/** Each file's database begins as a new newsroom's does: with all migrations, in one go. */
import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

const { MIGRATIONS } = env as unknown as { MIGRATIONS: D1Migration[] }
await env.DB.batch(MIGRATIONS.flatMap(({ queries }) => queries.map((query) => env.DB.prepare(query))))
