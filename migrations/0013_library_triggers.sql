-- What a picture is found by. FTS5's own folding leaves đ as it is. Its rowid is the picture's, which grows as pictures come,
-- so that a walk from the end meets the newest first.
CREATE VIRTUAL TABLE image_search USING fts5(
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
--> statement-breakpoint
CREATE VIEW image_words AS
SELECT rowid AS place, id,
  replace(replace(concat_ws(' ', alt, caption, credit, replace(name, '-', ' ')), 'đ', 'd'), 'Đ', 'D') AS words
FROM images;
--> statement-breakpoint
CREATE TRIGGER image_search_added AFTER INSERT ON images
BEGIN
  INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER image_search_changed AFTER UPDATE OF alt, caption, credit, name ON images
BEGIN
  DELETE FROM image_search WHERE rowid = old.rowid;
  INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER image_search_removed AFTER DELETE ON images
BEGIN
  DELETE FROM image_search WHERE rowid = old.rowid;
END;
--> statement-breakpoint
INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words;
--> statement-breakpoint
-- An article's HTML says what its pictures say of themselves.
CREATE TRIGGER images_reworded AFTER UPDATE OF alt, caption, credit ON images
WHEN old.alt <> new.alt OR old.caption <> new.caption OR old.credit <> new.credit
BEGIN
  INSERT INTO articles_to_render (article_id) SELECT article_id FROM article_images WHERE image = new.id
  ON CONFLICT DO NOTHING;
END;
