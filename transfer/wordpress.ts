/** `npm run import:wordpress`: an export of WordPress (WXR) into a newsroom. */
import { PLACE_OPTIONS, runCommand } from './command.ts'

const usage = `npm run import:wordpress -- <file.xml> [options]
  Brings posts and pages with their authors, categories, tags, comments, pictures and addresses out of a file that WordPress
  made («Tools → Export → All content»). Run again, it makes no doubles, goes on where it stopped, and leaves alone what is
  here already. What it could not bring stands in a report.

  --uploads <folder>   a copy of wp-content/uploads, where the pictures are; nothing is fetched from the old site
  --sections <file>    which section a category becomes, as YAML:
                         default: tin-tuc           # for what has no category
                         pages: gioi-thieu          # for WordPress's pages
                         categories:
                           the-thao: the-thao-24h   # a category's slug and a section's
                           noi-bat: null            # only a tag
  --report <folder>    where the report goes (<file.xml>.report)
  --data <folder>      the newsroom of this machine (.dateline)
  --remote             the one that wrangler.toml names, in the account that wrangler is signed in to

  Exit code 0: all came as it was. 1: see the report.`

const options = {
  ...PLACE_OPTIONS,
  uploads: { type: 'string' },
  sections: { type: 'string' },
  report: { type: 'string' },
} as const

await runCommand({ usage, options }, async ({ target, values, stores, progress }) => {
  const { importWordpress } = await import('./wordpress/importing.ts')
  const { readMapping } = await import('./wordpress/sections.ts')
  const folder = String(values['report'] ?? `${target}.report`)
  const report = await importWordpress(stores, target, {
    uploads: values['uploads'] ? String(values['uploads']) : null,
    mapping: await readMapping(values['sections'] as string | undefined),
    now: Date.now(),
    progress,
  })
  await report.write(folder)
  console.log(`\n${report.summary()}\nThe report is in ${folder}.`)
  return { isWhole: report.isWhole }
})
