/** `npm run rehearse`: whether the code of an earlier commit works on the database as this folder's migrations leave it. */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { perform } from './wrangler.ts'

const [commit = 'main', ...files] = process.argv.slice(2)
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'dateline-rehearsal-'))
const earlier = join(folder, 'earlier')

try {
  execFileSync('git', ['worktree', 'add', '--detach', earlier, commit], { cwd: root, stdio: 'inherit' })
  await rm(join(earlier, 'migrations'), { recursive: true })
  await cp(join(root, 'migrations'), join(earlier, 'migrations'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(earlier, 'node_modules'))
  process.chdir(earlier)
  process.exitCode = await perform('vitest', ['run', '--project', 'worker', ...files])
} finally {
  process.chdir(root)
  execFileSync('git', ['worktree', 'remove', '--force', earlier], { cwd: root })
  await rm(folder, { recursive: true, force: true })
}
