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
