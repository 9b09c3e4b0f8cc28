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
