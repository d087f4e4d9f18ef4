/** What `npm start` can be told. */
import { parseArgs } from 'node:util'
import { start } from './newsroom.ts'
import { isPiece, PIECES } from './pieces.ts'

const usage = `npm start -- [options]
  --port <number>   where to listen (8787)
  --data <folder>   where everything is kept (.dateline)
  --empty           start without the demo newsroom; only its people can sign in
  --without <what>  as where nobody set it up, to see what then happens, one or several of
                    ${PIECES.join(',')}
  --watch           build again whenever the source changes`

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.dateline' },
      empty: { type: 'boolean', default: false },
      without: { type: 'string', default: '' },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const without = values.without.split(',').filter(Boolean)
  const unknown = without.find((piece) => !isPiece(piece))
  if (values.help) console.log(usage)
  else if (unknown) fail(`--without knows no ${unknown}.`)
  else await start({ ...values, port: Number(values.port), without: without.filter(isPiece) })
} catch (error) {
  if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error
  fail((error as Error).message)
}

function fail(problem: string) {
  console.error(`${problem}\n\n${usage}`)
  process.exitCode = 2
}
