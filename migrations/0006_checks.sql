ALTER TABLE `blocked_terms` ADD `kind` text DEFAULT 'blocked' NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `likeness_1` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `likeness_2` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `likeness_3` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `likeness_4` integer;--> statement-breakpoint
CREATE INDEX `comments_by_email` ON `comments` (lower(email),`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_likeness_1` ON `comments` (`likeness_1`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_likeness_2` ON `comments` (`likeness_2`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_likeness_3` ON `comments` (`likeness_3`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_by_likeness_4` ON `comments` (`likeness_4`,`created_at`);