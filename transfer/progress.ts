/** How far a command has come: a bar where somebody looks on, otherwise a line now and then. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  /** @param total how many there will be; 0 where that is not known */
  begin: (what: string, total: number) => void
  add: (count?: number) => void
  end: () => void
}

const A_LINE_EVERY_MS = 5_000

export function openProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? openBar(stream) : openLines(stream)
}

/** For tests, which look at what was done. */
export const silent: Progress = { begin() {}, add() {}, end() {} }

function openBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({ stream, format: '  {bar} {value}/{total} {what}', hideCursor: true, fps: 5 })
  return {
    begin: (what, total) => bar.start(total, 0, { what }),
    add: (count = 1) => bar.increment(count),
    end: () => bar.stop(),
  }
}

function openLines(stream: NodeJS.WriteStream): Progress {
  let now = { what: '', total: 0, done: 0, toldAt: 0 }
  const tell = () => {
    now.toldAt = Date.now()
    stream.write(`  ${now.what}: ${now.done}${now.total ? ` of ${now.total}` : ''}\n`)
  }
  return {
    begin(what, total) {
      now = { what, total, done: 0, toldAt: Date.now() }
    },
    add(count = 1) {
      now.done += count
      if (Date.now() - now.toldAt > A_LINE_EVERY_MS) tell()
    },
    end: tell,
  }
}
