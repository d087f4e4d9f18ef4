/**
 * What Cloudflare asks, in dollars, for a month of thirty days on the Workers Paid plan, and what the Free plan gives. Each
 * line says where it was read; all were read on READ_ON. Prices change: look again before you rely on them.
 */

export const READ_ON = '2026-11-23'
/** Of the Workers Paid plan: workers/platform/pricing. */
export const SUBSCRIPTION_DOLLARS = 5

export interface Price {
  what: string
  /** How many are paid together. */
  unit: number
  dollars: number
  /** Of a month, in the subscription. */
  included: number
  /** Begun units are paid whole. */
  isRounded?: boolean
  source: string
}

const DOCS = 'https://developers.cloudflare.com'
const MILLION = 1_000_000

export type Meter =
  | 'requests'
  | 'cpuMs'
  | 'rowsRead'
  | 'rowsWritten'
  | 'databaseGb'
  | 'classA'
  | 'classB'
  | 'bucketGb'
  | 'queueOperations'
  | 'transformations'
  | 'logGb'
  | 'logStorageGb'
  | 'letters'

export const PRICES: Record<Meter, Price> = {
  // Also those that the cache answers: «billed at the standard Workers request rate whether the response comes from cache».
  requests: {
    what: 'Requests',
    unit: MILLION,
    dollars: 0.3,
    included: 10 * MILLION,
    source: `${DOCS}/workers/cache/#billing`,
  },
  // «Cache hits do not consume CPU time.»
  cpuMs: {
    what: 'CPU time, ms',
    unit: MILLION,
    dollars: 0.02,
    included: 30 * MILLION,
    source: `${DOCS}/workers/platform/pricing/#workers`,
  },
  rowsRead: {
    what: 'D1 rows read',
    unit: MILLION,
    dollars: 0.001,
    included: 25_000 * MILLION,
    source: `${DOCS}/d1/platform/pricing/`,
  },
  rowsWritten: {
    what: 'D1 rows written, indexes too',
    unit: MILLION,
    dollars: 1,
    included: 50 * MILLION,
    source: `${DOCS}/d1/platform/pricing/`,
  },
  databaseGb: { what: 'D1 storage, GB', unit: 1, dollars: 0.75, included: 5, source: `${DOCS}/d1/platform/pricing/` },
  classA: {
    what: 'R2 writes (class A)',
    unit: MILLION,
    dollars: 4.5,
    included: MILLION,
    isRounded: true,
    source: `${DOCS}/r2/pricing/`,
  },
  classB: {
    what: 'R2 reads (class B)',
    unit: MILLION,
    dollars: 0.36,
    included: 10 * MILLION,
    isRounded: true,
    source: `${DOCS}/r2/pricing/`,
  },
  bucketGb: {
    what: 'R2 storage, GB',
    unit: 1,
    dollars: 0.015,
    included: 10,
    isRounded: true,
    source: `${DOCS}/r2/pricing/`,
  },
  queueOperations: {
    what: 'Queue operations',
    unit: MILLION,
    dollars: 0.4,
    included: MILLION,
    source: `${DOCS}/queues/platform/pricing/`,
  },
  // Of the Images Paid plan, which is taken beside Workers Paid: both give the first 5,000.
  transformations: {
    what: 'Pictures transformed',
    unit: 1_000,
    dollars: 0.5,
    included: 5_000,
    source: `${DOCS}/images/pricing/`,
  },
  // In force from 1 December 2026; until then 20 million events are included, and $0.60 a million more.
  logGb: { what: 'Logs taken in, GB', unit: 1, dollars: 0.25, included: 50, source: `${DOCS}/observability/pricing/` },
  logStorageGb: {
    what: 'Logs kept, GB-months',
    unit: 1,
    dollars: 0.1,
    included: 12,
    source: `${DOCS}/observability/pricing/`,
  },
  letters: {
    what: 'Letters sent',
    unit: 1_000,
    dollars: 0.35,
    included: 3_000,
    source: `${DOCS}/email-service/platform/pricing/`,
  },
}

export interface FreeLimit {
  /** A day's, where it is one; else of a month, or of all that is kept. */
  isDaily: boolean
  upTo: number
  source: string
}

/** What the Free plan gives; where it gives nothing, 0. What is kept of logs is not metered there. */
export const FREE: Record<Exclude<Meter, 'cpuMs' | 'logStorageGb'>, FreeLimit> = {
  requests: { isDaily: true, upTo: 100_000, source: `${DOCS}/workers/platform/limits/` },
  rowsRead: { isDaily: true, upTo: 5 * MILLION, source: `${DOCS}/d1/platform/pricing/` },
  rowsWritten: { isDaily: true, upTo: 100_000, source: `${DOCS}/d1/platform/pricing/` },
  // Of one database; all of an account may have five.
  databaseGb: { isDaily: false, upTo: 0.5, source: `${DOCS}/d1/platform/limits/` },
  classA: { isDaily: false, upTo: MILLION, source: `${DOCS}/r2/pricing/` },
  classB: { isDaily: false, upTo: 10 * MILLION, source: `${DOCS}/r2/pricing/` },
  bucketGb: { isDaily: false, upTo: 10, source: `${DOCS}/r2/pricing/` },
  queueOperations: { isDaily: true, upTo: 10_000, source: `${DOCS}/queues/platform/pricing/` },
  transformations: { isDaily: false, upTo: 5_000, source: `${DOCS}/images/pricing/` },
  logGb: { isDaily: true, upTo: 0.5, source: `${DOCS}/observability/pricing/` },
  letters: { isDaily: false, upTo: 0, source: `${DOCS}/email-service/platform/pricing/` },
}
/** Of the Free plan, for one request; a miss has to fit: workers/platform/limits. */
export const FREE_CPU_MS = 10
/** No D1 database may be larger, on any plan; it cannot be raised: d1/platform/limits. */
export const MAX_DATABASE_GB = 10
