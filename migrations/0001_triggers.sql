-- A page's ETag is made of two numbers: the article's page_revision and the newsroom's revision.
-- Triggers keep them, so that no way of writing can forget to.

-- A save changes the article's page.
CREATE TRIGGER articles_page_changed AFTER UPDATE OF version, status, published_at, comments_open ON articles
BEGIN
  UPDATE articles SET page_revision = page_revision + 1 WHERE id = new.id;
END;
--> statement-breakpoint
-- What stands in lists changes every page that has a list: the front page, sections, "read more".
CREATE TRIGGER articles_lists_changed AFTER UPDATE OF version, status, published_at ON articles
WHEN old.status = 'published' OR new.status = 'published'
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER articles_lists_gained AFTER INSERT ON articles WHEN new.status = 'published'
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER articles_lists_lost AFTER DELETE ON articles WHEN old.status = 'published'
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
-- The count is counted anew, never up and down: it cannot drift from what is there.
CREATE TRIGGER comments_shown AFTER INSERT ON comments WHEN new.status = 'approved'
BEGIN
  UPDATE articles SET page_revision = page_revision + 1, comment_count =
    (SELECT count(*) FROM comments WHERE article_id = new.article_id AND status = 'approved')
  WHERE id = new.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER comments_changed AFTER UPDATE ON comments
WHEN (old.status = 'approved') + (new.status = 'approved') > 0
BEGIN
  UPDATE articles SET page_revision = page_revision + 1, comment_count =
    (SELECT count(*) FROM comments WHERE article_id = new.article_id AND status = 'approved')
  WHERE id = new.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER comments_removed AFTER DELETE ON comments WHEN old.status = 'approved'
BEGIN
  UPDATE articles SET page_revision = page_revision + 1, comment_count =
    (SELECT count(*) FROM comments WHERE article_id = old.article_id AND status = 'approved')
  WHERE id = old.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER settings_changed
AFTER UPDATE OF name, tagline, publisher, licence, editor_in_chief, address, phone, email, copyright, locale, time_zone ON settings
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER sections_added AFTER INSERT ON sections BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
CREATE TRIGGER sections_changed AFTER UPDATE ON sections BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
CREATE TRIGGER sections_removed AFTER DELETE ON sections BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
CREATE TRIGGER authors_changed AFTER UPDATE ON authors BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
CREATE TRIGGER tags_changed AFTER UPDATE ON tags BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
CREATE TRIGGER images_changed AFTER UPDATE ON images BEGIN UPDATE settings SET revision = revision + 1; END;
--> statement-breakpoint
-- A decision, once made, stays on record.
CREATE TRIGGER moderation_events_kept BEFORE UPDATE ON moderation_events
BEGIN
  SELECT RAISE(ABORT, 'a decision on record is not changed');
END;
--> statement-breakpoint
-- A newsroom on its first day: a name to change and one section to write in.
INSERT INTO settings (id, name) VALUES (1, 'Dateline');
--> statement-breakpoint
INSERT INTO sections (slug, name, position) VALUES ('tin-tuc', 'Tin tức', 1);
