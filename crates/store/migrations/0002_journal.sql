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
