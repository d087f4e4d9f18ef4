ALTER TABLE `working_copies` ADD `step` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `working_copies_by_time` ON `working_copies` (`saved_at`);