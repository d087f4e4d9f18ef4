/** What stands around every page of the desk. */
import type { PropsWithChildren } from 'hono/jsx'
import type { Desk } from '../../worker/admin/desk.ts'
import { DESK_STYLE } from '../look.generated.ts'
import { raw } from '../markup.ts'

export type Place = 'overview' | 'articles' | 'images' | 'comments' | 'people' | 'newsroom'

interface Props {
  desk: Desk
  title: string
  place?: Place
  /** The scripts of `desk/` that have something to help with on the page. */
  scripts?: ('desk' | 'duplicates' | 'editor' | 'moderation' | 'newsroom' | 'pictures' | 'saving' | 'terms')[]
}

// Written once as text: the style's hash is in the Content-Security-Policy, so not a byte may be added.
const HEAD = raw(
  '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="robots" content="noindex">' +
    '<meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbf9f4">' +
    '<meta name="theme-color" media="(prefers-color-scheme:dark)" content="#161513">' +
    `<link rel="icon" href="/favicon.svg"><style>${DESK_STYLE}</style>`,
)
const DOCTYPE = raw('<!doctype html>')

export function DeskLayout({ desk, title, place, scripts = [], children }: PropsWithChildren<Props>) {
  const { site, words } = desk
  return (
    <>
      {DOCTYPE}
      <html lang={words.locale}>
        <head>
          {HEAD}
          <title>{[title, words.desk.name, site.settings.name].join(' · ')}</title>
          {scripts.map((name) => (
            <script src={`/desk/${name}.js`} type="module" />
          ))}
        </head>
        <body>
          <a class="skip" href="#main">
            {words.skip}
          </a>
          <header class="top">
            <p class="wordmark">
              <a href="/admin">
                {site.settings.name} <small>{words.desk.name}</small>
              </a>
            </p>
            <Navigation desk={desk} place={place} />
            <Signed desk={desk} />
          </header>
          <main id="main">{children}</main>
        </body>
      </html>
    </>
  )
}

function Navigation({ desk, place }: Pick<Props, 'desk'> & { place: Place | undefined }) {
  const { can, held } = desk
  const { nav } = desk.words.desk
  const labels = { ...nav, people: desk.words.people.nav, newsroom: desk.words.desk.newsroom.nav }
  const places: [Place, path: string, isShown: boolean][] = [
    ['overview', '/admin', true],
    ['articles', '/admin/articles', can.write],
    ['images', '/admin/images', can.write],
    ['comments', '/admin/comments', can.moderate],
    ['people', '/admin/people', can.edit],
    ['newsroom', '/admin/settings', can.settings],
  ]
  return (
    <nav aria-label={nav.label}>
      <ul>
        {places
          .filter(([, , isShown]) => isShown)
          .map(([name, path]) => (
            <li>
              <a href={path} aria-current={name === place ? 'page' : null}>
                {labels[name]}
                {name === 'comments' && held > 0 && (
                  <span class="count" title={nav.waiting(held)}>
                    {held}
                  </span>
                )}
              </a>
            </li>
          ))}
        <li>
          <a href="/">{nav.site}</a>
        </li>
      </ul>
    </nav>
  )
}

function Signed({ desk: { person, words } }: Pick<Props, 'desk'>) {
  return (
    <p class="signed">
      <span>
        {person.name}
        <small>{words.desk.roles[person.role]}</small>
      </span>
      <a href="/cdn-cgi/access/logout">{words.desk.nav.signOut}</a>
    </p>
  )
}
