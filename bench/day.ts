/**
 * `npx node bench/day.ts`: a newsroom's day in ten minutes, at the limit of the machine. Of what is asked, 90 % is read over
 * all that the demo has, some of it with parameters that no page knows, 9 % asks whether it has changed, 1 % is comments;
 * meanwhile an editor publishes, corrects and withdraws, and a moderator decides. Everything goes through the cache in
 * front, as `npm start` has it. Every status is one that it may be; what is published, corrected and withdrawn is seen
 * within the life of a page wherever it stands; each comment that was taken is there once and has been looked at; readers
 * are shown the approved ones and no others; the platform does not hold more and more, nor does the Worker. Prints its
 * counts, writes `bench/day.md` and `bench/day.svg`, and ends with 1 where any of that is not so.
 *
 *   npx node bench/day.ts [--minutes 10] [--connections 24]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareComments, countComments, watchComments } from './day/comments.ts'
import { openDesk, work } from './day/desk.ts'
import { breachesOf, watchMemory } from './day/memory.ts'
import { openArticles, pagesOf } from './day/pages.ts'
import { readAndComment } from './day/readers.ts'
import { report } from './day/report.ts'
import { startRunning } from './day/running.ts'
import { startWatching } from './day/watch.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, connections: { type: 'string', default: '24' } },
})
const [minutes, connections] = [Number(values.minutes), Number(values.connections)]

const breaches: string[] = []
const wrong = (what: string) => void breaches.push(what)
const data = await mkdtemp(join(tmpdir(), 'dateline-day-'))
console.log('Building, and filling a newsroom …')
const running = await startRunning(data)
try {
  const { origin, ask } = running
  const [pages, open] = [await pagesOf(running), await openArticles(running)]
  const written = await countComments(running)
  await openDesk(running)
  const until = Date.now() + minutes * 60_000
  const isOver = () => Date.now() > until

  console.log(`${minutes} minutes over ${pages.length} addresses, ${connections} at once …`)
  const watched = watchMemory(running)
  const watching = startWatching(origin, wrong)
  const seen = watchComments(running, open, isOver)
  const [tally, done] = await Promise.all([
    readAndComment({ origin, connections, pages, open, isOver }),
    work({ origin, ask, watch: watching.watch, pages, wrong, isOver }),
  ])
  await watched.stop()

  console.log('Over. Waiting for the last pages …')
  await watching.settled()
  await watching.stop()
  const comments = await compareComments(running, written + tally.taken)
  breaches.push(...(await seen()), ...comments.breaches, ...breachesOf(watched.memory, minutes))
  for (const [what, times] of Object.entries(tally.errors)) wrong(`${what} (${times} times)`)
  const { delays } = watching
  await report({
    minutes,
    connections,
    tally,
    done,
    approved: comments.approved,
    delays,
    memory: watched.memory,
    breaches,
  })
} finally {
  await running.stop()
  await rm(data, { recursive: true, force: true })
}
for (const breach of breaches.slice(0, 50)) console.error(`BREACH: ${breach}`)
process.exitCode = breaches.length > 0 ? 1 : 0
