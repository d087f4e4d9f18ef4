/**
 * workerd outlives a Node that is killed, and would go on writing beside the one that is started next. So what a start began
 * stands in the data's folder, and the next start there ends what is left of it.
 */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

interface Process {
  pid: number
  parent: number
  startedAt: number
  command: string
}

/** How far two answers to when a process was started may be apart. */
const SKEW_MS = 2_000
const ENDS_WITHIN_MS = 5_000

/** Notes what this process has begun. */
export async function noteRuntimes(data: string): Promise<void> {
  const own = (await listRuntimes()).filter(({ parent }) => parent === process.pid)
  await writeFile(fileIn(data), JSON.stringify(own))
}

/**
 * Ends what an earlier start in this folder has left. It must be the very process that was noted, by its number, its name and
 * when it was started, and its parent must be gone: a number is given again, and a process with a parent is somebody's.
 */
export async function endOrphans(data: string): Promise<void> {
  const noted = await readNoted(data)
  if (noted.length === 0) return
  const isLeft = ({ pid, parent, startedAt }: Process) =>
    noted.some((was) => was.pid === pid && was.parent !== parent && Math.abs(was.startedAt - startedAt) < SKEW_MS)
  const left = async () => (await listRuntimes()).filter(isLeft)
  for (const { pid } of await left()) process.kill(pid, 'SIGKILL')
  const until = Date.now() + ENDS_WITHIN_MS
  while ((await left()).length > 0 && Date.now() < until) await pause(20)
}

async function readNoted(data: string): Promise<Process[]> {
  try {
    return JSON.parse(await readFile(fileIn(data), 'utf8'))
  } catch {
    return []
  }
}

/** Empty where there is no `ps` that can tell. */
async function listRuntimes(): Promise<Process[]> {
  const columns = 'pid=,ppid=,lstart=,comm='
  const env = { ...process.env, LC_ALL: 'C' }
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', columns], { env }).catch(() => ({ stdout: '' }))
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, started, command = ''] =
      line.match(/^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})\s+(.+)$/) ?? []
    if (!/(^|\/)workerd$/.test(command.trim())) return []
    return [{ pid: Number(pid), parent: Number(parent), startedAt: Date.parse(started ?? ''), command: command.trim() }]
  })
}

function fileIn(data: string): string {
  return join(data, 'runtimes.json')
}
