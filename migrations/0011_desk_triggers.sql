-- Readers may see a picture from the first article it is published in on: triggers say so, so that no way of publishing or
-- saving can forget to. One that they have seen stays: its address is in caches, feeds and letters.
CREATE TRIGGER article_images_shown AFTER INSERT ON article_images
WHEN (SELECT status FROM articles WHERE id = new.article_id) = 'published'
BEGIN
  UPDATE images SET is_public = 1 WHERE id = new.image AND is_public = 0;
END;
--> statement-breakpoint
CREATE TRIGGER articles_shown AFTER UPDATE OF status ON articles WHEN new.status = 'published'
BEGIN
  UPDATE images SET is_public = 1
  WHERE id IN (SELECT image FROM article_images WHERE article_id = new.id) AND is_public = 0;
END;
--> statement-breakpoint
CREATE TRIGGER author_pictured AFTER INSERT ON authors WHEN new.image IS NOT NULL
BEGIN
  UPDATE images SET is_public = 1 WHERE id = new.image AND is_public = 0;
END;
--> statement-breakpoint
CREATE TRIGGER author_pictured_anew AFTER UPDATE OF image ON authors WHEN new.image IS NOT NULL
BEGIN
  UPDATE images SET is_public = 1 WHERE id = new.image AND is_public = 0;
END;
--> statement-breakpoint
-- Lists crop around the focal point.
DROP TRIGGER images_changed;
--> statement-breakpoint
CREATE TRIGGER images_changed
AFTER UPDATE OF id, extension, name, width, height, alt, caption, credit, colour, focus_x, focus_y ON images
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
-- What was there before: a text names its pictures by their ids, and all that were stored could be seen. Each text is walked
-- once, from one such name to the next: to look for every picture in every text takes longer than D1 lets a statement take.
WITH RECURSIVE named (article_id, rest) AS (
  SELECT id, replace(replace(replace(body, ' =', '='), '= ', '='), '/media/', 'image=') FROM articles
  UNION ALL
  SELECT article_id, substr(rest, instr(rest, 'image=') + 6) FROM named WHERE instr(rest, 'image=') > 0
)
INSERT INTO article_images (article_id, image)
SELECT DISTINCT n.article_id, i.id FROM named n CROSS JOIN images i ON i.id = substr(ltrim(n.rest, '"'''), 1, 64);
--> statement-breakpoint
UPDATE images SET is_public = 1;
--> statement-breakpoint
-- What a picture is found by. FTS5's own folding leaves đ as it is. Its rowid is the picture's, which grows as pictures come,
-- so that a walk from the end meets the newest first.
CREATE VIRTUAL TABLE image_search USING fts5(
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
--> statement-breakpoint
CREATE VIEW image_words AS
SELECT rowid AS place, id,
  replace(replace(concat_ws(' ', alt, caption, credit, replace(name, '-', ' ')), 'đ', 'd'), 'Đ', 'D') AS words
FROM images;
--> statement-breakpoint
CREATE TRIGGER image_search_added AFTER INSERT ON images
BEGIN
  INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER image_search_changed AFTER UPDATE OF alt, caption, credit, name ON images
BEGIN
  DELETE FROM image_search WHERE rowid = old.rowid;
  INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER image_search_removed AFTER DELETE ON images
BEGIN
  DELETE FROM image_search WHERE rowid = old.rowid;
END;
--> statement-breakpoint
INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words;
--> statement-breakpoint
-- An article's HTML says what its pictures say of themselves.
CREATE TRIGGER images_reworded AFTER UPDATE OF alt, caption, credit ON images
WHEN old.alt <> new.alt OR old.caption <> new.caption OR old.credit <> new.credit
BEGIN
  INSERT INTO articles_to_render (article_id) SELECT article_id FROM article_images WHERE image = new.id
  ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- The menus' own links stand on every page.
DROP TRIGGER settings_changed;
--> statement-breakpoint
CREATE TRIGGER settings_changed
AFTER UPDATE OF name, tagline, publisher, licence, editor_in_chief, address, phone, email, copyright, locale, time_zone,
  comment_mode, comment_days, comment_retention_days, links ON settings
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
-- A row that is written over another asks no trigger of deletion.
CREATE TRIGGER audit_events_not_replaced BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'what is on record is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER moderation_events_not_replaced BEFORE INSERT ON moderation_events
WHEN EXISTS (SELECT 1 FROM moderation_events WHERE id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'a decision on record is not changed');
END;
--> statement-breakpoint
-- Readers were left without these before it was noted when.
UPDATE articles SET withdrawn_at = coalesce(updated_at, published_at, created_at) WHERE status = 'withdrawn';
--> statement-breakpoint
-- An address that leads to another article, or elsewhere, is taken: to look before a save would be a moment too early, and
-- a section that is renamed takes its articles along.
CREATE TRIGGER articles_placed BEFORE INSERT ON articles
WHEN EXISTS (SELECT 1 FROM redirects WHERE from_path = '/' || new.section || '/' || new.slug AND article_id IS NOT new.id)
BEGIN
  SELECT RAISE(ABORT, 'articles.slug leads elsewhere');
END;
--> statement-breakpoint
CREATE TRIGGER articles_moved BEFORE UPDATE OF section, slug ON articles
WHEN (new.section, new.slug) IS NOT (old.section, old.slug)
  AND EXISTS (SELECT 1 FROM redirects WHERE from_path = '/' || new.section || '/' || new.slug AND article_id IS NOT new.id)
BEGIN
  SELECT RAISE(ABORT, 'articles.slug leads elsewhere');
END;
