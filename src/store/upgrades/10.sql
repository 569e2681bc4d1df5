-- From version 9 to 10: an objection says whose it is; the names that an agency bore before are kept.

CREATE TEMP TABLE kept AS SELECT * FROM filing_objections;
DROP TABLE filing_objections;
CREATE TABLE filing_objections (
  id INTEGER PRIMARY KEY,
  publicity INTEGER NOT NULL REFERENCES filing_publicities (id),
  received_on TEXT NOT NULL,
  objector TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  answered_on TEXT,
  answer TEXT,
  upheld INTEGER CHECK (upheld IN (0, 1)),
  CHECK ((answered_on IS NULL) = (answer IS NULL)),
  CHECK ((answered_on IS NULL) = (upheld IS NULL))
) STRICT;
CREATE INDEX filing_objections_of_publicity ON filing_objections (publicity, id);
INSERT INTO filing_objections (id, publicity, received_on, objector, content, answered_on, answer, upheld)
  SELECT id, publicity, received_on, '', content, answered_on, answer, upheld FROM kept;
DROP TABLE kept;

CREATE TABLE former_names (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  until TEXT NOT NULL
) STRICT;
CREATE INDEX former_names_of_agency ON former_names (agency, id);
