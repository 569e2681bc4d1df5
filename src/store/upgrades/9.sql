-- From version 8 to 9: rows are sealed, for which every table has row numbers.

CREATE TEMP TABLE kept AS SELECT * FROM occupations;
DROP TABLE occupations;
CREATE TABLE occupations (
  code TEXT PRIMARY KEY CHECK (code GLOB '[0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  joint_with TEXT
) STRICT;
INSERT INTO occupations SELECT * FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM occupation_lists;
DROP TABLE occupation_lists;
CREATE TABLE occupation_lists (
  occupation TEXT NOT NULL REFERENCES occupations (code),
  list TEXT NOT NULL CHECK (list IN ('qualification', 'classification', 'ministry', 'special-operations', 'special-items')),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  PRIMARY KEY (occupation, list)
) STRICT;
INSERT INTO occupation_lists SELECT * FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM scopes;
DROP TABLE scopes;
CREATE TABLE scopes (
  agency INTEGER NOT NULL REFERENCES agencies (id),
  occupation TEXT NOT NULL REFERENCES occupations (code),
  name TEXT NOT NULL,
  levels TEXT NOT NULL CHECK (json_valid(levels)),
  PRIMARY KEY (agency, occupation, name)
) STRICT;
CREATE INDEX scopes_by_occupation ON scopes (occupation, agency);
INSERT INTO scopes SELECT * FROM kept;
DROP TABLE kept;

CREATE TABLE seals (
  seq INTEGER NOT NULL,
  about TEXT NOT NULL,
  line INTEGER NOT NULL,
  print BLOB NOT NULL CHECK (length(print) IN (0, 16)),
  PRIMARY KEY (seq, about, line)
) STRICT, WITHOUT ROWID;
