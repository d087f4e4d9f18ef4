import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../worker/text/markdown.ts'
import { videoSite } from '../../worker/text/video-links.ts'

const html = (markdown: string, lang: 'vi' | 'en' = 'vi', sourceCredit = '') =>
  renderMarkdown(markdown, { lang, sourceCredit, images: new Map() }).html

describe('an address of a video', () => {
  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'YouTube'],
    ['https://m.youtube.com/watch?t=1s&v=dQw4w9WgXcQ', 'YouTube'],
    ['https://youtube.com/shorts/abc-DEF_1', 'YouTube'],
    ['https://YOUTU.BE/dQw4w9WgXcQ?si=x', 'YouTube'],
    ['https://vimeo.com/76979871', 'Vimeo'],
    ['https://vimeo.com/channels/staffpicks/76979871', 'Vimeo'],
    ['https://www.tiktok.com/@nhip.cau/video/7301234567890', 'TikTok'],
    ['https://vt.tiktok.com/ZSabc/', 'TikTok'],
    ['https://www.facebook.com/watch/?v=123456', 'Facebook'],
    ['https://www.facebook.com/nhipcau/videos/123456', 'Facebook'],
    ['https://fb.watch/abc-1/', 'Facebook'],
    ['https://www.dailymotion.com/video/x8abc', 'Dailymotion'],
    ['https://vtv.vn/video/thoi-su-19h-vtv1-123.htm', 'VTV'],
    ['https://vtvgo.vn/xem-truc-tuyen-kenh-vtv1-1.html', 'VTVgo'],
  ])('%s is on %s', (href, name) => expect(videoSite(href)).toMatchObject({ name }))

  test.each([
    'https://youtube.com.evil.test/watch?v=dQw4w9WgXcQ',
    'https://evil.test/youtube.com/watch?v=dQw4w9WgXcQ',
    'https://notyoutube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com@evil.test/watch?v=dQw4w9WgXcQ',
    'https://evil.test@youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com:8443/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/@nhipcau',
    'https://www.youtube.com/watch',
    'https://www.facebook.com/nhipcau',
    'https://vimeo.com/about',
    'https://vtv.vn/chinh-tri/mot-bai-bao.htm',
    'https://vtvgo.vn/',
    'https://constructor/x',
    'javascript:alert(1)//youtube.com/watch?v=x',
    'ftp://youtu.be/x',
    '/van-hoa/youtu.be',
    'http://[',
  ])('%s is none', (href) => expect(videoSite(href)).toBeNull())
})

describe('a paragraph that is only a link to a video', () => {
  test('becomes a card that says where it leads', () => {
    expect(html('https://www.youtube.com/watch?v=abc&t=5')).toBe(
      '<figure class="video"><a href="https://www.youtube.com/watch?v=abc&#x26;t=5" rel="noopener">' +
        '<b>Xem video trên YouTube</b> <span>youtube.com</span></a></figure>',
    )
    expect(html('<https://youtu.be/abc>', 'en')).toContain('<b>Watch the video on YouTube</b> <span>youtu.be</span>')
    expect(html('www.youtube.com/watch?v=abc')).toContain('<b>Xem video trên YouTube</b>')
  })

  test('has the words of the link for its title, and no markup of theirs', () => {
    expect(html('[Mùa sen *Đồng Tháp*](https://vimeo.com/1)')).toContain(
      '<b>Mùa sen Đồng Tháp</b> <span>vimeo.com</span>',
    )
    expect(html('[<img src=x>](https://vimeo.com/1)')).toContain('<b>&#x3C;img src=x></b>')
  })

  test('neither opens the text with the credit nor carries the sign that it ends', () => {
    const given = 'https://youtu.be/a\n\nMở.\n\nKết.\n\nhttps://youtu.be/b'
    expect(html(given, 'vi', 'Nhịp Cầu')).toMatch(
      /^<figure.*<\/figure>\n<p><span class="credit-line">\(Nhịp Cầu\)<\/span> – Mở\.<\/p>\n<p class="end">Kết\.<\/p>\n<figure/,
    )
  })

  test.each([
    'Xem https://youtu.be/abc',
    '[Một](https://youtu.be/a) [hai](https://youtu.be/b)',
    '- https://youtu.be/abc',
    '[Xem](https://youtube.com.evil.test/watch?v=abc)',
    '[Bài khác](/van-hoa/sen)',
  ])('and no other: %s', (given) => expect(html(given)).not.toContain('class="video"'))
})
