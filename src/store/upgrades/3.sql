-- From version 2 to 3: the day a case was closed; executions as records of their own, each with the review it follows;
-- discussions that agreed or not; lateness reckoned, no longer stored; recusals; why a handler left. Run with foreign keys
-- off, and checked at the end. Early databases of version 1 lack cases.executed_on: the days come from the audit.

CREATE TEMP TABLE kept AS SELECT * FROM cases;
CREATE TEMP TABLE acts AS
  SELECT seq, subject, command, act_on, json_extract(fields, '$.how') AS how FROM audit
  WHERE command IN ('record-execution', 'approve-review', 'close-case', 'close-unfounded');
DROP TABLE cases;
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  status TEXT NOT NULL CHECK (status IN
    ('verifying', 'noticing', 'hearing', 'decided', 'served', 'reviewing', 'executing', 'closed')),
  opened_on TEXT NOT NULL,
  grounds TEXT NOT NULL CHECK (json_valid(grounds) AND json_array_length(grounds) >= 1),
  source TEXT NOT NULL,
  summary TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  closed_on TEXT,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial),
  CHECK ((status = 'closed') = (closed_on IS NOT NULL))
) STRICT;
CREATE INDEX cases_by_day ON cases (opened_on, id);
CREATE INDEX cases_of_bureau_by_day ON cases (bureau, opened_on, id);
CREATE INDEX cases_of_agency ON cases (agency, opened_on);
INSERT INTO cases (id, year, serial, bureau, agency, status, opened_on, grounds, source, summary, settings, closed_on, version)
  SELECT id, year, serial, bureau, agency, status, opened_on, grounds, source, summary, settings,
    CASE status WHEN 'closed' THEN coalesce((SELECT max(act_on) FROM acts
      WHERE subject = printf('AJ-%d-%04d', year, serial) AND command LIKE 'close-%'), opened_on) END,
    version
  FROM kept;

CREATE TABLE executions (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  review INTEGER REFERENCES reviews (id),
  executed_on TEXT NOT NULL,
  takes_back INTEGER NOT NULL CHECK (takes_back IN (0, 1)),
  how TEXT NOT NULL CHECK (length(how) >= 1),
  CHECK (takes_back = 0 OR review IS NOT NULL)
) STRICT;
CREATE INDEX executions_of_case ON executions (case_id);
-- What was put on file after a review had been approved follows it, and takes back where that overturned the decision.
INSERT INTO executions (case_id, review, executed_on, takes_back, how)
  SELECT k.id, r.id, a.act_on, coalesce(r.outcome IN ('changed', 'withdrawn'), 0), a.how
  FROM acts a
  JOIN kept k ON a.subject = printf('AJ-%d-%04d', k.year, k.serial)
  LEFT JOIN reviews r ON r.case_id = k.id AND r.decided_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM acts v WHERE v.subject = a.subject AND v.command = 'approve-review' AND v.seq < a.seq)
  WHERE a.command = 'record-execution' AND a.how <> '' ORDER BY a.seq;
DROP TABLE kept;
DROP TABLE acts;

CREATE TEMP TABLE kept AS SELECT * FROM discussions;
DROP TABLE discussions;
CREATE TABLE discussions (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL REFERENCES proposals (id),
  held_on TEXT NOT NULL,
  members TEXT NOT NULL CHECK (length(members) >= 1),
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  conclusion TEXT NOT NULL CHECK (length(conclusion) >= 1),
  statements INTEGER NOT NULL
) STRICT;
CREATE INDEX discussions_of_proposal ON discussions (proposal);
INSERT INTO discussions (id, proposal, held_on, members, agreed, conclusion, statements)
  SELECT k.id, k.proposal, k.held_on, k.members,
    CASE WHEN k.conclusion LIKE '%不同意%' OR k.conclusion LIKE '%不予同意%' THEN 0 ELSE 1 END, k.conclusion,
    (SELECT count(*) FROM statements s JOIN documents d ON d.id = s.notice JOIN proposals p ON p.id = k.proposal
     WHERE d.case_id = p.case_id AND s.kind = 'statement' AND s.received_on <= k.held_on)
  FROM kept k;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM legal_checks;
DROP TABLE legal_checks;
CREATE TABLE legal_checks (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL REFERENCES proposals (id),
  checked_on TEXT NOT NULL,
  checked_by INTEGER NOT NULL REFERENCES staff (id),
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1),
  statements INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_checks_of_proposal ON legal_checks (proposal);
INSERT INTO legal_checks (id, proposal, checked_on, checked_by, passed, opinion, statements)
  SELECT k.id, k.proposal, k.checked_on, k.checked_by, k.passed, k.opinion,
    (SELECT count(*) FROM statements s JOIN documents d ON d.id = s.notice JOIN proposals p ON p.id = k.proposal
     WHERE d.case_id = p.case_id AND s.kind = 'statement' AND s.received_on <= k.checked_on)
  FROM kept k;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM reviews;
DROP TABLE reviews;
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  requested_on TEXT NOT NULL,
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
INSERT INTO reviews (id, case_id, requested_on, request, statement, accepted, accepted_by, acceptance, outcome, outcomes,
  decided_by, decided_on)
  SELECT id, case_id, requested_on, request, statement, accepted, accepted_by, acceptance, outcome, outcomes,
    decided_by, decided_on FROM kept;
DROP TABLE kept;

CREATE TABLE recusals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  staff INTEGER NOT NULL REFERENCES staff (id),
  recused_on TEXT NOT NULL,
  decided_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  lifted_on TEXT,
  lifted_reason TEXT,
  CHECK (staff <> decided_by),
  CHECK ((lifted_on IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX recusals_now ON recusals (case_id, staff) WHERE lifted_on IS NULL;

-- Who left a case as a handler is taken to have had an interest: nothing said otherwise.
CREATE TEMP TABLE kept AS SELECT * FROM case_handlers;
DROP TABLE case_handlers;
CREATE TABLE case_handlers (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  staff INTEGER NOT NULL REFERENCES staff (id),
  since TEXT NOT NULL,
  until TEXT,
  reason TEXT,
  interest INTEGER CHECK (interest IN (0, 1)),
  CHECK ((until IS NULL) = (reason IS NULL)),
  CHECK ((until IS NULL) = (interest IS NULL))
) STRICT;
CREATE UNIQUE INDEX case_handlers_now ON case_handlers (case_id, staff) WHERE until IS NULL;
INSERT INTO case_handlers (id, case_id, staff, since, until, reason, interest)
  SELECT id, case_id, staff, since, until, reason, CASE WHEN until IS NOT NULL THEN 1 END FROM kept;
DROP TABLE kept;

-- Closing a case doesn't make good what was missed before.
UPDATE deadlines SET state = 'missed' WHERE state = 'void' AND case_id IS NOT NULL AND ended_on > due
  AND clock IN ('decision', 'decision-service', 'review-decision', 'take-back');

CREATE TABLE private_fields (
  request_id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
