/** The run of every minute, by which what is scheduled is published and what got lost is found again. */
import { type Check, failed, passed } from './check.ts'

/** A run a minute, and as much again for one that takes its time. */
const LATE_S = 120

export const cron: Check = {
  name: 'cron',
  needs: ['health'],
  async run({ ask, until }) {
    const ageNow = async () => Number(/run (\d+) s ago/.exec((await ask('/healthz')).text)?.[1] ?? Number.NaN)
    const age = await until(LATE_S * 1000, async () => {
      const seconds = await ageNow()
      return seconds <= LATE_S ? seconds : null
    })
    if (age !== null) return passed(`the last minute’s run was ${age} s ago`)
    return failed(`No minute’s run in the last ${LATE_S} s: nothing that is scheduled is published, no letter is sent, nothing lost is
      found. Workers → Triggers → Cron must have * * * * *; after the first deployment it may take a quarter of an hour.`)
  },
}
