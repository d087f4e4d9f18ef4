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
