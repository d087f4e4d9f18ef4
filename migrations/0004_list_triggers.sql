-- A tag's articles, and a document's, stand in an index in the order of their publication: triggers carry the time over,
-- so that no way of publishing, withdrawing or saving can forget to.
CREATE TRIGGER articles_listed AFTER UPDATE OF status, published_at ON articles
WHEN old.status <> new.status OR old.published_at IS NOT new.published_at
BEGIN
  UPDATE article_tags SET published_at = CASE new.status WHEN 'published' THEN new.published_at END
  WHERE article_id = new.id;
  UPDATE article_documents SET published_at = CASE new.status WHEN 'published' THEN new.published_at END
  WHERE article_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER article_tags_added AFTER INSERT ON article_tags
BEGIN
  UPDATE article_tags
  SET published_at = (SELECT published_at FROM articles WHERE id = new.article_id AND status = 'published')
  WHERE article_id = new.article_id AND tag = new.tag;
END;
--> statement-breakpoint
CREATE TRIGGER article_documents_added AFTER INSERT ON article_documents
BEGIN
  UPDATE article_documents
  SET date = coalesce(date, ''),
    published_at = (SELECT published_at FROM articles WHERE id = new.article_id AND status = 'published')
  WHERE article_id = new.article_id AND document = new.document;
END;
--> statement-breakpoint
-- Counted anew, never up and down: the count cannot drift from what is there. A document is dated by what published
-- articles cite: a draft's date, or one that has been put right, is not told.
CREATE TRIGGER article_documents_published AFTER UPDATE OF published_at ON article_documents
WHEN (old.published_at IS NULL) <> (new.published_at IS NULL)
BEGIN
  UPDATE documents SET (articles, date) =
    (SELECT count(*), nullif(max(date), '') FROM article_documents WHERE document = new.document AND published_at IS NOT NULL)
  WHERE number = new.document;
END;
--> statement-breakpoint
CREATE TRIGGER article_documents_removed AFTER DELETE ON article_documents WHEN old.published_at IS NOT NULL
BEGIN
  UPDATE documents SET (articles, date) =
    (SELECT count(*), nullif(max(date), '') FROM article_documents WHERE document = old.document AND published_at IS NOT NULL)
  WHERE number = old.document;
END;
--> statement-breakpoint
CREATE TRIGGER documents_dated AFTER UPDATE OF articles, date ON documents
BEGIN
  UPDATE documents SET dated =
    coalesce(date, CASE WHEN number GLOB '*/[12][0-9][0-9][0-9]/*' THEN substr(number, instr(number, '/') + 1, 4) END, '')
  WHERE number = new.number;
END;
--> statement-breakpoint
CREATE TRIGGER corrections_shown AFTER INSERT ON corrections
BEGIN
  UPDATE articles SET page_revision = page_revision + 1 WHERE id = new.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER corrections_changed AFTER UPDATE ON corrections
BEGIN
  UPDATE articles SET page_revision = page_revision + 1 WHERE id = new.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER corrections_removed AFTER DELETE ON corrections
BEGIN
  UPDATE articles SET page_revision = page_revision + 1 WHERE id = old.article_id;
END;
--> statement-breakpoint
-- Smaller sizes that have been made change no page: their addresses were there before them.
DROP TRIGGER images_changed;
--> statement-breakpoint
CREATE TRIGGER images_changed
AFTER UPDATE OF id, extension, name, width, height, alt, caption, credit, colour ON images
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
-- A section is the first part of its articles' addresses: it may not take one that leads elsewhere, nor be written in
-- letters that no address of ours has. Guarded here, because sections are rows that may be written by hand.
CREATE TRIGGER sections_named BEFORE INSERT ON sections
WHEN new.slug = '' OR new.slug GLOB '*[^a-z0-9-]*' OR new.slug IN (
  'admin', 'archive', 'authors', 'cdn-cgi', 'desk', 'documents', 'fonts', 'healthz', 'media', 'search', 'sitemaps', 'tags')
BEGIN
  SELECT RAISE(ABORT, 'a section cannot have this address');
END;
--> statement-breakpoint
CREATE TRIGGER sections_renamed BEFORE UPDATE OF slug ON sections
WHEN new.slug = '' OR new.slug GLOB '*[^a-z0-9-]*' OR new.slug IN (
  'admin', 'archive', 'authors', 'cdn-cgi', 'desk', 'documents', 'fonts', 'healthz', 'media', 'search', 'sitemaps', 'tags')
BEGIN
  SELECT RAISE(ABORT, 'a section cannot have this address');
END;
--> statement-breakpoint
-- What was there before: months in the time zone that a newsroom starts with; documents with the address their number gives.
UPDATE articles SET month = strftime('%Y-%m', published_at / 1000 + 7 * 3600, 'unixepoch') WHERE published_at IS NOT NULL;
--> statement-breakpoint
UPDATE article_tags SET published_at =
  (SELECT published_at FROM articles WHERE id = article_id AND status = 'published');
--> statement-breakpoint
-- Only of a document cited once is it known which article told its date.
UPDATE article_documents SET date = coalesce(date, (
  SELECT d.date FROM documents d WHERE d.number = document
    AND (SELECT count(*) FROM article_documents x WHERE x.document = d.number) = 1), '');
--> statement-breakpoint
UPDATE article_documents SET published_at =
  (SELECT published_at FROM articles WHERE id = article_id AND status = 'published');
--> statement-breakpoint
UPDATE documents SET (articles, date) =
  (SELECT count(*), nullif(max(x.date), '') FROM article_documents x WHERE x.document = number AND x.published_at IS NOT NULL);
--> statement-breakpoint
-- As slugify would; of two numbers that give one address the first has it, and the other waits until it is cited anew.
UPDATE OR IGNORE documents
SET slug = lower(replace(replace(replace(replace(replace(number, 'Đ', 'd'), 'đ', 'd'), 'Ư', 'u'), '/', '-'), '&', '-'))
WHERE slug IS NULL AND replace(replace(replace(number, 'Đ', ''), 'đ', ''), 'Ư', '') NOT GLOB '*[^a-zA-Z0-9/&-]*'
  AND number NOT GLOB '*[/&-][/&-]*';
