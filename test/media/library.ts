/** Pictures in the store, and an Images binding that only notes what it is asked for. */
import { env } from 'cloudflare:workers'
import { storeImage } from '../../worker/media/queries.ts'
import type { Image } from '../../worker/schema.ts'
import { PEOPLE, TODAY } from '../newsroom.ts'
import { type PictureName, pictures } from './pictures.ts'

/** As it came from an editor a moment ago. */
export async function uploaded(name: PictureName, bindings: Env = env): Promise<Image> {
  const upload = {
    bytes: pictures[name],
    fileName: `Bến đò.${name.split('.')[1]}`,
    alt: 'Bến',
    caption: '',
    credit: '',
  }
  const stored = await storeImage(bindings, upload, PEOPLE.editor.email, TODAY)
  if (!stored.ok) throw new Error(`${name}: ${stored.reason}`)
  return stored.image
}

/** Of another size than its bytes have: where nothing looks at them. Readers may see it unless it is said otherwise. */
export async function stored(id: string, changes: Partial<Image> = {}): Promise<Image> {
  const image = {
    ...(await uploaded('simple.webp')),
    width: 1000,
    height: 600,
    is_public: 1,
    ...changes,
    id: id.repeat(64),
  }
  await env.DB.prepare(
    `INSERT OR REPLACE INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by, variants,
       is_public)
     VALUES (?, ?, ?, ?, ?, 1, 'Bến', ?, 'x', ?, ?)`,
  )
    .bind(
      image.id,
      image.extension,
      image.name,
      image.width,
      image.height,
      image.uploaded_at,
      image.variants,
      image.is_public,
    )
    .run()
  await env.MEDIA.put(`${image.id}.webp`, pictures['simple.webp'], { customMetadata: { name: image.name } })
  return image
}

export const rowOf = (image: Pick<Image, 'id'>) =>
  env.DB.prepare('SELECT * FROM images WHERE id = ?').bind(image.id).first<Image>() as Promise<Image>

export async function formsOf(image: Pick<Image, 'id'>): Promise<string[]> {
  const { objects } = await env.MEDIA.list({ prefix: `${image.id}/` })
  return objects.map(({ key }) => key.slice(image.id.length + 1)).sort()
}

/** @param broken which of its answers is a failure, by format and width; @param gives what it answers with instead */
export function studio({ broken = '', gives = '' } = {}) {
  const asked: string[] = []
  const IMAGES = {
    input: (picture: ReadableStream) => ({
      transform: ({ width }: { width: number }) => ({
        output: async ({ format }: { format: string }) => {
          await new Response(picture).arrayBuffer()
          const name = `${width}.${format.replace('image/', '').replace('jpeg', 'jpg')}`
          if (name === broken) throw new Error('the studio is closed')
          asked.push(name)
          return { contentType: () => gives || format, image: () => new Blob([`made ${name}`]).stream() }
        },
      }),
    }),
  } as unknown as ImagesBinding
  return { IMAGES, asked }
}
