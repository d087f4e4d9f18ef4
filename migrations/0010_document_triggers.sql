-- A document is dated by what published articles cite: a draft's date, or one that has been put right, is not told.
DROP TRIGGER article_documents_added;
--> statement-breakpoint
CREATE TRIGGER article_documents_added AFTER INSERT ON article_documents
BEGIN
  UPDATE article_documents
  SET date = coalesce(date, ''),
    published_at = (SELECT published_at FROM articles WHERE id = new.article_id AND status = 'published')
  WHERE article_id = new.article_id AND document = new.document;
END;
--> statement-breakpoint
DROP TRIGGER article_documents_published;
--> statement-breakpoint
CREATE TRIGGER article_documents_published AFTER UPDATE OF published_at ON article_documents
WHEN (old.published_at IS NULL) <> (new.published_at IS NULL)
BEGIN
  UPDATE documents SET (articles, date) =
    (SELECT count(*), nullif(max(date), '') FROM article_documents WHERE document = new.document AND published_at IS NOT NULL)
  WHERE number = new.document;
END;
--> statement-breakpoint
DROP TRIGGER article_documents_removed;
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
-- What was there before. Only of a document cited once is it known which article told its date.
UPDATE article_documents SET date = coalesce(date, (
  SELECT d.date FROM documents d WHERE d.number = document
    AND (SELECT count(*) FROM article_documents x WHERE x.document = d.number) = 1), '');
--> statement-breakpoint
-- As slugify would; of two numbers that give one address the first has it, and the other waits until it is cited anew.
UPDATE OR IGNORE documents
SET slug = lower(replace(replace(replace(replace(replace(number, 'Đ', 'd'), 'đ', 'd'), 'Ư', 'u'), '/', '-'), '&', '-'))
WHERE slug IS NULL AND replace(replace(replace(number, 'Đ', ''), 'đ', ''), 'Ư', '') NOT GLOB '*[^a-zA-Z0-9/&-]*'
  AND number NOT GLOB '*[/&-][/&-]*';
