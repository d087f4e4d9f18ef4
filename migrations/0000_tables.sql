CREATE TABLE `article_documents` (
	`article_id` integer NOT NULL,
	`document` text NOT NULL,
	PRIMARY KEY(`article_id`, `document`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document`) REFERENCES `documents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `article_documents_by_document` ON `article_documents` (`document`);--> statement-breakpoint
CREATE TABLE `article_tags` (
	`article_id` integer NOT NULL,
	`tag` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`article_id`, `tag`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag`) REFERENCES `tags`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `article_tags_by_tag` ON `article_tags` (`tag`,`article_id`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`section` text NOT NULL,
	`slug` text NOT NULL,
	`lang` text DEFAULT 'vi' NOT NULL,
	`headline` text NOT NULL,
	`standfirst` text DEFAULT '' NOT NULL,
	`source_credit` text DEFAULT '' NOT NULL,
	`byline` text DEFAULT '' NOT NULL,
	`author` text,
	`words` integer DEFAULT 0 NOT NULL,
	`lead_image` text,
	`status` text DEFAULT 'draft' NOT NULL,
	`comments_open` integer DEFAULT 1 NOT NULL,
	`comment_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`submission` text,
	`published_at` integer,
	`updated_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`page_revision` integer DEFAULT 1 NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`body_html` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`section`) REFERENCES `sections`(`slug`) ON UPDATE cascade ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `authors`(`slug`) ON UPDATE cascade ON DELETE no action,
	FOREIGN KEY (`lead_image`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_by_path` ON `articles` (`section`,`slug`);--> statement-breakpoint
CREATE INDEX `articles_published` ON `articles` (`published_at`) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX `articles_published_by_section` ON `articles` (`section`,`published_at`) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX `articles_published_by_author` ON `articles` (`author`,`published_at`) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX `articles_by_status` ON `articles` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `articles_by_writer` ON `articles` (`created_by`,`id`);--> statement-breakpoint
CREATE INDEX `articles_by_writer_and_status` ON `articles` (`created_by`,`status`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_by_submission` ON `articles` (`submission`);--> statement-breakpoint
CREATE TABLE `authors` (
	`slug` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`bio` text DEFAULT '' NOT NULL,
	`image` text,
	FOREIGN KEY (`image`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `blocked_terms` (
	`term` text PRIMARY KEY NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `comments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`parent` integer,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`body` text NOT NULL,
	`fingerprint` text NOT NULL,
	`submission` text NOT NULL,
	`address_hash` text NOT NULL,
	`status` text DEFAULT 'received' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`signals` text DEFAULT '[]' NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `comments_by_submission` ON `comments` (`submission`);--> statement-breakpoint
CREATE INDEX `comments_by_article` ON `comments` (`article_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_status` ON `comments` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_address` ON `comments` (`address_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_fingerprint` ON `comments` (`fingerprint`,`created_at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`number` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`issuer` text NOT NULL,
	`date` text
);
--> statement-breakpoint
CREATE TABLE `images` (
	`id` text PRIMARY KEY NOT NULL,
	`extension` text NOT NULL,
	`name` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`alt` text NOT NULL,
	`caption` text DEFAULT '' NOT NULL,
	`credit` text DEFAULT '' NOT NULL,
	`uploaded_at` integer NOT NULL,
	`uploaded_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `images_by_time` ON `images` (`uploaded_at`);--> statement-breakpoint
CREATE TABLE `moderation_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`comment_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`from_status` text NOT NULL,
	`to_status` text NOT NULL,
	`actor` text NOT NULL,
	`signals` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `moderation_events_by_comment` ON `moderation_events` (`comment_id`,`id`);--> statement-breakpoint
CREATE TABLE `redirects` (
	`from_path` text PRIMARY KEY NOT NULL,
	`article_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`article_id` integer NOT NULL,
	`version` integer NOT NULL,
	`section` text NOT NULL,
	`slug` text NOT NULL,
	`lang` text NOT NULL,
	`headline` text NOT NULL,
	`standfirst` text NOT NULL,
	`source_credit` text NOT NULL,
	`byline` text NOT NULL,
	`author` text,
	`body` text NOT NULL,
	`tags` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`article_id`, `version`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sections` (
	`slug` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sections_by_position` ON `sections` (`position`);--> statement-breakpoint
CREATE TABLE `settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`tagline` text DEFAULT '' NOT NULL,
	`publisher` text DEFAULT '' NOT NULL,
	`licence` text DEFAULT '' NOT NULL,
	`editor_in_chief` text DEFAULT '' NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`copyright` text DEFAULT '' NOT NULL,
	`locale` text DEFAULT 'vi' NOT NULL,
	`time_zone` text DEFAULT 'Asia/Ho_Chi_Minh' NOT NULL,
	`comment_policy` text DEFAULT 'hold_all' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "settings_one_row" CHECK("settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`email` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tags` (
	`slug` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
