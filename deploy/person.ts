/** Whoever deploys: asked where they are there, told what is missing where they are not. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Refusal } from '../transfer/command.ts'

export interface Person {
  /** What they answer, trimmed. Throws a `Refusal` where nobody can be asked; `missing` says what would have helped. */
  answer: (question: string, missing: string) => Promise<string>
  /** The same, without showing what is typed. */
  secret: (question: string, missing: string) => Promise<string>
  /** Throws a `Refusal` unless they agree. With `--yes` they have. */
  agree: (question: string) => Promise<void>
}

/** @param saysYes with `--yes`, where nobody is asked anything */
export function openPerson(saysYes: boolean): Person {
  const isThere = !saysYes && process.stdin.isTTY === true
  const hear = async (question: string, missing: string, isHidden: boolean) => {
    if (!isThere) throw new Refusal(missing)
    return (await put(question, isHidden)).trim()
  }
  return {
    answer: (question, missing) => hear(question, missing, false),
    secret: (question, missing) => hear(question, missing, true),
    async agree(question) {
      if (saysYes) return
      const answer = await hear(`${question} [y/N] `, `${question}\nNobody is here to say so: add --yes.`, false)
      if (!/^y(es)?$/i.test(answer)) throw new Refusal('Nothing was done.')
    },
  }
}

async function put(question: string, isHidden: boolean): Promise<string> {
  process.stdout.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: isHidden ? nowhere : process.stdout,
    terminal: isHidden,
  })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    if (isHidden) process.stdout.write('\n')
  }
}
