/** A picture's way: up at the desk, smaller forms through the queue and the Images binding, for nobody's eyes until published. */
import sharp from 'sharp'
import { type Check, failed, judged } from './check.ts'
import { type Answer, isKept, type Newsroom, reasonOf } from './newsroom.ts'

/** Pictures are made one at a time: a newsroom that has just begun, or imported, has many before this one. */
const MADE_WITHIN_MS = 180_000

/** What each form begins with, besides the type that it comes with. */
const FORMS: Record<string, { type: string; at: number; magic: string }> = {
  avif: { type: 'image/avif', at: 4, magic: 'ftyp' },
  webp: { type: 'image/webp', at: 8, magic: 'WEBP' },
  jpg: { type: 'image/jpeg', at: 6, magic: '' },
}

export const pictures: Check = {
  name: 'pictures',
  needs: ['desk'],
  after: ['queue'],
  async run(newsroom) {
    const { ask, until, mark, leaves } = newsroom
    const alt = `Dateline ${mark}`
    newsroom.undoLater('the picture', () => removeAll(newsroom, alt))
    const sent = await upload(newsroom, alt)
    if (sent.status !== 201) {
      return failed(`The desk took no picture: ${sent.status} ${reasonOf(sent) ?? ''}. Look for request_failed in \`npx wrangler
        tail\`, and whether the bucket of MEDIA is there.`)
    }
    leaves('two entries: a picture added and deleted')
    const { url, thumbnail } = JSON.parse(sent.text).image as { url: string; thumbnail: string }
    const [forReaders, forEditors] = await Promise.all([ask(url), asEditor(newsroom, url)])

    const startedAt = Date.now()
    const base = thumbnail.replace(/webp$/, '')
    const looks = async (form: string) => isMade(await asEditor(newsroom, base + form), form)
    const made = await until(MADE_WITHIN_MS, async () => {
      const there = await Promise.all(Object.keys(FORMS).map(looks))
      return there.every(Boolean) ? true : null
    })
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    const variants = await Promise.all([ask(`${base}avif`), asEditor(newsroom, `${base}avif`)])
    return judged(
      [
        !made &&
          `A picture has not all of its smaller forms after ${seconds} s. Look at the queue dateline-images (npx wrangler queues
           info dateline-images) and for image_variants_failed in \`npx wrangler tail\`: Images may not be enabled.`,
        (forReaders.status !== 404 || variants[0]?.status !== 404) &&
          `A picture that stands in no article is shown to readers (${forReaders.status}, ${variants[0]?.status}).`,
        [forReaders, forEditors, ...variants].some(isKept) && 'A picture that readers may not see went into the cache.',
        forEditors.status !== 200 &&
          `An editor does not see their own picture (${forEditors.status}): the Access application’s “Cookie Path Attribute” is on.`,
        await whatReadersGet(newsroom),
      ],
      `AVIF, WebP and JPEG made within ${seconds} s, unseen by readers; what readers see is immutable`,
    )
  },
}

/** Of noise, so that it is no picture that anybody has. */
async function upload({ atDesk, mark }: Newsroom, alt: string): Promise<Answer> {
  const raw = { width: 240, height: 150, channels: 3 as const }
  const noise = crypto.getRandomValues(new Uint8Array(3 * 32 * 20))
  const blotches = sharp(noise, { raw: { width: 32, height: 20, channels: 3 } }).resize(raw.width, raw.height)
  const form = new FormData()
  form.set('file', new File([new Uint8Array(await blotches.png().toBuffer())], `${mark}.png`, { type: 'image/png' }))
  form.set('alt', alt)
  return atDesk('/admin/images', { form })
}

/** Outside /admin it is Access's cookie that tells who asks. */
function asEditor({ ask, token }: Newsroom, path: string): Promise<Answer> {
  return ask(path, { headers: { cookie: `CF_Authorization=${token}` } })
}

/** Until it is made, the original answers at its address. */
function isMade({ status, headers, bytes }: Answer, form: string): boolean {
  const { type, at, magic } = FORMS[form] as (typeof FORMS)[string]
  return (
    status === 200 && headers.get('content-type') === type && bytes.toString('latin1', at, at + magic.length) === magic
  )
}

/** One that stands on the front page. */
async function whatReadersGet({ ask, atDesk }: Newsroom): Promise<string | false> {
  const id = /\/media\/([0-9a-f]{64})\//.exec((await ask('/')).text)?.[1]
  if (!id) return false
  const known = await atDesk(`/admin/images/${id}`)
  if (known.status !== 200) return false
  const { headers, status } = await ask(JSON.parse(known.text).image.url)
  const isRight = status === 200 && /immutable/.test(headers.get('cache-control') ?? '')
  return !isRight && `A picture of the front page answered ${status}, and is not kept for good.`
}

/** By what it says, in case the answer to its upload never came. */
async function removeAll({ atDesk }: Newsroom, alt: string): Promise<void> {
  const library = await atDesk('/admin/images?filter=mine')
  const { images } = JSON.parse(library.text) as { images: { id: string; alt: string }[] }
  for (const { id } of images.filter((image) => image.alt === alt)) {
    const removed = await atDesk(`/admin/images/${id}`, { method: 'DELETE' })
    if (removed.status >= 400) throw new Error(`the desk answered ${removed.status}`)
  }
}
