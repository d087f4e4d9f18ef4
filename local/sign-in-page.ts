import type { Person } from './access.ts'

/** Where Access would ask who you are: here one chooses. */
export function signInPage(people: Person[], redirectPath: string, status = 200): Response {
  const buttons = people.map(
    ({ email, name, can }) =>
      `<li><button name="email" value="${escapeHtml(email)}"><b>${escapeHtml(name)}</b> <span>${escapeHtml(email)}</span><small>${escapeHtml(can)}</small></button></li>`,
  )
  const page = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.svg">
<title>Đăng nhập · Dateline trên máy này</title>
<style>
  :root { color-scheme: light dark; --ink: #221d18; --paper: #faf7f1; --line: #d9d1c3; --dim: #6c6256; --red: #a3211b }
  @media (prefers-color-scheme: dark) { :root { --ink: #ece5da; --paper: #1a1714; --line: #3a342d; --dim: #a2978a; --red: #e0705f } }
  body { margin: 12vh auto 4rem; padding: 0 1.25rem; max-width: 30rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
  h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem } p { color: var(--dim); margin: 0 0 1.5rem }
  ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) } li { border-bottom: 1px solid var(--line) }
  button { all: unset; box-sizing: border-box; display: block; width: 100%; padding: .8rem .25rem; cursor: pointer }
  button:hover b { color: var(--red) } button:focus-visible { outline: 2px solid var(--red); outline-offset: 2px }
  span { color: var(--dim); margin-left: .35rem } small { display: block; color: var(--dim) }
</style>
<h1>Đăng nhập vào bàn biên tập</h1>
<p>${status === 403 ? 'Địa chỉ đó không có trong danh sách. ' : ''}Đây là bản chạy trên máy này, thay cho Cloudflare Access: chọn một người, không cần mật khẩu.</p>
<form method="post" action="/cdn-cgi/access/login">
<input type="hidden" name="redirect_url" value="${escapeHtml(redirectPath)}">
<ul>
${buttons.join('\n')}
</ul>
</form>
</html>
`
  return new Response(page, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
