-- From version 6 to 7: who struck out an entry is an account, not a name; whether a filing is assessed is kept with its
-- application; departures of an assessment that was done again are told from those that stand.

CREATE TEMP TABLE kept AS SELECT t.*, d.bureau FROM struck_services t JOIN documents d ON d.id = t.document;
DROP TABLE struck_services;
CREATE TABLE struck_services (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  method TEXT NOT NULL,
  acted_on TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (json_valid(proof)),
  server TEXT NOT NULL,
  struck_on TEXT NOT NULL,
  struck_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;
CREATE INDEX struck_services_of_document ON struck_services (document);
INSERT INTO struck_services (id, document, method, acted_on, proof, server, struck_on, struck_by, reason)
  SELECT k.id, k.document, k.method, k.acted_on, k.proof, k.server, k.struck_on,
    coalesce((SELECT p.id FROM staff p WHERE p.name = k.struck_by AND p.bureau = k.bureau ORDER BY p.id LIMIT 1),
      (SELECT min(p.id) FROM staff p WHERE p.bureau = k.bureau)), k.reason FROM kept k;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT s.*, d.bureau FROM statements s JOIN documents d ON d.id = s.notice;
DROP TABLE statements;
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  notice INTEGER NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'waiver')),
  received_on TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  struck_on TEXT,
  struck_by INTEGER REFERENCES staff (id),
  struck_reason TEXT,
  CHECK ((struck_on IS NULL) = (struck_by IS NULL)),
  CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
) STRICT;
CREATE INDEX statements_of_notice ON statements (notice);
INSERT INTO statements (id, notice, kind, received_on, content, struck_on, struck_by, struck_reason)
  SELECT k.id, k.notice, k.kind, k.received_on, k.content, k.struck_on,
    CASE WHEN k.struck_on IS NOT NULL THEN coalesce((SELECT p.id FROM staff p WHERE p.name = k.struck_by AND p.bureau = k.bureau ORDER BY p.id LIMIT 1),
      (SELECT min(p.id) FROM staff p WHERE p.bureau = k.bureau)) END, k.struck_reason FROM kept k;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM filings;
DROP TABLE filings;
CREATE TABLE filings (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  assessed INTEGER NOT NULL CHECK (assessed IN (0, 1)),
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
INSERT INTO filings (id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, due, closed_on, scopes,
  matter, statement, acceptance, ending, settings, version)
  SELECT k.id, k.year, k.serial, k.bureau, k.agency, k.kind,
    CASE WHEN k.kind = 'renewal' THEN 1
      WHEN k.kind IN ('first', 'incremental') THEN g.kind <> 'qualification' AND g.branch_of IS NULL
      ELSE 0 END,
    k.status, k.applied_on, k.waits_for, k.due, k.closed_on, k.scopes, k.matter, k.statement, k.acceptance, k.ending,
    k.settings, k.version
  FROM kept k JOIN agencies g ON g.id = k.agency;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM filing_departures;
DROP TABLE filing_departures;
CREATE TABLE filing_departures (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  rule TEXT NOT NULL,
  what TEXT NOT NULL CHECK (length(what) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  made_by INTEGER NOT NULL REFERENCES staff (id),
  made_on TEXT NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1))
) STRICT;
CREATE INDEX filing_departures_of_filing ON filing_departures (filing, id);
INSERT INTO filing_departures (id, filing, rule, what, reason, made_by, made_on, superseded)
  SELECT k.id, k.filing, k.rule, k.what, k.reason, k.made_by, k.made_on, EXISTS (SELECT 1 FROM filing_steps s
    WHERE s.filing = k.filing AND s.step = 'assessment' AND s.done_on > k.made_on) FROM kept k;
DROP TABLE kept;

CREATE TABLE reminders (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  matter TEXT NOT NULL CHECK (matter IN ('renewal', 'inactivity')),
  reminded_on TEXT NOT NULL,
  how TEXT NOT NULL CHECK (length(how) >= 1),
  reminded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX reminders_of_agency ON reminders (agency, reminded_on);

CREATE TEMP TABLE kept AS SELECT * FROM reviews;
DROP TABLE reviews;
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  requested_on TEXT NOT NULL,
  in_time INTEGER NOT NULL CHECK (in_time IN (0, 1)),
  request TEXT NOT NULL CHECK (length(request) >= 1),
  statement TEXT NOT NULL CHECK (length(statement) >= 1),
  accepted INTEGER CHECK (accepted IN (0, 1)),
  accepted_by INTEGER REFERENCES staff (id),
  acceptance TEXT,
  outcome TEXT CHECK (outcome IN ('upheld', 'changed', 'withdrawn')),
  outcomes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(outcomes)),
  decided_by INTEGER REFERENCES staff (id),
  decided_on TEXT,
  CHECK ((outcome IS NULL) = (decided_by IS NULL)),
  CHECK ((accepted IS NULL) = (accepted_by IS NULL)),
  CHECK ((accepted IS NULL) = (acceptance IS NULL))
) STRICT;
CREATE INDEX reviews_of_case ON reviews (case_id);
INSERT INTO reviews (id, case_id, requested_on, in_time, request, statement, accepted, accepted_by, acceptance, outcome,
  outcomes, decided_by, decided_on)
  SELECT id, case_id, requested_on, 0, request, statement, accepted, accepted_by, acceptance, outcome, outcomes, decided_by,
    decided_on FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM days_off;
DROP TABLE days_off;
CREATE TABLE days_off (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  day TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  entered_on TEXT NOT NULL,
  UNIQUE (bureau, day)
) STRICT;
INSERT INTO days_off (id, bureau, day, reference, entered_on) SELECT id, bureau, day, reference, day FROM kept;
DROP TABLE kept;

CREATE TABLE designations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) >= 1),
  credit_code TEXT NOT NULL CHECK (length(credit_code) = 18),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  designated_on TEXT NOT NULL,
  designated_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX designations_of_unit ON designations (credit_code, id);
