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
