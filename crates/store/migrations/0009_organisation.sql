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
        OR c.ward IN (SELECT e.value ->> 'unit' FROM json_each(r.plan, '$.ended') e)
        OR EXISTS (SELECT 1 FROM contributions s WHERE s.case_id = c.id AND s.waiting = 1
          AND s.unit IN (SELECT e.value ->> 'unit' FROM json_each(r.plan, '$.ended') e)));

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
