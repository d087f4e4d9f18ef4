CREATE TABLE `article_texts` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`place` integer,
	`headline` text NOT NULL,
	`standfirst` text NOT NULL,
	`folded` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_texts_by_place` ON `article_texts` (`place`);--> statement-breakpoint
-- The index of published articles. Its rowid is the time of publication, so that a walk from the end meets the newest
-- first and may stop; ranking every match by bm25 takes 60 to 150 ms for common words among 100,000 articles, this takes
-- one or two. Words come folded; a headline's are marked with #, and a headline's and standfirst's once more with ^, which
-- gives each of them lists of its own, short ones. A lone # keeps phrases from running over the end of a paragraph.
CREATE VIRTUAL TABLE search USING fts5(
  headline, lead, text, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N*' tokenchars '#^'"
);
--> statement-breakpoint
-- Where a published article stands in the index: at its second, or the next that is free. Others stand nowhere.
CREATE VIEW search_places AS
SELECT a.id, CASE
  WHEN NOT EXISTS (SELECT 1 FROM article_texts t WHERE t.place = a.published_at / 1000 AND t.article_id <> a.id)
  THEN a.published_at / 1000
  ELSE (
    SELECT t.place + 1 FROM article_texts t
    WHERE t.place >= a.published_at / 1000
      AND NOT EXISTS (SELECT 1 FROM article_texts u WHERE u.place = t.place + 1 AND u.article_id <> a.id)
    ORDER BY t.place LIMIT 1)
  END AS place
FROM articles a WHERE a.status = 'published';
--> statement-breakpoint
CREATE TRIGGER search_publication AFTER UPDATE OF status, published_at ON articles
WHEN old.status <> new.status OR old.published_at IS NOT new.published_at
BEGIN
  UPDATE article_texts SET place = (SELECT place FROM search_places WHERE id = new.id) WHERE article_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER search_text_added AFTER INSERT ON article_texts
BEGIN
  UPDATE article_texts SET place = (SELECT place FROM search_places WHERE id = new.article_id)
  WHERE article_id = new.article_id;
END;
--> statement-breakpoint
CREATE TRIGGER search_text_changed AFTER UPDATE OF place, headline, standfirst, folded ON article_texts
WHEN old.place IS NOT NULL OR new.place IS NOT NULL
BEGIN
  DELETE FROM search WHERE rowid = old.place;
  INSERT INTO search (rowid, headline, lead, text)
  SELECT new.place, replace(' ' || new.headline, ' ', ' #'),
    replace(' ' || new.headline, ' ', ' ^') || ' # ' || replace(' ' || new.standfirst, ' ', ' ^'),
    new.headline || ' # ' || new.standfirst || ' # ' || replace(new.folded, char(10), ' # ')
  WHERE new.place IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER search_text_removed AFTER DELETE ON article_texts
BEGIN
  DELETE FROM search WHERE rowid = old.place;
END;
