/** Who is signed in, and whose account the newsroom is in. */
import { Refusal } from '../transfer/command.ts'
import type { Person } from './person.ts'
import { ask } from './wrangler.ts'

interface Account {
  id: string
  name: string
}

const SIGN_IN = `Nobody is signed in to Cloudflare. Run this, and then npm run deploy again:

    npx wrangler login

Where there is no browser, set CLOUDFLARE_API_TOKEN instead: dash.cloudflare.com → My Profile → API Tokens → Create Token,
from the template "Edit Cloudflare Workers", with D1: Edit and Queues: Edit added.`

/** The account to work in. Throws a `Refusal` where nobody is signed in, or where the one that is known is not theirs. */
export async function chooseAccount(known: string | undefined, person: Person): Promise<Account> {
  const answer = await ask('whoami', '--json')
  if (answer.code !== 0) throw new Refusal(SIGN_IN)
  const { accounts } = JSON.parse(answer.stdout) as { accounts: Account[] }
  if (known) {
    const account = accounts.find(({ id }) => id === known)
    if (account) return account
    throw new Refusal(`This newsroom is in the account ${known}, and who is signed in has no part in it: ${list(accounts)}.
Sign in as somebody who has, or take CLOUDFLARE_ACCOUNT_ID out of newsroom.env to begin a newsroom elsewhere.`)
  }
  const [only, ...others] = accounts
  if (!only) throw new Refusal('Who is signed in has no account at Cloudflare.')
  if (others.length === 0) return only
  const missing = `Several accounts: ${list(accounts)}. Set CLOUDFLARE_ACCOUNT_ID to the id of one.`
  const chosen = await person.answer(`\nWhich account? ${list(accounts)}\nIts id: `, missing)
  return chooseAccount(chosen, person)
}

const list = (accounts: Account[]) => accounts.map(({ id, name }) => `«${name}» ${id}`).join(', ')
