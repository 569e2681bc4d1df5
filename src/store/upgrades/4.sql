-- From version 3 to 4: filings are worked on: what is applied for, the steps, requests for completion, publicities and
-- objections.

CREATE TEMP TABLE kept AS SELECT * FROM filings;
DROP TABLE filings;
CREATE TABLE filings (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  due TEXT,
  closed_on TEXT,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  statement TEXT NOT NULL,
  acceptance TEXT,
  ending TEXT,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX filings_by_day ON filings (applied_on, id);
CREATE INDEX filings_of_bureau_by_day ON filings (bureau, applied_on, id);
CREATE INDEX filings_of_agency ON filings (agency, applied_on);
INSERT INTO filings (id, year, serial, bureau, agency, kind, status, applied_on, waits_for, due, closed_on, scopes,
  statement, settings, version)
  SELECT id, year, serial, bureau, agency, kind, status, applied_on, waits_for, due, closed_on, '[]', '', '{}', version
  FROM kept;
DROP TABLE kept;

CREATE TABLE filing_steps (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  step TEXT NOT NULL,
  done_on TEXT NOT NULL,
  done_by INTEGER NOT NULL REFERENCES staff (id),
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1)
) STRICT;
CREATE INDEX filing_steps_of_filing ON filing_steps (filing, id);

CREATE TABLE filing_rounds (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  requested_on TEXT NOT NULL,
  items TEXT NOT NULL CHECK (length(items) >= 1),
  due TEXT NOT NULL,
  answered_on TEXT,
  answer TEXT,
  CHECK ((answered_on IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX filing_rounds_of_filing ON filing_rounds (filing, id);

CREATE TABLE filing_publicities (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  posted_on TEXT NOT NULL,
  posted_at TEXT NOT NULL CHECK (length(posted_at) >= 1),
  text TEXT NOT NULL CHECK (length(text) >= 1),
  stopped_on TEXT,
  stopped_reason TEXT,
  CHECK ((stopped_on IS NULL) = (stopped_reason IS NULL))
) STRICT;
CREATE INDEX filing_publicities_of_filing ON filing_publicities (filing, id);

CREATE TABLE filing_objections (
  id INTEGER PRIMARY KEY,
  publicity INTEGER NOT NULL REFERENCES filing_publicities (id),
  received_on TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  answered_on TEXT,
  answer TEXT,
  upheld INTEGER CHECK (upheld IN (0, 1)),
  CHECK ((answered_on IS NULL) = (answer IS NULL)),
  CHECK ((answered_on IS NULL) = (upheld IS NULL))
) STRICT;
CREATE INDEX filing_objections_of_publicity ON filing_objections (publicity, id);
