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
