-- From version 19 to 20: the credit file; letters of dispatch, supervisors taken off; frequency, plans and coverage of supervision; score sheets by indicators.

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

-- Supervisors taken off (撤回派遣, Art. 22): whom an activity or a visit no longer sends, with the reason.
CREATE TABLE relieved_supervisors (
  id INTEGER PRIMARY KEY,
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  relieved_on TEXT NOT NULL,
  relieved_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX relieved_supervisors_of ON relieved_supervisors (supervision, id);

-- Frequency of supervision on site (现场督导频次, Art. 22): what the console proposed, with its figures and weights, and what was decided.
CREATE TABLE frequencies (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  proposed_on TEXT NOT NULL,
  proposed_by INTEGER NOT NULL REFERENCES staff (id),
  proposal TEXT NOT NULL CHECK (json_valid(proposal)),
  decided_on TEXT,
  decided_by INTEGER REFERENCES staff (id),
  percent INTEGER CHECK (percent BETWEEN 0 AND 100),
  visits INTEGER CHECK (visits >= 0),
  reason TEXT,
  CHECK ((decided_on IS NULL) = (decided_by IS NULL)),
  CHECK ((decided_on IS NULL) = (percent IS NULL)),
  CHECK ((decided_on IS NULL) = (visits IS NULL)),
  CHECK ((decided_on IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX frequencies_of ON frequencies (agency, id);

-- Plans of supervision (督导计划, Art. 10, 22): the visits of a kind that were planned at once, for a year or a cycle.
CREATE TABLE supervision_plans (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL CHECK (kind IN ('special', 'annual', 'evaluation')),
  title TEXT NOT NULL CHECK (length(title) >= 1),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  made_on TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX supervision_plans_of ON supervision_plans (bureau, id);
CREATE TABLE planned_visits (
  id INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL REFERENCES supervision_plans (id),
  supervision INTEGER NOT NULL UNIQUE REFERENCES supervisions (id)
) STRICT;
CREATE INDEX planned_visits_of ON planned_visits (plan, id);

-- Forms of score sheets (评分表样式, Art. 22): imported by a bureau for a kind of visit, each version kept; indicators as JSON, 100 points.
CREATE TABLE score_forms (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL CHECK (kind IN ('external', 'special', 'random', 'annual', 'evaluation')),
  version INTEGER NOT NULL CHECK (version >= 1),
  title TEXT NOT NULL CHECK (length(title) >= 1),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  indicators TEXT NOT NULL CHECK (json_valid(indicators)),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  entered_on TEXT NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  UNIQUE (bureau, kind, version)
) STRICT;

-- What was marked on a score sheet (逐项评分), by the form that held.
CREATE TABLE score_marks (
  supervision INTEGER PRIMARY KEY REFERENCES score_sheets (supervision),
  form INTEGER NOT NULL REFERENCES score_forms (id),
  vetoed INTEGER NOT NULL CHECK (vetoed IN (0, 1)),
  marks TEXT NOT NULL CHECK (json_valid(marks))
) STRICT;

-- What the coverage of supervision is read by.
CREATE INDEX deadlines_special ON deadlines (agency) WHERE clock = 'special-supervision';
CREATE INDEX supervisions_of_cycle ON supervisions (agency, kind, planned_on) WHERE kind IN ('special', 'annual', 'evaluation');

-- Letters of dispatch are documents.
CREATE TEMP TABLE kept AS SELECT * FROM documents;
DROP TABLE documents;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  case_id INTEGER REFERENCES cases (id),
  filing INTEGER REFERENCES filings (id),
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'decision', 'review-decision', 'correction', 'announcement', 'proof-of-service',
    'acceptance', 'completion-request', 'survey-record', 'assessment-report', 'publicity-notice', 'approval', 'refusal',
    'publication', 'certificate', 'reminder', 'dispatch')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'issued', 'served', 'void')),
  number TEXT,
  proposal INTEGER REFERENCES proposals (id),
  content TEXT NOT NULL CHECK (json_valid(content)),
  text TEXT,
  sha256 TEXT,
  drafted_by INTEGER NOT NULL REFERENCES staff (id),
  drafted_on TEXT NOT NULL,
  approved_by INTEGER REFERENCES staff (id),
  approved_on TEXT,
  issued_on TEXT,
  void_reason TEXT,
  UNIQUE (year, serial),
  UNIQUE (bureau, number),
  CHECK (case_id IS NULL OR filing IS NULL),
  CHECK ((approved_by IS NULL) = (approved_on IS NULL)),
  CHECK ((text IS NULL) = (sha256 IS NULL)),
  CHECK (status NOT IN ('issued', 'served') OR (text IS NOT NULL AND issued_on IS NOT NULL)),
  CHECK ((status = 'void') = (void_reason IS NOT NULL)),
  CHECK (approved_by IS NULL OR approved_by <> drafted_by)
) STRICT;
CREATE INDEX documents_of_case ON documents (case_id, id);
CREATE INDEX documents_of_filing ON documents (filing, id);
CREATE INDEX documents_of_agency ON documents (agency, id);
CREATE INDEX documents_by_day ON documents (drafted_on, id);
CREATE INDEX documents_of_bureau_by_day ON documents (bureau, drafted_on, id);
CREATE INDEX documents_to_serve ON documents (issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision', 'correction');
CREATE INDEX documents_to_serve_of_bureau ON documents (bureau, issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision', 'correction');
CREATE TRIGGER documents_frozen BEFORE UPDATE ON documents
WHEN OLD.text IS NOT NULL AND (NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.issued_on IS NOT OLD.issued_on)
BEGIN SELECT RAISE(ABORT, 'an issued document is frozen'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never erased'); END;
INSERT INTO documents (id, year, serial, bureau, agency, case_id, filing, kind, status, number, proposal, content, text,
    sha256, drafted_by, drafted_on, approved_by, approved_on, issued_on, void_reason)
  SELECT k.id, k.year, k.serial, k.bureau, k.agency, k.case_id, k.filing, k.kind, k.status, k.number, k.proposal,
    k.content, k.text, k.sha256, k.drafted_by, k.drafted_on, k.approved_by, k.approved_on, k.issued_on, k.void_reason FROM kept k;
DROP TABLE kept;

-- Letters of dispatch (派遣函): whose visit each is for; taken off, the letter is void.
CREATE TABLE dispatch_letters (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  name TEXT NOT NULL CHECK (length(name) >= 1)
) STRICT;
CREATE INDEX dispatch_letters_of ON dispatch_letters (supervision);
