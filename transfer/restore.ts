/** `npm run restore`: an export into a new newsroom. */
import { PLACE_OPTIONS, runCommand } from './command.ts'

const usage = `npm run restore -- <folder> [options]
  Gives back the newsroom that was exported into a folder, into one that is empty. Nothing is written before every file has
  been compared with its sum. If it breaks off, the same command goes on where it stopped.

  --data <folder>   where on this machine (.dateline); made if it is not there
  --remote          into what wrangler.toml names, in the account that wrangler is signed in to`

await runCommand({ usage, options: PLACE_OPTIONS, isNew: true }, async ({ target, stores, progress }) => {
  const { restoreNewsroom } = await import('./newsroom/restoring.ts')
  const { rows, pictures } = await restoreNewsroom(stores, target, progress)
  console.log(`\n${rows['articles']} articles, ${rows['comments']} comments and ${pictures} pictures are back.`)
  return { isWhole: true }
})
