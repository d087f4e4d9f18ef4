import { expect, test } from 'vitest'
import { CommentForm } from '../../templates/comments/form.tsx'
import { CommentReceived } from '../../templates/comments/received.tsx'
import { CommentRefused } from '../../templates/comments/refused.tsx'
import { wordsFor } from '../../worker/text/words.ts'
import { article, nhipCau, turnstile } from './cast.ts'

const words = wordsFor('vi')
const typed = {
  name: 'Lê "Ổn" <Văn>',
  email: 'on.le@',
  body: '\nQuê tôi </textarea> cũng có.\n',
  nonce: 'n-1',
  parent: '',
}

test('a refused comment keeps all that was typed and leads to what is wrong', () => {
  const errors = { email: words.form.errors.email_invalid, turnstile: words.form.errors.turnstile_failed }
  const html = String(
    <CommentRefused site={nhipCau} words={words} article={article()} form={{ ...turnstile, typed, errors }} />,
  )
  expect(html).toContain('value="Lê &quot;Ổn&quot; &lt;Văn&gt;"')
  expect(html).toContain('value="on.le@"')
  expect(html).toContain('value="n-1"')
  expect(html).toContain('Quê tôi &lt;/textarea&gt; cũng có.\n</textarea>')
  expect(html).toContain('role="alert"')
  expect(html).toContain('<a href="#f-email">')
  expect(html).toMatch(/id="f-email"[^>]*aria-describedby="f-email-wrong f-email-hint"[^>]*aria-invalid="true"/)
  expect(html).toContain('action="/van-hoa/hoi-sen/comments"')
})

test('a comment that begins with an empty line keeps it', () => {
  // HTML drops the first line break inside a textarea, so there must be one more.
  const html = String(<CommentForm words={words} action="/x" typed={typed} {...turnstile} />)
  expect(html).toContain('>\n\nQuê tôi')
})

test('a form that was not sent yet has no alarm, an empty nonce and a trap nobody sees', () => {
  const html = String(<CommentForm words={words} action="/x" {...turnstile} />)
  expect(html).not.toContain('role="alert"')
  expect(html).toContain('name="nonce" value=""')
  expect(html).toMatch(/aria-hidden="true">.*name="website" tabindex="-1" autocomplete="off"/s)
  expect(html).toContain('data-action="comment"')
  expect(html).toContain('<noscript>')
})

test('the answer to a comment shows it as written, and leads to it once it is published', () => {
  const comment = { id: 7, name: 'Lan', body: '<b>đậm</b>', revision: 1, reason: null, created_at: 0, edited_at: null }
  const page = (status: 'held' | 'approved') =>
    String(
      <CommentReceived
        site={nhipCau}
        words={words}
        article={article()}
        comment={{ ...comment, status }}
        path="/van-hoa/hoi-sen/comments/7-x"
        mayChange={false}
      />,
    )
  expect(page('held')).toContain('&lt;b&gt;đậm&lt;/b&gt;')
  expect(page('held')).not.toContain('#c-7')
  expect(page('approved')).toContain('href="/van-hoa/hoi-sen/comments/7#c-7"')
})
