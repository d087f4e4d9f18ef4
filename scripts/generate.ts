/**
 * Makes what is made from other files: the style and script that pages carry inside them, each with the hash that the
 * Content-Security-Policy allows it by; the letters of sharing cards; the types of the bindings; the migrations. With `--check` it makes nothing and
 * fails when one of them is out of date.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build, type Loader, transform } from 'esbuild'
import { en } from '../worker/text/words/en.ts'
import { vi } from '../worker/text/words/vi.ts'
import { makeGlyphs } from './glyphs.ts'

/** What is inlined: a constant for the text, and one ending in `_HASH`. */
const INLINED: { source: string | string[]; name: string; loader: Loader }[] = [
  { source: 'templates/look/base.css', name: 'BASE_STYLE', loader: 'css' },
  { source: 'templates/look/lists.css', name: 'LISTS_STYLE', loader: 'css' },
  { source: 'templates/look/article.css', name: 'ARTICLE_STYLE', loader: 'css' },
  { source: 'templates/look/rare.css', name: 'RARE_STYLE', loader: 'css' },
  { source: 'templates/look/fields.css', name: 'FIELDS_STYLE', loader: 'css' },
  { source: 'templates/look/comments.css', name: 'COMMENTS_STYLE', loader: 'css' },
  {
    source: ['desk', 'writing', 'saving', 'board', 'pictures', 'newsroom'].map((part) => `templates/desk/${part}.css`),
    name: 'DESK_STYLE',
    loader: 'css',
  },
  { source: 'templates/letters/keep.js', name: 'KEEP_SCRIPT', loader: 'js' },
  { source: 'templates/comments/form-loader.js', name: 'READER_SCRIPT', loader: 'js' },
]
/** What a page brings when it is needed, from an address that changes with what is in it. `SAYS` in it are these words. */
const BROUGHT = {
  source: 'templates/comments/form-script.js',
  file: 'public/comment-form.js',
  name: 'FORM_SCRIPT_PATH',
  says: { vi: vi.form.script, en: en.form.script },
}
/** The desk's scripts: each file that lies there itself, with all that it imports. */
const DESK = { sources: 'desk', files: 'public/desk' }
const GENERATED = 'templates/look.generated.ts'
const GLYPHS = 'worker/cards/glyphs.bin'
const MIGRATIONS = 'migrations'

/** Browsers of the last three years and a little: older ones get the same page, plainer. */
const BROWSERS = ['chrome109', 'safari15.4', 'firefox115']

const checking = process.argv.includes('--check')
const problems = (await Promise.all([inlined(), deskScripts(), glyphs(), bindingTypes(), migrations()])).filter(
  (problem) => problem !== null,
)
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(checking ? 'Generated files are up to date.' : 'Generated files are made.')

/** Each of these gives a sentence when something is wrong, and null when all is well. */
async function inlined(): Promise<string | null> {
  const { path, code, isSame } = await formScript()
  const parts = [...(await Promise.all(INLINED.map(inline))), path]
  const text = `// Made by \`npm run generate\` from templates/: change the sources, not this.\n${parts.join('')}`
  if (!checking) {
    await Promise.all([writeFile(GENERATED, text), writeFile(BROUGHT.file, code)])
    return null
  }
  if (!isSame) return `${BROUGHT.file} is out of date: run \`npm run generate\`.`
  return text === (await readIfThere(GENERATED)) ? null : `${GENERATED} is out of date: run \`npm run generate\`.`
}

async function inline({ source, name, loader }: (typeof INLINED)[number]): Promise<string> {
  const texts = await Promise.all([source].flat().map((path) => readFile(path, 'utf8')))
  const { code } = await transform(texts.join('\n'), { loader, minify: true, target: BROWSERS, legalComments: 'none' })
  const content = code.trim()
  // What closes its own element would end up in the page as text.
  if (/<\/(style|script)/i.test(content)) throw new Error(`${source} contains a closing tag`)
  const hash = createHash('sha256').update(content).digest('base64')
  return `export const ${name} =\n  ${JSON.stringify(content)}\nexport const ${name}_HASH = "'sha256-${hash}'"\n`
}

async function formScript() {
  const { source, file, name, says } = BROUGHT
  const { code } = await transform(await readFile(source, 'utf8'), {
    minify: true,
    format: 'iife',
    target: BROWSERS,
    legalComments: 'none',
    charset: 'utf8',
    define: { SAYS: JSON.stringify(says) },
  })
  const hash = createHash('sha256').update(code).digest('hex')
  const path = `export const ${name} = '${file.replace('public', '')}?v=${hash.slice(0, 8)}'\n`
  return { path, code, isSame: code === (await readIfThere(file)) }
}

async function deskScripts(): Promise<string | null> {
  const names = (await readdir(DESK.sources)).filter((name) => /\.[jt]s$/.test(name))
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(DESK.sources, name)),
    outdir: DESK.files,
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    legalComments: 'none',
    charset: 'utf8',
    write: false,
  })
  if (!checking) {
    await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)))
    return null
  }
  const isSame = await Promise.all(outputFiles.map(async ({ path, text }) => text === (await readIfThere(path))))
  return isSame.every(Boolean) ? null : `${DESK.files}/ is out of date: run \`npm run generate\`.`
}

async function glyphs(): Promise<string | null> {
  const bytes = await makeGlyphs()
  if (!checking) {
    await writeFile(GLYPHS, bytes)
    return null
  }
  const isSame = (await readFile(GLYPHS).catch(() => null))?.equals(bytes)
  return isSame ? null : `${GLYPHS} is out of date: run \`npm run generate\`.`
}

async function bindingTypes(): Promise<string | null> {
  const options = ['types', '--include-runtime', 'false', '--strict-vars', 'false']
  const failure = await run('wrangler', checking ? [...options, '--check'] : options)
  if (!failure) return null
  return checking
    ? 'worker-configuration.d.ts is out of date with wrangler.toml: run `npm run generate`.'
    : `wrangler types failed:\n${failure}`
}

/** A check lets drizzle write beside a copy of the migrations: what it adds there is what is missing here. */
async function migrations(): Promise<string | null> {
  if (!checking) {
    const failure = await run('drizzle-kit', ['generate'])
    return failure && `drizzle-kit generate failed:\n${failure}`
  }
  const copy = await mkdtemp(join(tmpdir(), 'dateline-migrations-'))
  try {
    await cp(MIGRATIONS, copy, { recursive: true })
    const failure = await run('drizzle-kit', [
      'generate',
      '--dialect',
      'sqlite',
      '--schema',
      'worker/schema.ts',
      '--out',
      copy,
    ])
    if (failure) return `The migrations could not be compared with worker/schema.ts:\n${failure}`
    const missing = (await readdir(copy)).length > (await readdir(MIGRATIONS)).length
    return missing
      ? `${MIGRATIONS}/ lacks what worker/schema.ts says: run \`npm run generate\` and look at what it adds.`
      : null
  } finally {
    await rm(copy, { recursive: true })
  }
}

/** @returns what a tool said when it failed, or null */
async function run(tool: string, options: string[]): Promise<string | null> {
  const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', FORCE_COLOR: '0' }
  const done = promisify(execFile)(join('node_modules', '.bin', tool), options, { env })
  done.child.stdin?.end()
  return done.then(
    () => null,
    (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}` || String(error),
  )
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
