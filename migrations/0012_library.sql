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
CREATE INDEX `images_by_uploader` ON `images` (`uploaded_by`);--> statement-breakpoint
CREATE INDEX `images_undescribed` ON `images` (`alt`) WHERE alt = '';