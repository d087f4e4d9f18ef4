import { expect, test } from 'vitest'
import { FrontPage } from '../../templates/articles/front.tsx'
import { Picture } from '../../templates/picture.tsx'
import type { ShownImage } from '../../worker/articles/article.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { nhipCau, teaser } from './cast.ts'

const image: ShownImage = {
  id: 'a'.repeat(64),
  name: 'ben-do.webp',
  width: 1200,
  height: 720,
  alt: 'Bến "đò"',
  colour: '#8a7d6b',
  variants: 'waiting',
  focus_x: 50,
  focus_y: 50,
}

test('a picture names its forms, its size and its colour, also before the forms are made', () => {
  const path = `/media/${image.id}/ben-do`
  const source = (format: string) =>
    `<source type="image/${format}" srcset="${path}.240.${format} 240w,${path}.480.${format} 480w" sizes="8.4rem">`
  expect(String(<Picture image={image} place="thumb" />)).toBe(
    `<picture>${source('avif')}${source('webp')}<img src="${path}.1200.jpg" alt="Bến &quot;đò&quot;" width="1200" height="720" data-c="#8a7d6b" loading="lazy" decoding="async"></picture>`,
  )
})

test('a focal point is said as coarsely as a crop needs it, and not where it is the middle', () => {
  const at = (focus_x: number, focus_y: number) =>
    String(<Picture image={{ ...image, focus_x, focus_y }} place="thumb" />).match(/data-f="\d+"/)?.[0]
  expect([at(50, 50), at(55, 45), at(0, 100), at(70, 20)]).toEqual([undefined, undefined, 'data-f="04"', 'data-f="31"'])
})

test('a film is itself; without a colour nothing is said of one', () => {
  const film = { ...image, name: 'phao.gif', colour: '', variants: 'none' as const }
  const html = String(<Picture image={film} place="top" first />)
  expect(html).toBe(
    `<img src="/media/${image.id}/phao.gif" alt="Bến &quot;đò&quot;" width="1200" height="720" fetchpriority="high">`,
  )
})

test('on a page the first picture comes at once, and every other when it is scrolled to', () => {
  const teasers = Array.from({ length: 7 }, (_, n) =>
    teaser({
      slug: `bai-${n}`,
      image: `${n}`.repeat(64),
      image_name: 'sen.webp',
      image_width: 1200,
      image_height: 720,
      image_colour: '',
      image_variants: 'made',
    }),
  )
  const html = String(<FrontPage site={nhipCau} words={wordsFor('vi')} lead={teasers} bands={[]} />)
  const images = html.match(/<img[^>]*>/g) ?? []
  expect(images.length).toBe(4)
  expect(images.map((img) => img.includes('fetchpriority="high"'))).toEqual([true, false, false, false])
  expect(images.map((img) => img.includes('loading="lazy"'))).toEqual([false, true, true, true])
})
