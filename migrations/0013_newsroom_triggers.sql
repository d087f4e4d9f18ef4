-- The menus' own links stand on every page.
DROP TRIGGER settings_changed;
--> statement-breakpoint
CREATE TRIGGER settings_changed
AFTER UPDATE OF name, tagline, publisher, licence, editor_in_chief, address, phone, email, copyright, locale, time_zone,
  comment_mode, comment_days, comment_retention_days, links ON settings
BEGIN
  UPDATE settings SET revision = revision + 1;
END;
