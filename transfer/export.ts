/** `npm run export`: everything of a newsroom into a folder. */
import { PLACE_OPTIONS, runCommand } from './command.ts'

const usage = `npm run export -- <folder> [options]
  Writes everything of a newsroom into a new folder: articles as Markdown, pictures under their names, all else as JSON Lines.
  Emails of readers and staff are among it: keep it as you keep the newsroom itself.

  --data <folder>   the newsroom of this machine (.dateline)
  --remote          the one that wrangler.toml names, in the account that wrangler is signed in to
  --variants        the smaller forms of pictures too; without them they are made anew after a restore`

await runCommand(
  { usage, options: { ...PLACE_OPTIONS, variants: { type: 'boolean', default: false } } },
  async ({ target, values, stores, progress }) => {
    const { exportNewsroom } = await import('./newsroom/exporting.ts')
    const variants = values['variants'] === true
    const { rows, pictures, missing, of_one_moment } = await exportNewsroom(stores, target, {
      variants,
      now: Date.now(),
      progress,
    })
    console.log(
      `\n${rows['articles']} articles, ${rows['comments']} comments and ${pictures} pictures are in ${target}.`,
    )
    if (missing.length > 0) console.error(`${missing.length} pictures have no bytes any more: ${missing.join(', ')}`)
    if (!of_one_moment) {
      console.error('Somebody wrote all the while: parts may be of different moments. Export again in a quieter hour.')
    }
    return { isWhole: missing.length === 0 && of_one_moment }
  },
)
