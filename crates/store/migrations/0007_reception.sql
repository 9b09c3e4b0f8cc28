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
