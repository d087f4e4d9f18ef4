CREATE TABLE `corrections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`note` text NOT NULL,
	`corrected_at` integer NOT NULL,
	`corrected_by` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `corrections_by_article` ON `corrections` (`article_id`,`corrected_at`);--> statement-breakpoint
DROP INDEX `article_documents_by_document`;--> statement-breakpoint
ALTER TABLE `article_documents` ADD `date` text;--> statement-breakpoint
ALTER TABLE `article_documents` ADD `published_at` integer;--> statement-breakpoint
CREATE INDEX `article_documents_published` ON `article_documents` (`document`,`date`,`published_at`,`article_id`) WHERE published_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `article_tags_by_tag`;--> statement-breakpoint
ALTER TABLE `article_tags` ADD `published_at` integer;--> statement-breakpoint
CREATE INDEX `article_tags_published` ON `article_tags` (`tag`,`published_at`,`article_id`) WHERE published_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `month` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `translation_of` integer REFERENCES articles(id);--> statement-breakpoint
CREATE INDEX `articles_published_by_month` ON `articles` (`month`,`published_at`) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX `articles_by_original` ON `articles` (`translation_of`);--> statement-breakpoint
ALTER TABLE `documents` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `dated` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `documents` ADD `articles` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `documents_by_slug` ON `documents` (`slug`);--> statement-breakpoint
CREATE INDEX `documents_cited_by_slug` ON `documents` (`slug`) WHERE articles > 0;--> statement-breakpoint
CREATE INDEX `documents_cited` ON `documents` (`dated`,`slug`) WHERE articles > 0 AND slug IS NOT NULL;--> statement-breakpoint
ALTER TABLE `images` ADD `colour` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `images` ADD `variants` text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
CREATE INDEX `images_without_variants` ON `images` (`uploaded_at`) WHERE variants = 'waiting';--> statement-breakpoint
ALTER TABLE `revisions` ADD `translation_of` integer;