/** Files that mean ill: pictures, exports, sites of WordPress. */
import type { Threat } from '../threat.ts'

const HOSTILE = 'test/media/hostile.test.ts'
const RESTORE = 'test/transfer/restore.test.ts'
const MANIFEST = 'transfer/newsroom/manifest.ts'

export const uploading: Threat[] = [
  {
    threat: 'A page, a script or an archive goes in as a picture, or behind one',
    defence: {
      file: 'worker/media/metadata.ts',
      text: 'return kept ? concat(kept) : null',
      without: 'return kept ? bytes.slice() : null',
    },
    test: { file: HOSTILE, title: '%s with a page, a script and a ZIP behind its end' },
  },
  {
    threat: 'A file’s name or type is believed',
    defence: {
      file: 'worker/media/image.ts',
      text: "slugify(base, 60) || 'anh'",
      without: 'fileName || slugify(base, 60)',
    },
    test: { file: 'test/own-fields.test.ts', title: 'an uploaded picture is its uploader’s' },
  },
  {
    threat: 'A few bytes that become gigabytes of pixels',
    defence: {
      file: 'worker/media/image.ts',
      text: 'Math.max(width * height, anatomy.decoded ?? 0) > MAX_IMAGE_PIXELS',
      without: 'Math.max(width * height, anatomy.decoded ?? 0) < 0',
    },
    test: { file: 'test/media/image.test.ts', title: 'by the size in its header, however few its bytes' },
  },
  {
    threat: 'A file that is larger than it may be',
    defence: {
      file: 'worker/media/image.ts',
      text: "if (bytes.length > MAX_IMAGE_BYTES) return { ok: false, reason: 'image_too_large' }",
      without: '',
    },
    test: { file: 'test/media/image.test.ts', title: 'by its bytes' },
  },
]

export const importing: Threat[] = [
  {
    threat: 'An export names a file outside of its folder: .., /, \\, hidden names',
    defence: { file: MANIFEST, text: 'if (!isSafe) throw', without: 'if (!isSafe && !path) throw' },
    test: { file: RESTORE, title: 'a name that climbs out' },
  },
  {
    threat: 'A link in an export’s folder leads out of it',
    defence: {
      file: MANIFEST,
      text: 'if (!found.isFile()) throw new Refusal(`${path} is not a plain file.`)',
      without: '',
    },
    test: { file: RESTORE, title: 'a file that is a way out of the folder' },
  },
  {
    threat: 'An export was changed on its way',
    defence: {
      file: MANIFEST,
      text: 'if ((await sumOf(file)) !== sum) throw',
      without: 'if ((await sumOf(file)) === null) throw',
    },
    test: { file: RESTORE, title: 'a changed byte' },
  },
  {
    threat: 'A file of WordPress defines entities: files of ours, or a billion laughs',
    defence: {
      file: 'transfer/wordpress/wxr.ts',
      text: "parser.ENTITIES['nbsp'] = '\\u00a0'",
      without:
        "parser.ENTITIES['nbsp'] = '\\u00a0'\nparser.on('doctype', (type) => {\nfor (const [, name, text] of type.matchAll(/<!ENTITY\\s+(\\w+)\\s+\"([^\"]*)\"/g)) parser.ENTITIES[name as string] = text as string\n})",
    },
    test: { file: 'test/transfer/wordpress.test.ts', title: 'entities that it defines itself are not expanded' },
  },
  {
    threat: 'A site of WordPress names a picture outside of its uploads, or a link there leads out',
    defence: {
      file: 'transfer/wordpress/uploads.ts',
      text: 'if (file?.startsWith(root + sep)) return file',
      without: 'if (file) return file',
    },
    test: { file: 'test/transfer/wordpress.test.ts', title: 'and never leaves the folder' },
  },
]
