-- From version 19 to 20: the credit file.

-- The credit file (诚信档案, Art. 24): excellent results and bad records, each with source, day and term; in force once an approver
-- confirmed it. Decisions and breaches stand in the file by themselves.
CREATE TABLE credit_entries (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  standing TEXT NOT NULL CHECK (standing IN ('excellent', 'bad')),
  source TEXT NOT NULL CHECK (source IN ('supervision', 'annual', 'evaluation', 'complaint', 'authority')),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  found_on TEXT NOT NULL,
  until TEXT NOT NULL CHECK (until >= found_on),
  entered_on TEXT NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  confirmed_on TEXT,
  confirmed_by INTEGER REFERENCES staff (id),
  ended_on TEXT,
  ended_by INTEGER REFERENCES staff (id),
  ended_reason TEXT CHECK (length(ended_reason) >= 1),
  UNIQUE (agency, number),
  CHECK ((confirmed_on IS NULL) = (confirmed_by IS NULL)),
  CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL)),
  CHECK (standing = 'bad' OR source IN ('supervision', 'annual', 'evaluation'))
) STRICT;
