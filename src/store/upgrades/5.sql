-- From version 4 to 5: a deadline knows what it is about, so that one whose start moves is found again;
-- constraints can be lifted.

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
