/** What every page of the desk knows: the newsroom, who sits there and what that person may do. */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Site } from '../articles/article.ts'
import { findSite } from '../articles/queries.ts'
import { varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { type Words, wordsFor } from '../text/words.ts'
import { type DeskEnv, may, NEEDS, type Need, type Person } from './access.ts'
import { countHeld } from './queries.ts'

export interface Desk {
  site: Site
  words: Words
  person: Person
  can: Record<Need, boolean>
  /** Comments that wait for a person; none for whom they do not concern. */
  held: number
}

export async function deskOf(c: Context<DeskEnv>): Promise<Desk> {
  const { person } = c.var
  const can = Object.fromEntries(Object.keys(NEEDS).map((need) => [need, may(person, need as Need)])) as Desk['can']
  const [site, held] = await Promise.all([
    findSite(c.env.DB, varsOf(c.env).ORIGIN),
    can.moderate ? countHeld(c.env.DB) : 0,
  ])
  return { site, words: wordsFor(site.settings.locale), person, can, held }
}

const MB = 1024 * 1024
const tooLarge = (c: Context) => refuse(c, 'too_large')

export const limitForm = bodyLimit({ maxSize: 2 * MB, onError: tooLarge })
/** A picture of 20 MB and the article that it goes into. */
export const limitUpload = bodyLimit({ maxSize: 23 * MB, onError: pictureTooLarge })

/** Read to its end first: a browser that is still sending may never look at an answer that comes before. */
async function pictureTooLarge(c: Context): Promise<Response> {
  await c.req.raw.body?.pipeTo(new WritableStream()).catch(() => {})
  return refuse(c, 'image_too_large')
}

/** Null where it cannot be read. A program may send no form at all: that is an empty one. */
export async function readForm(c: Context<DeskEnv>): Promise<FormData | null> {
  if (!c.req.header('Content-Type')) return new FormData()
  return c.req.formData().catch((error) => {
    if (error instanceof TypeError) return null
    throw error
  })
}
