CREATE TABLE `address_salts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`salt` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_events_by_subject` ON `audit_events` (`subject`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_by_actor` ON `audit_events` (`actor`,`id`);--> statement-breakpoint
CREATE TABLE `bans` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`until` integer NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`lifted_at` integer,
	`lifted_by` text
);
--> statement-breakpoint
CREATE INDEX `bans_by_value` ON `bans` (`kind`,`value`,`until`);--> statement-breakpoint
CREATE INDEX `bans_by_time` ON `bans` (`until`);--> statement-breakpoint
CREATE TABLE `classifiers` (
	`id` integer PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`decisions` integer NOT NULL,
	`trained_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`email` text NOT NULL,
	`comment_id` integer DEFAULT 0 NOT NULL,
	`about` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_once` ON `notices` (`kind`,`email`,`comment_id`,`about`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_by_comment` ON `notices` (`comment_id`);--> statement-breakpoint
CREATE TABLE `purge_calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`tags` text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `purge_calls_by_time` ON `purge_calls` (`at`);--> statement-breakpoint
CREATE TABLE `unsubscribed` (
	`email` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `articles` ADD `comment_mode` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `comment_days` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `answers` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `replies` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `picked_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `staff` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `wants_notice` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `reason` text;--> statement-breakpoint
CREATE INDEX `comments_threads` ON `comments` (`article_id`,`created_at`) WHERE parent IS NULL AND (status = 'approved' OR replies > 0);--> statement-breakpoint
CREATE INDEX `comments_replies` ON `comments` (`parent`,`created_at`) WHERE parent IS NOT NULL AND status = 'approved';--> statement-breakpoint
CREATE INDEX `comments_by_parent` ON `comments` (`parent`,`created_at`) WHERE parent IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comments_picked` ON `comments` (`article_id`,`picked_at`) WHERE picked_at IS NOT NULL AND status = 'approved';--> statement-breakpoint
ALTER TABLE `moderation_events` ADD `reason` text;--> statement-breakpoint
CREATE INDEX `moderation_events_by_actor` ON `moderation_events` (`actor`,`id`);--> statement-breakpoint
ALTER TABLE `settings` ADD `comment_reject_from` integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `comment_mode` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `comment_days` integer;--> statement-breakpoint
ALTER TABLE `settings` ADD `comment_retention_days` integer DEFAULT 90 NOT NULL;