/**
 * One lane of `npm run threats`: works in a copy of the tree, its current folder. What a text is replaced with is seen by the
 * next run, because Vitest stays and is told which file has changed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createVitest, type TestCase, type Vitest } from 'vitest/node'
import { namePattern } from './list.ts'
import type { Threat } from './threat.ts'

export interface Outcome {
  threat: string
  /** Whether the test passed with its defence and failed without it. */
  stood: boolean
  /** The assertion that failed; or why that is no proof. */
  says: string
  seconds: number
}

if (process.send)
  process.once('message', async (threats) => {
    await breakEach(threats as Threat[], (outcome) => process.send?.(outcome))
    process.exit()
  })

async function breakEach(threats: Threat[], told: (outcome: Outcome) => void): Promise<void> {
  let vitest = await start()
  let before: Run | null = null
  for (const [i, threat] of threats.entries()) {
    const began = Date.now()
    const { file, text, without } = threat.defence
    const path = resolve(file)
    const source = readFileSync(path, 'utf8')
    const put = async (content: string) => {
      writeFileSync(path, content)
      // What stands in no module is read when Vitest begins.
      if (/\.tsx?$/.test(file)) vitest.invalidateFile(path)
      else vitest = await start(vitest)
    }
    // All that are to be seen of one file, as they are: once.
    const isSameFile = threats[i - 1]?.test.file === threat.test.file
    const titles = threats.filter(({ test }) => test.file === threat.test.file).map(({ test }) => test.title)
    if (!before || !isSameFile) before = await run(vitest, threat.test.file, titles)
    await put(source.replace(text, () => without))
    const after = await run(vitest, threat.test.file, [threat.test.title])
    await put(source)
    told({ threat: threat.threat, ...verdict(threat, before, after), seconds: (Date.now() - began) / 1000 })
  }
  await vitest.close()
}

async function start(before?: Vitest): Promise<Vitest> {
  await before?.close()
  const project = ['worker', 'local']
  // On a busy machine a test that is late has shown nothing.
  const patient = { testTimeout: 120_000, hookTimeout: 120_000 }
  const vitest = await createVitest('test', { root: process.cwd(), watch: true, project, reporters: [{}], ...patient })
  await vitest.standalone()
  return vitest
}

interface Run {
  passed: TestCase[]
  failed: TestCase[]
  /** Of the file itself: it could not be read or begun. */
  broken: string[]
}

async function run(vitest: Vitest, file: string, titles: string[]): Promise<Run> {
  const path = resolve(file)
  vitest.setGlobalTestNamePattern(new RegExp(titles.map((title) => namePattern(title).source).join('|')))
  const specifications = (await vitest.globTestSpecifications([path])).filter(({ moduleId }) => moduleId === path)
  const { testModules, unhandledErrors } = await vitest.rerunTestSpecifications(specifications)
  // Vitest remembers what ran before.
  const modules = testModules.filter(({ moduleId }) => moduleId === path)
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const errors = [...modules.flatMap((module) => module.errors()), ...unhandledErrors]
  return {
    passed: tests.filter((one) => one.result().state === 'passed'),
    failed: tests.filter((one) => one.result().state === 'failed'),
    broken: errors.map((error) => String((error as Error).message)),
  }
}

function verdict({ test }: Threat, before: Run, after: Run): Pick<Outcome, 'stood' | 'says'> {
  const isMeant = ({ fullName }: TestCase) => namePattern(test.title).test(fullName)
  const failed = before.failed.find(isMeant)
  if (failed || before.broken.length > 0 || !before.passed.some(isMeant)) {
    return { stood: false, says: `does not pass as it is: ${before.broken[0] ?? failed?.fullName ?? 'no such test'}` }
  }
  const errors = after.failed.flatMap((one) => one.result().errors ?? [])
  const { breaks } = test
  const assertion = errors.find((error) => (breaks ? error.message.includes(breaks) : isAssertion(error)))
  if (assertion) return { stood: true, says: firstLine(assertion.message) }
  const other = errors[0]?.message ?? after.broken[0]
  return { stood: false, says: other ? `fails otherwise: ${firstLine(other)}` : 'passes without its defence' }
}

/** Also one that a property test found by its own search. */
function isAssertion({ name, message }: { name?: string; message: string }): boolean {
  return name === 'AssertionError' || /AssertionError|^Property failed/.test(message)
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 160) ?? ''
}
