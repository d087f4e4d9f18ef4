/** Where else moderation is done. */
import type { Desk } from '../../worker/admin/desk.ts'

export type CommentPlace = 'list' | 'terms' | 'bans' | 'record' | 'settings'

const PATHS: Record<CommentPlace, string> = {
  list: '/admin/comments',
  terms: '/admin/comments/terms',
  bans: '/admin/comments/bans',
  record: '/admin/comments/record',
  settings: '/admin/comments/settings',
}

export function CommentPlaces({ desk, place }: { desk: Desk; place?: CommentPlace }) {
  const { places } = desk.words.desk.comments
  return (
    <nav class="places" aria-label={places.label}>
      <ul>
        {(Object.keys(PATHS) as CommentPlace[])
          .filter((name) => name !== 'settings' || desk.can.settings)
          .map((name) => (
            <li>
              <a href={PATHS[name]} aria-current={name === place ? 'page' : null}>
                {places[name]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}
