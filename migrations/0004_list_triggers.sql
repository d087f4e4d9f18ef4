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
  SET published_at = (SELECT published_at FROM articles WHERE id = new.article_id AND status = 'published')
  WHERE article_id = new.article_id AND document = new.document;
END;
--> statement-breakpoint
-- Counted anew, never up and down: the count cannot drift from what is there.
CREATE TRIGGER article_documents_published AFTER UPDATE OF published_at ON article_documents
WHEN (old.published_at IS NULL) <> (new.published_at IS NULL)
BEGIN
  UPDATE documents SET articles =
    (SELECT count(*) FROM article_documents WHERE document = new.document AND published_at IS NOT NULL)
  WHERE number = new.document;
END;
--> statement-breakpoint
CREATE TRIGGER article_documents_removed AFTER DELETE ON article_documents WHEN old.published_at IS NOT NULL
BEGIN
  UPDATE documents SET articles =
    (SELECT count(*) FROM article_documents WHERE document = old.document AND published_at IS NOT NULL)
  WHERE number = old.document;
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
-- What was there before: months in the time zone that a newsroom starts with; documents with the address their number gives.
UPDATE articles SET month = strftime('%Y-%m', published_at / 1000 + 7 * 3600, 'unixepoch') WHERE published_at IS NOT NULL;
--> statement-breakpoint
UPDATE article_tags SET published_at =
  (SELECT published_at FROM articles WHERE id = article_id AND status = 'published');
--> statement-breakpoint
UPDATE article_documents SET published_at =
  (SELECT published_at FROM articles WHERE id = article_id AND status = 'published');
--> statement-breakpoint
UPDATE documents SET
  dated = coalesce(date, CASE WHEN number GLOB '*/[12][0-9][0-9][0-9]/*' THEN substr(number, instr(number, '/') + 1, 4) END, ''),
  articles = (SELECT count(*) FROM article_documents WHERE document = number AND published_at IS NOT NULL);
