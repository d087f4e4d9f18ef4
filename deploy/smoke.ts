/** `npm run smoke`: what only a running newsroom can prove, on a laptop or on the real platform. */
import { parseArgs } from 'node:util'
import { exitCodeOf, lineOf, summaryOf } from './smoke/report.ts'
import { NAMES, runSmoke } from './smoke/run.ts'

const usage = `npm run smoke -- <origin> [options]
  Proves on a running newsroom, piece by piece, what nothing else can: ${NAMES.join(', ')}.
  What it makes no reader is shown, and it takes all of it back; what the record keeps by design is named at the end.

  --json                 one object instead of lines
  --patience <seconds>   the longest that anything is waited for

  DATELINE_SMOKE_TOKEN       an editor’s token from Access: cloudflared access token -app=<origin>/admin
  DATELINE_SMOKE_TURNSTILE   the value of cf-turnstile-response, from an article where you ticked the box just now
  Against npm start neither is needed.

  Ends with 0 where everything passed, 1 where something failed, 2 where it was called wrongly, 3 where nothing failed and
  the desk was not asked for want of a token, 130 after Ctrl-C.`

const call = readCall()
if (call) await run(call)

async function run({ origin, patienceMs, isJson }: NonNullable<ReturnType<typeof readCall>>): Promise<void> {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  process.once('SIGTERM', () => stopping.abort())
  if (!isJson) console.log(`\n  ${origin}\n`)
  const report = await runSmoke({
    origin,
    patienceMs,
    token: process.env['DATELINE_SMOKE_TOKEN'],
    turnstile: process.env['DATELINE_SMOKE_TURNSTILE'],
    stop: stopping.signal,
    tell: (result) => !isJson && console.log(lineOf(result)),
  })
  const code = stopping.signal.aborted ? 130 : exitCodeOf(report)
  console.log(isJson ? JSON.stringify({ origin, ...report, code }, null, 2) : summaryOf(report))
  process.exitCode = code
}

function readCall(): { origin: string; patienceMs: number; isJson: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        patience: { type: 'string', default: 'Infinity' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      return null
    }
    const url = positionals.length === 1 ? URL.parse(positionals[0] as string) : null
    const patienceMs = Number(values.patience) * 1000
    if (!url || !/^https?:$/.test(url.protocol)) return wrongly('Name one origin: https://nhipcau.example')
    if (!(patienceMs > 0)) return wrongly('--patience takes a number of seconds.')
    return { origin: url.origin, patienceMs, isJson: values.json }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error
    return wrongly((error as Error).message)
  }
}

function wrongly(problem: string): null {
  console.error(`${problem}\n\n${usage}`)
  process.exitCode = 2
  return null
}
