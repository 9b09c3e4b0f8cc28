-- The whole schema. The steps in migrations/ lead here; a test compares the two.

-- People, units, calendars: what the city is.

CREATE TABLE IF NOT EXISTS units(
  id TEXT NOT NULL,                       -- official code of a ward or commune, short code of a department
  valid_from TEXT NOT NULL,               -- codes were reused in July 2025, so a code alone names nothing
  valid_to TEXT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('ward', 'commune', 'district', 'department', 'centre', 'company')),
  superior TEXT,                          -- NULL for wards: there the category says who is above
  latitude REAL,
  longitude REAL,
  calendar TEXT NOT NULL DEFAULT 'city',
  urgent_around_the_clock INTEGER NOT NULL DEFAULT 0 CHECK (urgent_around_the_clock IN (0, 1)),
  standing INTEGER NOT NULL DEFAULT 1 CHECK (standing IN (0, 1, 2)), -- 0 not yet, 1 stands, 2 over; the sweep turns it on the day
  PRIMARY KEY (id, valid_from)) STRICT, WITHOUT ROWID;

CREATE VIEW IF NOT EXISTS current_units AS SELECT * FROM units WHERE standing = 1;

CREATE TABLE IF NOT EXISTS calendars(
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  spec TEXT NOT NULL CHECK (json_valid(spec))) STRICT, WITHOUT ROWID;

-- R-28.2: the limits and requirements of each kind of report, dated. A case keeps the version it was opened under.
CREATE TABLE IF NOT EXISTS terms(
  kind TEXT NOT NULL CHECK (kind IN ('field', 'regulation', 'waste', 'business', 'initiative')),
  version TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,                          -- NULL: until another version
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  PRIMARY KEY (kind, version)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS categories(
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL DEFAULT 'field' CHECK (kind IN ('field', 'regulation', 'waste', 'business', 'initiative')),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  first_unit TEXT,                        -- NULL: the ward where it is
  escalates_to TEXT NOT NULL,             -- R-5.9: who is above the ward in this field
  usual_level TEXT NOT NULL CHECK (usual_level IN ('urgent', 'normal', 'complex'))) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS accounts(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  residence TEXT,
  residence_at INTEGER NOT NULL DEFAULT 0,    -- since when: a reorganisation moves what was said before it, once
  residence_confirm INTEGER NOT NULL DEFAULT 0 CHECK (residence_confirm IN (0, 1)), -- moved from a ward that was split
  verified_at INTEGER,
  verified_by TEXT,
  created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS memberships(
  account TEXT NOT NULL REFERENCES accounts(id),
  unit TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('intake', 'head', 'handler', 'centre', 'support', 'inspector', 'personnel', 'admin')),
  since INTEGER NOT NULL DEFAULT 0,       -- of a membership that passed to a successor: when
  PRIMARY KEY (account, unit, role)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS memberships_by_unit ON memberships(unit, role);

CREATE TABLE IF NOT EXISTS sessions(
  token_hash TEXT PRIMARY KEY,            -- hex SHA-256: a stolen database signs nobody in
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions(account, created_at);

CREATE TABLE IF NOT EXISTS media(
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES accounts(id),
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  chunk_size INTEGER NOT NULL,
  stored_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS media_by_sha256 ON media(sha256);
CREATE INDEX IF NOT EXISTS media_of_owner ON media(owner, stored_at);
-- The journal and what is projected from it. An act is one INSERT INTO journal; the triggers apply the
-- outcome the row carries. Only the journal, clock_notes and the tables of 0001 are sources; every
-- other table here can be dropped and rebuilt by replaying them.
-- Instants are milliseconds since 1970-01-01 UTC.

CREATE TABLE IF NOT EXISTS journal(
  id INTEGER PRIMARY KEY,                 -- the order of all acts
  subject TEXT NOT NULL CHECK (subject IN ('case', 'alert', 'booking', 'reception_session', 'account',
    'reply_template', 'service', 'remark', 'reorganisation', 'unit', 'setting')),
  subject_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  act TEXT NOT NULL,
  actor TEXT,                             -- NULL: the sweep
  unit TEXT NOT NULL,                     -- the unit that held the case, or issued the alert
  at INTEGER NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (json_valid(outcome)),
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (subject_id, seq)) STRICT;

CREATE TRIGGER IF NOT EXISTS journal_is_append_only_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_is_append_only_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- INSERT OR REPLACE takes a row out without firing the trigger above. An id that SQLite chooses is -1 here.
CREATE TRIGGER IF NOT EXISTS journal_is_append_only_replace BEFORE INSERT ON journal WHEN NEW.id > 0
BEGIN SELECT RAISE(ABORT, 'the journal is append-only') WHERE EXISTS (SELECT 1 FROM journal WHERE id = NEW.id); END;

-- Cases ------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS cases(
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,               -- seq of the last act
  hash BLOB NOT NULL,                     -- hash of the last act
  state TEXT NOT NULL CHECK (state IN ('submitted', 'verifying', 'accepted', 'dispatched', 'handling',
    'drafted', 'approved', 'resulted', 'published', 'closed', 'refused', 'withdrawn')),
  desk TEXT,                              -- whose queue it stands in; NULL in an end state
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('urgent', 'normal', 'complex')),
  unit TEXT NOT NULL,
  ward TEXT NOT NULL,
  reporter TEXT NOT NULL,
  handler TEXT,
  drafted_by TEXT,
  result_by TEXT,
  terms_version TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_at INTEGER,                         -- the soonest due of the clocks an agency answers for
  closes_at INTEGER) STRICT, WITHOUT ROWID;
-- No partial index here says IS NOT NULL: to see whether such an index serves, SQLite looks into the bound values,
-- and then compiles every statement on the table anew each time it is bound.
CREATE INDEX IF NOT EXISTS cases_queue ON cases(unit, desk, due_at, id);
CREATE INDEX IF NOT EXISTS cases_of_handler ON cases(handler, due_at, id) WHERE handler > '' AND desk > '';
CREATE INDEX IF NOT EXISTS cases_of_reporter ON cases(reporter, id);
CREATE INDEX IF NOT EXISTS cases_closing ON cases(closes_at) WHERE state = 'published';

CREATE TABLE IF NOT EXISTS reports(
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE REFERENCES cases(id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  address TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  happened_at INTEGER NOT NULL,
  confidential INTEGER NOT NULL CHECK (confidential IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS submissions(   -- R-4.5: sending twice with one key opens one case
  reporter TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (reporter, idempotency_key)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS case_media(
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  media TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('report', 'information', 'draft', 'evidence')),
  PRIMARY KEY (case_id, seq, position)) STRICT, WITHOUT ROWID;
-- One file belongs to one act, whoever of two is quicker.
CREATE UNIQUE INDEX IF NOT EXISTS case_media_by_media ON case_media(media);

CREATE TABLE IF NOT EXISTS clocks(
  case_id TEXT NOT NULL,
  n INTEGER NOT NULL,                     -- seq of the act that opened it
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  limit_text TEXT NOT NULL,
  origin_at INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  warn_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  due_soon_noted INTEGER NOT NULL DEFAULT 0,
  overdue_noted INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (case_id, n, kind)) STRICT, WITHOUT ROWID;
-- "One open clock per kind" is a rule of the law, so the database holds it too.
CREATE UNIQUE INDEX IF NOT EXISTS clocks_open ON clocks(case_id, kind) WHERE closed_at IS NULL;
CREATE INDEX IF NOT EXISTS clocks_to_warn ON clocks(warn_at)
  WHERE closed_at IS NULL AND due_soon_noted = 0 AND kind <> 'question_window';
CREATE INDEX IF NOT EXISTS clocks_to_note ON clocks(due_at)
  WHERE closed_at IS NULL AND overdue_noted = 0 AND kind <> 'question_window';

-- What the sweep has said; a source like the journal. One row for each clock and threshold, once.
CREATE TABLE IF NOT EXISTS clock_notes(
  case_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  threshold TEXT NOT NULL CHECK (threshold IN ('due_soon', 'overdue')),
  unit TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  noted_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, n, kind, threshold)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS outbox(
  key TEXT PRIMARY KEY,                   -- the message carries it, so that a second delivery is recognised
  case_id TEXT NOT NULL,
  recipient TEXT NOT NULL,                -- an account, or a unit when role is given
  role TEXT,
  topic TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_of_recipient ON outbox(recipient, role, at DESC, key);
CREATE INDEX IF NOT EXISTS outbox_of_case ON outbox(case_id);

-- What happened, a row each ------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS contacts(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  channel TEXT NOT NULL, reached INTEGER NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS information_requests(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  question TEXT NOT NULL, answer TEXT, answered_at INTEGER,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS acceptances(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  content_clear INTEGER NOT NULL, identity_complete INTEGER NOT NULL,
  media_intact INTEGER NOT NULL, place_specific INTEGER NOT NULL,
  level TEXT NOT NULL, level_reason TEXT,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS refusals(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  reason TEXT NOT NULL, explanation TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS transfers(     -- forwarded up, or sent on from a wrong route
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, act TEXT NOT NULL, from_unit TEXT NOT NULL, to_unit TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS dispatches(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, from_unit TEXT NOT NULL, to_unit TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL, division TEXT, instruction TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS assignments(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  handler TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS level_changes(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  from_level TEXT NOT NULL, to_level TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS extensions(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  legal_basis TEXT NOT NULL, total_days INTEGER NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS drafts(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  conclusion TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS returns(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, act TEXT NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL,
  at INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS approvals(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS results(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS questions(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, question TEXT NOT NULL,
  answer TEXT, answered_by TEXT, answered_at INTEGER,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ratings(       -- the one that stands; earlier ones are in the journal
  case_id TEXT PRIMARY KEY, at INTEGER NOT NULL, satisfaction TEXT NOT NULL, comment TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS urgings(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

-- What everybody may read: no name, telephone or identity column exists here.
CREATE TABLE IF NOT EXISTS publications(
  number INTEGER PRIMARY KEY,             -- order of publication; rowid of the search index
  case_id TEXT NOT NULL UNIQUE REFERENCES cases(id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  submitted_at INTEGER NOT NULL,
  category TEXT NOT NULL,
  ward TEXT NOT NULL,
  unit TEXT NOT NULL,
  responsible TEXT NOT NULL,              -- R-12.3: the head who answers for it
  address TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  text TEXT NOT NULL,
  result TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS publications_by_time ON publications(published_at);
CREATE INDEX IF NOT EXISTS publications_by_ward ON publications(ward, number);
CREATE INDEX IF NOT EXISTS publications_by_category ON publications(category, number);
CREATE INDEX IF NOT EXISTS publications_by_unit ON publications(unit, number);

-- Folded by Rust (đ→d included, which no tokenizer does); `tags` holds ward, unit and category so that a
-- filtered search stays inside the index.
CREATE VIRTUAL TABLE IF NOT EXISTS publication_search USING fts5(folded, tags, content='', tokenize='unicode61');

-- Alerts -------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS alerts(
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('written', 'sent', 'cancelled')),
  unit TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('warning', 'information')),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  audience TEXT NOT NULL,                 -- 'city', or the code of a commune: resolved when read
  written_by TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  approved_by TEXT,
  sent_at INTEGER,
  cancelled_at INTEGER,
  cancel_reason TEXT) STRICT, WITHOUT ROWID;
-- With the end of validity, so that what is long over is passed by inside the index.
CREATE INDEX IF NOT EXISTS alerts_inbox ON alerts(audience, sent_at, id, valid_until) WHERE sent_at > 0;
CREATE INDEX IF NOT EXISTS alerts_of_unit ON alerts(unit, written_at, id);

-- Guards -------------------------------------------------------------------------------------------

CREATE TRIGGER IF NOT EXISTS journal_first_guard BEFORE INSERT ON journal WHEN NEW.seq = 1
BEGIN
  SELECT RAISE(ABORT, 'stale case') WHERE EXISTS (
    SELECT 1 FROM journal WHERE subject_id = NEW.subject_id AND seq = 1);
END;

CREATE TRIGGER IF NOT EXISTS journal_case_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale case') WHERE NOT EXISTS (
    SELECT 1 FROM cases WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_alert_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'alert' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale alert') WHERE NOT EXISTS (
    SELECT 1 FROM alerts WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

-- Applying -----------------------------------------------------------------------------------------

-- One trigger for what must happen in order: case, clocks, then the case's soonest due.
CREATE TRIGGER IF NOT EXISTS journal_case_apply AFTER INSERT ON journal WHEN NEW.subject = 'case'
BEGIN
  INSERT INTO cases(id, code, version, hash, state, desk, kind, category, level, unit, ward, reporter,
      terms_version, submitted_at, updated_at)
    SELECT NEW.subject_id, NEW.outcome ->> '$.code', 1, NEW.hash, NEW.to_state, 'verification',
      f.value ->> 'kind', f.value ->> 'category', 'normal', NEW.unit, f.value ->> 'ward', NEW.actor,
      f.value ->> 'terms_version', NEW.at, NEW.at
    FROM (SELECT NEW.outcome -> '$.fact' AS value) f WHERE NEW.act = 'submit';

  UPDATE clocks SET closed_at = NEW.at WHERE case_id = NEW.subject_id AND closed_at IS NULL
    AND kind IN (SELECT value FROM json_each(NEW.outcome, '$.close'));

  INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
    SELECT NEW.subject_id, NEW.seq, o.value ->> 'kind', o.value ->> 'unit', o.value ->> 'limit',
      o.value ->> 'origin', NEW.at, o.value ->> 'warn', o.value ->> 'due'
    FROM json_each(NEW.outcome, '$.open') o;

  UPDATE cases SET
    version = NEW.seq, hash = NEW.hash, state = NEW.to_state, updated_at = NEW.at,
    desk = CASE
      WHEN NEW.to_state IN ('submitted', 'verifying') THEN 'verification'
      WHEN NEW.to_state IN ('accepted', 'dispatched') THEN 'assignment'
      WHEN NEW.to_state = 'handling' THEN 'handling'
      WHEN NEW.to_state IN ('drafted', 'approved', 'resulted') THEN 'approval'
      WHEN NEW.to_state = 'published' THEN 'aftercare' END,
    unit = coalesce(NEW.outcome ->> '$.change.unit', unit),
    level = coalesce(NEW.outcome ->> '$.change.level', level),
    closes_at = coalesce(NEW.outcome ->> '$.change.closes_at', closes_at),
    -- A JSON null takes the person off; an absent key leaves them.
    handler = iif(json_type(NEW.outcome, '$.change.handler') IS NULL, handler, NEW.outcome ->> '$.change.handler'),
    drafted_by = iif(json_type(NEW.outcome, '$.change.drafted_by') IS NULL, drafted_by, NEW.outcome ->> '$.change.drafted_by'),
    result_by = iif(json_type(NEW.outcome, '$.change.result_by') IS NULL, result_by, NEW.outcome ->> '$.change.result_by'),
    due_at = (SELECT min(due_at) FROM clocks
      WHERE case_id = NEW.subject_id AND closed_at IS NULL AND kind <> 'question_window')
    WHERE id = NEW.subject_id;

  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || o.key, NEW.subject_id,
      o.value ->> 'recipient', o.value ->> 'role', o.value ->> 'topic', NEW.at
    FROM json_each(NEW.outcome, '$.notices') o;

  INSERT INTO case_media(case_id, seq, position, media, media_type, sha256, purpose)
    SELECT NEW.subject_id, NEW.seq, m.key, m.value ->> 'id', m.value ->> 'type', m.value ->> 'sha256',
      CASE NEW.act WHEN 'submit' THEN 'report' WHEN 'provide_information' THEN 'information'
        WHEN 'draft' THEN 'draft' ELSE 'evidence' END
    FROM json_each(NEW.outcome, '$.fact.media') m;
END;

CREATE TRIGGER IF NOT EXISTS journal_submitted AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'submit'
BEGIN
  INSERT INTO submissions(reporter, idempotency_key, case_id)
    VALUES (NEW.actor, NEW.outcome ->> '$.fact.idempotency_key', NEW.subject_id);
  INSERT INTO reports(id, case_id, text, address, latitude, longitude, happened_at, confidential)
    VALUES (NEW.outcome ->> '$.fact.report', NEW.subject_id, NEW.outcome ->> '$.fact.text',
      NEW.outcome ->> '$.fact.address', NEW.outcome ->> '$.fact.latitude', NEW.outcome ->> '$.fact.longitude',
      NEW.outcome ->> '$.fact.happened_at', NEW.outcome ->> '$.fact.confidential');
END;

CREATE TRIGGER IF NOT EXISTS journal_contact AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'log_contact'
BEGIN
  INSERT INTO contacts(case_id, seq, unit, by, at, channel, reached, note)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.channel',
      NEW.outcome ->> '$.fact.reached', NEW.outcome ->> '$.fact.note');
END;

CREATE TRIGGER IF NOT EXISTS journal_information_requested AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'request_information'
BEGIN
  INSERT INTO information_requests(case_id, seq, unit, by, at, question)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.question');
END;

CREATE TRIGGER IF NOT EXISTS journal_information_provided AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'provide_information'
BEGIN
  UPDATE information_requests SET answer = NEW.outcome ->> '$.fact.answer', answered_at = NEW.at
    WHERE case_id = NEW.subject_id AND answered_at IS NULL;
END;

CREATE TRIGGER IF NOT EXISTS journal_accepted AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'accept'
BEGIN
  INSERT INTO acceptances(case_id, seq, unit, by, at, content_clear, identity_complete, media_intact,
      place_specific, level, level_reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.content_clear', NEW.outcome ->> '$.fact.identity_complete',
      NEW.outcome ->> '$.fact.media_intact', NEW.outcome ->> '$.fact.place_specific',
      NEW.outcome ->> '$.fact.level', NEW.outcome ->> '$.fact.level_reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_refused AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'refuse'
BEGIN
  INSERT INTO refusals(case_id, seq, unit, by, at, reason, explanation)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.reason', NEW.outcome ->> '$.fact.explanation');
END;

CREATE TRIGGER IF NOT EXISTS journal_transferred AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act IN ('forward', 'reroute')
BEGIN
  INSERT INTO transfers(case_id, seq, act, from_unit, to_unit, by, at, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.act, NEW.unit, NEW.outcome ->> '$.fact.to', NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.reason');
  -- What the old holder asked and never heard is not the new holder's question.
  UPDATE information_requests SET answered_at = NEW.at WHERE case_id = NEW.subject_id AND answered_at IS NULL;
END;

CREATE TRIGGER IF NOT EXISTS journal_dispatched AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'dispatch'
BEGIN
  INSERT INTO dispatches(case_id, seq, from_unit, to_unit, by, at, division, instruction)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.outcome ->> '$.fact.to', NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.division', NEW.outcome ->> '$.fact.instruction');
END;

CREATE TRIGGER IF NOT EXISTS journal_assigned AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'assign'
BEGIN
  INSERT INTO assignments(case_id, seq, unit, by, at, handler, note)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.handler',
      NEW.outcome ->> '$.fact.note');
END;

CREATE TRIGGER IF NOT EXISTS journal_reclassified AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'reclassify'
BEGIN
  INSERT INTO level_changes(case_id, seq, unit, by, at, from_level, to_level, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.from',
      NEW.outcome ->> '$.fact.to', NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_extended AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'extend'
BEGIN
  INSERT INTO extensions(case_id, seq, unit, by, at, legal_basis, total_days)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.legal_basis',
      NEW.outcome ->> '$.fact.total_days');
END;

CREATE TRIGGER IF NOT EXISTS journal_drafted AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'draft'
BEGIN
  INSERT INTO drafts(case_id, seq, unit, by, at, conclusion)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.conclusion');
END;

CREATE TRIGGER IF NOT EXISTS journal_returned AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act IN ('return_draft', 'return_result')
BEGIN
  INSERT INTO returns(case_id, seq, act, unit, by, at, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.act, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_approved AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'approve'
BEGIN
  INSERT INTO approvals(case_id, seq, unit, by, at, note)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.note');
END;

CREATE TRIGGER IF NOT EXISTS journal_resulted AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'record_result'
BEGIN
  INSERT INTO results(case_id, seq, unit, by, at, result)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.result');
END;

CREATE TRIGGER IF NOT EXISTS journal_published AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'publish'
BEGIN
  INSERT INTO publications(case_id, code, published_at, submitted_at, category, ward, unit, responsible,
      address, latitude, longitude, text, result)
    SELECT c.id, c.code, NEW.at, c.submitted_at, c.category, c.ward, NEW.unit, NEW.actor,
      NEW.outcome ->> '$.fact.address', r.latitude, r.longitude,
      NEW.outcome ->> '$.fact.text', NEW.outcome ->> '$.fact.result'
    FROM cases c JOIN reports r ON r.case_id = c.id WHERE c.id = NEW.subject_id;
  INSERT INTO publication_search(rowid, folded, tags)
    SELECT p.number, NEW.outcome ->> '$.fact.folded', 'w' || p.ward || ' u' || p.unit || ' c' || replace(p.category, '-', '')
    FROM publications p WHERE p.case_id = NEW.subject_id;
END;

CREATE TRIGGER IF NOT EXISTS journal_asked AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'ask'
BEGIN
  INSERT INTO questions(case_id, seq, at, question)
    VALUES (NEW.subject_id, NEW.seq, NEW.at, NEW.outcome ->> '$.fact.question');
END;

CREATE TRIGGER IF NOT EXISTS journal_answered AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'answer'
BEGIN
  UPDATE questions SET answer = NEW.outcome ->> '$.fact.answer', answered_by = NEW.actor, answered_at = NEW.at
    WHERE case_id = NEW.subject_id AND answered_at IS NULL;
END;

CREATE TRIGGER IF NOT EXISTS journal_rated AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'rate'
BEGIN
  INSERT INTO ratings(case_id, at, satisfaction, comment)
    VALUES (NEW.subject_id, NEW.at, NEW.outcome ->> '$.fact.satisfaction', NEW.outcome ->> '$.fact.comment')
    ON CONFLICT(case_id) DO UPDATE SET at = excluded.at, satisfaction = excluded.satisfaction, comment = excluded.comment;
END;

CREATE TRIGGER IF NOT EXISTS journal_urged AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'urge'
BEGIN
  INSERT INTO urgings(case_id, seq, unit, by, at, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS clock_noted AFTER INSERT ON clock_notes
BEGIN
  UPDATE clocks SET
    due_soon_noted = 1,                     -- what is late is not said to be due soon any more
    overdue_noted = max(overdue_noted, NEW.threshold = 'overdue')
    WHERE case_id = NEW.case_id AND n = NEW.n AND kind = NEW.kind;
  -- The desk that holds the clock; on acceptance and verification that is intake.
  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    VALUES (NEW.case_id || '/' || NEW.n || '/' || NEW.kind || '/' || NEW.threshold, NEW.case_id, NEW.unit,
      iif(NEW.kind IN ('acceptance', 'verification'), 'intake', 'head'), NEW.threshold, NEW.noted_at);
END;

CREATE TRIGGER IF NOT EXISTS journal_alert_apply AFTER INSERT ON journal WHEN NEW.subject = 'alert'
BEGIN
  INSERT INTO alerts(id, version, hash, state, unit, kind, title, text, audience, written_by, written_at, valid_until)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, NEW.outcome ->> '$.kind', NEW.outcome ->> '$.title',
      NEW.outcome ->> '$.text', NEW.outcome ->> '$.audience', NEW.actor, NEW.at, NEW.outcome ->> '$.valid_until'
    WHERE NEW.act = 'write';
  UPDATE alerts SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    approved_by = iif(NEW.act = 'approve', NEW.actor, approved_by),
    sent_at = iif(NEW.act = 'approve', NEW.at, sent_at),
    cancelled_at = iif(NEW.act = 'cancel', NEW.at, cancelled_at),
    cancel_reason = iif(NEW.act = 'cancel', NEW.outcome ->> '$.reason', cancel_reason)
    WHERE id = NEW.subject_id;
END;
-- Kinds of report, the gate before sending, reports entered for a citizen.
-- Supporting agencies, the ledger of working minutes, linked cases.
-- Initiatives, inspections on waste, looks at a confidential identity.
-- Alerts by level: documents, chains, reading.
-- Booking of citizen reception.
-- Violations, locks, reply templates, services, remarks.
-- Reorganisation, contact officers, dated settings.

-- Who took over from a unit after its last day. A source: a fresh installation may bring history along.
CREATE TABLE IF NOT EXISTS unit_successors(
  unit TEXT NOT NULL,
  ended_on TEXT NOT NULL,                 -- its last day: codes are used again, so a code alone names nothing
  successor TEXT NOT NULL,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  PRIMARY KEY (unit, ended_on, successor)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS unit_successors_default ON unit_successors(unit, ended_on) WHERE is_default = 1;

CREATE INDEX IF NOT EXISTS accounts_of_residence ON accounts(residence, residence_at) WHERE residence > '';

CREATE TABLE IF NOT EXISTS reorganisations(
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'approved', 'in_effect', 'done', 'cancelled')),
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  effective_on TEXT NOT NULL,             -- the first day of what is new
  last_day TEXT NOT NULL,                 -- the day before
  effective_at INTEGER NOT NULL,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  planned_by TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  approved_by TEXT,
  approved_at INTEGER,
  cancelled_at INTEGER,
  cancel_reason TEXT,
  took_effect_at INTEGER,
  completed_at INTEGER) STRICT, WITHOUT ROWID;
-- One at a time: two plans for one unit could each be right and together wrong.
CREATE UNIQUE INDEX IF NOT EXISTS reorganisations_under_way ON reorganisations((1)) WHERE state IN ('approved', 'in_effect');
CREATE INDEX IF NOT EXISTS reorganisations_by_time ON reorganisations(planned_at, id);

-- The open cases that a reorganisation moves: fixed in the statement in which it takes effect, so that no
-- case is moved twice and none that came in later is moved at all.
CREATE TABLE IF NOT EXISTS reorganisation_cases(
  reorganisation TEXT NOT NULL,
  case_id TEXT NOT NULL,
  from_unit TEXT NOT NULL,
  from_ward TEXT NOT NULL,
  settled_at INTEGER,
  PRIMARY KEY (reorganisation, case_id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reorganisation_cases_open ON reorganisation_cases(case_id, reorganisation) WHERE settled_at IS NULL;

CREATE TABLE IF NOT EXISTS successions(   -- the duty passed on
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, reorganisation TEXT NOT NULL, from_unit TEXT NOT NULL,
  to_unit TEXT NOT NULL, ward TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_reorganisation_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'reorganisation' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale reorganisation') WHERE NOT EXISTS (
    SELECT 1 FROM reorganisations WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_reorganisation_apply AFTER INSERT ON journal WHEN NEW.subject = 'reorganisation'
BEGIN
  INSERT INTO reorganisations(id, version, hash, state, unit, title, legal_basis, effective_on, last_day,
      effective_at, plan, planned_by, planned_at)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, NEW.outcome ->> '$.title',
      NEW.outcome ->> '$.legal_basis', NEW.outcome ->> '$.effective_on', date(NEW.outcome ->> '$.effective_on', '-1 day'),
      NEW.outcome ->> '$.effective_at', NEW.outcome -> '$.plan', NEW.actor, NEW.at
    WHERE NEW.act = 'plan';
  UPDATE reorganisations SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    approved_by = iif(NEW.act = 'approve', NEW.actor, approved_by),
    approved_at = iif(NEW.act = 'approve', NEW.at, approved_at),
    cancelled_at = iif(NEW.act = 'cancel', NEW.at, cancelled_at),
    cancel_reason = iif(NEW.act = 'cancel', NEW.outcome ->> '$.reason', cancel_reason),
    took_effect_at = iif(NEW.act = 'take_effect', NEW.at, took_effect_at),
    completed_at = iif(NEW.act = 'complete', NEW.at, completed_at)
    WHERE id = NEW.subject_id;
END;

-- What changes in one moment: the units, who works where, where new reports go; and which open cases are to
-- be moved. The cases themselves follow one by one, each by its own act; residents in batches.
CREATE TRIGGER IF NOT EXISTS journal_reorganisation_takes_effect AFTER INSERT ON journal
WHEN NEW.subject = 'reorganisation' AND NEW.act = 'take_effect'
BEGIN
  INSERT INTO reorganisation_cases(reorganisation, case_id, from_unit, from_ward)
    SELECT r.id, c.id, c.unit, c.ward FROM reorganisations r CROSS JOIN cases c
    WHERE r.id = NEW.subject_id AND c.desk > ''
      AND (c.unit IN (SELECT e.value ->> 'unit' FROM json_each(r.plan, '$.ended') e)
        OR c.ward IN (SELECT e.value ->> 'unit' FROM json_each(r.plan, '$.ended') e));

  UPDATE units SET
    valid_to = (SELECT last_day FROM reorganisations WHERE id = NEW.subject_id), standing = 2
    WHERE standing = 1 AND id IN (
      SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id
      UNION SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.renamed') e WHERE r.id = NEW.subject_id);
  INSERT OR IGNORE INTO units(id, valid_from, name, kind, superior, latitude, longitude, calendar, urgent_around_the_clock)
    SELECT u.id, r.effective_on, e.value ->> 'name', u.kind, u.superior, u.latitude, u.longitude, u.calendar,
      u.urgent_around_the_clock
    FROM reorganisations r, json_each(r.plan, '$.renamed') e
      JOIN units u ON u.id = e.value ->> 'unit' AND u.valid_to = r.last_day
    WHERE r.id = NEW.subject_id;
  INSERT OR IGNORE INTO unit_successors(unit, ended_on, successor, is_default)
    SELECT e.value ->> 'unit', r.last_day, s.value ->> 'unit', s.value ->> 'default'
    FROM reorganisations r, json_each(r.plan, '$.ended') e, json_each(e.value, '$.successors') s
    WHERE r.id = NEW.subject_id;
  -- Those under a unit that ended stand under its successor; before what is new, whose superiors are said in new codes.
  UPDATE units SET superior = (
      SELECT s.successor FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = units.superior AND s.ended_on = r.last_day AND s.is_default = 1)
    WHERE standing = 1 AND superior IN (
      SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id);
  INSERT OR IGNORE INTO units(id, valid_from, name, kind, superior, latitude, longitude)
    SELECT e.value ->> 'unit', r.effective_on, e.value ->> 'name', e.value ->> 'kind', e.value ->> 'superior',
      e.value ->> 'latitude', e.value ->> 'longitude'
    FROM reorganisations r, json_each(r.plan, '$.founded') e WHERE r.id = NEW.subject_id;

  -- Codes are used again (A → B, B → C), so all memberships pass over at once, by their age and not by their code.
  INSERT INTO memberships(account, unit, role, since)
    SELECT m.account, s.successor, m.role, NEW.at
    FROM reorganisations r, json_each(r.plan, '$.ended') e
      JOIN unit_successors s ON s.unit = e.value ->> 'unit' AND s.ended_on = r.last_day AND s.is_default = 1
      JOIN memberships m ON m.unit = s.unit
    WHERE r.id = NEW.subject_id AND m.since < NEW.at
    ON CONFLICT(account, unit, role) DO UPDATE SET since = excluded.since;
  DELETE FROM memberships WHERE since < NEW.at AND unit IN (
    SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id);

  UPDATE categories SET
    first_unit = coalesce((SELECT s.successor FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = first_unit AND s.ended_on = r.last_day AND s.is_default = 1), first_unit),
    escalates_to = coalesce((SELECT s.successor FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = escalates_to AND s.ended_on = r.last_day AND s.is_default = 1), escalates_to);
END;

-- Two ticks may have read the same list: the one that comes second does nothing.
CREATE TRIGGER IF NOT EXISTS journal_succession_guard BEFORE INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'succeed'
BEGIN
  SELECT RAISE(ABORT, 'stale case') WHERE EXISTS (
    SELECT 1 FROM reorganisation_cases WHERE reorganisation = NEW.outcome ->> '$.fact.reorganisation'
      AND case_id = NEW.subject_id AND settled_at > 0);
END;

CREATE TRIGGER IF NOT EXISTS journal_succeeded AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'succeed'
BEGIN
  UPDATE cases SET ward = NEW.outcome ->> '$.fact.ward' WHERE id = NEW.subject_id;
  INSERT INTO successions(case_id, seq, reorganisation, from_unit, to_unit, ward, at)
    VALUES (NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.reorganisation', NEW.outcome ->> '$.fact.from',
      NEW.outcome ->> '$.fact.to', NEW.outcome ->> '$.fact.ward', NEW.at);
END;

-- A case that ended meanwhile has nothing to pass on.
CREATE TRIGGER IF NOT EXISTS journal_case_settles AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND (NEW.act = 'succeed' OR NEW.to_state IN ('closed', 'refused', 'withdrawn'))
BEGIN
  UPDATE reorganisation_cases SET settled_at = NEW.at WHERE case_id = NEW.subject_id AND settled_at IS NULL;
END;

-- Settings and what a unit keeps ---------------------------------------------------------------------

-- Where the journal of a setting (`calendar:city`, `terms:field`, `retention:sessions`) or of a unit
-- (`unit:00070`) ends.
CREATE TABLE IF NOT EXISTS keepings(
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS setting_versions( -- R-28.2: what was set when, by whom and why
  id TEXT NOT NULL, seq INTEGER NOT NULL, version TEXT NOT NULL, valid_from TEXT NOT NULL, reason TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL, spec TEXT NOT NULL,
  PRIMARY KEY (id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS retention(       -- R-14.1; a source, like the calendar
  what TEXT PRIMARY KEY CHECK (what IN ('sessions', 'unused_uploads', 'refused_media', 'withdrawn_media')),
  keep_days INTEGER NOT NULL CHECK (keep_days BETWEEN 1 AND 36500)) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO retention(what, keep_days) VALUES
  ('sessions', 30), ('unused_uploads', 7), ('refused_media', 730), ('withdrawn_media', 730);
CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions(expires_at);

CREATE TABLE IF NOT EXISTS unit_settings(
  unit TEXT PRIMARY KEY, calendar TEXT NOT NULL, urgent_around_the_clock INTEGER NOT NULL, reason TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS contact_officers( -- R-18.2b
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  position TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT,
  field TEXT NOT NULL,
  since TEXT NOT NULL,
  folded TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contact_officers_of_unit ON contact_officers(unit, id);

-- Cases whose clocks are to be counted anew. A list of work and no projection: which units follow a calendar is
-- told to the system. What was done stands in the journal of each case.
CREATE TABLE IF NOT EXISTS recount_work(
  case_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_keeping_guard BEFORE INSERT ON journal
WHEN NEW.subject IN ('setting', 'unit') AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale setting') WHERE NOT EXISTS (
    SELECT 1 FROM keepings WHERE id = NEW.subject_id AND version = NEW.seq - 1 AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_keeping_apply AFTER INSERT ON journal WHEN NEW.subject IN ('setting', 'unit')
BEGIN
  INSERT INTO keepings(id, version, hash, updated_at, updated_by)
    VALUES (NEW.subject_id, NEW.seq, NEW.hash, NEW.at, NEW.actor)
    ON CONFLICT(id) DO UPDATE SET version = excluded.version, hash = excluded.hash,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by;
  INSERT INTO setting_versions(id, seq, version, valid_from, reason, by, at, spec)
    SELECT NEW.subject_id, NEW.seq, NEW.outcome ->> '$.version', NEW.outcome ->> '$.valid_from',
      NEW.outcome ->> '$.reason', NEW.actor, NEW.at, NEW.outcome -> '$.spec'
    WHERE NEW.subject = 'setting';
END;

CREATE TRIGGER IF NOT EXISTS journal_calendar_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_calendar'
BEGIN
  INSERT INTO calendars(id, version, spec)
    VALUES (NEW.outcome ->> '$.key', NEW.outcome ->> '$.version', NEW.outcome -> '$.spec')
    ON CONFLICT(id) DO UPDATE SET version = excluded.version, spec = excluded.spec;
  INSERT OR IGNORE INTO recount_work(case_id, at)
    SELECT DISTINCT k.case_id, NEW.at FROM clocks k JOIN current_units u ON u.id = k.unit
    WHERE k.closed_at IS NULL AND u.calendar = NEW.outcome ->> '$.key';
END;

CREATE TRIGGER IF NOT EXISTS journal_terms_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_terms'
BEGIN
  UPDATE terms SET valid_to = NEW.outcome ->> '$.valid_from' WHERE kind = NEW.outcome ->> '$.key' AND valid_to IS NULL;
  INSERT INTO terms(kind, version, valid_from, spec)
    VALUES (NEW.outcome ->> '$.key', NEW.outcome ->> '$.version', NEW.outcome ->> '$.valid_from', NEW.outcome -> '$.spec');
END;

CREATE TRIGGER IF NOT EXISTS journal_retention_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_retention'
BEGIN
  UPDATE retention SET keep_days = NEW.outcome ->> '$.spec.keep_days' WHERE what = NEW.outcome ->> '$.key';
END;

CREATE TRIGGER IF NOT EXISTS journal_unit_settings_put AFTER INSERT ON journal WHEN NEW.subject = 'unit' AND NEW.act = 'put_settings'
BEGIN
  INSERT INTO unit_settings(unit, calendar, urgent_around_the_clock, reason, by, at)
    VALUES (NEW.unit, NEW.outcome ->> '$.calendar', NEW.outcome ->> '$.urgent_around_the_clock', NEW.outcome ->> '$.reason',
      NEW.actor, NEW.at)
    ON CONFLICT(unit) DO UPDATE SET calendar = excluded.calendar,
      urgent_around_the_clock = excluded.urgent_around_the_clock, reason = excluded.reason, by = excluded.by, at = excluded.at;
  INSERT OR IGNORE INTO recount_work(case_id, at)
    SELECT DISTINCT c.id, NEW.at FROM cases c JOIN current_units u ON u.id = c.unit
    WHERE c.unit = NEW.unit AND c.desk > '' AND u.calendar <> NEW.outcome ->> '$.calendar';
  UPDATE units SET calendar = NEW.outcome ->> '$.calendar',
    urgent_around_the_clock = NEW.outcome ->> '$.urgent_around_the_clock'
    WHERE id = NEW.unit AND standing = 1;
END;

CREATE TRIGGER IF NOT EXISTS journal_contact_put AFTER INSERT ON journal WHEN NEW.subject = 'unit' AND NEW.act = 'put_contact'
BEGIN
  INSERT INTO contact_officers(id, unit, name, position, phone, email, field, since, folded, updated_at, updated_by)
    VALUES (NEW.outcome ->> '$.contact', NEW.unit, NEW.outcome ->> '$.name', NEW.outcome ->> '$.position',
      NEW.outcome ->> '$.phone', NEW.outcome ->> '$.email', NEW.outcome ->> '$.field', NEW.outcome ->> '$.since',
      NEW.outcome ->> '$.folded', NEW.at, NEW.actor)
    ON CONFLICT(id) DO UPDATE SET name = excluded.name, position = excluded.position, phone = excluded.phone,
      email = excluded.email, field = excluded.field, since = excluded.since, folded = excluded.folded,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by;
END;

CREATE TRIGGER IF NOT EXISTS journal_contact_removed AFTER INSERT ON journal WHEN NEW.subject = 'unit' AND NEW.act = 'remove_contact'
BEGIN
  DELETE FROM contact_officers WHERE id = NEW.outcome ->> '$.contact' AND unit = NEW.unit;
END;

-- The contact officers of a unit that ends are those of its default successor, until somebody sees to the list.
CREATE TRIGGER IF NOT EXISTS journal_contacts_succeed AFTER INSERT ON journal
WHEN NEW.subject = 'reorganisation' AND NEW.act = 'take_effect'
BEGIN
  UPDATE contact_officers SET unit = (
      SELECT s.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e, json_each(e.value, '$.successors') s
      WHERE r.id = NEW.subject_id AND e.value ->> 'unit' = contact_officers.unit AND s.value ->> 'default' = 1)
    WHERE unit IN (SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id);
END;
