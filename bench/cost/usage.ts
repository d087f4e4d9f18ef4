/** What a month of a newsroom uses of the platform. The measured numbers are of bench/scale.md and `npm run bench`. */
import type { Meter } from './prices.ts'

export type Usage = Record<Meter, number>

export interface Month {
  /** Pages that readers open. */
  pageViews: number
  /** Share of them that the cache answers. */
  hitRate: number
  /** Pictures that a reader's browser asks for with a page: those it does not have yet. */
  picturesAView: number
  /** Feeds, sitemaps, crawlers, pages nobody has: requests that are no page views, for each one that is. */
  machinesAView: number
  comments: number
  letters: number
  /** New ones, and pictures that come with them. */
  articles: number
  pictures: number
  /** All that is kept by now. */
  articlesKept: number
  commentsKept: number
  picturesKept: number
}

/** Of a page with 20 comments that the cache does not have: `npm run bench`. */
export const CPU_MS_A_MISS = 2.5
/** The most of any reader's page is 300; an article with 20 comments reads this many: bench/scale.md. */
const ROWS_A_MISS = 110
/** From the door to its verdict, with the entries in all indexes: bench/scale.md. */
const ROWS_WRITTEN_A_COMMENT = 22
const ROWS_READ_A_COMMENT = 100
/** Written and published, with tags, citations, its words and the index; and each time it is saved again: bench/scale.md. */
const ROWS_WRITTEN_AN_ARTICLE = 55
const ROWS_WRITTEN_A_SAVE = 34
const SAVES_AN_ARTICLE = 4
/** What the run of every minute reads and writes: its heartbeat. */
const RUNS = 30 * 24 * 60
const ROWS_READ_A_RUN = 40
const ROWS_WRITTEN_A_RUN = 1
const CPU_MS_A_RUN = 3
/** Every ten minutes at most, where somebody decided on a comment, what was decided is learnt from anew: bench/scale.md. */
const LEARNINGS = RUNS / 10
const ROWS_READ_A_LEARNING = 32_000
/** Page, request for the form's key, the POST itself, the receipt that is not kept. */
const REQUESTS_A_COMMENT = 3
const CPU_MS_A_COMMENT = 12
/** At the desk: lists, previews, what is kept while it is typed. */
const DESK_REQUESTS_AN_ARTICLE = 400
const CPU_MS_A_DESK_REQUEST = 6
const ROWS_READ_A_DESK_REQUEST = 150
/** Those that miss the cache: a picture's address never changes, so nearly none does. */
const PICTURE_MISS_RATE = 0.02
const CPU_MS_A_PICTURE = 1
/** The original, and nine forms of it: media/variants. Each making is one transformation. */
const OBJECTS_A_PICTURE = 10
const MB_A_PICTURE = 1.4
const OPERATIONS_A_MESSAGE = 3
/** In D1, with indexes and all that belongs to it: bench/scale.md. */
const BYTES_AN_ARTICLE = 24_800
const BYTES_A_COMMENT = 900
/** What goes well writes no event, and the platform writes none of its own: `invocation_logs` in wrangler.toml. */
const EVENTS_A_RUN = 0.001
/** With what the platform adds. */
const BYTES_AN_EVENT = 1_000
/** Seven days of thirty. */
const LOGS_KEPT = 7 / 30
const GB = 1e9

export function usageOf(month: Month): Usage {
  const { pageViews, comments, articles, pictures } = month
  const machines = pageViews * month.machinesAView
  const pictureRequests = pageViews * month.picturesAView
  const misses = (pageViews + machines) * (1 - month.hitRate)
  const pictureMisses = pictureRequests * PICTURE_MISS_RATE
  const desk = articles * DESK_REQUESTS_AN_ARTICLE
  const messages = comments + pictures + articles * SAVES_AN_ARTICLE
  const ran = misses + pictureMisses + comments * REQUESTS_A_COMMENT + desk + messages + RUNS
  const logGb = (ran * EVENTS_A_RUN * BYTES_AN_EVENT) / GB
  return {
    requests: pageViews + machines + pictureRequests + comments * REQUESTS_A_COMMENT + desk + messages + RUNS,
    cpuMs:
      misses * CPU_MS_A_MISS +
      pictureMisses * CPU_MS_A_PICTURE +
      comments * CPU_MS_A_COMMENT +
      desk * CPU_MS_A_DESK_REQUEST +
      RUNS * CPU_MS_A_RUN,
    rowsRead:
      misses * ROWS_A_MISS +
      comments * ROWS_READ_A_COMMENT +
      desk * ROWS_READ_A_DESK_REQUEST +
      RUNS * ROWS_READ_A_RUN +
      Math.min(comments, LEARNINGS) * ROWS_READ_A_LEARNING,
    rowsWritten:
      comments * ROWS_WRITTEN_A_COMMENT +
      articles * (ROWS_WRITTEN_AN_ARTICLE + SAVES_AN_ARTICLE * ROWS_WRITTEN_A_SAVE) +
      RUNS * ROWS_WRITTEN_A_RUN,
    databaseGb: (month.articlesKept * BYTES_AN_ARTICLE + month.commentsKept * BYTES_A_COMMENT) / GB,
    classA: pictures * OBJECTS_A_PICTURE,
    classB: pictureMisses + pictures,
    bucketGb: (month.picturesKept * MB_A_PICTURE) / 1_000,
    queueOperations: messages * OPERATIONS_A_MESSAGE,
    transformations: pictures * (OBJECTS_A_PICTURE - 1),
    logGb,
    logStorageGb: logGb * LOGS_KEPT,
    letters: month.letters,
  }
}
