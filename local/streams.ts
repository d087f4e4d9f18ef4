/** Between the two kinds of stream. Node's types and the Workers' describe one and the same web stream, each in its own words. */
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'

export function toNode(stream: ReadableStream): Readable {
  return Readable.fromWeb(stream as unknown as NodeWebStream)
}

export function toWeb(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as unknown as ReadableStream
}
