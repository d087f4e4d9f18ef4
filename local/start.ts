/** What `npm start` can be told. */
import { parseArgs } from 'node:util'
import { start } from './newsroom.ts'

const usage = `npm start -- [options]
  --port <number>   where to listen (8787)
  --data <folder>   where everything is kept (.dateline)
  --empty           start without the demo newsroom; only its people can sign in
  --watch           build again whenever the source changes`

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.dateline' },
      empty: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(usage)
  else await start({ ...values, port: Number(values.port) })
} catch (error) {
  if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error
  console.error(`${(error as Error).message}\n\n${usage}`)
  process.exitCode = 2
}
