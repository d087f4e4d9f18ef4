/**
 * Pictures: the originals as `images/<id>/<name>`, as their addresses have them, and their smaller forms beside them where
 * they are wanted. `images/objects.jsonl` says where each lay.
 */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { IMAGE_TYPES } from '../../worker/media/image.ts'
import { imageKey } from '../../worker/media/queries.ts'
import { baseOf } from '../../worker/media/variants.ts'
import type { Image } from '../../worker/schema.ts'
import type { Progress } from '../progress.ts'
import { type ExportFolder, safePath } from './manifest.ts'

const OBJECTS = 'images/objects.jsonl'

interface StoredObject {
  key: string
  path: string
  type: string
  name: string
}

export async function exportPictures(
  bucket: R2Bucket,
  into: ExportFolder,
  { variants, count, progress }: { variants: boolean; count: number; progress: Progress },
): Promise<{ pictures: number; missing: string[] }> {
  const missing: string[] = []
  let pictures = 0
  progress.begin('pictures written', count)
  async function* objects() {
    // Those of the rows that were exported, whatever has been uploaded since.
    for await (const line of linesOf(join(into.folder, 'tables/images.jsonl'))) {
      const image = JSON.parse(line) as Image
      const original = await exportObject(bucket, into, imageKey(image), image.name, image)
      if (original) {
        pictures++
        yield `${JSON.stringify(original)}\n`
      } else missing.push(image.id)
      for (const key of variants ? await listVariantKeys(bucket, image.id) : []) {
        const name = `${baseOf(image.name)}.${key.split('/').at(-1)}`
        const variant = await exportObject(bucket, into, key, name, image)
        if (variant) yield `${JSON.stringify(variant)}\n`
      }
      progress.add()
    }
  }
  await into.write(OBJECTS, objects())
  progress.end()
  return { pictures, missing }
}

async function exportObject(
  bucket: R2Bucket,
  into: ExportFolder,
  key: string,
  name: string,
  image: Image,
): Promise<StoredObject | null> {
  const object = await bucket.get(key)
  if (!object) return null
  const path = safePath(`images/${image.id}/${name}`)
  // Twenty megabytes at most.
  await into.write(path, new Uint8Array(await object.arrayBuffer()))
  const type = object.httpMetadata?.contentType ?? IMAGE_TYPES[image.extension]
  return { key, path, type, name: object.customMetadata?.['name'] ?? image.name }
}

async function listVariantKeys(bucket: R2Bucket, id: string): Promise<string[]> {
  return (await bucket.list({ prefix: `${id}/` })).objects.map(({ key }) => key).sort()
}

/** Puts back what is not there yet. Whatever breaks off can begin again: the same bytes come to the same place. */
export async function restorePictures(
  bucket: R2Bucket,
  folder: string,
  { count, progress }: { count: number; progress: Progress },
): Promise<void> {
  progress.begin('pictures stored', count)
  for await (const line of linesOf(join(folder, OBJECTS))) {
    const { key, path, type, name } = JSON.parse(line) as StoredObject
    await bucket.put(key, await readFile(join(folder, safePath(path))), {
      httpMetadata: { contentType: type },
      customMetadata: { name },
    })
    // A smaller form has its own folder in the bucket.
    if (!key.includes('/')) progress.add()
  }
  progress.end()
}

export async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line) yield line
  }
}
