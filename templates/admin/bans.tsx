/** Who may not comment, until when and why. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { ListedBan } from '../../worker/comments/bans.ts'
import { BanFields, type BanTried } from './ban-fields.tsx'
import { CommentPlaces } from './comment-places.tsx'
import { DeskLayout } from './layout.tsx'
import { Notice, Pages, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  bans: ListedBan[]
  older: number | null
  isFirst: boolean
  now: number
  /** How many comments a new ban has hidden, or a lifted one brought back. */
  told?: { added: string | undefined; lifted: string | undefined }
  ban?: BanTried
}

export function BanList({ desk, bans, older, isFirst, now, told, ban }: Props) {
  const says = desk.words.desk.comments.bans
  return (
    <DeskLayout desk={desk} title={says.title} place="comments">
      <header class="head">
        <h1>{says.title}</h1>
      </header>
      <CommentPlaces desk={desk} place="bans" />
      {told?.added !== undefined && (
        <Notice>
          <p>{says.added(Number(told.added) || 0)}</p>
        </Notice>
      )}
      {told?.lifted !== undefined && (
        <Notice>
          <p>{says.lifted(Number(told.lifted) || 0)}</p>
        </Notice>
      )}
      <p class="intro">{says.intro}</p>
      <BanFields desk={desk} tried={ban} />
      <h2 class="bar">{says.holding}</h2>
      {bans.length === 0 ? (
        <p class="empty">{says.none}</p>
      ) : (
        <ul class="rows">
          {bans.map((one) => (
            <Row desk={desk} ban={one} now={now} />
          ))}
        </ul>
      )}
      <Pages desk={desk} path="/admin/comments/bans" older={older === null ? null : `${older}`} isFirst={isFirst} />
    </DeskLayout>
  )
}

function Row({ desk, ban, now }: { desk: Desk; ban: ListedBan; now: number }) {
  const says = desk.words.desk.comments.bans
  const holds = ban.lifted_at === null && ban.until > now
  const who =
    ban.kind === 'email' ? ban.value : ban.comment === null ? says.kindsOf.address : says.addressOf(ban.comment)
  return (
    <li>
      <p>
        <span>{says.kindsOf[ban.kind]}</span>{' '}
        <b>{ban.comment === null ? who : <a href={`/admin/comments/${ban.comment}`}>{who}</a>}</b>{' '}
        <span class={holds ? 'status rejected' : 'status'}>{holds ? says.holds : says.over}</span>
      </p>
      {ban.reason && <p class="said">{ban.reason}</p>}
      <p class="about">
        <span>{says.until(timeText(ban.until, desk))}</span>
        <span>{says.by(ban.by, timeText(ban.created_at, desk))}</span>
        {ban.lifted_at !== null && (
          <span>{says.liftedBy(ban.lifted_by_name ?? '', timeText(ban.lifted_at, desk))}</span>
        )}
      </p>
      {ban.lifted_at === null && (holds || ban.hidden > 0) && (
        <form class="decide" method="post" action={`/admin/comments/bans/${ban.id}`}>
          <input type="hidden" name="_method" value="DELETE" />
          {holds ? (
            <button type="submit" class="plain" aria-label={says.liftOf(who)}>
              {says.lift}
            </button>
          ) : (
            <button type="submit" class="plain" name="restore" value="1">
              {says.restore(ban.hidden)}
            </button>
          )}
          {holds && ban.hidden > 0 && (
            <label for={`f-restore-${ban.id}`} class="tick">
              <input id={`f-restore-${ban.id}`} type="checkbox" name="restore" value="1" /> {says.restore(ban.hidden)}
            </label>
          )}
        </form>
      )}
    </li>
  )
}
