ALTER TABLE `articles` ADD `withdrawn_at` integer;--> statement-breakpoint
CREATE INDEX `articles_by_section_and_status` ON `articles` (`section`,`status`,`id`);