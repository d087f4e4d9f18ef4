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
-- What was there before: a text names its pictures by their ids, and all that were stored could be seen.
INSERT INTO article_images (article_id, image)
SELECT a.id, i.id FROM articles a JOIN images i ON instr(a.body, i.id) > 0;
--> statement-breakpoint
UPDATE images SET is_public = 1;
