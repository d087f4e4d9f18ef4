/** What stands around every page a reader sees. */
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Site } from '../worker/articles/article.ts'
import { linksOf } from '../worker/newsroom/menus.ts'
import type { Settings } from '../worker/schema.ts'
import type { Words } from '../worker/text/words.ts'
import { ARTICLE_STYLE, BASE_STYLE, COMMENTS_STYLE, FIELDS_STYLE, LISTS_STYLE, RARE_STYLE } from './look.generated.ts'
import { html, raw } from './markup.ts'

interface Props {
  /** Null where the database could not say whose newsroom this is. */
  site: Site | null
  words: Words
  /** The page's own, without the newsroom's name. */
  title?: string
  description?: string
  /** Canonical, from the root. Without one the page is not for search engines. */
  path?: string | undefined
  /** False for a page that has an address and is not for search engines all the same. */
  indexed?: boolean
  /** The slug of the section the reader is in. */
  section?: string | undefined
  /** The page's language, where it is not the newsroom's. */
  lang?: Settings['locale']
  /** What stands for the page where somebody shares it. */
  image?: SharedImage | null
  type?: 'website' | 'article'
  /** More for the head: `rel=next` and the like. */
  head?: Child
  /** The sheets that this page needs beside the one that each has. */
  look?: (keyof typeof SHEETS)[]
}

export interface SharedImage {
  /** From the root. */
  path: string
  width: number | null
  height: number | null
  alt: string
}

/** Of a page without a picture: the newsroom's sign, shown small. */
const SIGN = { path: '/icon-512.png', width: 512, height: 512 }

/*
 * Constants are written once as text: the style's hash is in the Content-Security-Policy, so not a byte may be added.
 * The fonts are not asked for ahead of the text: on a slow phone that set every paragraph twice, and took the line from
 * the first picture. `font-display: optional` decides whether they are there in time; the next page has them.
 */
const HEAD = raw(
  '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbf9f4">' +
    '<meta name="theme-color" media="(prefers-color-scheme:dark)" content="#161513">' +
    '<link rel="icon" href="/favicon.svg"><link rel="apple-touch-icon" href="/apple-touch-icon.png">' +
    '<link rel="manifest" href="/manifest.webmanifest">' +
    `<style>${BASE_STYLE}</style>`,
)
const SHEETS = {
  lists: raw(`<style>${LISTS_STYLE}</style>`),
  article: raw(`<style>${ARTICLE_STYLE}</style>`),
  rare: raw(`<style>${RARE_STYLE}</style>`),
  fields: raw(`<style>${FIELDS_STYLE}</style>`),
  comments: raw(`<style>${COMMENTS_STYLE}</style>`),
}
const DOCTYPE = raw('<!doctype html>')

export function Layout({ children, look = [], ...page }: PropsWithChildren<Props>) {
  const { site, words, path, section } = page
  return (
    <>
      {DOCTYPE}
      <html lang={site?.settings.locale ?? words.locale}>
        <head>
          {HEAD}
          {look.map((sheet) => SHEETS[sheet])}
          <Meta {...page} />
          {page.head}
        </head>
        <body>
          <a class="skip" href="#main">
            {words.skip}
          </a>
          {site && <Masthead site={site} words={words} path={path} section={section} />}
          <main id="main">{children}</main>
          {site && <Colophon site={site} words={words} />}
        </body>
      </html>
    </>
  )
}

/** Written as text: `html` escapes what is put into it, as JSX does, in a third of the time. */
function Meta({ site, title, description, path, indexed = true, section, lang, image, type = 'website' }: Props) {
  const name = site?.settings.name
  const url = site && path !== undefined ? site.origin + path : null
  return html`<title>${[title, name].filter(Boolean).join(' · ')}</title>${
    description && html`<meta name="description" content="${description}">`
  }${url && html`<link rel="canonical" href="${url}">`}${url && indexed ? '' : NOT_INDEXED}${
    url &&
    site &&
    html`${property('og:site_name', site.settings.name)}${property(
      'og:locale',
      (lang ?? site.settings.locale) === 'vi' ? 'vi_VN' : 'en_GB',
    )}${property('og:type', type)}${property('og:url', url)}${property('og:title', title ?? site.settings.name)}${
      description && property('og:description', description)
    }${sharedImageMeta(site.origin, image ?? { ...SIGN, alt: site.settings.name })}${
      image ? LARGE_CARD : SMALL_CARD
    }${feeds(site, section)}`
  }`
}

const NOT_INDEXED = raw('<meta name="robots" content="noindex">')
const LARGE_CARD = raw('<meta name="twitter:card" content="summary_large_image">')
const SMALL_CARD = raw('<meta name="twitter:card" content="summary">')

function property(name: string, content: string | number) {
  return html`<meta property="${name}" content="${content}">`
}

function sharedImageMeta(origin: string, { path, width, height, alt }: SharedImage) {
  return html`${property('og:image', origin + path)}${width && property('og:image:width', width)}${
    height && property('og:image:height', height)
  }${alt && property('og:image:alt', alt)}`
}

/** For programs that look for feeds: the newsroom's, and that of the section the reader is in. */
function feeds({ settings, sections }: Site, slug: string | undefined) {
  const section = sections.find((section) => section.slug === slug)
  const feed = (type: string, title: string, href: string) =>
    html`<link rel="alternate" type="application/${type}" title="${title}" href="${href}">`
  return html`${feed('rss+xml', settings.name, '/feed.xml')}${
    section && feed('rss+xml', `${section.name} · ${settings.name}`, `/${section.slug}/feed.xml`)
  }${feed('feed+json', settings.name, '/feed.json')}`
}

function Masthead({ site, words, path, section }: Pick<Props, 'words' | 'path' | 'section'> & { site: Site }) {
  const sections = site.sections.filter(({ in_menu }) => in_menu)
  const links = linksOf(site.settings, 'header')
  const name = <a href="/">{site.settings.name}</a>
  return (
    <header class="masthead">
      <div class="frame">
        <div class="bar">
          {path === '/' ? <h1 class="wordmark">{name}</h1> : <p class="wordmark">{name}</p>}
          {path === '/' && site.settings.tagline && <p class="tagline small">{site.settings.tagline}</p>}
          <a class="to-search small" href="/search" aria-current={path === '/search' ? 'page' : null}>
            {words.search.title}
          </a>
        </div>
        {sections.length + links.length > 0 && (
          <nav class="sections" aria-label={words.sections}>
            <ul class="plain">
              {sections.map(({ slug, name }) => (
                <li>
                  <a href={`/${slug}`} aria-current={slug === section ? (path === `/${slug}` ? 'page' : 'true') : null}>
                    {name}
                  </a>
                </li>
              ))}
              {links.map(({ label, href }) => (
                <li>
                  <a href={href} aria-current={href === path ? 'page' : null}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  )
}

/** The masthead that the press law asks for; what the newsroom has not filled in is not there. */
function Colophon({ site, words }: { site: Site; words: Words }) {
  const { name, tagline, publisher, licence, editor_in_chief, address, phone, email, copyright } = site.settings
  const facts: [label: string, value: Child][] = [
    [words.footer.publisher, publisher],
    [words.footer.licence, licence],
    [words.footer.editor_in_chief, editor_in_chief],
    [words.footer.address, address],
    [words.footer.phone, phone && <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>],
    [words.footer.email, email && <a href={`mailto:${email}`}>{email}</a>],
  ]
  return (
    <footer class="colophon small">
      <div class="frame">
        <p class="wordmark">
          <a href="/">{name}</a>
        </p>
        {tagline && <p>{tagline}</p>}
        <ul class="plain">
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <li>
                {label}: {value}
              </li>
            ))}
        </ul>
        {copyright && <p>{copyright}</p>}
        <p>
          <a href="/archive">{words.archive.title}</a>
          <a href="/documents">{words.footer.documents}</a>
          <a href="/feed.xml">{words.footer.feed}</a>
          <a href="/privacy">{words.privacy.link}</a>
          {linksOf(site.settings, 'footer').map(({ label, href }) => (
            <a href={href}>{label}</a>
          ))}
        </p>
      </div>
    </footer>
  )
}
