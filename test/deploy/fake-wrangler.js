/**
 * Stands where wrangler, npm and git stand, in front of an account that is a file: it keeps what it was asked, and answers
 * in the words and with the exit codes of wrangler 4.155.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'

const file = process.env.FAKE_ACCOUNT
const before = readFileSync(file, 'utf8')
const account = JSON.parse(before)
const [program, ...args] = process.argv.slice(2)
appendFileSync(`${file}.asked`, `${JSON.stringify([program, ...args])}\n`)

const says = (value) => console.log(JSON.stringify(value, null, 2))
function fails(text) {
  console.error(`✘ [ERROR] ${text}`)
  process.exit(1)
}
const option = (name) => args[args.indexOf(`--${name}`) + 1]
const config = () => JSON.parse(readFileSync(option('config'), 'utf8'))
const uuid = (name) => `id-of-${name}`

const wrangler = {
  whoami() {
    if (!account.isSignedIn) {
      says({ loggedIn: false })
      process.exit(1)
    }
    says({ loggedIn: true, authType: 'OAuth Token', accounts: account.accounts })
  },
  'd1 list': () => says(account.databases.map((name) => ({ uuid: uuid(name), name }))),
  'd1 create'() {
    if (account.databases.includes(args[2])) fails('A database with that name already exists')
    account.databases.push(args[2])
  },
  'd1 time-travel'() {
    if (!account.databases.includes(args[3])) fails(`Couldn't find a D1 DB named '${args[3]}'`)
    says({ bookmark: `bookmark-${account.migrations.length}` })
  },
  'd1 migrations'() {
    if (account.failingMigration) fails(`near "TABEL": syntax error at offset 7: SQLITE_ERROR [code: 7500]`)
    account.migrations = ['0000_tables.sql', '0001_triggers.sql']
  },
  'r2 bucket'() {
    if (args[2] === 'create') return account.buckets.push(args[3])
    if (account.isR2Off) fails('Please enable R2 through the Cloudflare Dashboard. [code: 10042]')
    if (!account.buckets.includes(args[3])) fails('The specified bucket does not exist. [code: 10006]')
    says({ name: args[3] })
  },
  'queues info'() {
    if (!account.queues.includes(args[2])) {
      fails(`Queue "${args[2]}" does not exist. To create it, run: wrangler queues create ${args[2]}`)
    }
    console.log(`Queue Name: ${args[2]}`)
  },
  'queues create': () => account.queues.push(args[2]),
  'secret list'() {
    if (!account.worker) fails('Worker "dateline" not found.\n\nIf this is a new Worker, run `wrangler deploy` first.')
    says(Object.keys(account.worker.secrets).map((name) => ({ name, type: 'secret_text' })))
  },
  'deployments status'() {
    if (!account.worker) fails('This Worker does not exist on your account. [code: 10007]')
    says({ versions: [{ version_id: account.worker.version, percentage: 100 }] })
  },
  deploy() {
    const { secrets, vars, queues, d1_databases, routes, send_email, ai } = config()
    if (args.includes('--dry-run')) return
    if (account.failingUpload) fails('A request to the Cloudflare API failed.')
    const given = args.includes('--secrets-file') ? JSON.parse(readFileSync(option('secrets-file'), 'utf8')) : {}
    const has = { ...account.worker?.secrets, ...given }
    const missing = secrets.required.filter((name) => !(name in has))
    if (missing.length > 0) fails(`The following required secrets have not been set: ${missing.join(', ')}`)
    for (const { queue } of queues.consumers) {
      if (!account.queues.includes(queue)) fails(`Queue "${queue}" does not exist.`)
    }
    const database = d1_databases[0].database_id
    if (!account.databases.map(uuid).includes(database))
      fails(`binding DB of type d1 must have a valid id. [code: 10021]`)
    const version = `version-${Number(account.worker?.version.split('-')[1] ?? 0) + 1}`
    const message = option('message')
    account.worker = { version, secrets: has, vars, database, routes, send_email, ai, message }
  },
}

if (program === 'git') console.log('73c64a1d0000')
else if (program === 'npm') process.exitCode = account.failing[args[2]] ?? 0
else {
  const answer = wrangler[args[0]] ?? wrangler[args.slice(0, 2).join(' ')]
  if (!answer) fails(`Unknown arguments: ${args.join(', ')}`)
  answer()
  const after = JSON.stringify(account)
  if (after !== before) writeFileSync(file, after)
}
