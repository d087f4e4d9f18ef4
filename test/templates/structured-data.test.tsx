import { describe, expect, test } from 'vitest'
import { ArticlePage } from '../../templates/articles/article.tsx'
import { FrontPage } from '../../templates/articles/front.tsx'
import { ErrorPage } from '../../templates/error.tsx'
import { ArchivePage } from '../../templates/lists/archive.tsx'
import { AuthorPage } from '../../templates/lists/author.tsx'
import { MonthPage } from '../../templates/lists/month.tsx'
import { SectionPage } from '../../templates/lists/section.tsx'
import { TagPage } from '../../templates/lists/tag.tsx'
import type { ArticleView, Site } from '../../worker/articles/article.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { article, nhipCau, teaser, threads, turnstile } from './cast.ts'

const words = wordsFor('vi')
const ORIGIN = nhipCau.origin
const IMAGE = 'd'.repeat(64)
const PICTURE = {
  image: IMAGE,
  image_name: 'sen.webp',
  image_width: 1200,
  image_height: 720,
  image_alt: 'Đầm "sen"',
  image_colour: '',
  image_variants: 'made' as const,
}
const picture = `${ORIGIN}/media/${IMAGE}/sen.1200.jpg`

type Node = Record<string, unknown>

/** Read by the parser of the platform, as a search engine reads them. */
async function read(page: unknown) {
  const nodes: Node[] = []
  const metas: [string, string][] = []
  const links: Record<string, string>[] = []
  let text = ''
  await new HTMLRewriter()
    .on('script[type="application/ld+json"]', {
      text(chunk) {
        text += chunk.text
        if (!chunk.lastInTextNode) return
        nodes.push(...(JSON.parse(text) as { '@graph': Node[] })['@graph'])
        text = ''
      },
    })
    .on('meta[content]', {
      element: (meta) =>
        void metas.push([
          meta.getAttribute('property') ?? meta.getAttribute('name') ?? '',
          meta.getAttribute('content') ?? '',
        ]),
    })
    .on('link', { element: (link) => void links.push(Object.fromEntries(link.attributes) as Record<string, string>) })
    .transform(new Response(String(page)))
    .text()
  const ofType = (type: string) => nodes.find((node) => node['@type'] === type)
  const meta = (name: string) => metas.filter(([known]) => known === name).map(([, content]) => content)
  return { ofType, meta, links }
}

const articlePage = (changes: Partial<ArticleView> = {}, commentCount = 0) => (
  <ArticlePage
    site={nhipCau}
    words={words}
    article={article(changes)}
    comments={threads()}
    commentCount={commentCount}
    mode="open"
    form={turnstile}
    readMore={[]}
    neighbours={{ older: null, newer: null }}
  />
)
const frontPage = (site: Site) => <FrontPage site={site} words={words} lead={[]} bands={[]} />
const sectionPage = () => {
  const [section] = nhipCau.sections
  if (!section) throw new Error('no section')
  return <SectionPage site={nhipCau} words={words} section={section} page={{ teasers: [], older: null, newer: null }} />
}

describe('an article tells search engines', () => {
  test('what it is, when on the newsroom’s clock, whose and how much was said', async () => {
    const updated_at = Date.UTC(2024, 1, 27, 1)
    const author = { author: 'hanh-le', author_name: 'Hạnh Lê' }
    const { ofType } = await read(articlePage({ ...PICTURE, ...author, updated_at }, 7))
    expect(ofType('NewsArticle')).toEqual({
      '@type': 'NewsArticle',
      mainEntityOfPage: `${ORIGIN}/van-hoa/hoi-sen`,
      headline: 'Hội sen về làng',
      description: 'Ba ngày, một hồ nước.',
      image: [picture],
      datePublished: '2024-02-26T12:53:00+07:00',
      dateModified: '2024-02-27T08:00:00+07:00',
      author: { '@type': 'Person', name: 'Hạnh Lê', url: `${ORIGIN}/authors/hanh-le` },
      publisher: {
        '@type': 'NewsMediaOrganization',
        name: 'Nhịp Cầu',
        url: `${ORIGIN}/`,
        logo: `${ORIGIN}/icon-512.png`,
      },
      articleSection: 'Văn hoá',
      inLanguage: 'vi',
      commentCount: 7,
    })
  })

  test('the way to it', async () => {
    const { ofType } = await read(articlePage())
    expect(ofType('BreadcrumbList')?.['itemListElement']).toEqual([
      { '@type': 'ListItem', position: 1, name: 'Nhịp Cầu', item: `${ORIGIN}/` },
      { '@type': 'ListItem', position: 2, name: 'Văn hoá', item: `${ORIGIN}/van-hoa` },
      { '@type': 'ListItem', position: 3, name: 'Hội sen về làng' },
    ])
  })

  test('no more than is known of one without author, picture or change', async () => {
    const node = (await read(articlePage())).ofType('NewsArticle')
    expect(node).toMatchObject({
      image: [`${ORIGIN}/van-hoa/hoi-sen/card.png`],
      author: { '@type': 'Organization', name: 'Nhịp Cầu' },
      dateModified: '2024-02-26T12:53:00+07:00',
    })
  })

  test.each(['</script><script>alert(1)</script>', '<!--<script>', '"\\ \u2028 & 👩‍👩‍👧 ]]>'])(
    'a headline like %j, and nothing in it ends the data',
    async (headline) => {
      const html = String(articlePage({ headline, standfirst: headline }))
      expect((await read(html)).ofType('NewsArticle')).toMatchObject({ headline, description: headline })
      expect(html).not.toContain('<script>alert')
      const data = html.split('<script type="application/ld+json">')[1]?.split('</script>')[0]
      expect(data).not.toContain('<')
    },
  )
})

test('the front page tells whose site it is and how to search it', async () => {
  const settings = { ...nhipCau.settings, tagline: 'Báo làng', publisher: 'Hội Nhà báo', phone: '024 1234' }
  const { ofType } = await read(frontPage({ ...nhipCau, settings }))
  expect(ofType('WebSite')).toMatchObject({
    url: `${ORIGIN}/`,
    name: 'Nhịp Cầu',
    potentialAction: {
      '@type': 'SearchAction',
      target: { urlTemplate: `${ORIGIN}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  })
  const organization = ofType('NewsMediaOrganization')
  expect(organization).toMatchObject({
    identifier: '00/GP-THU',
    telephone: '024 1234',
    parentOrganization: { name: 'Hội Nhà báo' },
    employee: { name: 'Vũ Thị Minh Khuê', jobTitle: 'Tổng biên tập' },
  })
  expect(organization).not.toHaveProperty('email')
  expect(ofType('WebSite')?.['publisher']).toEqual({ '@id': organization?.['@id'] })
})

describe('a list tells the way to it', () => {
  const none = { teasers: [], older: null, newer: null }
  const wayTo = async (page: unknown) => {
    const way = (await read(page)).ofType('BreadcrumbList')?.['itemListElement'] as { name: string }[]
    return way.map(({ name }) => name)
  }

  test('of a section, a tag, a month and the archive', async () => {
    const around = { site: nhipCau, words }
    expect(await wayTo(sectionPage())).toEqual(['Nhịp Cầu', 'Văn hoá'])
    const tag = { slug: 'le-hoi', name: 'Lễ hội' }
    expect(await wayTo(<TagPage {...around} tag={tag} page={none} />)).toEqual(['Nhịp Cầu', 'Lễ hội'])
    const month = <MonthPage {...around} month="2026-07" page={none} />
    expect(await wayTo(month)).toEqual(['Nhịp Cầu', 'Kho lưu trữ', 'Tháng 7 năm 2026'])
    const archive = <ArchivePage {...around} page={{ years: [], older: null, newer: null }} />
    expect(await wayTo(archive)).toEqual(['Nhịp Cầu', 'Kho lưu trữ'])
  })

  test('an author’s tells who they are, as far as is known', async () => {
    const {
      image,
      image_name,
      image_width,
      image_height,
      image_alt,
      image_colour,
      image_variants,
      image_focus_x,
      image_focus_y,
    } = teaser()
    const faceless = {
      image,
      image_name,
      image_width,
      image_height,
      image_alt,
      image_colour,
      image_variants,
      image_focus_x,
      image_focus_y,
    }
    const author = { slug: 'hanh-le', name: 'Hạnh Lê', bio: 'Viết về sông nước.', ...faceless }
    const pageOf = (changes: object) =>
      read(<AuthorPage site={nhipCau} words={words} author={{ ...author, ...changes }} page={none} />)
    const { ofType, meta } = await pageOf({ ...PICTURE })
    expect(ofType('ProfilePage')?.['mainEntity']).toMatchObject({
      '@type': 'Person',
      name: 'Hạnh Lê',
      url: `${ORIGIN}/authors/hanh-le`,
      description: 'Viết về sông nước.',
      image: picture,
    })
    expect(meta('description')).toEqual(['Viết về sông nước.'])
    const plain = await pageOf({ bio: '' })
    expect(plain.ofType('ProfilePage')?.['mainEntity']).not.toHaveProperty('image')
    expect(plain.ofType('ProfilePage')?.['mainEntity']).not.toHaveProperty('description')
    expect(plain.meta('description')).toEqual(['Các bài của Hạnh Lê trên Nhịp Cầu, bài mới nhất đứng đầu.'])
  })
})

describe('shared, a page shows', () => {
  test('an article’s picture with its size and words, its times, section, author and tags', async () => {
    const tags = [
      { slug: 'le-hoi', name: 'Lễ hội' },
      { slug: 'sen', name: 'Sen' },
    ]
    const updated_at = Date.UTC(2024, 1, 27, 1)
    const { meta } = await read(articlePage({ ...PICTURE, author_name: 'Hạnh Lê', updated_at, tags }))
    expect(meta('og:type')).toEqual(['article'])
    expect(meta('og:title')).toEqual(['Hội sen về làng'])
    expect(meta('og:locale')).toEqual(['vi_VN'])
    expect(meta('og:image')).toEqual([picture])
    expect(meta('og:image:width')).toEqual(['1200'])
    expect(meta('og:image:height')).toEqual(['720'])
    expect(meta('og:image:alt')).toEqual(['Đầm &quot;sen&quot;'])
    expect(meta('twitter:card')).toEqual(['summary_large_image'])
    expect(meta('article:published_time')).toEqual(['2024-02-26T12:53:00+07:00'])
    expect(meta('article:modified_time')).toEqual(['2024-02-27T08:00:00+07:00'])
    expect(meta('article:section')).toEqual(['Văn hoá'])
    expect(meta('article:author')).toEqual(['Hạnh Lê'])
    expect(meta('article:tag')).toEqual(['Lễ hội', 'Sen'])
  })

  test('an article without a picture as the card with its headline; and its own language', async () => {
    const { meta } = await read(articlePage({ lang: 'en' }))
    expect(meta('og:image')).toEqual([`${ORIGIN}/van-hoa/hoi-sen/card.png`])
    expect(meta('og:image:width')).toEqual(['1200'])
    expect(meta('og:image:height')).toEqual(['630'])
    expect(meta('og:image:alt')).toEqual(['Hội sen về làng'])
    expect(meta('twitter:card')).toEqual(['summary_large_image'])
    expect(meta('og:locale')).toEqual(['en_GB'])
  })

  test('of any other page the newsroom’s sign, small', async () => {
    const { meta } = await read(sectionPage())
    expect(meta('og:image')).toEqual([`${ORIGIN}/icon-512.png`])
    expect(meta('twitter:card')).toEqual(['summary'])
  })
})

describe('programs find', () => {
  const feedsOf = async (page: unknown) =>
    (await read(page)).links.filter((link) => link['rel'] === 'alternate').map((link) => link['href'])

  test('the newsroom’s feeds on every page, and a section’s in the section', async () => {
    expect(await feedsOf(frontPage(nhipCau))).toEqual(['/feed.xml', '/feed.json'])
    expect(await feedsOf(sectionPage())).toEqual(['/feed.xml', '/van-hoa/feed.xml', '/feed.json'])
    expect(await feedsOf(articlePage())).toEqual(['/feed.xml', '/van-hoa/feed.xml', '/feed.json'])
  })

  test('manifest and icons, also where the database is down', async () => {
    const { links } = await read(<ErrorPage site={null} words={words} status={500} message="x" />)
    expect(links.map((link) => link['rel'])).toEqual(expect.arrayContaining(['manifest', 'apple-touch-icon', 'icon']))
  })
})

test('a reader finds the feed in the footer', () => {
  expect(String(frontPage(nhipCau))).toMatch(/<footer.*<a href="\/feed\.xml">Theo dõi qua RSS<\/a>/s)
})
