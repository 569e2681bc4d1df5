-- From version 13 to 14: what a check suspends (R19-3), which of cases opened before a handler records; where filings stood
-- that lapsed with an end (R25-4); certificates from a violation (R19-5).

CREATE TABLE filing_lapses (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  stood TEXT NOT NULL,
  ended_by INTEGER NOT NULL REFERENCES filings (id)
) STRICT;
CREATE INDEX filing_lapses_by_end ON filing_lapses (ended_by);

CREATE TABLE suspensions (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  since TEXT NOT NULL,
  running TEXT NOT NULL CHECK (json_valid(running)),
  held INTEGER NOT NULL CHECK (held >= 0),
  lifted_on TEXT,
  lifted_by INTEGER REFERENCES staff (id),
  lifted_reason TEXT CHECK (length(lifted_reason) >= 1),
  CHECK ((lifted_on IS NULL) = (lifted_by IS NULL)),
  CHECK ((lifted_on IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE INDEX suspensions_of_case ON suspensions (case_id, id);
CREATE UNIQUE INDEX suspensions_now ON suspensions (case_id) WHERE lifted_on IS NULL;
CREATE INDEX suspensions_standing ON suspensions (agency) WHERE lifted_on IS NULL;

CREATE TABLE case_certificates (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  batch TEXT NOT NULL CHECK (length(batch) >= 1),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
  UNIQUE (case_id, batch)
) STRICT;

CREATE TABLE certificate_acts (
  id INTEGER PRIMARY KEY,
  certificates INTEGER NOT NULL REFERENCES case_certificates (id),
  matter TEXT NOT NULL CHECK (matter IN ('result', 'void', 'upload', 'subsidy')),
  amount INTEGER NOT NULL CHECK (amount >= 1),
  done_on TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  recorded_on TEXT NOT NULL,
  recorded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX certificate_acts_of ON certificate_acts (certificates, id);
