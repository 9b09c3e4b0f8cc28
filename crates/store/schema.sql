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
  escalates_to TEXT NOT NULL,             -- R-5.9: who is above the ward in this field
  usual_level TEXT NOT NULL CHECK (usual_level IN ('urgent', 'normal', 'complex'))) STRICT, WITHOUT ROWID;

-- R-5.9, R-5.10, R-28.2: who receives the reports of a category first, from that day on until the next row's.
CREATE TABLE IF NOT EXISTS first_units(
  category TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  unit TEXT,                              -- NULL: the ward where it is
  PRIMARY KEY (category, valid_from)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS accounts(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  national_id_tail TEXT,                  -- R-5.5, R-5.8: the last four digits; the number itself is kept nowhere
  organisation TEXT,                      -- R-2: in whose name the person may report
  tax_code TEXT,
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
  due_at INTEGER,                         -- the soonest due of the clocks the holder answers for
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
  address TEXT,                           -- NULL, like the time, where the kind's terms ask for no place
  latitude REAL,
  longitude REAL,
  happened_at INTEGER,
  confidential INTEGER NOT NULL CHECK (confidential IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS submissions(   -- R-4.5: sending twice with one key opens one case
  reporter TEXT NOT NULL,                 -- who sent it: on a citizen's behalf, the officer (R-18.3a)
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
  purpose TEXT NOT NULL CHECK (purpose IN ('report', 'information', 'draft', 'evidence', 'contribution', 'progress',
    'inspection')),
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
  PRIMARY KEY (case_id, n, kind, unit)) STRICT, WITHOUT ROWID;
-- "One open clock per kind" is a rule of the law, so the database holds it too; of contributions one for each supporter.
CREATE UNIQUE INDEX IF NOT EXISTS clocks_open ON clocks(case_id, kind, iif(kind = 'contribution', unit, '')) WHERE closed_at IS NULL;
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
  PRIMARY KEY (case_id, n, kind, threshold, unit)) STRICT, WITHOUT ROWID;

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
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  ward TEXT NOT NULL,
  unit TEXT NOT NULL,
  responsible TEXT NOT NULL,              -- R-12.3: the head who answers for it
  address TEXT,
  latitude REAL,
  longitude REAL,
  text TEXT,                              -- NULL: of this kind the result alone is public (R-10.4)
  result TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS publications_by_time ON publications(published_at);
CREATE INDEX IF NOT EXISTS publications_by_ward ON publications(ward, number);
CREATE INDEX IF NOT EXISTS publications_by_category ON publications(category, number);
CREATE INDEX IF NOT EXISTS publications_by_unit ON publications(unit, number);

-- Folded by Rust (đ→d included, which no tokenizer does); `tags` holds ward, unit and category so that a
-- filtered search stays inside the index.
CREATE VIRTUAL TABLE IF NOT EXISTS publication_search USING fts5(folded, tags, content='', tokenize='unicode61');

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

-- Applying -----------------------------------------------------------------------------------------

-- One trigger for what must happen in order: case, clocks, then the case's soonest due.
CREATE TRIGGER IF NOT EXISTS journal_case_apply AFTER INSERT ON journal WHEN NEW.subject = 'case'
BEGIN
  INSERT INTO cases(id, code, version, hash, state, desk, kind, category, level, unit, ward, reporter,
      terms_version, submitted_at, updated_at)
    SELECT NEW.subject_id, NEW.outcome ->> '$.code', 1, NEW.hash, NEW.to_state, 'verification',
      f.value ->> 'kind', f.value ->> 'category', 'normal', NEW.unit, f.value ->> 'ward', f.value ->> 'reporter',
      f.value ->> 'terms_version', NEW.at, NEW.at
    FROM (SELECT NEW.outcome -> '$.fact' AS value) f WHERE NEW.act = 'submit';

  UPDATE clocks SET closed_at = NEW.at WHERE case_id = NEW.subject_id AND closed_at IS NULL
    AND (kind IN (SELECT value FROM json_each(NEW.outcome, '$.close'))
      OR (kind, unit) IN (SELECT value ->> 'kind', value ->> 'unit' FROM json_each(NEW.outcome, '$.close_of')));

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
      WHERE case_id = NEW.subject_id AND closed_at IS NULL AND kind NOT IN ('question_window', 'contribution'))
    WHERE id = NEW.subject_id;

  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || o.key, NEW.subject_id,
      o.value ->> 'recipient', o.value ->> 'role', o.value ->> 'topic', NEW.at
    FROM json_each(NEW.outcome, '$.notices') o;

  INSERT INTO case_media(case_id, seq, position, media, media_type, sha256, purpose)
    SELECT NEW.subject_id, NEW.seq, m.key, m.value ->> 'id', m.value ->> 'type', m.value ->> 'sha256',
      CASE NEW.act WHEN 'submit' THEN 'report' WHEN 'provide_information' THEN 'information'
        WHEN 'progress' THEN 'progress' WHEN 'log_inspection' THEN 'inspection'
        WHEN 'draft' THEN 'draft' WHEN 'support_draft' THEN 'contribution' ELSE 'evidence' END
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
END;

-- R-7.1b: only the desk that verifies takes an answer. What was asked and never heard waits for none once the case
-- is decided on or goes to another desk.
CREATE TRIGGER IF NOT EXISTS journal_information_no_longer_waited_for AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act IN ('accept', 'refuse', 'withdraw', 'forward', 'reroute')
BEGIN
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
  INSERT INTO publications(case_id, code, published_at, submitted_at, kind, category, ward, unit, responsible,
      address, latitude, longitude, text, result)
    SELECT c.id, c.code, NEW.at, c.submitted_at, c.kind, c.category, c.ward, NEW.unit, NEW.actor,
      NEW.outcome ->> '$.fact.address',
      -- Where the report is not public, neither is its point.
      iif(NEW.outcome ->> '$.fact.text' IS NULL, NULL, r.latitude),
      iif(NEW.outcome ->> '$.fact.text' IS NULL, NULL, r.longitude),
      NEW.outcome ->> '$.fact.text', NEW.outcome ->> '$.fact.result'
    FROM cases c JOIN reports r ON r.case_id = c.id WHERE c.id = NEW.subject_id;
  INSERT INTO publication_search(rowid, folded, tags)
    SELECT p.number, NEW.outcome ->> '$.fact.folded', 'w' || p.ward || ' u' || p.unit || ' c' || replace(p.category, '-', '') || ' k' || p.kind
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
    WHERE case_id = NEW.case_id AND n = NEW.n AND kind = NEW.kind AND unit = NEW.unit;
  -- The desk that holds the clock; on acceptance and verification that is intake.
  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    VALUES (NEW.case_id || '/' || NEW.n || '/' || NEW.kind || iif(NEW.kind = 'contribution', '/' || NEW.unit, '')
        || '/' || NEW.threshold, NEW.case_id, NEW.unit,
      iif(NEW.kind IN ('acceptance', 'verification'), 'intake', 'head'), NEW.threshold, NEW.noted_at);
END;
-- Kinds of report, the gate before sending, reports entered for a citizen.

CREATE INDEX IF NOT EXISTS publications_by_kind ON publications(kind, number);
CREATE INDEX IF NOT EXISTS accounts_by_phone ON accounts(phone);

-- R-1.3, R-5.1: what the text looked like when it was sent. An officer decides; nothing else reads it.
CREATE TABLE IF NOT EXISTS report_signals(
  case_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  signal TEXT NOT NULL CHECK (signal IN ('complaint', 'denunciation', 'state_secret', 'advertising', 'other_language')),
  PRIMARY KEY (case_id, position)) STRICT, WITHOUT ROWID;

-- R-2: the organisation in whose name it was sent, as it was called then.
CREATE TABLE IF NOT EXISTS report_organisations(
  case_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tax_code TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- R-18.3a: whoever reports through the Support Centre and has no account. The id is a reporter's like an
-- account's, but stands in no row of accounts, so that nobody signs in as it.
CREATE TABLE IF NOT EXISTS callers(
  id TEXT PRIMARY KEY,
  phone TEXT NOT NULL UNIQUE,
  since INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS entries(
  case_id TEXT PRIMARY KEY,
  by TEXT NOT NULL,                       -- the officer of the Support Centre
  at INTEGER NOT NULL,                    -- the caller had agreed before
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'counter', 'letter', 'email', 'message'))) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entries_of_officer ON entries(by, case_id);

-- R-5.3.
CREATE TABLE IF NOT EXISTS classifications(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('refuse', 'conduct', 'own', 'not_own')), reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS assessments(   -- of the draft with that seq; the last one stands
  case_id TEXT NOT NULL, seq INTEGER NOT NULL,
  necessary INTEGER NOT NULL, lawful INTEGER NOT NULL, simple INTEGER NOT NULL, feasible INTEGER NOT NULL,
  consistent INTEGER NOT NULL, treaty_fit INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('amend_or_repeal', 'propose_to_competent_body', 'issue_new', 'keep')),
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_submitted_of_kind AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'submit'
BEGIN
  INSERT INTO report_signals(case_id, position, signal)
    SELECT NEW.subject_id, s.key, s.value FROM json_each(NEW.outcome, '$.fact.signals') s;
  INSERT INTO report_organisations(case_id, name, tax_code)
    SELECT NEW.subject_id, NEW.outcome ->> '$.fact.organisation.name', NEW.outcome ->> '$.fact.organisation.tax_code'
    WHERE json_type(NEW.outcome, '$.fact.organisation') = 'object';
END;

CREATE TRIGGER IF NOT EXISTS journal_submitted_on_behalf AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'submit' AND json_type(NEW.outcome, '$.fact.on_behalf') = 'object'
BEGIN
  INSERT INTO entries(case_id, by, at, name, phone, email, channel)
    VALUES (NEW.subject_id, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.on_behalf.name',
      NEW.outcome ->> '$.fact.on_behalf.phone', NEW.outcome ->> '$.fact.on_behalf.email',
      NEW.outcome ->> '$.fact.on_behalf.channel');
  -- Two first calls of one number at once: the second finds the number taken, fails whole, and is done again.
  INSERT INTO callers(id, phone, since)
    SELECT NEW.outcome ->> '$.fact.reporter', NEW.outcome ->> '$.fact.on_behalf.phone', NEW.at
    WHERE (NEW.outcome ->> '$.fact.reporter') GLOB 'caller-*'
      AND NOT EXISTS (SELECT 1 FROM callers WHERE id = NEW.outcome ->> '$.fact.reporter');
END;

CREATE TRIGGER IF NOT EXISTS journal_classified AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'classify'
BEGIN
  INSERT INTO classifications(case_id, seq, unit, by, at, class, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.class',
      NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_assessed AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'draft' AND json_type(NEW.outcome, '$.fact.assessment') = 'object'
BEGIN
  INSERT INTO assessments(case_id, seq, necessary, lawful, simple, feasible, consistent, treaty_fit, outcome)
    VALUES (NEW.subject_id, NEW.seq,
      NEW.outcome ->> '$.fact.assessment.necessary', NEW.outcome ->> '$.fact.assessment.lawful',
      NEW.outcome ->> '$.fact.assessment.simple', NEW.outcome ->> '$.fact.assessment.feasible',
      NEW.outcome ->> '$.fact.assessment.consistent', NEW.outcome ->> '$.fact.assessment.treaty_fit',
      NEW.outcome ->> '$.fact.assessment.outcome');
END;
-- Supporting agencies, the ledger of working minutes, linked cases.

-- What a supporter was asked for and how far it has come (R-8.2b): the last word; earlier ones are in the journal.
CREATE TABLE IF NOT EXISTS contributions(
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,                     -- the supporter
  state TEXT NOT NULL CHECK (state IN ('invited', 'assigned', 'drafted', 'contributed', 'declined', 'waived', 'lapsed')),
  waiting INTEGER NOT NULL CHECK (waiting IN (0, 1)), -- 1: publication waits for it (R-8.2c)
  due_at INTEGER,                         -- of its clock; NULL while none runs
  invited_seq INTEGER NOT NULL,
  invited_at INTEGER NOT NULL,
  invited_by TEXT NOT NULL,
  request TEXT NOT NULL,                  -- why, and what is asked for
  handler TEXT,
  note TEXT,
  drafted_by TEXT,
  drafted_seq INTEGER,                    -- its files hang on that act
  contribution TEXT,
  return_reason TEXT,
  decided_by TEXT,
  decided_at INTEGER,
  decision TEXT,                          -- the note of an approval, the reason otherwise
  PRIMARY KEY (case_id, unit)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contributions_queue ON contributions(unit, waiting, due_at, case_id);

-- R-8.5c: what a unit answered for in a period, in the order in which it began.
CREATE INDEX IF NOT EXISTS clocks_of_unit ON clocks(unit, opened_at, case_id, n, kind);

-- Đ.18 k.4: cases on one matter, because the one before did not solve it. The first stands in it once it is continued.
CREATE TABLE IF NOT EXISTS case_chains(
  case_id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 1),
  continues TEXT UNIQUE) STRICT, WITHOUT ROWID; -- a case is continued once, whoever of two is quicker
CREATE UNIQUE INDEX IF NOT EXISTS case_chains_of_root ON case_chains(root, position);
-- A matter that was found wanting five times has a fifth case: those are few, and found at once.
CREATE INDEX IF NOT EXISTS case_chains_by_position ON case_chains(position, root);

-- The due instants come from the row itself: which of two triggers runs first is not said anywhere.
CREATE TRIGGER IF NOT EXISTS journal_contributions AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act IN (
  'accept', 'invite', 'support_assign', 'support_draft', 'support_return', 'support_approve', 'support_decline', 'waive',
  'forward', 'reroute', 'withdraw', 'dispatch', 'reclassify', 'extend', 'succeed', 'recount')
BEGIN
  INSERT INTO contributions(case_id, unit, state, waiting, invited_seq, invited_at, invited_by, request)
    SELECT NEW.subject_id, i.value, 'invited', 1, NEW.seq, NEW.at, NEW.actor,
      coalesce(NEW.outcome ->> '$.fact.reason', NEW.outcome ->> '$.fact.level_reason')
    FROM json_each(NEW.outcome, '$.change.invited') i WHERE 1
    ON CONFLICT(case_id, unit) DO UPDATE SET state = 'invited', waiting = 1, due_at = NULL,
      invited_seq = excluded.invited_seq, invited_at = excluded.invited_at, invited_by = excluded.invited_by,
      request = excluded.request, handler = NULL, note = NULL, drafted_by = NULL, drafted_seq = NULL,
      contribution = NULL, return_reason = NULL, decided_by = NULL, decided_at = NULL, decision = NULL;

  UPDATE contributions SET
    state = CASE NEW.act WHEN 'support_assign' THEN 'assigned' WHEN 'support_draft' THEN 'drafted'
      WHEN 'support_return' THEN 'assigned' WHEN 'support_approve' THEN 'contributed'
      WHEN 'support_decline' THEN 'declined' ELSE 'waived' END,
    waiting = NEW.act IN ('support_assign', 'support_draft', 'support_return'),
    handler = iif(NEW.act = 'support_assign', NEW.outcome ->> '$.fact.handler', handler),
    note = iif(NEW.act = 'support_assign', NEW.outcome ->> '$.fact.note', note),
    drafted_by = iif(NEW.act = 'support_draft', NEW.actor, drafted_by),
    drafted_seq = iif(NEW.act = 'support_draft', NEW.seq, drafted_seq),
    contribution = iif(NEW.act = 'support_draft', NEW.outcome ->> '$.fact.contribution', contribution),
    return_reason = CASE NEW.act WHEN 'support_return' THEN NEW.outcome ->> '$.fact.reason'
      WHEN 'support_draft' THEN NULL ELSE return_reason END,
    decided_by = iif(NEW.act IN ('support_approve', 'support_decline', 'waive'), NEW.actor, decided_by),
    decided_at = iif(NEW.act IN ('support_approve', 'support_decline', 'waive'), NEW.at, decided_at),
    decision = CASE NEW.act WHEN 'support_approve' THEN NEW.outcome ->> '$.fact.note'
      WHEN 'support_decline' THEN NEW.outcome ->> '$.fact.reason'
      WHEN 'waive' THEN NEW.outcome ->> '$.fact.reason' ELSE decision END
    WHERE case_id = NEW.subject_id AND unit = NEW.outcome ->> '$.fact.unit' AND NEW.act IN ('support_assign',
      'support_draft', 'support_return', 'support_approve', 'support_decline', 'waive');

  UPDATE contributions SET state = 'lapsed', waiting = 0, decided_by = NEW.actor, decided_at = NEW.at,
    decision = NEW.outcome ->> '$.fact.reason'
    WHERE case_id = NEW.subject_id AND waiting = 1 AND (NEW.act IN ('forward', 'reroute', 'withdraw')
      -- Nobody supports what they hold.
      OR NEW.act = 'dispatch' AND unit = NEW.outcome ->> '$.change.unit'
      OR unit IN (SELECT s.value ->> 'from' FROM json_each(NEW.outcome, '$.fact.supporters') s WHERE s.value ->> 'to' IS NULL));

  -- What ended supporters owed passes on (R-28.1). Codes are used again (A → B, B → C), so all rows first get a name
  -- that is no code.
  DELETE FROM contributions WHERE case_id = NEW.subject_id AND waiting = 0
    AND unit IN (SELECT s.value ->> 'to' FROM json_each(NEW.outcome, '$.fact.supporters') s);
  -- An officer who does not work for the successor leaves the matter, and it waits for another to be named.
  UPDATE contributions SET unit = '>' || (SELECT s.value ->> 'to' FROM json_each(NEW.outcome, '$.fact.supporters') s
      WHERE s.value ->> 'from' = contributions.unit),
    handler = iif(unit IN (SELECT l.value FROM json_each(NEW.outcome, '$.fact.officers_left') l), NULL, handler),
    state = iif(state = 'assigned' AND unit IN (SELECT l.value FROM json_each(NEW.outcome, '$.fact.officers_left') l),
      'invited', state)
    WHERE case_id = NEW.subject_id AND waiting = 1
      AND unit IN (SELECT s.value ->> 'from' FROM json_each(NEW.outcome, '$.fact.supporters') s);
  UPDATE contributions SET unit = substr(unit, 2) WHERE case_id = NEW.subject_id AND unit LIKE '>%';

  UPDATE contributions SET due_at = NULL WHERE case_id = NEW.subject_id AND waiting = 0;
  UPDATE contributions SET due_at = (SELECT o.value ->> 'due' FROM json_each(NEW.outcome, '$.open') o
      WHERE o.value ->> 'kind' = 'contribution' AND o.value ->> 'unit' = contributions.unit)
    WHERE case_id = NEW.subject_id AND unit IN (SELECT o.value ->> 'unit' FROM json_each(NEW.outcome, '$.open') o
      WHERE o.value ->> 'kind' = 'contribution');
END;

-- An invitation makes a normal case complex (R-8.4).
CREATE TRIGGER IF NOT EXISTS journal_invited AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'invite' AND NEW.outcome ->> '$.fact.level_before' IS NOT NULL
BEGIN
  INSERT INTO level_changes(case_id, seq, unit, by, at, from_level, to_level, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.level_before',
      NEW.outcome ->> '$.change.level', NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_continued AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'submit' AND NEW.outcome ->> '$.change.continues.case' IS NOT NULL
BEGIN
  INSERT INTO case_chains(case_id, root, position, continues)
    SELECT NEW.outcome ->> '$.change.continues.case', NEW.outcome ->> '$.change.continues.root', 1, NULL
    WHERE NEW.outcome ->> '$.change.continues.position' = 2;
  INSERT INTO case_chains(case_id, root, position, continues)
    VALUES (NEW.subject_id, NEW.outcome ->> '$.change.continues.root', NEW.outcome ->> '$.change.continues.position',
      NEW.outcome ->> '$.change.continues.case');
END;
-- Initiatives, inspections on waste, looks at a confidential identity.

-- Initiatives (Điều 9) -----------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS evaluations(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  feasibility TEXT NOT NULL, feasibility_reason TEXT NOT NULL, fit TEXT NOT NULL, fit_reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS decisions(     -- what a draft proposes; the last one is what is published
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  decision TEXT NOT NULL, reasons TEXT, plan TEXT, plan_from TEXT, plan_to TEXT, responsible TEXT,
  milestones TEXT,                        -- JSON, as the draft gave them
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

-- What everybody may read of an initiative, from the day the public is asked or the decision is published. All
-- texts are masked; no name, telephone or identity column exists here.
CREATE TABLE IF NOT EXISTS initiatives(
  number INTEGER PRIMARY KEY,             -- the order in which they became public
  case_id TEXT NOT NULL UNIQUE REFERENCES cases(id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL UNIQUE,
  category TEXT NOT NULL,
  teaser TEXT,
  views_opened_at INTEGER,
  open_until INTEGER,                     -- NULL: never asked, or ended early
  views_closed_at INTEGER,
  supports INTEGER NOT NULL DEFAULT 0,
  comments INTEGER NOT NULL DEFAULT 0,    -- those that are shown
  decision TEXT CHECK (decision IN ('adopt', 'decline')),
  decided_at INTEGER,
  reasons TEXT, plan TEXT, plan_from TEXT, plan_to TEXT, responsible TEXT) STRICT;
CREATE INDEX IF NOT EXISTS initiatives_by_decision ON initiatives(decision, number);
CREATE INDEX IF NOT EXISTS initiatives_open ON initiatives(open_until, number);

CREATE TABLE IF NOT EXISTS milestones(    -- of the published plan
  case_id TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, due_on TEXT NOT NULL,
  PRIMARY KEY (case_id, number)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS milestone_reports(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  milestone INTEGER NOT NULL, progress TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

-- Sources, not projections: thousands may support in the same minute, and as acts of the case all but one would
-- find that somebody was first. The key says what the law says: one account, one voice (R-9.2).
CREATE TABLE IF NOT EXISTS initiative_supports(
  case_id TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (case_id, account)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS initiative_comments(
  case_id TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,                     -- masked
  PRIMARY KEY (case_id, account)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS initiative_comments_by_time ON initiative_comments(case_id, at, id);

CREATE TABLE IF NOT EXISTS hidden_comments(
  case_id TEXT NOT NULL, comment TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, by TEXT NOT NULL,
  at INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (case_id, comment)) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_evaluated AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'evaluate'
BEGIN
  INSERT INTO evaluations(case_id, seq, unit, by, at, feasibility, feasibility_reason, fit, fit_reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.feasibility', NEW.outcome ->> '$.fact.feasibility_reason',
      NEW.outcome ->> '$.fact.fit', NEW.outcome ->> '$.fact.fit_reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_views_opened AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'open_views'
BEGIN
  INSERT INTO initiatives(case_id, code, category)
    SELECT id, code, category FROM cases WHERE id = NEW.subject_id ON CONFLICT(case_id) DO NOTHING;
  UPDATE initiatives SET teaser = NEW.outcome ->> '$.fact.teaser', views_opened_at = NEW.at,
    open_until = NEW.outcome ->> '$.fact.until', views_closed_at = NULL WHERE case_id = NEW.subject_id;
END;

CREATE TRIGGER IF NOT EXISTS journal_views_closed AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'close_views'
BEGIN
  UPDATE initiatives SET open_until = NULL, views_closed_at = NEW.at WHERE case_id = NEW.subject_id;
END;

CREATE TRIGGER IF NOT EXISTS journal_comment_hidden AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'hide_comment'
BEGIN
  INSERT INTO hidden_comments(case_id, comment, seq, unit, by, at, reason)
    VALUES (NEW.subject_id, NEW.outcome ->> '$.fact.comment', NEW.seq, NEW.unit, NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.reason');
  UPDATE initiatives SET comments = comments - 1 WHERE case_id = NEW.subject_id;
END;

CREATE TRIGGER IF NOT EXISTS journal_decided AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'draft' AND json_type(NEW.outcome, '$.fact.decision') = 'object'
BEGIN
  INSERT INTO decisions(case_id, seq, unit, by, at, decision, reasons, plan, plan_from, plan_to, responsible, milestones)
    SELECT NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, d.v ->> 'decision', d.v ->> 'reasons', d.v ->> 'plan',
      d.v ->> 'from', d.v ->> 'to', d.v ->> 'responsible', d.v -> 'milestones'
    FROM (SELECT NEW.outcome -> '$.fact.decision' AS v) d;
END;

CREATE TRIGGER IF NOT EXISTS journal_decision_published AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND NEW.act = 'publish'
BEGIN
  INSERT INTO initiatives(case_id, code, category)
    SELECT id, code, category FROM cases WHERE id = NEW.subject_id AND kind = 'initiative' ON CONFLICT(case_id) DO NOTHING;
  UPDATE initiatives SET decision = d.decision, decided_at = NEW.at, reasons = d.reasons, plan = d.plan,
    plan_from = d.plan_from, plan_to = d.plan_to, responsible = d.responsible
    FROM (SELECT * FROM decisions WHERE case_id = NEW.subject_id ORDER BY seq DESC LIMIT 1) d
    WHERE initiatives.case_id = NEW.subject_id;
  INSERT INTO milestones(case_id, number, title, due_on)
    SELECT NEW.subject_id, m.key + 1, m.value ->> 'title', m.value ->> 'due_on'
    FROM (SELECT milestones FROM decisions WHERE case_id = NEW.subject_id ORDER BY seq DESC LIMIT 1) d,
      json_each(d.milestones) m;
END;

CREATE TRIGGER IF NOT EXISTS journal_progressed AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'progress'
BEGIN
  INSERT INTO milestone_reports(case_id, seq, unit, by, at, milestone, progress, note)
    VALUES (NEW.subject_id, NEW.seq, NEW.unit, NEW.actor, NEW.at, NEW.outcome ->> '$.fact.milestone',
      NEW.outcome ->> '$.fact.progress', NEW.outcome ->> '$.fact.note');
END;

CREATE TRIGGER IF NOT EXISTS initiative_supported AFTER INSERT ON initiative_supports
BEGIN UPDATE initiatives SET supports = supports + 1 WHERE case_id = NEW.case_id; END;
CREATE TRIGGER IF NOT EXISTS initiative_support_withdrawn AFTER DELETE ON initiative_supports
BEGIN UPDATE initiatives SET supports = supports - 1 WHERE case_id = OLD.case_id; END;
CREATE TRIGGER IF NOT EXISTS initiative_commented AFTER INSERT ON initiative_comments
BEGIN UPDATE initiatives SET comments = comments + 1 WHERE case_id = NEW.case_id; END;

-- Inspections (Điều 24) ------------------------------------------------------------------------------

-- The Inspectorate's queue: verified waste that is not closed, city-wide, soonest due first.
CREATE INDEX IF NOT EXISTS cases_to_inspect ON cases(due_at, id) WHERE kind = 'waste'
  AND state IN ('accepted', 'dispatched', 'handling', 'drafted', 'approved', 'resulted', 'published');

CREATE TABLE IF NOT EXISTS inspections(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  decision TEXT NOT NULL, scope TEXT NOT NULL, reason TEXT NOT NULL,
  ended_seq INTEGER, ended_by TEXT, ended_at INTEGER, finding TEXT, conclusion TEXT,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;
-- One at a time on a case.
CREATE UNIQUE INDEX IF NOT EXISTS inspections_open ON inspections(case_id) WHERE ended_at IS NULL;

CREATE TABLE IF NOT EXISTS inspection_steps(
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  inspection INTEGER NOT NULL,            -- seq of the act that opened it
  note TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_inspection_opened AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'open_inspection'
BEGIN
  INSERT INTO inspections(case_id, seq, body, by, at, decision, scope, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.body', NEW.actor, NEW.at,
      NEW.outcome ->> '$.fact.decision', NEW.outcome ->> '$.fact.scope', NEW.outcome ->> '$.fact.reason');
END;

CREATE TRIGGER IF NOT EXISTS journal_inspection_logged AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'log_inspection'
BEGIN
  INSERT INTO inspection_steps(case_id, seq, body, by, at, inspection, note)
    SELECT NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.body', NEW.actor, NEW.at, i.seq, NEW.outcome ->> '$.fact.note'
    FROM inspections i WHERE i.case_id = NEW.subject_id AND i.ended_at IS NULL;
END;

CREATE TRIGGER IF NOT EXISTS journal_inspection_ended AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'end_inspection'
BEGIN
  UPDATE inspections SET ended_seq = NEW.seq, ended_by = NEW.actor, ended_at = NEW.at,
    finding = NEW.outcome ->> '$.fact.finding', conclusion = NEW.outcome ->> '$.fact.conclusion'
    WHERE case_id = NEW.subject_id AND ended_at IS NULL;
END;

-- Looks at a confidential identity (R-5.7) ---------------------------------------------------------------

CREATE TABLE IF NOT EXISTS identity_looks( -- who looked, for which body, why; never what was seen
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS journal_identity_looked_at AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'look_at_identity'
BEGIN
  INSERT INTO identity_looks(case_id, seq, body, by, at, reason)
    VALUES (NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.body', NEW.actor, NEW.at, NEW.outcome ->> '$.fact.reason');
END;
-- Alerts by level: what was written, where it concerns, its documents, chains of updates, reading.

-- Sources ------------------------------------------------------------------------------------------

-- R-16.1, R-16.2, R-17.2: the dated settings of alerts.
CREATE TABLE IF NOT EXISTS alert_terms(
  valid_from TEXT PRIMARY KEY,
  valid_to TEXT,                          -- NULL: until another row
  repeat_days INTEGER NOT NULL,           -- for so many days what was sent may not be sent again from below
  near_hours INTEGER NOT NULL,            -- the same event within so many hours needs a reason
  district_until TEXT NOT NULL) STRICT, WITHOUT ROWID;   -- the last day of the districts
INSERT OR IGNORE INTO alert_terms(valid_from, valid_to, repeat_days, near_hours, district_until)
  VALUES ('2025-01-01', NULL, 7, 24, '2025-06-30');

-- Who has read what. A source of its own and not a row in the alert's journal: a city reads an alert in an
-- hour, and each reader would have to wait for the one before to move the alert's version.
CREATE TABLE IF NOT EXISTS alert_reads(
  alert TEXT NOT NULL,
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (alert, account)) STRICT, WITHOUT ROWID;

-- How many accounts live where ('' for those who have not said), kept as accounts come and move: the reach of
-- an alert is a sum over a hundred rows, however many people there are (DESIGN §10). It follows from
-- accounts, which are no part of the journal, and so it stands among the sources.
CREATE TABLE IF NOT EXISTS residents(
  residence TEXT PRIMARY KEY,
  accounts INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS resident_comes AFTER INSERT ON accounts
BEGIN
  INSERT OR IGNORE INTO residents(residence, accounts) VALUES (coalesce(NEW.residence, ''), 0);
  UPDATE residents SET accounts = accounts + 1 WHERE residence = coalesce(NEW.residence, '');
END;

CREATE TRIGGER IF NOT EXISTS resident_goes AFTER DELETE ON accounts
BEGIN
  UPDATE residents SET accounts = accounts - 1 WHERE residence = coalesce(OLD.residence, '');
END;

CREATE TRIGGER IF NOT EXISTS resident_moves AFTER UPDATE OF residence ON accounts
WHEN OLD.residence IS NOT NEW.residence
BEGIN
  UPDATE residents SET accounts = accounts - 1 WHERE residence = coalesce(OLD.residence, '');
  INSERT OR IGNORE INTO residents(residence, accounts) VALUES (coalesce(NEW.residence, ''), 0);
  UPDATE residents SET accounts = accounts + 1 WHERE residence = coalesce(NEW.residence, '');
END;

-- Projections --------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS alerts(
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('written', 'sent', 'cancelled')),
  unit TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('city', 'district', 'commune')),
  audience TEXT NOT NULL,                 -- 'city', or the code of a district or commune: resolved when read
  kind TEXT NOT NULL CHECK (kind IN ('warning', 'information')),
  event TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  simhash INTEGER NOT NULL,               -- fingerprint of title and text
  reason TEXT,                            -- why it is needed beside what an upper level has sent
  replaces TEXT,                          -- the alert it updates
  root TEXT NOT NULL,                     -- the first of its chain
  written_by TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  valid_from INTEGER,                     -- NULL: from when it is sent
  valid_until INTEGER NOT NULL,
  approved_by TEXT,
  sent_at INTEGER,
  sent_row INTEGER,                       -- the journal row by which it was sent: the order of all acts
  shown_from INTEGER,                     -- the later of sent_at and valid_from
  reach INTEGER,                          -- accounts in the audience when it was sent
  replaced_by TEXT,                       -- the update that was sent
  replaced_at INTEGER,                    -- from when that one is shown
  cancelled_at INTEGER,
  cancel_reason TEXT) STRICT, WITHOUT ROWID;
-- With the end of validity, so that what is long over is passed by inside the index.
CREATE INDEX IF NOT EXISTS alerts_inbox ON alerts(audience, shown_from, id, valid_until) WHERE shown_from > 0;
CREATE INDEX IF NOT EXISTS alerts_of_unit ON alerts(unit, written_at, id);
CREATE INDEX IF NOT EXISTS alerts_of_chain ON alerts(root, shown_from, id);
-- R-16.2, R-17.2: what an alert from below is compared with.
CREATE INDEX IF NOT EXISTS alerts_valid ON alerts(audience, valid_until) WHERE state = 'sent';
CREATE INDEX IF NOT EXISTS alerts_sent ON alerts(audience, sent_at, valid_until) WHERE state = 'sent';

-- Every text an alert had, with who wrote it: they may not approve it (R-15.4).
CREATE TABLE IF NOT EXISTS alert_versions(
  alert TEXT NOT NULL,
  seq INTEGER NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (alert, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS alert_areas(
  alert TEXT NOT NULL,
  position INTEGER NOT NULL,
  ward TEXT NOT NULL,
  PRIMARY KEY (alert, position)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS alert_media(
  alert TEXT NOT NULL,
  position INTEGER NOT NULL,
  media TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (alert, position)) STRICT, WITHOUT ROWID;
-- One file belongs to one alert, whoever of two is quicker.
CREATE UNIQUE INDEX IF NOT EXISTS alert_media_by_media ON alert_media(media);

-- Beside the alert, not in it: the alert's row holds a text, and would be written anew for each reader.
CREATE TABLE IF NOT EXISTS alert_read_counts(
  alert TEXT PRIMARY KEY,
  reads INTEGER NOT NULL,
  last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Guards -------------------------------------------------------------------------------------------

CREATE TRIGGER IF NOT EXISTS journal_alert_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'alert' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale alert') WHERE NOT EXISTS (
    SELECT 1 FROM alerts WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash AND (NEW.act <> 'cancel' OR replaced_by IS NULL));
  -- Of two updates of one alert that are approved at once, one is sent.
  SELECT RAISE(ABORT, 'stale alert') WHERE NEW.act = 'approve' AND EXISTS (
    SELECT 1 FROM alerts a WHERE a.id = NEW.subject_id AND a.replaces IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM alerts p WHERE p.id = a.replaces AND p.state = 'sent' AND p.replaced_by IS NULL));
  -- R-16.2, R-17.2: what an upper level has sent since this one was compared is to be compared, too.
  SELECT RAISE(ABORT, 'stale alert') WHERE NEW.act = 'approve' AND EXISTS (
    SELECT 1 FROM alerts a CROSS JOIN alerts u ON u.state = 'sent' AND u.valid_until > NEW.at
      AND u.audience IN ('city', iif(a.level = 'commune', (SELECT w.superior FROM units w JOIN units d ON d.id = w.superior
        WHERE w.id = a.unit AND w.kind IN ('ward', 'commune') AND d.kind = 'district' ORDER BY w.valid_from DESC LIMIT 1), 'city'))
    WHERE a.id = NEW.subject_id AND a.level <> 'city' AND u.sent_row > NEW.outcome ->> '$.compared');
END;

-- A file belongs to one act: of a case or of an alert.
CREATE TRIGGER IF NOT EXISTS case_media_not_of_an_alert BEFORE INSERT ON case_media
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: alert_media.media') WHERE EXISTS (
    SELECT 1 FROM alert_media WHERE media = NEW.media);
END;
CREATE TRIGGER IF NOT EXISTS alert_media_not_of_a_case BEFORE INSERT ON alert_media
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: case_media.media') WHERE EXISTS (
    SELECT 1 FROM case_media WHERE media = NEW.media);
END;

-- Applying -----------------------------------------------------------------------------------------

CREATE TRIGGER IF NOT EXISTS journal_alert_apply AFTER INSERT ON journal WHEN NEW.subject = 'alert'
BEGIN
  INSERT INTO alerts(id, version, hash, state, unit, level, audience, kind, event, title, text, simhash, reason,
      replaces, root, written_by, written_at, valid_from, valid_until)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, o.value ->> '$.level', o.value ->> '$.audience',
      o.value ->> '$.kind', o.value ->> '$.event', o.value ->> '$.title', o.value ->> '$.text',
      o.value ->> '$.simhash', o.value ->> '$.near_reason', o.value ->> '$.replaces', o.value ->> '$.root',
      NEW.actor, NEW.at, o.value ->> '$.valid_from', o.value ->> '$.valid_until'
    FROM (SELECT NEW.outcome AS value) o WHERE NEW.act = 'write';

  UPDATE alerts SET version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    approved_by = iif(NEW.act = 'approve', NEW.actor, approved_by),
    sent_at = iif(NEW.act = 'approve', NEW.at, sent_at),
    sent_row = iif(NEW.act = 'approve', NEW.id, sent_row),
    shown_from = iif(NEW.act = 'approve', max(NEW.at, coalesce(valid_from, NEW.at)), shown_from),
    reach = iif(NEW.act = 'approve', NEW.outcome ->> '$.reach', reach),
    cancelled_at = iif(NEW.act = 'cancel', NEW.at, cancelled_at),
    cancel_reason = iif(NEW.act = 'cancel', NEW.outcome ->> '$.reason', cancel_reason)
    WHERE id = NEW.subject_id;

  UPDATE alerts SET kind = NEW.outcome ->> '$.kind', event = NEW.outcome ->> '$.event',
    title = NEW.outcome ->> '$.title', text = NEW.outcome ->> '$.text', simhash = NEW.outcome ->> '$.simhash',
    reason = NEW.outcome ->> '$.near_reason', valid_from = NEW.outcome ->> '$.valid_from',
    valid_until = NEW.outcome ->> '$.valid_until'
    WHERE id = NEW.subject_id AND NEW.act = 'edit';

  -- An edit names the whole area and all documents; the other acts name none.
  DELETE FROM alert_areas WHERE alert = NEW.subject_id AND NEW.act = 'edit';
  DELETE FROM alert_media WHERE alert = NEW.subject_id AND NEW.act = 'edit';
  INSERT INTO alert_areas(alert, position, ward)
    SELECT NEW.subject_id, a.key, a.value FROM json_each(NEW.outcome, '$.area') a;
  INSERT INTO alert_media(alert, position, media, media_type, sha256, title)
    SELECT NEW.subject_id, d.key, d.value ->> 'id', d.value ->> 'type', d.value ->> 'sha256', d.value ->> 'title'
    FROM json_each(NEW.outcome, '$.documents') d;
  INSERT INTO alert_versions(alert, seq, by, at, title, text)
    SELECT NEW.subject_id, NEW.seq, NEW.actor, NEW.at, NEW.outcome ->> '$.title', NEW.outcome ->> '$.text'
    WHERE NEW.act IN ('write', 'edit');

  -- An update stands in the place of what it updates from when it is shown.
  UPDATE alerts SET replaced_by = NEW.subject_id,
    replaced_at = (SELECT shown_from FROM alerts WHERE id = NEW.subject_id)
    WHERE NEW.act = 'approve' AND id = (SELECT replaces FROM alerts WHERE id = NEW.subject_id);
  -- One that is taken back before anybody could see it leaves what it was to replace in force.
  UPDATE alerts SET replaced_by = NULL, replaced_at = NULL
    WHERE NEW.act = 'cancel' AND id = (SELECT replaces FROM alerts WHERE id = NEW.subject_id)
      AND replaced_by = NEW.subject_id AND replaced_at > NEW.at;
END;

CREATE TRIGGER IF NOT EXISTS alert_read AFTER INSERT ON alert_reads
BEGIN
  INSERT OR IGNORE INTO alert_read_counts(alert, reads, last_at) VALUES (NEW.alert, 0, NEW.at);
  UPDATE alert_read_counts SET reads = reads + 1, last_at = max(last_at, NEW.at) WHERE alert = NEW.alert;
END;
-- Booking of citizen reception (R-5.4). Sites and their rules are told to the system; sessions, bookings and the
-- register are projected from the journal.

CREATE TABLE IF NOT EXISTS reception_sites(
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL,                     -- the board that receives there
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  position INTEGER NOT NULL,
  spec TEXT NOT NULL CHECK (json_valid(spec))) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS reception_sessions(
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'moved')),
  unit TEXT NOT NULL,
  site TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('regular', 'leader', 'planned')),
  mode TEXT NOT NULL CHECK (mode IN ('in_person', 'online')),
  chair TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity >= 1),
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND capacity),
  rules_version TEXT NOT NULL,
  posted_by TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  notify_until TEXT,                      -- the dates of an online session
  test_until TEXT,
  connect_at INTEGER,
  matters TEXT NOT NULL CHECK (json_valid(matters)), -- those it takes; empty: every one
  connection TEXT,                        -- where people connect; read by those who are expected, and the board
  moved_at INTEGER,
  move_reason TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reception_sessions_by_time ON reception_sessions(starts_at, id);
-- Nobody sits in two sessions at once; a form that is sent twice posts one.
CREATE UNIQUE INDEX IF NOT EXISTS reception_sessions_of_chair ON reception_sessions(site, starts_at, chair);

CREATE TABLE IF NOT EXISTS bookings(
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('booked', 'confirmed', 'attended', 'pending', 'answered', 'absent', 'refused',
    'notified', 'cancelled')),
  session TEXT NOT NULL,
  unit TEXT NOT NULL,
  starts_at INTEGER NOT NULL,             -- of the session: the day's list is a stretch of an index
  citizen TEXT NOT NULL,
  matter TEXT NOT NULL CHECK (matter IN ('complaint', 'denunciation', 'petition')),
  subject TEXT NOT NULL,
  content TEXT NOT NULL,
  request TEXT NOT NULL,
  people INTEGER NOT NULL CHECK (people >= 1),
  representative TEXT,
  address TEXT NOT NULL,
  recording_consent INTEGER NOT NULL CHECK (recording_consent IN (0, 1)),
  booked_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  refused_by TEXT,
  due_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bookings_of_citizen ON bookings(citizen, id);
CREATE INDEX IF NOT EXISTS bookings_of_session ON bookings(session, id);
CREATE INDEX IF NOT EXISTS bookings_by_day ON bookings(unit, starts_at, id);
CREATE INDEX IF NOT EXISTS bookings_by_due ON bookings(unit, due_at, id);
-- Those whose session may be over without a note whether the person came.
CREATE INDEX IF NOT EXISTS bookings_unmarked ON bookings(starts_at, id)
  WHERE state IN ('booked', 'confirmed') AND due_at IS NULL;
-- One open booking of a person in a session, whatever the guards below overlook.
CREATE UNIQUE INDEX IF NOT EXISTS bookings_open ON bookings(session, citizen) WHERE state IN ('booked', 'confirmed');

-- Luật Tiếp công dân, Điều 25: the register. What the citizen said stands in `bookings`, how it was handled in
-- `booking_results`.
CREATE TABLE IF NOT EXISTS reception_register(
  unit TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,                -- begins anew each year
  booking TEXT NOT NULL UNIQUE,
  received_at INTEGER NOT NULL,
  received_by TEXT NOT NULL,
  course TEXT NOT NULL,
  PRIMARY KEY (unit, year, number)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS booking_results(
  booking TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('accepted', 'needs_longer', 'transferred', 'resolved', 'refused')),
  ground TEXT,                            -- Luật Tiếp công dân, Điều 9
  to_unit TEXT,
  days INTEGER,
  explanation TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (booking, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS refusal_notices(
  booking TEXT PRIMARY KEY, by TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Bookings whose clocks are to be counted anew (R-28.2). A list of work and no projection, as `recount_work` is.
CREATE TABLE IF NOT EXISTS recount_bookings(
  booking TEXT PRIMARY KEY,
  at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Guards -------------------------------------------------------------------------------------------

CREATE TRIGGER IF NOT EXISTS journal_reception_guard BEFORE INSERT ON journal
WHEN NEW.subject = 'reception_session' AND NEW.seq > 1
BEGIN
  SELECT RAISE(ABORT, 'stale reception') WHERE NOT EXISTS (
    SELECT 1 FROM reception_sessions WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
END;

CREATE TRIGGER IF NOT EXISTS journal_booking_guard BEFORE INSERT ON journal WHEN NEW.subject = 'booking'
BEGIN
  SELECT RAISE(ABORT, 'stale booking') WHERE NEW.seq > 1 AND NOT EXISTS (
    SELECT 1 FROM bookings WHERE id = NEW.subject_id AND version = NEW.seq - 1
      AND state = NEW.from_state AND hash = NEW.prev_hash);
  -- Decided on a session that has moved since.
  SELECT RAISE(ABORT, 'stale reception') WHERE NOT EXISTS (
    SELECT 1 FROM reception_sessions WHERE id = NEW.outcome ->> '$.session'
      AND version = NEW.outcome ->> '$.session_version');
  SELECT RAISE(ABORT, 'booked already') WHERE NEW.act = 'book' AND EXISTS (
    SELECT 1 FROM bookings WHERE session = NEW.outcome ->> '$.session' AND citizen = NEW.actor
      AND state IN ('booked', 'confirmed'));
  -- The last place goes to one, whoever else read that it was free.
  SELECT RAISE(ABORT, 'session full') WHERE NEW.act = 'book' AND EXISTS (
    SELECT 1 FROM reception_sessions WHERE id = NEW.outcome ->> '$.session' AND taken >= capacity);
END;

-- Applying -----------------------------------------------------------------------------------------

CREATE TRIGGER IF NOT EXISTS journal_reception_apply AFTER INSERT ON journal WHEN NEW.subject = 'reception_session'
BEGIN
  INSERT INTO reception_sessions(id, version, hash, state, unit, site, kind, mode, chair, starts_at, ends_at, capacity,
      matters, rules_version, posted_by, posted_at)
    SELECT NEW.subject_id, 1, NEW.hash, NEW.to_state, NEW.unit, NEW.outcome ->> '$.site', NEW.outcome ->> '$.kind',
      NEW.outcome ->> '$.mode', NEW.outcome ->> '$.chair', NEW.outcome ->> '$.starts_at', NEW.outcome ->> '$.ends_at',
      NEW.outcome ->> '$.capacity', NEW.outcome -> '$.matters', NEW.outcome ->> '$.rules_version', NEW.actor, NEW.at
    WHERE NEW.act = 'post';

  UPDATE reception_sessions SET
    version = NEW.seq, hash = NEW.hash, state = NEW.to_state,
    starts_at = NEW.outcome ->> '$.starts_at', ends_at = NEW.outcome ->> '$.ends_at',
    notify_until = NEW.outcome ->> '$.notify_until', test_until = NEW.outcome ->> '$.test_until',
    connect_at = NEW.outcome ->> '$.connect_at',
    connection = coalesce(NEW.outcome ->> '$.connection', connection),
    moved_at = iif(NEW.act = 'move', NEW.at, moved_at),
    move_reason = iif(NEW.act = 'move', NEW.outcome ->> '$.reason', move_reason)
    WHERE id = NEW.subject_id;

  -- Who is expected has read the address that counted before.
  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || b.id, b.id, b.citizen, NULL, 'connection_changed', NEW.at
    FROM bookings b WHERE NEW.act = 'connect' AND b.session = NEW.subject_id AND b.state = 'confirmed';
  -- Every booking goes with its session; those who are still to come are told.
  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || b.id, b.id, b.citizen, NULL, 'reception_moved', NEW.at
    FROM bookings b WHERE NEW.act = 'move' AND b.session = NEW.subject_id AND b.state IN ('booked', 'confirmed');
  UPDATE bookings SET starts_at = NEW.outcome ->> '$.starts_at' WHERE session = NEW.subject_id;
END;

CREATE TRIGGER IF NOT EXISTS journal_booking_apply AFTER INSERT ON journal WHEN NEW.subject = 'booking'
BEGIN
  INSERT INTO bookings(id, code, version, hash, state, session, unit, starts_at, citizen, matter, subject, content,
      request, people, representative, address, recording_consent, booked_at, updated_at)
    SELECT NEW.subject_id, NEW.outcome ->> '$.code', 1, NEW.hash, NEW.to_state, NEW.outcome ->> '$.session', NEW.unit,
      f.value ->> 'starts_at', NEW.actor, f.value ->> 'matter', f.value ->> 'subject', f.value ->> 'content',
      f.value ->> 'request', f.value ->> 'people', f.value ->> 'representative', f.value ->> 'address',
      f.value ->> 'recording_consent', NEW.at, NEW.at
    FROM (SELECT NEW.outcome -> '$.fact' AS value) f WHERE NEW.act = 'book';

  -- These clocks stand with those of cases, `case_id` being the booking: one sweep warns of all, and its notices
  -- go to the head of the board.
  UPDATE clocks SET closed_at = NEW.at
    WHERE NEW.outcome ->> '$.close' AND case_id = NEW.subject_id AND closed_at IS NULL;
  INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
    SELECT NEW.subject_id, NEW.seq, o.value ->> 'kind', NEW.unit, o.value ->> 'limit', o.value ->> 'origin', NEW.at,
      o.value ->> 'warn', o.value ->> 'due'
    FROM json_each(NEW.outcome, '$.open') o;

  UPDATE reception_sessions SET taken = taken
      + (NEW.to_state NOT IN ('cancelled', 'refused', 'notified'))
      - (coalesce(NEW.from_state, 'cancelled') NOT IN ('cancelled', 'refused', 'notified'))
    WHERE id = NEW.outcome ->> '$.session';

  UPDATE bookings SET
    version = NEW.seq, hash = NEW.hash, state = NEW.to_state, updated_at = NEW.at,
    refused_by = iif(NEW.act = 'refuse', NEW.actor, refused_by),
    due_at = (SELECT min(due_at) FROM clocks WHERE case_id = NEW.subject_id AND closed_at IS NULL)
    WHERE id = NEW.subject_id;

  INSERT INTO reception_register(unit, year, number, booking, received_at, received_by, course)
    SELECT NEW.unit, NEW.outcome ->> '$.fact.year',
      (SELECT coalesce(max(number), 0) + 1 FROM reception_register
       WHERE unit = NEW.unit AND year = NEW.outcome ->> '$.fact.year'),
      NEW.subject_id, NEW.at, NEW.actor, NEW.outcome ->> '$.fact.course'
    WHERE NEW.act = 'attend';

  INSERT INTO booking_results(booking, seq, kind, ground, to_unit, days, explanation, by, at)
    SELECT NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.kind', NEW.outcome ->> '$.fact.ground',
      NEW.outcome ->> '$.fact.to', NEW.outcome ->> '$.fact.days', NEW.outcome ->> '$.fact.explanation', NEW.actor, NEW.at
    WHERE NEW.act IN ('answer', 'refuse');

  INSERT INTO refusal_notices(booking, by, at)
    SELECT NEW.subject_id, NEW.actor, NEW.at WHERE NEW.act = 'notify_refusal';

  INSERT INTO outbox(key, case_id, recipient, role, topic, at)
    SELECT NEW.subject_id || '/' || NEW.seq || '/' || o.key, NEW.subject_id,
      o.value ->> 'recipient', o.value ->> 'role', o.value ->> 'topic', NEW.at
    FROM json_each(NEW.outcome, '$.notices') o;
END;

-- What a changed calendar leaves for the sweep: the bookings of each board that follows it and on which a clock runs.
CREATE TRIGGER IF NOT EXISTS journal_calendar_recounts_bookings AFTER INSERT ON journal
WHEN NEW.subject = 'setting' AND NEW.act = 'put_calendar'
BEGIN
  INSERT INTO recount_bookings(booking, at)
    SELECT b.id, NEW.at FROM (SELECT DISTINCT unit FROM reception_sites) t
      CROSS JOIN bookings b ON b.unit = t.unit AND b.due_at > 0
    WHERE coalesce((SELECT u.calendar FROM current_units u WHERE u.id = t.unit), 'city') = NEW.outcome ->> '$.key'
    -- A correction while it is being counted is counted, too.
    ON CONFLICT(booking) DO UPDATE SET at = excluded.at;
END;

CREATE TRIGGER IF NOT EXISTS journal_unit_settings_recount_bookings AFTER INSERT ON journal
WHEN NEW.subject = 'unit' AND NEW.act = 'put_settings'
BEGIN
  INSERT INTO recount_bookings(booking, at)
    SELECT b.id, NEW.at FROM bookings b WHERE b.unit = NEW.unit AND b.due_at > 0
    ON CONFLICT(booking) DO UPDATE SET at = excluded.at;
END;
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

-- Who takes over from the units that end, as the plan says. What the triggers below pass on goes by this and not by
-- `unit_successors`, so that a replay needs no table but the journal's own.
CREATE VIEW IF NOT EXISTS planned_successors(reorganisation, unit, successor, is_default, position) AS
  SELECT r.id, e.value ->> 'unit', s.value ->> 'unit', s.value ->> 'default', s.key
  FROM reorganisations r, json_each(r.plan, '$.ended') e, json_each(e.value, '$.successors') s;

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
    SELECT NEW.subject_id, c.id, c.unit, c.ward FROM cases c
    WHERE c.desk > ''
      AND (c.unit IN (SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id)
        OR c.ward IN (SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id)
        OR EXISTS (SELECT 1 FROM contributions s WHERE s.case_id = c.id AND s.waiting = 1
          AND s.unit IN (SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id)))
      -- R-9.3: the case is closed, its plan is still being carried out.
      OR c.state = 'closed' AND EXISTS (SELECT 1 FROM milestones m WHERE m.case_id = c.id)
        AND c.unit IN (SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id);

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
  -- One that is that successor itself stands under nobody.
  UPDATE units SET superior = (
      SELECT nullif(s.successor, units.id) FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = units.superior AND s.ended_on = r.last_day AND s.is_default = 1)
    WHERE standing = 1 AND superior IN (
      SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id);
  -- What is new keeps to the hours of those it takes over from, where they all kept to the same.
  INSERT OR IGNORE INTO units(id, valid_from, name, kind, superior, latitude, longitude, calendar, urgent_around_the_clock)
    SELECT e.value ->> 'unit', r.effective_on, e.value ->> 'name', e.value ->> 'kind', e.value ->> 'superior',
      e.value ->> 'latitude', e.value ->> 'longitude',
      coalesce((SELECT iif(min(p.calendar) = max(p.calendar), min(p.calendar), NULL)
        FROM planned_successors h JOIN units p ON p.id = h.unit AND p.valid_to = r.last_day
        WHERE h.reorganisation = r.id AND h.successor = e.value ->> 'unit'), 'city'),
      coalesce((SELECT min(p.urgent_around_the_clock)
        FROM planned_successors h JOIN units p ON p.id = h.unit AND p.valid_to = r.last_day
        WHERE h.reorganisation = r.id AND h.successor = e.value ->> 'unit'), 0)
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

  -- Where new reports go: from this day on, and from later days on for which an ended unit was named already.
  INSERT INTO first_units(category, valid_from, unit)
    SELECT f.category, r.effective_on, s.successor
    FROM reorganisations r JOIN unit_successors s ON s.ended_on = r.last_day AND s.is_default = 1
      JOIN json_each(r.plan, '$.ended') e ON e.value ->> 'unit' = s.unit
      JOIN first_units f ON f.unit = s.unit AND f.valid_from = (SELECT max(n.valid_from) FROM first_units n
        WHERE n.category = f.category AND n.valid_from <= r.effective_on)
    WHERE r.id = NEW.subject_id
    ON CONFLICT(category, valid_from) DO UPDATE SET unit = excluded.unit;
  UPDATE first_units SET unit = (
      SELECT s.successor FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = first_units.unit AND s.ended_on = r.last_day AND s.is_default = 1)
    WHERE valid_from > (SELECT effective_on FROM reorganisations WHERE id = NEW.subject_id) AND unit IN (
      SELECT e.value ->> 'unit' FROM reorganisations r, json_each(r.plan, '$.ended') e WHERE r.id = NEW.subject_id);
  UPDATE categories SET
    escalates_to = coalesce((SELECT s.successor FROM unit_successors s JOIN reorganisations r ON r.id = NEW.subject_id
      WHERE s.unit = escalates_to AND s.ended_on = r.last_day AND s.is_default = 1), escalates_to);
END;

-- What a unit keeps besides its cases passes to its default successor in the same moment; where something lies or is
-- offered, to all of them. Codes are used again (A → B, B → C): each UPDATE reads all rows before it writes one.
CREATE TRIGGER IF NOT EXISTS journal_reorganisation_passes_on AFTER INSERT ON journal
WHEN NEW.subject = 'reorganisation' AND NEW.act = 'take_effect'
BEGIN
  -- Alerts (R-15.6, R-17.1): the successor answers for them; those that are not over go on to the people who now
  -- live there. An alert of a commune stays one of one commune.
  UPDATE alerts SET audience = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND alerts.audience = h.unit AND alerts.level = 'commune'
      AND alerts.state <> 'cancelled' AND alerts.valid_until > NEW.at;
  INSERT INTO alert_areas(alert, position, ward)
    SELECT m.alert, 1000000 + row_number() OVER (PARTITION BY m.alert ORDER BY m.place), m.ward
    FROM (SELECT a.alert, coalesce(h.successor, a.ward) AS ward, min(a.position * 1000 + coalesce(h.position, 0)) AS place
      FROM alert_areas a JOIN alerts l ON l.id = a.alert
        LEFT JOIN planned_successors h ON h.reorganisation = NEW.subject_id AND h.unit = a.ward
          AND (h.is_default OR l.level <> 'commune')
      WHERE l.state <> 'cancelled' AND l.valid_until > NEW.at AND a.alert IN (SELECT n.alert FROM alert_areas n
        WHERE n.ward IN (SELECT s.unit FROM planned_successors s WHERE s.reorganisation = NEW.subject_id))
      GROUP BY a.alert, coalesce(h.successor, a.ward)) m;
  DELETE FROM alert_areas WHERE position < 1000000
    AND alert IN (SELECT n.alert FROM alert_areas n WHERE n.position > 1000000);
  UPDATE alert_areas SET position = position - 1000001 WHERE position > 1000000;
  UPDATE alerts SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND alerts.unit = h.unit;

  -- Services (R-4.6): found under the new wards as they were under the old one. The index keeps no text, so an
  -- entry is taken out by what was put in.
  INSERT INTO service_search(service_search, rowid, folded, tags)
    SELECT 'delete', s.number, s.folded, 'c' || s.category || (SELECT group_concat(' w' || a.value, '') FROM json_each(s.areas) a)
    FROM services s WHERE s.state = 'approved' AND json_array_length(s.areas) > 0;
  UPDATE services SET areas = (SELECT json_group_array(m.ward ORDER BY m.place) FROM (
      SELECT coalesce(h.successor, a.value) AS ward, min(a.key * 1000 + coalesce(h.position, 0)) AS place
      FROM json_each(services.areas) a
        LEFT JOIN planned_successors h ON h.reorganisation = NEW.subject_id AND h.unit = a.value
      GROUP BY coalesce(h.successor, a.value)) m)
    WHERE state <> 'withdrawn' AND EXISTS (SELECT 1 FROM json_each(services.areas) a
      WHERE a.value IN (SELECT s.unit FROM planned_successors s WHERE s.reorganisation = NEW.subject_id));
  INSERT INTO service_search(rowid, folded, tags)
    SELECT s.number, s.folded, 'c' || s.category || (SELECT group_concat(' w' || a.value, '') FROM json_each(s.areas) a)
    FROM services s WHERE s.state = 'approved' AND json_array_length(s.areas) > 0;
  UPDATE services SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND services.unit = h.unit;

  -- Remarks (R-28.3), the wording of refusals (the successor's own comes first), contact officers (R-18.2b).
  UPDATE remarks SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND remarks.unit = h.unit;
  UPDATE reply_templates SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND reply_templates.unit = h.unit;
  UPDATE contact_officers SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND contact_officers.unit = h.unit;
  -- Violations (R-27.3): whoever took over from the desk that recorded one does not judge it, so where that would be
  -- the reviewer, too, the Centre alone decides.
  UPDATE violations SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND violations.unit = h.unit AND violations.annulled_at IS NULL;
  UPDATE violations SET reviewer = nullif(h.successor, violations.unit) FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND violations.reviewer = h.unit
      AND violations.annulled_at IS NULL;
  UPDATE objections SET reviewer = (SELECT v.reviewer FROM violations v WHERE v.id = objections.violation)
    WHERE state = 'waiting';
  -- What was set for a unit is not said of another that has its code.
  DELETE FROM unit_settings WHERE unit IN (
    SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id);

  -- Reception (R-5.4): the board's sites, sessions, bookings and register; what runs stops for the old board and
  -- goes on for the new one to the same end. No act of the booking opened that clock, so it is told apart from those
  -- by a number below zero. Of two registers of one year each keeps its numbers.
  UPDATE reception_sites SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND reception_sites.unit = h.unit;
  UPDATE reception_sessions SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND reception_sessions.unit = h.unit;
  UPDATE bookings SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND bookings.unit = h.unit;
  UPDATE OR IGNORE reception_register SET unit = h.successor FROM planned_successors h
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND reception_register.unit = h.unit;
  UPDATE clocks SET closed_at = NEW.at WHERE closed_at IS NULL AND kind GLOB 'reception_*'
    AND unit IN (SELECT h.unit FROM planned_successors h WHERE h.reorganisation = NEW.subject_id);
  INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
    SELECT k.case_id, -NEW.id, k.kind, h.successor, k.limit_text, k.origin_at, NEW.at, k.warn_at, k.due_at
    FROM planned_successors h JOIN clocks k ON k.unit = h.unit
    WHERE h.reorganisation = NEW.subject_id AND h.is_default AND k.kind GLOB 'reception_*' AND k.closed_at = NEW.at
      AND EXISTS (SELECT 1 FROM bookings b WHERE b.id = k.case_id AND b.due_at > 0);
END;

-- Two ticks may have read the same list: the one that comes second does nothing. A case that came to a unit in the
-- moment in which it ended, or is supported by one, is passed on all the same.
CREATE TRIGGER IF NOT EXISTS journal_succession_guard BEFORE INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'succeed'
BEGIN
  SELECT RAISE(ABORT, 'stale case') WHERE EXISTS (
    SELECT 1 FROM reorganisation_cases WHERE reorganisation = NEW.outcome ->> '$.fact.reorganisation'
      AND case_id = NEW.subject_id AND settled_at > 0)
    AND EXISTS (SELECT 1 FROM cases c JOIN current_units u ON u.id = c.unit WHERE c.id = NEW.subject_id)
    AND NOT EXISTS (SELECT 1 FROM contributions s WHERE s.case_id = NEW.subject_id AND s.waiting = 1
      AND s.unit NOT IN (SELECT u.id FROM current_units u));
END;

CREATE TRIGGER IF NOT EXISTS journal_succeeded AFTER INSERT ON journal WHEN NEW.subject = 'case' AND NEW.act = 'succeed'
BEGIN
  UPDATE cases SET ward = NEW.outcome ->> '$.fact.ward' WHERE id = NEW.subject_id;
  INSERT INTO successions(case_id, seq, reorganisation, from_unit, to_unit, ward, at)
    VALUES (NEW.subject_id, NEW.seq, NEW.outcome ->> '$.fact.reorganisation', NEW.outcome ->> '$.fact.from',
      NEW.outcome ->> '$.fact.to', NEW.outcome ->> '$.fact.ward', NEW.at);
END;

-- A case that ended meanwhile has nothing to pass on, unless its plan is still being carried out.
CREATE TRIGGER IF NOT EXISTS journal_case_settles AFTER INSERT ON journal
WHEN NEW.subject = 'case' AND (NEW.act = 'succeed' OR NEW.to_state IN ('closed', 'refused', 'withdrawn'))
BEGIN
  UPDATE reorganisation_cases SET settled_at = NEW.at WHERE case_id = NEW.subject_id AND settled_at IS NULL
    AND (NEW.act = 'succeed' OR NEW.to_state <> 'closed'
      OR NOT EXISTS (SELECT 1 FROM milestones m WHERE m.case_id = NEW.subject_id));
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
  asked_by INTEGER NOT NULL) STRICT, WITHOUT ROWID;     -- the row of the journal: a later one asks again

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
  -- Clocks of the reception stand under the id of a booking, which is no case.
  INSERT INTO recount_work(case_id, asked_by)
    SELECT DISTINCT k.case_id, NEW.id FROM clocks k JOIN current_units u ON u.id = k.unit
    WHERE k.closed_at IS NULL AND u.calendar = NEW.outcome ->> '$.key'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = k.case_id)
    ON CONFLICT(case_id) DO UPDATE SET asked_by = excluded.asked_by;
END;

CREATE TRIGGER IF NOT EXISTS journal_terms_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_terms'
BEGIN
  UPDATE terms SET valid_to = NEW.outcome ->> '$.valid_from' WHERE kind = NEW.outcome ->> '$.key' AND valid_to IS NULL;
  INSERT INTO terms(kind, version, valid_from, spec)
    VALUES (NEW.outcome ->> '$.key', NEW.outcome ->> '$.version', NEW.outcome ->> '$.valid_from', NEW.outcome -> '$.spec');
END;

-- Those of alerts (R-16.1, R-16.2, R-17.2) and of conduct (R-27.3).
CREATE TRIGGER IF NOT EXISTS journal_alert_terms_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_alert_terms'
BEGIN
  UPDATE alert_terms SET valid_to = NEW.outcome ->> '$.valid_from' WHERE valid_to IS NULL;
  INSERT INTO alert_terms(valid_from, repeat_days, near_hours, district_until)
    VALUES (NEW.outcome ->> '$.valid_from', NEW.outcome ->> '$.spec.repeat_days', NEW.outcome ->> '$.spec.near_hours',
      NEW.outcome ->> '$.spec.district_until');
END;

CREATE TRIGGER IF NOT EXISTS journal_conduct_terms_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_conduct_terms'
BEGIN
  UPDATE conduct_terms SET valid_to = NEW.outcome ->> '$.valid_from' WHERE valid_to IS NULL;
  INSERT INTO conduct_terms(version, valid_from, in_row_max, lock_days)
    VALUES (NEW.outcome ->> '$.version', NEW.outcome ->> '$.valid_from', NEW.outcome ->> '$.spec.in_row_max',
      NEW.outcome ->> '$.spec.lock_days');
END;

CREATE TRIGGER IF NOT EXISTS journal_first_unit_put AFTER INSERT ON journal WHEN NEW.subject = 'setting' AND NEW.act = 'put_first_unit'
BEGIN
  INSERT INTO first_units(category, valid_from, unit)
    VALUES (NEW.outcome ->> '$.key', NEW.outcome ->> '$.valid_from', NEW.outcome ->> '$.spec.unit')
    ON CONFLICT(category, valid_from) DO UPDATE SET unit = excluded.unit;
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
  INSERT INTO recount_work(case_id, asked_by)
    SELECT c.id, NEW.id FROM cases c JOIN current_units u ON u.id = c.unit
    WHERE c.unit = NEW.unit AND c.desk > '' AND u.calendar <> NEW.outcome ->> '$.calendar'
    ON CONFLICT(case_id) DO UPDATE SET asked_by = excluded.asked_by;
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
