-- From version 5 to 6: a service, a statement and a waiver that were recorded wrongly can be struck out, and stay on file;
-- agencies that apply have no validity yet; filings have consents, and publications are kept.

CREATE TABLE struck_services (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  method TEXT NOT NULL,
  acted_on TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (json_valid(proof)),
  server TEXT NOT NULL,
  struck_on TEXT NOT NULL,
  struck_by TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;
CREATE INDEX struck_services_of_document ON struck_services (document);

CREATE TEMP TABLE kept AS SELECT * FROM statements;
DROP TABLE statements;
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  notice INTEGER NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'waiver')),
  received_on TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  struck_on TEXT,
  struck_by TEXT,
  struck_reason TEXT,
  CHECK ((struck_on IS NULL) = (struck_by IS NULL)),
  CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
) STRICT;
CREATE INDEX statements_of_notice ON statements (notice);
INSERT INTO statements (id, notice, kind, received_on, content)
  SELECT id, notice, kind, received_on, content FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM agencies;
DROP TABLE agencies;
CREATE TABLE agencies (
  id INTEGER PRIMARY KEY,
  serial INTEGER NOT NULL UNIQUE,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('applying', 'not-filed', 'listed', 'cancelled')),
  agency_code TEXT UNIQUE,
  credit_code TEXT NOT NULL UNIQUE CHECK (length(credit_code) = 18),
  legal_representative TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  published_on TEXT CHECK (published_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  expires_on TEXT CHECK (expires_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  branch_of TEXT CHECK (length(branch_of) >= 1),
  note TEXT NOT NULL,
  initials TEXT NOT NULL,
  syllables TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  -- By expiry, those that have none come last.
  expiry_order TEXT NOT NULL GENERATED ALWAYS AS (coalesce(expires_on, '9999-12-31')) STORED,
  CHECK (expires_on >= published_on),
  CHECK ((expires_on IS NULL) = (published_on IS NULL)),
  CHECK (status <> 'listed' OR published_on IS NOT NULL)
) STRICT;
CREATE INDEX agencies_by_name ON agencies (syllables, id);
CREATE INDEX agencies_by_expiry ON agencies (expiry_order, id);
CREATE INDEX agencies_of_bureau_by_name ON agencies (bureau, syllables, id);
CREATE INDEX agencies_of_bureau_by_expiry ON agencies (bureau, expiry_order, id);
INSERT INTO agencies (id, serial, bureau, name, kind, status, agency_code, credit_code, legal_representative, contact, phone,
  address, published_on, expires_on, note, initials, syllables, version)
  SELECT id, serial, bureau, name, kind, status, agency_code, credit_code, legal_representative, contact, phone,
    address, published_on, expires_on, note, initials, syllables, version FROM kept;
DROP TABLE kept;

CREATE TABLE filing_consents (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  about TEXT NOT NULL CHECK (about IN ('implementing', 'joint', 'top-levels')),
  department TEXT NOT NULL CHECK (length(department) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  consented_on TEXT NOT NULL
) STRICT;
CREATE INDEX filing_consents_of_filing ON filing_consents (filing, id);

CREATE TABLE publications (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  filing INTEGER NOT NULL REFERENCES filings (id),
  made_on TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES staff (id),
  agency_code TEXT,
  published_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  corrected_on TEXT,
  correction TEXT,
  CHECK ((corrected_on IS NULL) = (correction IS NULL))
) STRICT;
CREATE INDEX publications_of_agency ON publications (agency, id);

CREATE TABLE agency_people (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  role TEXT NOT NULL CHECK (role IN ('writer', 'assessor', 'supervisor', 'staff')),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  occupation TEXT,
  employment TEXT NOT NULL CHECK (employment IN ('full-time', 'part-time')),
  contract_from TEXT,
  contract_until TEXT,
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  since TEXT NOT NULL,
  ended_on TEXT,
  ended_reason TEXT,
  CHECK ((occupation IS NOT NULL) = (role IN ('writer', 'assessor'))),
  CHECK ((contract_from IS NULL) = (contract_until IS NULL)),
  CHECK (contract_until >= contract_from),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT;
CREATE INDEX agency_people_of_agency ON agency_people (agency, id);

CREATE TABLE agency_sites (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  occupation TEXT,
  workstations INTEGER NOT NULL CHECK (workstations >= 0),
  monitored INTEGER NOT NULL CHECK (monitored IN (0, 1)),
  tenure TEXT NOT NULL CHECK (tenure IN ('owned', 'right')),
  right_from TEXT,
  right_until TEXT,
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  since TEXT NOT NULL,
  ended_on TEXT,
  ended_reason TEXT,
  CHECK ((tenure = 'right') = (right_from IS NOT NULL)),
  CHECK ((right_from IS NULL) = (right_until IS NULL)),
  CHECK (right_until >= right_from),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT;
CREATE INDEX agency_sites_of_agency ON agency_sites (agency, id);

CREATE TABLE bank_updates (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  occupation TEXT NOT NULL,
  done_on TEXT NOT NULL,
  questions INTEGER NOT NULL CHECK (questions >= 1),
  added INTEGER NOT NULL CHECK (added BETWEEN 0 AND questions),
  proof TEXT NOT NULL CHECK (length(proof) >= 1)
) STRICT;
CREATE INDEX bank_updates_of_agency ON bank_updates (agency, done_on);

CREATE TABLE agency_checks (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  occupation TEXT,
  checked_on TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  checked_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX agency_checks_of_agency ON agency_checks (agency, checked_on);

CREATE TABLE filing_departures (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  rule TEXT NOT NULL,
  what TEXT NOT NULL CHECK (length(what) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  made_by INTEGER NOT NULL REFERENCES staff (id),
  made_on TEXT NOT NULL
) STRICT;
CREATE INDEX filing_departures_of_filing ON filing_departures (filing, id);

CREATE TABLE occupation_lists (
  occupation TEXT NOT NULL REFERENCES occupations (code),
  list TEXT NOT NULL CHECK (list IN ('qualification', 'classification', 'ministry', 'special-operations', 'special-items')),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  PRIMARY KEY (occupation, list)
) STRICT, WITHOUT ROWID;
