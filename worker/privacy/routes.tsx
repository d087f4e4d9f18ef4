/** What readers are told of their data: out of the settings and numbers that the program goes by. */
import { Hono } from 'hono'
import { PrivacyPage } from '../../templates/privacy/page.tsx'
import { findSite } from '../articles/queries.ts'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { PROOF_VALID_DAYS } from '../comments/proof.ts'
import { cachePage, pageEtag } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { canSendLetters } from '../letters/letter.ts'
import { refuse } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { KEPT_DAYS, PRIVACY_PATH } from './kept.ts'

export const privacy = new Hono<AppEnv>()

privacy.get(PRIVACY_PATH, async (c) => {
  const answered = redirectToTrueUrl(c, PRIVACY_PATH) ?? (await ifSiteUnchanged(c, []))
  if (answered) return answered
  const site = await findSite(c.env.DB, varsOf(c.env).ORIGIN)
  const { settings } = site
  const facts = {
    site: settings.name,
    publisher: settings.publisher,
    retentionDays: settings.comment_retention_days,
    addressDays: KEPT_DAYS.address,
    banDays: KEPT_DAYS.lapsed_ban,
    noticeDays: KEPT_DAYS.notice,
    proofDays: PROOF_VALID_DAYS,
    letters: canSendLetters(c.env),
    model: 'AI' in c.env,
  }
  cachePage(c, pageEtag(c.env, settings.revision), [])
  return c.html(<PrivacyPage site={site} words={wordsFor(settings.locale)} facts={facts} />)
})

privacy.all(PRIVACY_PATH, (c) => {
  c.header('Allow', 'GET, HEAD')
  return refuse(c, 'method_not_allowed')
})
