import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStores, type Stores } from '../../local/stores.ts'
import { silent } from '../../transfer/progress.ts'
import { importWordpress } from '../../transfer/wordpress/importing.ts'
import { readMapping } from '../../transfer/wordpress/sections.ts'
import { contentOf, NOW, newFolder, newNewsroom } from './folders.ts'
import { author, category, comment, FOOT, HOST, head, type Item, item, writeSite, writeUploads } from './wxr-file.ts'

const demo = join(import.meta.dirname, '../../demo/images')

let uploads: string
beforeAll(async () => {
  uploads = await newFolder()
  const [one = '', two = ''] = (await readdir(demo)).filter((name) => name.endsWith('.webp'))
  await writeUploads(uploads, [join(demo, one), join(demo, two)])
})

async function bring(stores: Stores, file: string, mapping = '') {
  const folder = await newFolder()
  const path = join(folder, 'site.xml')
  await writeFile(path, file)
  await writeFile(join(folder, 'map.yaml'), mapping)
  const report = await importWordpress(stores, path, {
    uploads,
    mapping: await readMapping(join(folder, 'map.yaml')),
    now: NOW,
    progress: silent,
  })
  const notes = report.entries.flatMap(({ id, what, notes }) => notes.map((note) => `${id} ${what}: ${note}`))
  return { report, notes }
}

const site = (...items: Item[]) => head(author('hanhle', 'Hạnh Lê')) + items.map(item).join('') + FOOT

describe('a site of WordPress', () => {
  let stores: Stores
  beforeAll(async () => {
    stores = await newNewsroom()
  }, 60_000)
  afterAll(() => stores?.close())
  const list = async <Row>(sql: string) => (await stores.db.prepare(sql).all<Row>()).results
  const articleOf = async (id: number) =>
    (await list<Record<string, unknown>>(`SELECT * FROM articles WHERE submission = 'wxr:baolang.example:${id}'`))[0]

  test('brings each state as it was, with its exact time', async () => {
    await bring(
      stores,
      site(
        { id: 1, status: 'publish', date: '2019-02-26 05:53:07' },
        { id: 2, status: 'draft', date: '0000-00-00 00:00:00' },
        { id: 3, status: 'pending' },
        { id: 4, status: 'future', date: '2027-01-01 00:00:00' },
        { id: 5, status: 'private' },
        { id: 6, password: 'x' },
        { id: 7, status: 'trash' },
      ),
    )
    const rows = await list<{ submission: string; status: string; published_at: number }>(
      `SELECT submission, status, published_at FROM articles WHERE submission GLOB '*:[1-7]' ORDER BY id`,
    )
    expect(
      rows.map(({ submission, status, published_at }) => [submission.split(':').at(-1), status, published_at]),
    ).toEqual([
      ['1', 'published', Date.parse('2019-02-26T05:53:07Z')],
      ['2', 'draft', null],
      ['3', 'handed_in', null],
      ['4', 'scheduled', Date.parse('2027-01-01T00:00:00Z')],
      ['5', 'draft', null],
      ['6', 'draft', null],
    ])
    expect((await articleOf(1))?.['created_at']).toBe(Date.parse('2019-02-26T05:53:07Z'))
    const acts = await list<{ action: string; actor: string; at: number }>(
      `SELECT action, actor, at FROM audit_events WHERE subject IN ('article:1', 'author:hanh-le') ORDER BY id`,
    )
    // In the order in which it was done, by whom it was done: the record is walked by its times.
    expect(acts.map(({ action }) => action)).toEqual([
      'author_added',
      'article_created',
      'article_published',
      'article_imported',
    ])
    expect(new Set(acts.map(({ actor, at }) => `${actor} ${at}`))).toEqual(new Set([`import ${NOW}`]))
  })

  test('tells what it did not bring, and why', async () => {
    const { notes, report } = await bring(
      stores,
      site(
        { id: 11, status: 'trash', comments: [comment({ id: 900 })] },
        { id: 12, type: 'tribe_events' },
        { id: 13, content: 'x'.repeat(100_001) },
        { id: 14, type: 'nav_menu_item' },
        { id: 15, title: '' },
        { id: 16, terms: Array.from({ length: 22 }, (_, n) => ['post_tag', `t${n}`, `Thẻ ${n}`]) },
      ),
    )
    expect(notes).toEqual([
      '11 not_brought: It was in the trash',
      '11 not_brought: With it 1 comments',
      '12 not_brought: A kind of a plugin: tribe_events',
      expect.stringMatching(/^13 not_brought: It does not fit \(body.*texts\/13\.md$/),
      '15 changed: It had no headline: its first words stand there now',
      '16 changed: A tag too many or too long: Thẻ 20',
      '16 changed: A tag too many or too long: Thẻ 21',
    ])
    expect(report.texts.get('13.md')).toContain('x'.repeat(100_001))
    expect(report.isWhole).toBe(false)
  })

  test('gives each post its section, as the newsroom said or as its topmost category', async () => {
    const file =
      head(
        category(1, 'uncategorized', 'Chưa phân loại') +
          category(2, 'the-thao', 'Thể thao') +
          category(3, 'bong-da', 'Bóng đá', 'the-thao') +
          category(4, 'archive', 'Lưu trữ') +
          category(5, 'noi-bat', 'Nổi bật') +
          category(6, 'am-thuc', 'Ẩm thực'),
      ) +
      (
        [
          [
            21,
            [
              ['category', 'bong-da', 'Bóng đá'],
              ['post_tag', 'cup', 'Cúp'],
            ],
          ],
          [22, [['category', 'uncategorized', 'Chưa phân loại']]],
          [23, [['category', 'archive', 'Lưu trữ']]],
          [
            24,
            [
              ['category', 'noi-bat', 'Nổi bật'],
              ['category', 'am-thuc', 'Ẩm thực'],
            ],
          ],
          [
            25,
            [
              ['category', 'am-thuc', 'Ẩm thực'],
              ['category', 'the-thao', 'Thể thao'],
            ],
            { _yoast_wpseo_primary_category: '2' },
          ],
        ] as [number, [string, string, string][], Record<string, string>?][]
      )
        .map(([id, terms, meta = {}]) => item({ id, terms, meta }))
        .join('') +
      item({ id: 26, type: 'page' }) +
      FOOT
    await bring(stores, file, 'pages: gioi-thieu\ncategories:\n  am-thuc: doi-song\n  noi-bat: null\n')
    const places = await list<{ id: string; section: string; tags: string }>(
      `SELECT substr(submission, 21) AS id, section, (SELECT group_concat(t.name, ', ' ORDER BY x.position)
         FROM article_tags x JOIN tags t ON t.slug = x.tag WHERE x.article_id = articles.id) AS tags
       FROM articles WHERE submission GLOB '*:2[1-6]' ORDER BY id`,
    )
    expect(places.map(({ id, section, tags }) => [id, section, tags])).toEqual([
      ['21', 'the-thao', 'Bóng đá, Cúp'],
      ['22', 'tin-tuc', null],
      ['23', 'muc-archive', null],
      ['24', 'doi-song', 'Nổi bật'],
      ['25', 'the-thao', 'Ẩm thực'],
      ['26', 'gioi-thieu', null],
    ])
    const led = await list<{ from_path: string; to_path: string }>(
      `SELECT from_path, to_path FROM redirects WHERE from_path GLOB '/category/*' OR from_path GLOB '/tag/*' ORDER BY from_path`,
    )
    expect(Object.fromEntries(led.map(({ from_path, to_path }) => [from_path, to_path]))).toEqual({
      '/category/am-thuc': '/doi-song',
      '/category/archive': '/muc-archive',
      '/category/noi-bat': '/tags/noi-bat',
      '/category/the-thao': '/the-thao',
      '/category/the-thao/bong-da': '/tags/bong-da',
    })
  })

  test('keeps every comment with its state, its thread and whom it answers', async () => {
    const { notes } = await bring(
      stores,
      site({
        id: 31,
        comments: [
          comment({ id: 1, body: 'Một &amp; <b>hai</b>' }),
          comment({ id: 3, parent: 2, body: 'Trả lời của trả lời' }),
          comment({ id: 2, parent: 1, approved: '0' }),
          comment({ id: 4, approved: 'spam' }),
          comment({ id: 5, approved: 'trash', parent: 77 }),
          comment({ id: 6, type: 'pingback' }),
          comment({ id: 7, body: 'd'.repeat(5000), email: 'không phải' }),
        ],
      }),
    )
    const rows = await list<Record<string, unknown>>(
      `SELECT substr(c.submission, 29) AS id, (SELECT substr(submission, 29) FROM comments WHERE id = c.parent) AS parent,
         (SELECT substr(submission, 29) FROM comments WHERE id = c.answers) AS answers, c.status, c.address_hash, c.email,
         c.body, (SELECT group_concat(actor || to_status) FROM moderation_events WHERE comment_id = c.id) AS decided
       FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.submission = 'wxr:baolang.example:31' ORDER BY id`,
    )
    const lan = 'lan@docgia.example'
    const brief = rows.map(({ id, parent, answers, status, address_hash, email, decided }) => [
      id,
      parent,
      answers,
      status,
      address_hash,
      email,
      decided,
    ])
    expect(brief).toEqual([
      ['1', null, null, 'approved', '', lan, 'importapproved'],
      ['2', '1', '1', 'held', '', lan, 'importheld'],
      ['3', '1', '2', 'approved', '', lan, 'importapproved'],
      ['4', null, null, 'spam', '', lan, 'importspam'],
      ['5', null, null, 'rejected', '', lan, 'importrejected'],
      ['7', null, null, 'approved', '', '', 'importapproved'],
    ])
    expect(rows[0]?.['body']).toBe('Một & hai')
    expect(rows[5]?.['body']).toHaveLength(4000)
    expect(notes).toEqual([
      '31 changed: 1 pingbacks and the like are no comments of readers',
      expect.stringContaining('texts/31-comment-7.txt'),
    ])
    expect(await list('SELECT * FROM notices')).toEqual([])
    expect((await articleOf(31))?.['comment_count']).toBe(3)
  })

  test('finds the original of each picture, sets the featured one first, and never leaves the folder', async () => {
    const attachment: Item = {
      id: 8000,
      type: 'attachment',
      slug: 'cho-noi',
      link: `${HOST}/cho-noi/`,
      parent: 41,
      attachmentUrl: `${HOST}/wp-content/uploads/2020/05/cho-noi.webp`,
      meta: { _wp_attached_file: '2020/05/cho-noi.webp', _wp_attachment_image_alt: 'Chợ nổi' },
    }
    await writeFile(join(uploads, 'x.php'), '<?php')
    // Pictures all the same, but elsewhere: by a path, and by a link.
    const elsewhere = join(await newFolder(), 'elsewhere.webp')
    await cp(join(uploads, '2020/05/ben-do.webp'), elsewhere)
    await symlink(elsewhere, join(uploads, 'link.webp'))
    const climbing = `/wp-content/uploads/${encodeURIComponent(relative(uploads, elsewhere))}`
    const img = (src: string) => `<img src="${src}">`
    const { notes } = await bring(
      stores,
      site(
        attachment,
        { ...attachment, id: 8001, link: `${HOST}/mot-minh/`, slug: 'mot-minh', parent: 0 },
        {
          id: 41,
          meta: { _thumbnail_id: '8000' },
          content: [
            img(`http://www.baolang.example/wp-content/uploads/2020/05/ben-do-300x200.webp?x=1`),
            img('https://i1.wp.com/baolang.example/wp-content/uploads/2020/05/ben-do.webp?w=300'),
            img('/wp-content/uploads/..%2f..%2f..%2fetc%2fpasswd'),
            img(climbing),
            img('/wp-content/uploads/link.webp'),
            img('/wp-content/uploads/2020/05/mat.jpg'),
            img('/wp-content/uploads/x.php'),
            img('https://xa.example/wp-content/uploads/2020/05/ben-do.webp'),
          ].join('\n\n'),
        },
      ),
    )
    const article = await articleOf(41)
    const [first, ...rest] = [...String(article?.['body']).matchAll(/image="(\w+)"/g)].map(([, id]) => id)
    const names = await list<{ id: string; name: string; alt: string }>(
      'SELECT id, name, alt FROM images ORDER BY name',
    )
    expect(names.map(({ name, alt }) => [name, alt])).toEqual([
      ['ben-do.webp', ''],
      ['cho-noi.webp', 'Chợ nổi'],
    ])
    expect([first, rest]).toEqual([names[1]?.id, [names[0]?.id, names[0]?.id]])
    expect(article?.['lead_image']).toBe(first)
    expect(notes.map((note) => note.replace('41 changed: ', ''))).toEqual([
      'A picture that is not in the folder of uploads: /wp-content/uploads/..%2f..%2f..%2fetc%2fpasswd',
      `A picture that is not in the folder of uploads: ${climbing}`,
      'A picture that is not in the folder of uploads: /wp-content/uploads/link.webp',
      'A picture that is not in the folder of uploads: /wp-content/uploads/2020/05/mat.jpg',
      'A picture that cannot be taken (unsupported_image): /wp-content/uploads/x.php',
      'A picture of another site, which is not fetched: https://xa.example/wp-content/uploads/2020/05/ben-do.webp',
    ])
    const led = await list<{ from_path: string; is_article: number }>(
      `SELECT from_path, article_id IS NOT NULL AS is_article FROM redirects WHERE from_path IN ('/cho-noi', '/?attachment_id=8000', '/mot-minh') ORDER BY rowid`,
    )
    expect(led).toEqual([
      { from_path: '/cho-noi', is_article: 1 },
      { from_path: '/?attachment_id=8000', is_article: 1 },
      { from_path: '/mot-minh', is_article: 0 },
    ])
  })

  test('leads every old address to the new one, in the spelling in which it is looked for', async () => {
    await bring(
      stores,
      site(
        { id: 51, slug: 'ch%e1%bb%a3-n%e1%bb%95i', link: `${HOST}/2020/05/ch%e1%bb%a3-n%e1%bb%95i/`, title: 'Chợ nổi' },
        { id: 52, type: 'page', slug: 'gioi-thieu', link: `${HOST}/gioi-thieu/` },
      ),
    )
    const led = await list<{ from_path: string; slug: string }>(
      `SELECT r.from_path, a.slug FROM redirects r JOIN articles a ON a.id = r.article_id
       WHERE a.submission GLOB '*:5[12]' ORDER BY r.rowid`,
    )
    expect(led.map(({ from_path, slug }) => [from_path, slug])).toEqual([
      ['/2020/05/ch%E1%BB%A3-n%E1%BB%95i', 'cho-noi'],
      ['/?p=51', 'cho-noi'],
      ['/gioi-thieu', 'gioi-thieu'],
      ['/?p=52', 'gioi-thieu'],
      ['/?page_id=52', 'gioi-thieu'],
    ])
  })

  test('leaves alone what somebody has edited since, and says so', async () => {
    const file = site({ id: 61, title: 'Bản đầu', comments: [comment({ id: 601 })] })
    await bring(stores, file)
    await stores.db.batch([
      stores.db.prepare(`UPDATE articles SET headline = 'Bản của toà soạn', version = 2 WHERE submission GLOB '*:61'`),
      stores.db.prepare(
        `UPDATE comments SET status = 'erased', submission = 'erased', body = '' WHERE submission GLOB '*:601'`,
      ),
    ])
    const { report, notes } = await bring(stores, file)
    expect(report.entries.map(({ what }) => what)).toEqual(['here_already'])
    expect(notes).toEqual(['61 here_already: It has been edited since it was brought: left as it is'])
    expect((await articleOf(61))?.['headline']).toBe('Bản của toà soạn')
    expect(await list(`SELECT id FROM comments WHERE submission GLOB '*:601'`)).toEqual([])
  })
})

describe('a file that is not as it should be', () => {
  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  test.each<[string, (text: string) => string | Buffer]>([
    ['with a mark of its encoding', (text) => `\ufeff${text}`],
    ['in UTF-16', utf16],
    [
      'in Latin-1, which says so',
      (text) => Buffer.from(text.replace('UTF-8', 'ISO-8859-1').replace('Chợ', 'Ca phé'), 'latin1'),
    ],
    ['with characters that XML cannot have', (text) => text.replace('Một', 'M\u0008ộ\u0000t')],
    ['with an entity of HTML', (text) => text.replace('</item>', '<x>&nbsp;</x></item>')],
  ])('%s is read', async (_, change) => {
    const { close, ...stores } = await newNewsroom()
    const file = change(site({ id: 1, title: 'Chợ', content: 'Một ]]> hai' })) as string
    const { report } = await bring({ ...stores, close }, file)
    expect(report.problems).toEqual([])
    const article = await stores.db
      .prepare('SELECT headline, body FROM articles')
      .first<{ headline: string; body: string }>()
    expect(article?.headline).toMatch(/^(?:Chợ|Ca phé)$/)
    if (article?.headline === 'Chợ') expect(article.body).toBe('Một ]]> hai')
    await close()
  })

  test('entities that it defines itself are not expanded, and no file is read', async () => {
    const { close, ...stores } = await newNewsroom()
    const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
    const file = site({ id: 1 })
      .replace('<rss ', `<!DOCTYPE rss [<!ENTITY l0 "lol">${lol}<!ENTITY xxe SYSTEM "file:///etc/passwd">]>\n<rss `)
      .replace('<title><![CDATA[Bài 1]]></title>', '<title>&l9; &xxe;</title>')
    const { report } = await bring({ ...stores, close }, file)
    expect(await stores.db.prepare('SELECT headline FROM articles').first('headline')).toBe('&l9; &xxe;')
    expect(report.problems.join()).toContain('undefined entity')
    await close()
  })

  test('cut short: what is whole in it comes, and the rest is told', async () => {
    const { close, ...stores } = await newNewsroom()
    const { report } = await bring({ ...stores, close }, site({ id: 1 }, { id: 2 }).slice(0, -400))
    expect(await stores.db.prepare('SELECT count(*) AS n FROM articles').first('n')).toBe(1)
    expect([report.isWhole, report.problems.join()]).toEqual([false, expect.stringContaining('unclosed')])
    await close()
  })

  test('that is something else is refused', async () => {
    const { close, ...stores } = await newNewsroom()
    await expect(bring({ ...stores, close }, '<rss><channel><title>Feed</title></channel></rss>')).rejects.toThrow(
      'WXR',
    )
    await close()
  })
})

describe('a large site', () => {
  const command = join(import.meta.dirname, '../../transfer/wordpress.ts')
  const node = join(import.meta.dirname, '../../node_modules/.bin/node')
  const run = (file: string, data: string): ChildProcess =>
    spawn(node, [command, file, '--data', data, '--uploads', uploads], { stdio: 'ignore' })

  /** When it was brought, and by which run. */
  const timeless = (content: Map<string, string>) => {
    const kept = [...content].filter(([path]) => path !== 'files.sha256' && path !== 'dateline.json')
    return new Map(
      kept.map(([path, text]) => [
        path,
        /tables\/(?:audit_events|moderation_events|redirects)/.test(path)
          ? text.replace(/"(?:at|created_at)":\d+/g, '')
          : text,
      ]),
    )
  }

  test('come once, and in the same way, however often the import is killed and run again', async () => {
    const file = join(await newFolder(), 'site.xml')
    await writeSite(file, { posts: 40, comments: 400 })
    const whole = await newNewsroom()
    const mapping = await readMapping(undefined)
    await importWordpress(whole, file, { uploads, mapping, now: Date.now(), progress: silent })
    const atOnce = timeless(await contentOf(whole))
    await whole.close()

    const { data, close } = await newNewsroom()
    await close()
    for (const articles of [1, 24]) await killedAt(articles, file, data)
    expect(await once(run(file, data), 'exit')).toEqual([1, null])
    const stores = await openStores(data)
    const inPieces = timeless(await contentOf(stores))
    await stores.close()
    expect([...inPieces.keys()]).toEqual([...atOnce.keys()])
    for (const [path, text] of atOnce) expect(inPieces.get(path), path).toBe(text)
  }, 240_000)

  test('as many as 500 posts with 5,000 comments come whole after they were stopped halfway', async () => {
    const file = join(await newFolder(), 'site.xml')
    await writeSite(file, { posts: 500, comments: 5000 })
    const { data, close } = await newNewsroom()
    await close()
    const startedAt = performance.now()
    await killedAt(250, file, data)
    expect(await once(run(file, data), 'exit')).toEqual([1, null])
    console.log(`500 posts and 5,000 comments in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)

    const report = JSON.parse(await readFile(`${file}.report/report.json`, 'utf8'))
    expect(report.entries).toHaveLength(500)
    const stores = await openStores(data)
    const count = (sql: string) => stores.db.prepare(`SELECT count(*) AS n FROM ${sql}`).first<number>('n')
    expect(await count('articles')).toBe(500)
    expect(await count(`audit_events WHERE action = 'article_imported' AND actor = 'import'`)).toBe(500)
    // One in a hundred and one is a pingback.
    expect(await count('comments')).toBe(5000 - 49)
    expect(await count('(SELECT DISTINCT submission FROM comments)')).toBe(5000 - 49)
    expect(await count('moderation_events')).toBe(5000 - 49)
    await stores.close()
  }, 600_000)

  async function killedAt(articles: number, file: string, data: string): Promise<void> {
    const child = run(file, data)
    const gone = once(child, 'exit')
    await hasArticles(data, articles)
    child.kill('SIGKILL')
    expect(await gone).toEqual([null, 'SIGKILL'])
  }

  /** Looks into the file beside the program: one more program that could write would be in its way. */
  async function hasArticles(data: string, least: number): Promise<void> {
    const names = await readdir(join(data, 'resources/d1'), { recursive: true })
    const files = names.filter((name) => name.endsWith('.sqlite')).map((name) => join(data, 'resources/d1', name))
    const databases = files.map((file) => new DatabaseSync(file, { readOnly: true }))
    const db = databases.find((one) => one.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'articles'`).get())
    const count = () => Number(db?.prepare('SELECT count(*) AS n FROM articles').get()?.['n'])
    await expect.poll(count, { timeout: 120_000, interval: 20 }).toBeGreaterThanOrEqual(least)
    for (const one of databases) one.close()
  }
})
