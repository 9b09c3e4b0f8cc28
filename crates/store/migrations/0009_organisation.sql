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
