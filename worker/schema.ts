/**
 * The tables. Columns are named as the forms and the pages name them, so that a row is what it looks like everywhere.
 * Times are UTC epoch milliseconds. This file makes the migrations (`npm run generate`) and the row types; at run time
 * queries are plain SQL, so nothing of it reaches the bundle. Triggers, which drizzle cannot say, stand in migrations of
 * their own.
 */
import { type InferSelectModel, sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

export const COMMENT_MODES = ['open', 'closed', 'none'] as const

/** The masthead and the newsroom's policies: one row. `revision` grows when anything that many pages show has changed. */
export const settings = sqliteTable(
  'settings',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    tagline: text().notNull().default(''),
    publisher: text().notNull().default(''),
    licence: text().notNull().default(''),
    editor_in_chief: text().notNull().default(''),
    address: text().notNull().default(''),
    phone: text().notNull().default(''),
    email: text().notNull().default(''),
    copyright: text().notNull().default(''),
    locale: text({ enum: ['vi', 'en'] })
      .notNull()
      .default('vi'),
    time_zone: text().notNull().default('Asia/Ho_Chi_Minh'),
    /**
     * `hold_all`: a person decides on each comment. `approve_known`: the checks publish what none objects to, from readers
     * whose email is proven and who were published before. `approve_clean`: from everybody.
     */
    comment_policy: text({ enum: ['hold_all', 'approve_known', 'approve_clean'] })
      .notNull()
      .default('hold_all'),
    /** Signals that weigh as much together reject, where the policy leaves decisions to the checks. */
    comment_reject_from: integer().notNull().default(100),
    /** Whether articles take comments, where they do not say so themselves: `none` shows no thread either. */
    comment_mode: text({ enum: COMMENT_MODES }).notNull().default('open'),
    /** Articles in the newsroom's mode stop taking comments so many days after their publication; null for never. */
    comment_days: integer(),
    /** Comments that were turned away are erased so many days after. */
    comment_retention_days: integer().notNull().default(90),
    /** What a new picture's credit begins as: «Ảnh: Nhịp Cầu». */
    default_credit: text().notNull().default(''),
    /** What the menus have besides the sections: JSON, `MenuLink[]`, in order. Here, so that no page reads a row more. */
    links: text().notNull().default('[]'),
    revision: integer().notNull().default(1),
  },
  (t) => [check('settings_one_row', sql`${t.id} = 1`)],
)

export const sections = sqliteTable(
  'sections',
  {
    slug: text().primaryKey(),
    name: text().notNull(),
    description: text().notNull().default(''),
    position: integer().notNull(),
    /** Whether the menu of every page names it. */
    in_menu: integer().notNull().default(1),
  },
  (t) => [index('sections_by_position').on(t.position)],
)

export const authors = sqliteTable('authors', {
  slug: text().primaryKey(),
  name: text().notNull(),
  bio: text().notNull().default(''),
  image: text().references(() => images.id),
})

export const ARTICLE_STATUSES = ['draft', 'handed_in', 'scheduled', 'published', 'withdrawn'] as const

export const articles = sqliteTable(
  'articles',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    section: text()
      .notNull()
      .references(() => sections.slug, { onUpdate: 'cascade' }),
    slug: text().notNull(),
    lang: text({ enum: ['vi', 'en'] })
      .notNull()
      .default('vi'),
    headline: text().notNull(),
    standfirst: text().notNull().default(''),
    source_credit: text().notNull().default(''),
    byline: text().notNull().default(''),
    author: text().references(() => authors.slug, { onUpdate: 'cascade' }),
    words: integer().notNull().default(0),
    /** The first figure's image: stands in lists. */
    lead_image: text().references(() => images.id),
    status: text({ enum: ARTICLE_STATUSES }).notNull().default('draft'),
    /** Of approved ones: counted anew by triggers whenever one comes or goes, so that a page need not. */
    comment_count: integer().notNull().default(0),
    created_at: integer().notNull(),
    created_by: text().notNull(),
    /** Of the form it was first written in: a double click gives the same one. */
    submission: text(),
    /** When it was, or will be, published. */
    published_at: integer(),
    /** When what readers see was last changed after publication. */
    updated_at: integer(),
    /** Grows with each save; a save names the one it was made from. */
    version: integer().notNull().default(1),
    /** Grows when the article's page changes: a save, or a comment that comes or goes. Kept by triggers. */
    page_revision: integer().notNull().default(1),
    // The long columns stand last: SQLite then reads a row for a list without walking through its text.
    /** Markdown with figures: what an editor wrote. */
    body: text().notNull().default(''),
    /** Made from `body` at every save; sanitised; all that readers get. */
    body_html: text().notNull().default(''),
    /** `2026-11`: of `published_at`, in the newsroom's time zone. The archive is walked by it. */
    month: text(),
    /** The article that this one says in another language. */
    translation_of: integer().references((): AnySQLiteColumn => articles.id),
    /** Whether it takes comments; null leaves it to the newsroom's settings, days included. */
    comment_mode: text({ enum: COMMENT_MODES }),
    /** With a mode of its own that is `open`: for so many days after its publication, null for ever. */
    comment_days: integer(),
    /** When readers, who had it, were left without it; null while they have it, and where they never did. */
    withdrawn_at: integer(),
  },
  (t) => [
    uniqueIndex('articles_by_path').on(t.section, t.slug),
    index('articles_published').on(t.published_at).where(sql`status = 'published'`),
    index('articles_published_by_section').on(t.section, t.published_at).where(sql`status = 'published'`),
    index('articles_published_by_author').on(t.author, t.published_at).where(sql`status = 'published'`),
    index('articles_published_by_month').on(t.month, t.published_at).where(sql`status = 'published'`),
    index('articles_by_original').on(t.translation_of),
    index('articles_by_status').on(t.status, t.id),
    index('articles_by_section_and_status').on(t.section, t.status, t.id),
    index('articles_by_writer').on(t.created_by, t.id),
    index('articles_by_writer_and_status').on(t.created_by, t.status, t.id),
    uniqueIndex('articles_by_submission').on(t.submission),
  ],
)

/** Every save of an article, whole. The key is also the guard against two saves over the same version. */
export const revisions = sqliteTable(
  'revisions',
  {
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    version: integer().notNull(),
    section: text().notNull(),
    slug: text().notNull(),
    lang: text({ enum: ['vi', 'en'] }).notNull(),
    headline: text().notNull(),
    standfirst: text().notNull(),
    source_credit: text().notNull(),
    byline: text().notNull(),
    author: text(),
    body: text().notNull(),
    /** Names, as typed, joined by commas. */
    tags: text().notNull(),
    translation_of: integer(),
    saved_at: integer().notNull(),
    saved_by: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.article_id, t.version] })],
)

/**
 * What an article is found by: its words folded, and its text to quote from. Triggers in `migrations/0002_search.sql`
 * carry the words of published articles into the index, `search`.
 */
export const article_texts = sqliteTable(
  'article_texts',
  {
    article_id: integer()
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Its row in the index: the second it was published in, or the next free one; null where readers may not find it. */
    place: integer(),
    headline: text().notNull(),
    standfirst: text().notNull(),
    /** `text`, each character folded where it stands. */
    folded: text().notNull(),
    /** The body without its markup, a paragraph a line. */
    text: text().notNull(),
  },
  (t) => [uniqueIndex('article_texts_by_place').on(t.place)],
)

export const tags = sqliteTable('tags', { slug: text().primaryKey(), name: text().notNull() })

export const article_tags = sqliteTable(
  'article_tags',
  {
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    tag: text()
      .notNull()
      .references(() => tags.slug),
    position: integer().notNull(),
    /** The article's, while it is published: kept by triggers, so that a tag's articles stand in the index in their order. */
    published_at: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.article_id, t.tag] }),
    index('article_tags_published').on(t.tag, t.published_at, t.article_id).where(sql`published_at IS NOT NULL`),
  ],
)

/** Which pictures an article's text shows, as it now stands. */
export const article_images = sqliteTable(
  'article_images',
  {
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    image: text()
      .notNull()
      .references(() => images.id),
  },
  (t) => [primaryKey({ columns: [t.article_id, t.image] }), index('article_images_by_image').on(t.image)],
)

/**
 * What somebody is writing and has not saved: one for each form that they have open, written over as they type, so that two
 * windows never write over each other. A save empties it. Nobody else reads its words.
 */
export const working_copies = sqliteTable(
  'working_copies',
  {
    person: text().notNull(),
    /** Of the form: each page on which an article is written has its own. */
    key: text().notNull(),
    /** Null before the first save. */
    article_id: integer().references(() => articles.id),
    /** The article's version that the writing began from; 0 before the first save. */
    version: integer().notNull(),
    /** The form's fields as typed, JSON; empty where a save has them. The row stays, to know what comes late. */
    fields: text().notNull(),
    /** Counts what was typed: what comes with a lower number is older, whenever it comes. */
    step: integer().notNull().default(0),
    saved_at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.person, t.key] }),
    index('working_copies_by_article').on(t.article_id, t.saved_at).where(sql`article_id IS NOT NULL`),
    index('working_copies_by_person').on(t.person, t.saved_at),
    index('working_copies_by_time').on(t.saved_at),
  ],
)

/** `id` is the SHA-256 of the bytes in R2, whose key is `<id>.<extension>`. */
export const images = sqliteTable(
  'images',
  {
    id: text().primaryKey(),
    extension: text({ enum: ['jpg', 'png', 'webp', 'gif', 'avif'] }).notNull(),
    /** For the address, `/media/<id>/<name>`: folded, with the extension. */
    name: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    alt: text().notNull(),
    caption: text().notNull().default(''),
    credit: text().notNull().default(''),
    uploaded_at: integer().notNull(),
    uploaded_by: text().notNull(),
    /** Its average, `#8a7d6b`: stands in its place while it loads. Empty where it is not known. */
    colour: text().notNull().default(''),
    /** Whether its smaller forms are there: `failed` when making them was given up, `none` for a film, which stays as it is. */
    variants: text({ enum: ['waiting', 'made', 'failed', 'none'] })
      .notNull()
      .default('waiting'),
    /** Whether readers may see it: from the first article it is published in on. Kept by triggers. */
    is_public: integer().notNull().default(0),
    /** What a crop must show, in hundredths of width and height. */
    focus_x: integer().notNull().default(50),
    focus_y: integer().notNull().default(50),
  },
  (t) => [
    index('images_by_time').on(t.uploaded_at),
    index('images_without_variants').on(t.uploaded_at).where(sql`variants = 'waiting'`),
    // The library goes by rowid, the order in which pictures came, and so does each entry of these.
    index('images_by_uploader').on(t.uploaded_by),
    index('images_undescribed').on(t.alt).where(sql`alt = ''`),
  ],
)

/** Articles whose HTML says something of a picture that is no longer so. Triggers put them here, the minute's run takes them away. */
export const articles_to_render = sqliteTable('articles_to_render', {
  article_id: integer()
    .primaryKey()
    .references(() => articles.id),
})

/** Pictures that are being replaced in all articles that show them; done when none does. */
export const image_replacements = sqliteTable('image_replacements', {
  image: text()
    .primaryKey()
    .references(() => images.id, { onDelete: 'cascade' }),
  replaced_with: text()
    .notNull()
    .references(() => images.id, { onDelete: 'cascade' }),
  replaced_by: text().notNull(),
  replaced_at: integer().notNull(),
})

/** Pictures whose rows are gone and whose bytes may still be there, or come once more from a run that was under way. */
export const deleted_images = sqliteTable('deleted_images', {
  id: text().primaryKey(),
  extension: text().notNull(),
  deleted_at: integer().notNull(),
})

export const ROLES = ['contributor', 'moderator', 'editor', 'owner'] as const

export const staff = sqliteTable('staff', {
  /** In lower case, as Access gives it. */
  email: text().primaryKey(),
  name: text().notNull(),
  role: text({ enum: ROLES }).notNull(),
  added_at: integer().notNull(),
  /** When they left: they may no longer enter, and their name stays with what they did. */
  left_at: integer(),
})

/**
 * `received` waits for the checks, `held` for a person. `withdrawn` by its writer. Of an `erased` one nothing is left that a
 * person wrote or is known by: the row stands where replies and records refer to it.
 */
export const COMMENT_STATUSES = ['received', 'held', 'approved', 'rejected', 'spam', 'withdrawn', 'erased'] as const

export const comments = sqliteTable(
  'comments',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    parent: integer(),
    name: text().notNull(),
    /** Never shown to readers. */
    email: text().notNull(),
    /** As written, in NFC; escaped where it is rendered. */
    body: text().notNull(),
    /** Of the folded text: the same words give the same fingerprint. */
    fingerprint: text().notNull(),
    /** Of nonce, article and text: a double click gives the same one. */
    submission: text().notNull(),
    /** A salted hash, never the address. */
    address_hash: text().notNull(),
    status: text({ enum: COMMENT_STATUSES }).notNull().default('received'),
    /** Grows when the text changes: a verdict on an older text is void. */
    revision: integer().notNull().default(1),
    /** JSON, `Signal[]`: first what the door noticed, then why the checks decided as they did. */
    signals: text().notNull().default('[]'),
    created_at: integer().notNull(),
    decided_at: integer(),
    /** Like texts have at least one of these in common; null where the text is too short to be compared. */
    likeness_1: integer(),
    likeness_2: integer(),
    likeness_3: integer(),
    likeness_4: integer(),
    /** The comment that this one answers; `parent` is the one that begins the thread in which both stand. */
    answers: integer(),
    /** Approved ones in the thread that this one begins: counted anew by triggers. */
    replies: integer().notNull().default(0),
    /** When an editor put it on top of its article's comments. */
    picked_at: integer(),
    /** Of the person who answered as the newsroom; such a comment has no email of its own. */
    staff: text(),
    /** When its writer last changed the text. */
    edited_at: integer(),
    /** When its writer proved to have the email, by a link sent to it; typing an email proves nothing. */
    confirmed_at: integer(),
    /** Whether its writer asked to hear by email when it is published or answered. */
    wants_notice: integer().notNull().default(0),
    /** Why it is not published, for its writer: a key of `words.received.reasons`. */
    reason: text(),
  },
  (t) => [
    uniqueIndex('comments_by_submission').on(t.submission),
    index('comments_by_article').on(t.article_id, t.status, t.created_at),
    index('comments_by_status').on(t.status, t.created_at),
    index('comments_by_address').on(t.address_hash, t.created_at),
    index('comments_by_fingerprint').on(t.fingerprint, t.created_at),
    index('comments_by_email').on(sql`lower(email)`, t.created_at),
    index('comments_by_likeness_1').on(t.likeness_1, t.created_at),
    index('comments_by_likeness_2').on(t.likeness_2, t.created_at),
    index('comments_by_likeness_3').on(t.likeness_3, t.created_at),
    index('comments_by_likeness_4').on(t.likeness_4, t.created_at),
    // An article's threads: also one whose first comment is gone, while there are answers to it.
    index('comments_threads')
      .on(t.article_id, t.created_at)
      .where(sql`parent IS NULL AND (status = 'approved' OR replies > 0)`),
    index('comments_replies').on(t.parent, t.created_at).where(sql`parent IS NOT NULL AND status = 'approved'`),
    // A moderator sees the whole thread, whatever became of its parts.
    index('comments_by_parent').on(t.parent, t.created_at).where(sql`parent IS NOT NULL`),
    index('comments_picked').on(t.article_id, t.picked_at).where(sql`picked_at IS NOT NULL AND status = 'approved'`),
  ],
)

/** Each decision on a comment, by whom and why; never changed, but that reasons may be forgotten with the comment. */
export const moderation_events = sqliteTable(
  'moderation_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    comment_id: integer()
      .notNull()
      .references(() => comments.id),
    revision: integer().notNull(),
    from_status: text({ enum: COMMENT_STATUSES }).notNull(),
    to_status: text({ enum: COMMENT_STATUSES }).notNull(),
    /** `checks`, `dead_letter`, `sweep`, `writer`, `retention`, or a moderator's email. */
    actor: text().notNull(),
    signals: text().notNull(),
    at: integer().notNull(),
    /** Why, as a moderator says it: a key of `words.received.reasons`. */
    reason: text(),
  },
  (t) => [
    index('moderation_events_by_comment').on(t.comment_id, t.id),
    index('moderation_events_by_actor').on(t.actor, t.id),
    index('moderation_events_by_time').on(t.at),
  ],
)

/** Who may not comment for a time: an address, by its hash, or an email, whole and in lower case. Never a mail provider. */
export const bans = sqliteTable(
  'bans',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ['address', 'email'] }).notNull(),
    value: text().notNull(),
    until: integer().notNull(),
    /** For the desk; never shown to the person. */
    reason: text().notNull().default(''),
    created_at: integer().notNull(),
    created_by: text().notNull(),
    lifted_at: integer(),
    lifted_by: text(),
  },
  (t) => [index('bans_by_value').on(t.kind, t.value, t.until), index('bans_by_time').on(t.until)],
)

/** What readers' addresses are hashed with: a new one now and then, and the old ones forgotten, so that hashes fade. */
export const address_salts = sqliteTable('address_salts', {
  id: integer().primaryKey({ autoIncrement: true }),
  salt: text().notNull(),
  created_at: integer().notNull(),
})

/** What was learnt from the newsroom's decisions: at most one row, made anew as a whole. */
export const classifiers = sqliteTable('classifiers', {
  id: integer().primaryKey(),
  /** As the library gives it, JSON. */
  state: text().notNull(),
  /** Decisions that it was learnt from. */
  decisions: integer().notNull(),
  trained_at: integer().notNull(),
})

/** Letters to send, each once: written with what they tell of, sent by the minute's run. */
export const notices = sqliteTable(
  'notices',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ['confirmation', 'published', 'answered', 'digest'] }).notNull(),
    /** In lower case. */
    email: text().notNull(),
    /** The comment whose writer it is for; 0 in a digest. */
    comment_id: integer().notNull().default(0),
    /** What makes it one of its kind: the answer's id, the digest's day. Empty where there can be only one. */
    about: text().notNull().default(''),
    created_at: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** When it is to be tried (again); null once it is sent or given up. */
    due_at: integer(),
    sent_at: integer(),
  },
  (t) => [
    uniqueIndex('notices_once').on(t.kind, t.email, t.comment_id, t.about),
    index('notices_due').on(t.due_at).where(sql`due_at IS NOT NULL`),
    index('notices_by_comment').on(t.comment_id),
  ],
)

/** Emails that want no letters, in lower case. */
export const unsubscribed = sqliteTable('unsubscribed', { email: text().primaryKey(), at: integer().notNull() })

/** Who did what to what and when, besides decisions on comments; never changed. */
export const audit_events = sqliteTable(
  'audit_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** A person's email, or the name of the job that did it. */
    actor: text().notNull(),
    /** Noun and verb, `ban_added`. */
    action: text().notNull(),
    /** `comment:7`, `term:lừa đảo`, `ban:3`; nothing that would have to be forgotten. */
    subject: text().notNull(),
    /** JSON of what else there is to say. */
    detail: text().notNull().default('{}'),
  },
  (t) => [
    index('audit_events_by_subject').on(t.subject, t.id),
    index('audit_events_by_actor').on(t.actor, t.id),
    index('audit_events_by_action').on(t.action, t.id),
    index('audit_events_by_time').on(t.at),
  ],
)

/** When the cache was asked to purge: the account has five calls a minute. Older ones are forgotten. */
export const purge_calls = sqliteTable(
  'purge_calls',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** What it purged, JSON; empty where it was refused. */
    tags: text().notNull().default('[]'),
  },
  (t) => [index('purge_calls_by_time').on(t.at)],
)

/** When the run of every minute last began, and up to when what it published has been purged: a row each, there from the first on. */
export const heartbeats = sqliteTable('heartbeats', { id: integer().primaryKey(), at: integer().notNull() })

/** Words and phrases that hold a comment, or only speak against it, as an editor entered them. */
export const blocked_terms = sqliteTable('blocked_terms', {
  term: text().primaryKey(),
  added_at: integer().notNull(),
  added_by: text().notNull(),
  kind: text({ enum: ['blocked', 'suspect'] })
    .notNull()
    .default('blocked'),
})

/**
 * From a former path to an article, wherever that stands now, so that chains and loops cannot be; or, where an owner or an
 * import said so, to a path of this site that is none of these itself.
 */
export const redirects = sqliteTable(
  'redirects',
  {
    /** With its query, where the old address had one: `/?p=12`. */
    from_path: text().primaryKey(),
    article_id: integer().references(() => articles.id),
    to_path: text(),
    created_at: integer().notNull(),
    created_by: text().notNull().default(''),
  },
  (t) => [
    index('redirects_by_article').on(t.article_id),
    index('redirects_by_target').on(t.to_path).where(sql`to_path IS NOT NULL`),
    check('redirects_lead_somewhere', sql`(${t.article_id} IS NULL) <> (${t.to_path} IS NULL)`),
  ],
)

/** What was wrong in a published article and has been put right, told to its readers. */
export const corrections = sqliteTable(
  'corrections',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    note: text().notNull(),
    corrected_at: integer().notNull(),
    corrected_by: text().notNull(),
  },
  (t) => [index('corrections_by_article').on(t.article_id, t.corrected_at)],
)

/** Official documents that articles cite. */
export const documents = sqliteTable(
  'documents',
  {
    /** As it is cited: `07/CT-TTg`, `30/2020/NĐ-CP`. */
    number: text().primaryKey(),
    type: text().notNull(),
    /** The issuer's code in the number: `TTg`, `CP`, `UBND`. */
    issuer: text().notNull(),
    /** `yyyy-mm-dd`, the newest that a published article cites it by; kept by triggers. */
    date: text(),
    /**
     * Of its page's address: `30-2020-nd-cp`. Numbers that differ only in marks and strokes are one document. Null in rows
     * from before there were such pages, until they are cited anew.
     */
    slug: text(),
    /** For the order of the list: `date`, or the year in its number, or nothing; kept by triggers. */
    dated: text().notNull().default(''),
    /** Published articles that cite it: counted anew by triggers. */
    articles: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex('documents_by_slug').on(t.slug),
    index('documents_cited_by_slug').on(t.slug).where(sql`articles > 0`),
    index('documents_cited').on(t.dated, t.slug).where(sql`articles > 0 AND slug IS NOT NULL`),
  ],
)

export const article_documents = sqliteTable(
  'article_documents',
  {
    article_id: integer()
      .notNull()
      .references(() => articles.id),
    document: text()
      .notNull()
      .references(() => documents.number),
    /**
     * `yyyy-mm-dd`, as this article cites it: bodies number anew each year, so a number may name more than one document.
     * Empty where the article does not say; a trigger sees to it.
     */
    date: text(),
    /** The article's, while it is published; kept by triggers. */
    published_at: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.article_id, t.document] }),
    index('article_documents_published')
      .on(t.document, t.date, t.published_at, t.article_id)
      .where(sql`published_at IS NOT NULL`),
  ],
)

export type Settings = InferSelectModel<typeof settings>
export type Section = InferSelectModel<typeof sections>
export type Article = InferSelectModel<typeof articles>
export type Revision = InferSelectModel<typeof revisions>
export type Tag = InferSelectModel<typeof tags>
export type Author = InferSelectModel<typeof authors>
export type Correction = InferSelectModel<typeof corrections>
export type OfficialDocument = InferSelectModel<typeof documents>
export type Image = InferSelectModel<typeof images>
export type WorkingCopy = InferSelectModel<typeof working_copies>
export type StaffMember = InferSelectModel<typeof staff>
export type Comment = InferSelectModel<typeof comments>
export type Ban = InferSelectModel<typeof bans>
export type Notice = InferSelectModel<typeof notices>
export type AuditEvent = InferSelectModel<typeof audit_events>
export type ModerationEvent = InferSelectModel<typeof moderation_events>
