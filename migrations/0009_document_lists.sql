DROP INDEX `article_documents_published`;--> statement-breakpoint
CREATE INDEX `article_documents_published` ON `article_documents` (`document`,`date`,`published_at`,`article_id`) WHERE published_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `documents_cited`;--> statement-breakpoint
CREATE INDEX `documents_cited_by_slug` ON `documents` (`slug`) WHERE articles > 0;--> statement-breakpoint
CREATE INDEX `documents_cited` ON `documents` (`dated`,`slug`) WHERE articles > 0 AND slug IS NOT NULL;