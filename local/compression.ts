/**
 * Compresses on the way out, as Cloudflare's edge does, so that what is measured here is what a reader would load.
 * Source: developers.cloudflare.com/speed/optimization/content/compression/ (types, a strong ETag becomes weak).
 */
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { toNode, toWeb } from './streams.ts'

const TYPES =
  /^(text\/(html|css|javascript|plain|xml|markdown)|application\/([\w.-]+\+)?(javascript|json|xml)|image\/svg\+xml)\b/
const BROTLI_QUALITY = 4

export function compress(request: Request, response: Response): Response {
  const { headers, body } = response
  const isWanted =
    body !== null &&
    response.status !== 206 &&
    TYPES.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !/\bno-transform\b/i.test(headers.get('cache-control') ?? '')
  const encoding = isWanted ? acceptedEncoding(request.headers.get('accept-encoding') ?? '') : null
  if (!encoding || !body) return response

  const compressed = new Headers(headers)
  compressed.set('content-encoding', encoding)
  compressed.delete('content-length')
  compressed.delete('accept-ranges')
  const etag = headers.get('etag')
  if (etag && !etag.startsWith('W/')) compressed.set('etag', `W/${etag}`)
  if (!/\baccept-encoding\b/i.test(headers.get('vary') ?? '')) compressed.append('vary', 'accept-encoding')

  const transform =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : createGzip()
  const source = toNode(body)
  source.on('error', (error) => transform.destroy(error))
  transform.on('close', () => source.destroy())
  return new Response(toWeb(source.pipe(transform)), {
    status: response.status,
    statusText: response.statusText,
    headers: compressed,
  })
}

function acceptedEncoding(accepted: string): 'br' | 'gzip' | null {
  const codings = accepted.split(',').map((part) => part.trim().toLowerCase().replace(/\s/g, ''))
  const accepts = (name: string) =>
    codings.some((coding) => coding === name || (coding.startsWith(`${name};q=`) && !/q=0(\.0+)?$/.test(coding)))
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : null
}
