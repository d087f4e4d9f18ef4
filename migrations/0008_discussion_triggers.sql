-- Whether an article takes comments was a yes or no; now it may also be left to the newsroom, or say for how long.
DROP TRIGGER articles_page_changed;
--> statement-breakpoint
UPDATE articles SET comment_mode = 'closed' WHERE comments_open = 0;
--> statement-breakpoint
ALTER TABLE `articles` DROP COLUMN `comments_open`;
--> statement-breakpoint
-- A save changes the article's page.
CREATE TRIGGER articles_page_changed
AFTER UPDATE OF version, status, published_at, comment_mode, comment_days ON articles
BEGIN
  UPDATE articles SET page_revision = page_revision + 1 WHERE id = new.id;
END;
--> statement-breakpoint
DROP TRIGGER settings_changed;
--> statement-breakpoint
CREATE TRIGGER settings_changed
AFTER UPDATE OF name, tagline, publisher, licence, editor_in_chief, address, phone, email, copyright, locale, time_zone,
  comment_mode, comment_days, comment_retention_days ON settings
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
--> statement-breakpoint
-- Only what a page shows of a comment changes the page.
DROP TRIGGER comments_changed;
--> statement-breakpoint
CREATE TRIGGER comments_changed AFTER UPDATE OF status, name, body, picked_at, parent ON comments
WHEN (old.status = 'approved') + (new.status = 'approved') > 0
BEGIN
  UPDATE articles SET page_revision = page_revision + 1, comment_count =
    (SELECT count(*) FROM comments WHERE article_id = new.article_id AND status = 'approved')
  WHERE id = new.article_id;
END;
--> statement-breakpoint
-- A thread's answers are counted anew, never up and down.
CREATE TRIGGER comments_answered AFTER INSERT ON comments WHEN new.parent IS NOT NULL AND new.status = 'approved'
BEGIN
  UPDATE comments SET replies = (SELECT count(*) FROM comments WHERE parent = new.parent AND status = 'approved')
  WHERE id = new.parent;
END;
--> statement-breakpoint
CREATE TRIGGER comments_answer_changed AFTER UPDATE OF status ON comments
WHEN new.parent IS NOT NULL AND (old.status = 'approved') <> (new.status = 'approved')
BEGIN
  UPDATE comments SET replies = (SELECT count(*) FROM comments WHERE parent = new.parent AND status = 'approved')
  WHERE id = new.parent;
END;
--> statement-breakpoint
CREATE TRIGGER comments_answer_removed AFTER DELETE ON comments WHEN old.parent IS NOT NULL AND old.status = 'approved'
BEGIN
  UPDATE comments SET replies = (SELECT count(*) FROM comments WHERE parent = old.parent AND status = 'approved')
  WHERE id = old.parent;
END;
--> statement-breakpoint
-- A decision, once made, stays on record; what it quotes of a comment may be forgotten with the comment.
DROP TRIGGER moderation_events_kept;
--> statement-breakpoint
CREATE TRIGGER moderation_events_kept BEFORE UPDATE ON moderation_events
WHEN new.signals <> '[]' OR (new.comment_id, new.revision, new.from_status, new.to_status, new.actor, new.at)
  IS NOT (old.comment_id, old.revision, old.from_status, old.to_status, old.actor, old.at) OR new.reason IS NOT old.reason
BEGIN
  SELECT RAISE(ABORT, 'a decision on record is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER moderation_events_not_removed BEFORE DELETE ON moderation_events
BEGIN
  SELECT RAISE(ABORT, 'a decision on record is not removed');
END;
--> statement-breakpoint
CREATE TRIGGER audit_events_kept BEFORE UPDATE ON audit_events
BEGIN
  SELECT RAISE(ABORT, 'what is on record is not changed');
END;
--> statement-breakpoint
CREATE TRIGGER audit_events_not_removed BEFORE DELETE ON audit_events
BEGIN
  SELECT RAISE(ABORT, 'what is on record is not removed');
END;
--> statement-breakpoint
-- Pages of our own stand at two more addresses.
DROP TRIGGER sections_named;
--> statement-breakpoint
DROP TRIGGER sections_renamed;
--> statement-breakpoint
CREATE TRIGGER sections_named BEFORE INSERT ON sections
WHEN new.slug = '' OR new.slug GLOB '*[^a-z0-9-]*' OR new.slug IN (
  'admin', 'archive', 'authors', 'cdn-cgi', 'desk', 'documents', 'fonts', 'healthz', 'letters', 'media', 'privacy', 'search',
  'sitemaps', 'tags')
BEGIN
  SELECT RAISE(ABORT, 'a section cannot have this address');
END;
--> statement-breakpoint
CREATE TRIGGER sections_renamed BEFORE UPDATE OF slug ON sections
WHEN new.slug = '' OR new.slug GLOB '*[^a-z0-9-]*' OR new.slug IN (
  'admin', 'archive', 'authors', 'cdn-cgi', 'desk', 'documents', 'fonts', 'healthz', 'letters', 'media', 'privacy', 'search',
  'sitemaps', 'tags')
BEGIN
  SELECT RAISE(ABORT, 'a section cannot have this address');
END;
--> statement-breakpoint
-- What was there before.
UPDATE comments SET answers = parent;
--> statement-breakpoint
UPDATE comments SET replies = (SELECT count(*) FROM comments r WHERE r.parent = comments.id AND r.status = 'approved')
WHERE id IN (SELECT parent FROM comments);
