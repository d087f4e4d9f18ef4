CREATE TABLE `article_images` (
	`article_id` integer NOT NULL,
	`image` text NOT NULL,
	PRIMARY KEY(`article_id`, `image`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`image`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `article_images_by_image` ON `article_images` (`image`);--> statement-breakpoint
CREATE TABLE `articles_to_render` (
	`article_id` integer PRIMARY KEY NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `deleted_images` (
	`id` text PRIMARY KEY NOT NULL,
	`extension` text NOT NULL,
	`deleted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `image_replacements` (
	`image` text PRIMARY KEY NOT NULL,
	`replaced_with` text NOT NULL,
	`replaced_by` text NOT NULL,
	`replaced_at` integer NOT NULL,
	FOREIGN KEY (`image`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`replaced_with`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `working_copies` (
	`person` text NOT NULL,
	`key` text NOT NULL,
	`article_id` integer,
	`version` integer NOT NULL,
	`fields` text NOT NULL,
	`step` integer DEFAULT 0 NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `key`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `working_copies_by_article` ON `working_copies` (`article_id`,`saved_at`) WHERE article_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `working_copies_by_person` ON `working_copies` (`person`,`saved_at`);--> statement-breakpoint
CREATE INDEX `working_copies_by_time` ON `working_copies` (`saved_at`);--> statement-breakpoint
CREATE TABLE `__new_redirects` (
	`from_path` text PRIMARY KEY NOT NULL,
	`article_id` integer,
	`to_path` text,
	`created_at` integer NOT NULL,
	`created_by` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "redirects_lead_somewhere" CHECK(("article_id" IS NULL) <> ("to_path" IS NULL))
);
--> statement-breakpoint
INSERT INTO `__new_redirects`("from_path", "article_id", "created_at") SELECT "from_path", "article_id", "created_at" FROM `redirects`;--> statement-breakpoint
DROP TABLE `redirects`;--> statement-breakpoint
ALTER TABLE `__new_redirects` RENAME TO `redirects`;--> statement-breakpoint
CREATE INDEX `redirects_by_article` ON `redirects` (`article_id`);--> statement-breakpoint
CREATE INDEX `redirects_by_target` ON `redirects` (`to_path`) WHERE to_path IS NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `withdrawn_at` integer;--> statement-breakpoint
CREATE INDEX `articles_by_section_and_status` ON `articles` (`section`,`status`,`id`);--> statement-breakpoint
ALTER TABLE `images` ADD `is_public` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `images` ADD `focus_x` integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE `images` ADD `focus_y` integer DEFAULT 50 NOT NULL;--> statement-breakpoint
CREATE INDEX `images_by_uploader` ON `images` (`uploaded_by`);--> statement-breakpoint
CREATE INDEX `images_undescribed` ON `images` (`alt`) WHERE alt = '';--> statement-breakpoint
ALTER TABLE `sections` ADD `in_menu` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `default_credit` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `links` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `staff` ADD `left_at` integer;--> statement-breakpoint
CREATE INDEX `audit_events_by_action` ON `audit_events` (`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_by_time` ON `audit_events` (`at`);--> statement-breakpoint
CREATE INDEX `moderation_events_by_time` ON `moderation_events` (`at`);