/** A page that a letter leads to. Never cached, not for search engines. */
import type { Site } from '../../worker/articles/article.ts'
import type { Comment } from '../../worker/schema.ts'
import { formatDateTime, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { KEEP_SCRIPT } from '../look.generated.ts'
import { raw } from '../markup.ts'

type Asked = Pick<Comment, 'name' | 'body' | 'created_at'>

interface Props {
  site: Site
  words: Words
  shown:
    | { kind: 'confirm'; email: string; comment: Asked }
    | { kind: 'confirmed'; email: string; comment: Asked; proof: string }
    | { kind: 'stop' | 'stopped' | 'resumed'; email: string }
    | { kind: 'gone' }
}

export function LetterPage({ site, words, shown }: Props) {
  const says = words.letters.page
  return (
    <Layout site={site} words={words} title={says[shown.kind].title} look={['lists', 'fields', 'comments']}>
      <div class="frame page narrow">
        <header>
          <h1>{says[shown.kind].title}</h1>
          <p>{introOf(says, shown)}</p>
        </header>
        {shown.kind === 'confirm' && (
          <>
            <div class="receipt">
              <p class="who">
                {shown.comment.name}{' '}
                <time class="small" datetime={isoDate(shown.comment.created_at)}>
                  {formatDateTime(shown.comment.created_at, site.settings.locale, site.settings.time_zone)}
                </time>
              </p>
              <p class="said">{shown.comment.body}</p>
            </div>
            <Button label={says.confirm.button} />
            <p class="hint">{says.confirm.notYou}</p>
          </>
        )}
        {shown.kind === 'confirmed' && <Keep says={says.confirmed} {...shown} />}
        {shown.kind === 'stop' && <Button label={says.stop.button} />}
        {shown.kind === 'stopped' && <Button label={says.stopped.button} name="resume" />}
        <p class="actions">
          <a class="action" href="/">
            {says.front}
          </a>
        </p>
      </div>
    </Layout>
  )
}

type Says = Words['letters']['page']

function introOf(says: Says, shown: Props['shown']): string {
  switch (shown.kind) {
    case 'gone':
      return says.gone.intro
    case 'confirmed':
      return says.confirmed.intro
    default:
      return says[shown.kind].intro(masked(shown.email))
  }
}

/** Enough to know one's own by: letters are passed on. `l***@docgia.test` */
function masked(email: string): string {
  return email.replace(/^(.)[^@]*/u, '$1***')
}

/** Sends to where the page stands. */
function Button({ label, name }: { label: string; name?: string }) {
  return (
    <form class="act" method="post">
      {name && <input type="hidden" name={name} value="1" />}
      <button type="submit">{label}</button>
    </form>
  )
}

interface KeepProps {
  says: Says['confirmed']
  comment: Asked
  email: string
  proof: string
}

/** Without script there is nothing to keep it with: the button is not there. */
function Keep({ says, comment, email, proof }: KeepProps) {
  return (
    <section aria-labelledby="keep-title">
      <h2 id="keep-title">{says.keepTitle}</h2>
      <p class="hint">{says.keep}</p>
      <div class="act">
        <button
          id="keep"
          type="button"
          hidden
          data-name={comment.name}
          data-email={email}
          data-proof={proof}
          data-kept={says.kept}
          data-not-kept={says.notKept}
        >
          {says.keepButton}
        </button>
        <p id="kept" role="status" />
      </div>
      {raw(`<script>${KEEP_SCRIPT}</script>`)}
    </section>
  )
}
