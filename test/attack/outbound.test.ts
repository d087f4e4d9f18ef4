/** Whom the Worker asks: an address that somebody typed is never among them. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const sources = (of: string) =>
  globSync(of, { cwd: root }).map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)

/** Everything by which a Worker, or Node, opens a connection. */
const ASKS =
  /(?<![.\w])fetch\(|\bconnect\(|new (?:WebSocket|EventSource)\b|\bXMLHttpRequest\b|node:(?:https?|net|tls|dns|dgram)\b/

test('the Worker asks two services, whose addresses are settings: Access for its keys, and Turnstile', () => {
  const asking = sources('{worker,templates}/**/*.{ts,tsx}').filter(([, source]) => ASKS.test(source))
  expect(asking.map(([file]) => file).sort()).toEqual(['worker/admin/access.ts', 'worker/edge/turnstile.ts'])
  for (const [file, source] of asking) expect(source.split(ASKS).length, file).toBe(2)
  const [access = '', turnstile = ''] = asking
    .map(([, source]) => source)
    .sort((a) => (a.includes('access/certs') ? -1 : 1))
  expect(access).toMatch(/fetch\(`\$\{issuer\}\/cdn-cgi\/access\/certs`/)
  expect(turnstile).toMatch(/ask\(`\$\{vars\.TURNSTILE_ORIGIN\}\/turnstile\/v0\/siteverify`/)
})

test('an import and a restore ask nobody: what is not in the folder is not there', () => {
  expect(sources('transfer/**/*.ts').filter(([, source]) => ASKS.test(source))).toEqual([])
})
