-- From version 10 to 11: levels in the catalogue of occupations; who surveyed and when; what came of each item asked for; the
-- last day that a publicity told; the size of an enterprise; checklists by kind of agency; recounts in parts.

CREATE TEMP TABLE kept AS SELECT * FROM occupations;
DROP TABLE occupations;
CREATE TABLE occupations (
  code TEXT PRIMARY KEY CHECK (code GLOB '[0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  levels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(levels)),
  joint_with TEXT
) STRICT;
INSERT INTO occupations (code, name, source, joint_with) SELECT code, name, source, joint_with FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM filing_steps;
DROP TABLE filing_steps;
CREATE TABLE filing_steps (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  step TEXT NOT NULL,
  done_on TEXT NOT NULL,
  done_by INTEGER NOT NULL REFERENCES staff (id),
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1),
  acted_on TEXT,
  people TEXT CHECK (length(people) >= 1)
) STRICT;
CREATE INDEX filing_steps_of_filing ON filing_steps (filing, id);
INSERT INTO filing_steps (id, filing, step, done_on, done_by, passed, opinion)
  SELECT id, filing, step, done_on, done_by, passed, opinion FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM filing_round_items;
DROP TABLE filing_round_items;
CREATE TABLE filing_round_items (
  id INTEGER PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES filing_rounds (id),
  item TEXT NOT NULL CHECK (length(item) >= 1),
  answered_on TEXT,
  answer TEXT
) STRICT;
CREATE INDEX filing_round_items_of_round ON filing_round_items (round, id);
INSERT INTO filing_round_items (id, round, item, answered_on) SELECT id, round, item, answered_on FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM filing_publicities;
DROP TABLE filing_publicities;
CREATE TABLE filing_publicities (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  posted_on TEXT NOT NULL,
  posted_at TEXT NOT NULL CHECK (length(posted_at) >= 1),
  text TEXT NOT NULL CHECK (length(text) >= 1),
  told_until TEXT,
  stopped_on TEXT,
  stopped_reason TEXT,
  CHECK ((stopped_on IS NULL) = (stopped_reason IS NULL))
) STRICT;
CREATE INDEX filing_publicities_of_filing ON filing_publicities (filing, id);
INSERT INTO filing_publicities (id, filing, posted_on, posted_at, text, stopped_on, stopped_reason)
  SELECT id, filing, posted_on, posted_at, text, stopped_on, stopped_reason FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM agency_checks;
DROP TABLE agency_checks;
CREATE TABLE agency_checks (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  occupation TEXT,
  checked_on TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  size TEXT CHECK (size IN ('large', 'medium', 'small', 'micro')),
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  checked_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX agency_checks_of_agency ON agency_checks (agency, checked_on);
INSERT INTO agency_checks (id, agency, kind, occupation, checked_on, passed, proof, checked_by)
  SELECT id, agency, kind, occupation, checked_on, passed, proof, checked_by FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM checklists;
DROP TABLE checklists;
CREATE TABLE checklists (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL,
  agencies TEXT,
  items TEXT NOT NULL CHECK (json_valid(items)),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1)
) STRICT;
CREATE INDEX checklists_of_bureau ON checklists (bureau, kind, holds_from);
INSERT INTO checklists (id, bureau, kind, items, holds_from, reference)
  SELECT id, bureau, kind, items, holds_from, reference FROM kept;
DROP TABLE kept;

CREATE TABLE recounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('AJ', 'BA')),
  after INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total >= done)
) STRICT;
