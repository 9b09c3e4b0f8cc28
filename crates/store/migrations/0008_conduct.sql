-- Violations, locks, reply templates, services, remarks.

-- Conduct (R-27.2, R-27.3) ---------------------------------------------------------------------------

-- A source, dated like terms: how many in a row are borne, and how long a lock lasts. What was decided under
-- it stands in the journal with its result, so replaying needs none of it.
CREATE TABLE IF NOT EXISTS conduct_terms(
  version TEXT PRIMARY KEY,
  valid_from TEXT NOT NULL,
  valid_to TEXT,                          -- NULL: until another version
  in_row_max INTEGER NOT NULL CHECK (in_row_max >= 1),
  lock_days INTEGER NOT NULL CHECK (lock_days >= 1)) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO conduct_terms(version, valid_from, valid_to, in_row_max, lock_days)
  VALUES ('1207-2025', '2025-02-28', NULL, 3, 30);

CREATE TABLE IF NOT EXISTS conduct(
  id TEXT PRIMARY KEY,                    -- names the record in addresses without naming the person
  account TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('clear', 'locked')),
  accepted_after INTEGER NOT NULL,        -- the last act before a report was accepted: a row begins behind it
  violated_at INTEGER NOT NULL,           -- when the last violation was recorded
  locked_until INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conduct_locked ON conduct(locked_until, id) WHERE state = 'locked';
CREATE INDEX IF NOT EXISTS conduct_by_violation ON conduct(violated_at, id);

CREATE TABLE IF NOT EXISTS violations(
  id TEXT PRIMARY KEY,
  conduct_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  unit TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  reviewer TEXT,                          -- whose head decides an objection; NULL: the Centre
  annulled_at INTEGER) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS violations_of ON violations(conduct_id, seq);
-- One that counts for each case, whoever of two officers is quicker.
CREATE UNIQUE INDEX IF NOT EXISTS violations_of_case ON violations(case_id) WHERE annulled_at IS NULL;
CREATE INDEX IF NOT EXISTS violations_by_case ON violations(case_id, seq);

CREATE TABLE IF NOT EXISTS conduct_locks(
  conduct_id TEXT NOT NULL,
  seq INTEGER NOT NULL,                   -- the last violation of its row
  accepted_after INTEGER NOT NULL,        -- as it was then: the row began behind it, or behind the lock before
  locked_at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  lifted_at INTEGER,
  PRIMARY KEY (conduct_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS objections(
  id TEXT PRIMARY KEY,
  conduct_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  violation TEXT NOT NULL UNIQUE,         -- one for each violation
  reviewer TEXT,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'upheld', 'rejected')),
  decided_by TEXT,
  decided_unit TEXT,
  decided_at INTEGER,
  decision TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS objections_waiting ON objections(state, at, id);
CREATE INDEX IF NOT EXISTS objections_of_reviewer ON objections(reviewer, state, at, id);

CREATE TABLE IF NOT EXISTS referrals(
  conduct_id TEXT NOT NULL, seq INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  body TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (conduct_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS conduct_media(
  conduct_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  violation TEXT NOT NULL,
  media TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (conduct_id, seq, position)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS conduct_media_by_media ON conduct_media(media);

-- A file belongs to one act: here one of conduct, in 0006 those of a case and of an alert. Worded as SQLite words a
-- breach of uniqueness.
CREATE TRIGGER IF NOT EXISTS case_media_not_of_conduct BEFORE INSERT ON case_media
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: conduct_media.media') WHERE EXISTS (
    SELECT 1 FROM conduct_media WHERE media = NEW.media);
END;
CREATE TRIGGER IF NOT EXISTS alert_media_not_of_conduct BEFORE INSERT ON alert_media
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: conduct_media.media') WHERE EXISTS (
    SELECT 1 FROM conduct_media WHERE media = NEW.media);
END;
CREATE TRIGGER IF NOT EXISTS conduct_media_not_of_another BEFORE INSERT ON conduct_media
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: case_media.media') WHERE EXISTS (
    SELECT 1 FROM case_media WHERE media = NEW.media);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: alert_media.media') WHERE EXISTS (
    SELECT 1 FROM alert_media WHERE media = NEW.media);
END;

CREATE TRIGGER IF NOT EXISTS journal_account_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'account' AND NEW.seq > 1
BEGIN
  -- A report accepted meanwhile ends the row: what was decided on it, a lock or that one stays, does not fit any more.
  SELECT RAISE(ABORT, 'stale account') WHERE NOT EXISTS (
    SELECT 1 FROM conduct WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash
      AND (NEW.act NOT IN ('violate', 'annul') OR accepted_after = NEW.outcome ->> '$.accepted_after'));
END;

CREATE TRIGGER IF NOT EXISTS journal_account_apply AFTER INSERT ON journal WHEN NEW.subject = 'account'
BEGIN
  INSERT INTO conduct(id, account, version, hash, state, accepted_after, violated_at)
    SELECT NEW.subject_id, NEW.outcome ->> '$.account', 1, NEW.hash, NEW.to_state, 0, NEW.at WHERE NEW.seq = 1;

  INSERT INTO violations(id, conduct_id, seq, case_id, kind, reason, unit, by, at, reviewer)
    SELECT NEW.outcome ->> '$.violation', NEW.subject_id, NEW.seq, NEW.outcome ->> '$.case',
      NEW.outcome ->> '$.kind', NEW.outcome ->> '$.reason', NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.reviewer'
    WHERE NEW.act = 'violate';
  INSERT INTO conduct_locks(conduct_id, seq, accepted_after, locked_at, until)
    SELECT NEW.subject_id, NEW.seq, NEW.outcome ->> '$.accepted_after', NEW.at, NEW.outcome ->> '$.lock'
    WHERE NEW.act = 'violate' AND NEW.outcome ->> '$.lock' IS NOT NULL;

  INSERT INTO objections(id, conduct_id, seq, violation, reviewer, text, at, state)
    SELECT NEW.outcome ->> '$.objection', NEW.subject_id, NEW.seq, v.id, v.reviewer, NEW.outcome ->> '$.text', NEW.at,
      'waiting'
    FROM violations v WHERE NEW.act = 'object' AND v.id = NEW.outcome ->> '$.violation';
  INSERT INTO conduct_media(conduct_id, seq, position, violation, media, media_type, sha256)
    SELECT NEW.subject_id, NEW.seq, m.key, NEW.outcome ->> '$.violation', m.value ->> 'id', m.value ->> 'type',
      m.value ->> 'sha256'
    FROM json_each(NEW.outcome, '$.media') m;

  UPDATE objections SET state = iif(NEW.act = 'annul', 'upheld', 'rejected'), decided_by = NEW.actor,
    decided_unit = NEW.unit, decided_at = NEW.at, decision = NEW.outcome ->> '$.reason'
    WHERE NEW.act IN ('annul', 'reject') AND id = NEW.outcome ->> '$.objection';
  UPDATE violations SET annulled_at = NEW.at WHERE NEW.act = 'annul'
    AND id = (SELECT o.violation FROM objections o WHERE o.id = NEW.outcome ->> '$.objection');
  UPDATE conduct_locks SET lifted_at = NEW.at WHERE conduct_id = NEW.subject_id
    AND seq IN (SELECT value FROM json_each(NEW.outcome, '$.lifted'));

  INSERT INTO referrals(conduct_id, seq, by, at, body, reason)
    SELECT NEW.subject_id, NEW.seq, NEW.actor, NEW.at, NEW.outcome ->> '$.body', NEW.outcome ->> '$.reason'
    WHERE NEW.act = 'refer';

  UPDATE conduct SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    violated_at = iif(NEW.act = 'violate', NEW.at, violated_at),
    -- An absent key leaves it.
    locked_until = iif(json_type(NEW.outcome, '$.locked_until') IS NULL, locked_until, NEW.outcome ->> '$.locked_until')
    WHERE id = NEW.subject_id;

  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || o.key, o.value ->> 'case',
      o.value ->> 'recipient', o.value ->> 'role', o.value ->> 'topic', NEW.at
    FROM json_each(NEW.outcome, '$.notices') o;
END;

CREATE TRIGGER IF NOT EXISTS journal_accepted_ends_the_row AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'accept'
BEGIN
  UPDATE conduct SET accepted_after = version
    WHERE account = (SELECT c.reporter FROM cases c WHERE c.id = NEW.subject_id);
END;

-- Reply templates (R-6.2, R-7.2a) --------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS reply_templates(
  id TEXT PRIMARY KEY,                    -- unit/reason
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state = 'set'),
  unit TEXT NOT NULL,                     -- which uses it: a successor has those of the unit that ended (R-28.1)
  text TEXT NOT NULL,
  edited_by TEXT NOT NULL,
  edited_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reply_templates_of_unit ON reply_templates(unit);

CREATE TRIGGER IF NOT EXISTS journal_reply_template_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'reply_template' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale reply template') WHERE NOT EXISTS (
    SELECT 1 FROM reply_templates WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_reply_template_apply AFTER INSERT ON journal WHEN NEW.subject = 'reply_template'
BEGIN
  INSERT INTO reply_templates(id, version, hash, state, unit, text, edited_by, edited_at)
    VALUES (NEW.subject_id, NEW.seq, NEW.hash, NEW.to_state, NEW.unit, NEW.outcome ->> '$.text', NEW.actor, NEW.at)
    ON CONFLICT(id) DO UPDATE SET version = excluded.version, hash = excluded.hash, unit = excluded.unit, text = excluded.text,
      edited_by = excluded.edited_by, edited_at = excluded.edited_at;
END;

-- Services and utilities (R-4.6) ---------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS services(
  number INTEGER PRIMARY KEY,             -- order of writing; rowid of the search index
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'withdrawn')),
  unit TEXT NOT NULL,
  category TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  areas TEXT NOT NULL CHECK (json_valid(areas)), -- codes of wards and communes; empty: the whole city
  place TEXT,
  hours TEXT,
  link TEXT,
  phone TEXT,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  folded TEXT NOT NULL,                   -- what is searched once it is approved
  authors TEXT NOT NULL CHECK (json_valid(authors)),
  written_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  approved_by TEXT,
  approved_at INTEGER,
  reason TEXT) STRICT;                    -- of the last return or withdrawal
CREATE INDEX IF NOT EXISTS services_of_unit ON services(unit, number);
CREATE INDEX IF NOT EXISTS services_by_state ON services(state, number);

-- As publication_search. An entry is approved once and never reworded after that, so a row is put in once; one
-- that is withdrawn stays in the index and is passed by.
CREATE VIRTUAL TABLE IF NOT EXISTS service_search USING fts5(folded, tags, content='', tokenize='unicode61');

CREATE TRIGGER IF NOT EXISTS journal_service_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'service' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale service') WHERE NOT EXISTS (
    SELECT 1 FROM services WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_service_apply AFTER INSERT ON journal WHEN NEW.subject = 'service'
BEGIN
  INSERT INTO services(id, version, hash, state, unit, category, title, text, areas, valid_from, folded, authors,
      written_at, updated_at)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, '', '', '', '[]', 0, '', '[]', NEW.at, NEW.at
    WHERE NEW.seq = 1;
  UPDATE services SET category = c.value ->> 'category', title = c.value ->> 'title', text = c.value ->> 'text',
    areas = c.value -> 'areas', place = c.value ->> 'place', hours = c.value ->> 'hours', link = c.value ->> 'link',
    phone = c.value ->> 'phone', valid_from = c.value ->> 'valid_from', valid_to = c.value ->> 'valid_to',
    folded = c.value ->> 'folded', authors = iif(
      EXISTS (SELECT 1 FROM json_each(services.authors) w WHERE w.value = NEW.actor), authors,
      json_insert(authors, '$[#]', NEW.actor))
    FROM (SELECT NEW.outcome -> '$.content' AS value) c
    WHERE services.id = NEW.subject_id AND NEW.act IN ('write', 'edit');
  UPDATE services SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state, updated_at = NEW.at,
    approved_by = iif(NEW.act = 'approve', NEW.actor, approved_by),
    approved_at = iif(NEW.act = 'approve', NEW.at, approved_at),
    reason = iif(NEW.act IN ('return', 'withdraw'), NEW.outcome ->> '$.reason', reason)
    WHERE id = NEW.subject_id;
  INSERT INTO service_search(rowid, folded, tags)
    SELECT s.number, s.folded, 'c' || s.category || iif(json_array_length(s.areas) = 0, ' wcity',
        (SELECT group_concat(' w' || a.value, '') FROM json_each(s.areas) a))
    FROM services s WHERE s.id = NEW.subject_id AND NEW.act = 'approve';
END;

-- Remarks on the regulation (R-28.3) -----------------------------------------------------------------

CREATE TABLE IF NOT EXISTS remarks(
  number INTEGER PRIMARY KEY,             -- order of sending
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'merged')),
  unit TEXT NOT NULL,
  article INTEGER NOT NULL,
  clause TEXT,
  text TEXT NOT NULL,
  proposal TEXT,
  sent_by TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  answer TEXT,
  answered_at INTEGER,
  merged_note TEXT,
  merged_at INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS remarks_of_unit ON remarks(unit, number);
CREATE INDEX IF NOT EXISTS remarks_by_state ON remarks(state, number);
CREATE INDEX IF NOT EXISTS remarks_by_article ON remarks(article, number);

CREATE TRIGGER IF NOT EXISTS journal_remark_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'remark' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale remark') WHERE NOT EXISTS (
    SELECT 1 FROM remarks WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_remark_apply AFTER INSERT ON journal WHEN NEW.subject = 'remark'
BEGIN
  INSERT INTO remarks(id, version, hash, state, unit, article, clause, text, proposal, sent_by, sent_at)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, NEW.outcome ->> '$.article', NEW.outcome ->> '$.clause',
      NEW.outcome ->> '$.text', NEW.outcome ->> '$.proposal', NEW.actor, NEW.at
    WHERE NEW.seq = 1;
  UPDATE remarks SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    answer = iif(NEW.act = 'answer', NEW.outcome ->> '$.answer', answer),
    answered_at = iif(NEW.act = 'answer', NEW.at, answered_at),
    merged_note = iif(NEW.act = 'merge', NEW.outcome ->> '$.note', merged_note),
    merged_at = iif(NEW.act = 'merge', NEW.at, merged_at)
    WHERE id = NEW.subject_id;
END;
