/**
 * All that is asked of the account and done in it: wrangler, npm and git as they stand on the PATH, where npm scripts put
 * the project's own first.
 */
import { spawn } from 'node:child_process'
import { Refusal } from '../transfer/command.ts'

export interface Answer {
  code: number
  stdout: string
  stderr: string
}

/** Asks wrangler, and gives what it answers. Nobody sees the question, and nobody is asked anything. */
export function ask(...args: string[]): Promise<Answer> {
  return run('wrangler', args)
}

/** What wrangler answers as JSON. Throws a `Refusal` with wrangler's own words where it does not. */
export async function askForJson<Value>(...args: string[]): Promise<Value> {
  const answer = await ask(...args)
  if (answer.code !== 0) throw refusalOf(args, answer)
  return JSON.parse(answer.stdout) as Value
}

/** Has wrangler do something, before the eyes of whoever called. Throws a `Refusal` where it could not. */
export async function act(...args: string[]): Promise<void> {
  if ((await perform('wrangler', args)) !== 0)
    throw new Refusal(`wrangler ${args.slice(0, 3).join(' ')} failed: see above.`)
}

/** Wrangler's own words, with the command that they answer. */
export function refusalOf(args: string[], { stdout, stderr }: Answer): Refusal {
  return new Refusal(`wrangler ${args.join(' ')} answered:\n${(stderr.trim() || stdout.trim()).slice(0, 2_000)}`)
}

/** Has a program do something before the eyes of whoever called, and gives its exit code. */
export function perform(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(notThere(program, error)))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

export function run(program: string, args: string[]): Promise<Answer> {
  // In one colour: what is read here is read by us.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', WRANGLER_SEND_METRICS: 'false' }
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const told = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(notThere(program, error)))
    child.on('close', (code) => resolve({ code: code ?? 1, ...told }))
  })
}

function notThere(program: string, error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error
  return new Refusal(`There is no ${program} here: run npm ci once, and begin with npm run.`)
}
