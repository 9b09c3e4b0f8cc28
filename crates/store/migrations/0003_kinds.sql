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
