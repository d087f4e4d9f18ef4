/** The local platform as a process of its own, that can be killed. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../inspector.ts'
import { pause } from './checks.ts'

const STARTED_WITHIN_MS = 120_000
const ENDS_WITHIN_MS = 5_000

export class NewsroomProcess {
  readonly origin: string
  /** Of workerd: how many ended by themselves after their parent was killed, and how many had to be ended. */
  readonly orphans = { ended: 0, left: 0 }
  #port: number
  #data: string
  #child: ChildProcess | null = null
  #started: number[] = []

  private constructor(port: number, data: string) {
    this.#port = port
    this.#data = data
    this.origin = `http://localhost:${port}`
  }

  /** At a port that is free now. @param data the folder that outlives it */
  static async at(data: string): Promise<NewsroomProcess> {
    return new NewsroomProcess(await freePort(), data)
  }

  get port(): number {
    return this.#port
  }

  async start(): Promise<void> {
    const start = join(import.meta.dirname, '../../local/start.js')
    const options = ['--empty', '--port', `${this.#port}`, '--data', this.#data]
    const child = spawn(process.execPath, [start, ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
    this.#child = child
    const until = Date.now() + STARTED_WITHIN_MS
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`no newsroom at ${this.origin}`)
      await pause(100)
    }
  }

  /**
   * In the middle of whatever it does. What it had started is not told, and ends by itself or is ended here; or it is left
   * beside the next one, as it would be where somebody kills the one process that they know of.
   */
  async kill(leavesOrphans: boolean): Promise<void> {
    const child = this.#child as ChildProcess
    const started = await childrenOf(child.pid as number)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    this.#started.push(...started)
    if (!leavesOrphans) await this.#endOrphans()
  }

  async #endOrphans(): Promise<void> {
    for (const pid of this.#started.splice(0)) {
      const until = Date.now() + ENDS_WITHIN_MS
      while (isAlive(pid) && Date.now() < until) await pause(50)
      if (!isAlive(pid)) this.orphans.ended++
      else {
        this.orphans.left++
        process.kill(pid, 'SIGKILL')
      }
    }
  }

  async stop(): Promise<void> {
    await this.#endOrphans()
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }

  async #answers(): Promise<boolean> {
    const answer = await fetch(`${this.origin}/healthz`).catch(() => null)
    await answer?.arrayBuffer()
    return answer?.ok === true
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.filter(([, of]) => of === parent).map(([pid]) => pid as number)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
