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
