CREATE TABLE `heartbeats` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
