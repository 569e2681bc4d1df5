-- From version 4 to 5: a deadline knows what it is about, so that one whose start moves is found again;
-- constraints can be lifted; filings say what an end rests on. Run with foreign keys off, and checked at the end.

CREATE TEMP TABLE kept AS SELECT * FROM deadlines;
DROP TABLE deadlines;
CREATE TABLE deadlines (
  id INTEGER PRIMARY KEY,
  clock TEXT NOT NULL,
  about TEXT NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  subject TEXT NOT NULL,
  case_id INTEGER REFERENCES cases (id),
  counted_from TEXT NOT NULL,
  length TEXT NOT NULL,
  due TEXT NOT NULL,
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'missed', 'void')),
  ended_on TEXT,
  CHECK ((state = 'open') = (ended_on IS NULL))
) STRICT;
CREATE INDEX deadlines_open ON deadlines (due, id) WHERE state = 'open';
CREATE INDEX deadlines_open_of_bureau ON deadlines (bureau, due, id) WHERE state = 'open';
CREATE INDEX deadlines_open_of_case ON deadlines (case_id, due) WHERE state = 'open';
CREATE INDEX deadlines_of_subject ON deadlines (subject);
CREATE INDEX deadlines_of_agency ON deadlines (agency, state);
INSERT INTO deadlines (id, clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
  SELECT id, clock, '', bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on FROM kept;
DROP TABLE kept;

CREATE TABLE constraint_lifts (
  case_id INTEGER PRIMARY KEY REFERENCES cases (id),
  lifted_on TEXT NOT NULL,
  lifted_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;

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
  matter TEXT NOT NULL CHECK (json_valid(matter)),
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
INSERT INTO filings (id, year, serial, bureau, agency, kind, status, applied_on, waits_for, due, closed_on, scopes, matter, statement, acceptance, ending, settings, version)
  SELECT id, year, serial, bureau, agency, kind, status, applied_on, waits_for, due, closed_on, scopes, 'null', statement, acceptance, ending, settings, version FROM kept;
DROP TABLE kept;

-- Filings under way in databases from before version 4 have no steps, and none can be gone on with: back to the first.
UPDATE filings SET status = 'materials', waits_for = 'bureau', due = NULL
  WHERE closed_on IS NULL AND status IN ('survey', 'assessment', 'recheck', 'publicity', 'approval')
    AND NOT EXISTS (SELECT 1 FROM filing_steps s WHERE s.filing = filings.id);
UPDATE filings SET status = 'materials', waits_for = 'bureau', due = NULL
  WHERE closed_on IS NULL AND status = 'returned'
    AND NOT EXISTS (SELECT 1 FROM filing_rounds r WHERE r.filing = filings.id);
