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
