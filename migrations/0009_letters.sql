-- A letter is written by what it tells of, in the same transaction, and sent by the run of every minute.
CREATE TRIGGER comments_ask_confirmation AFTER INSERT ON comments
WHEN new.wants_notice = 1 AND new.confirmed_at IS NULL AND new.email <> ''
BEGIN
  -- Anybody can type an email: whoever has it is not to be flooded by what others type.
  INSERT INTO notices (kind, email, comment_id, created_at, due_at)
  SELECT 'confirmation', lower(new.email), new.id, new.created_at, new.created_at + 60000
  WHERE (SELECT count(*) FROM notices
    WHERE kind = 'confirmation' AND email = lower(new.email) AND created_at > new.created_at - 86400000) < 3;
END;
--> statement-breakpoint
-- Two minutes later, so that a decision that is taken back at once is told to nobody.
CREATE TRIGGER comments_tell_published AFTER UPDATE OF status ON comments
WHEN new.status = 'approved' AND old.status <> 'approved' AND new.wants_notice = 1 AND new.confirmed_at IS NOT NULL
  AND new.email <> ''
BEGIN
  INSERT INTO notices (kind, email, comment_id, created_at, due_at)
  SELECT 'published', lower(new.email), new.id, coalesce(new.decided_at, new.created_at),
    coalesce(new.decided_at, new.created_at) + 120000
  WHERE NOT EXISTS (
    SELECT 1 FROM notices WHERE kind = 'published' AND email = lower(new.email) AND comment_id = new.id AND about = '');
END;
--> statement-breakpoint
CREATE TRIGGER comments_tell_answered AFTER UPDATE OF status ON comments
WHEN new.status = 'approved' AND old.status <> 'approved' AND new.answers IS NOT NULL
BEGIN
  INSERT INTO notices (kind, email, comment_id, about, created_at, due_at)
  SELECT 'answered', lower(c.email), c.id, CAST(new.id AS TEXT), coalesce(new.decided_at, new.created_at),
    coalesce(new.decided_at, new.created_at) + 120000
  FROM comments c
  WHERE c.id = new.answers AND c.wants_notice = 1 AND c.confirmed_at IS NOT NULL AND c.email <> ''
    AND lower(c.email) <> lower(new.email) AND NOT EXISTS (
      SELECT 1 FROM notices
      WHERE kind = 'answered' AND email = lower(c.email) AND comment_id = c.id AND about = CAST(new.id AS TEXT));
END;
--> statement-breakpoint
-- The newsroom's own answers are published as they are written.
CREATE TRIGGER comments_tell_answered_at_once AFTER INSERT ON comments
WHEN new.status = 'approved' AND new.answers IS NOT NULL
BEGIN
  INSERT INTO notices (kind, email, comment_id, about, created_at, due_at)
  SELECT 'answered', lower(c.email), c.id, CAST(new.id AS TEXT), new.created_at, new.created_at + 120000
  FROM comments c
  WHERE c.id = new.answers AND c.wants_notice = 1 AND c.confirmed_at IS NOT NULL AND c.email <> ''
    AND lower(c.email) <> lower(new.email);
END;
