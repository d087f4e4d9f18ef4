/** `npm run deploy`: this newsroom at Cloudflare, from a bare account or over what is there. */
import { parseArgs } from 'node:util'
import { Refusal } from '../transfer/command.ts'

const usage = `npm run deploy [-- --yes]
  Makes what is missing in the account, applies new migrations, uploads the Worker, and tries it out. Run it again for every
  new version; it goes on where it stopped.

  --yes   asks nothing: settings and secrets come from the environment and newsroom.env, and what is missing is made

  LOCATION_HINT says where a new database and bucket are put: apac (as it is), weur, eeur, oc, wnam or enam.`

const values = readCall()
if (values?.help) console.log(usage)
else if (values) {
  try {
    const [{ deploy }, { openPerson }] = await Promise.all([import('./deployment.ts'), import('./person.ts')])
    process.exitCode = (await deploy(openPerson(values.yes), process.env)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

function readCall() {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ options: { yes: flag, help: flag } }).values
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    process.exitCode = 2
    return null
  }
}
