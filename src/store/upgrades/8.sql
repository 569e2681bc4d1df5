-- From version 7 to 8: documents are of filings and of agencies too; a filing has a checklist with what is there of it, its
-- requests for completion their items and reminders, and who is to handle it.

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
  handler INTEGER REFERENCES staff (id),
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
CREATE INDEX filings_open ON filings (applied_on, id) WHERE closed_on IS NULL;
CREATE INDEX filings_open_of_bureau ON filings (bureau, applied_on, id) WHERE closed_on IS NULL;
CREATE INDEX filings_by_status ON filings (status, applied_on, id);
CREATE INDEX filings_of_bureau_by_status ON filings (bureau, status, applied_on, id);
CREATE INDEX filings_by_waiting ON filings (waits_for, applied_on, id);
CREATE INDEX filings_of_handler ON filings (handler, applied_on, id) WHERE handler IS NOT NULL;
INSERT INTO filings (id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, due, closed_on, scopes,
  matter, statement, acceptance, ending, settings, version)
  SELECT id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, due, closed_on, scopes, matter,
    statement, acceptance, ending, settings, version FROM kept;
DROP TABLE kept;

CREATE TABLE filing_round_items (
  id INTEGER PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES filing_rounds (id),
  item TEXT NOT NULL CHECK (length(item) >= 1),
  answered_on TEXT
) STRICT;
CREATE INDEX filing_round_items_of_round ON filing_round_items (round, id);
INSERT INTO filing_round_items (round, item, answered_on) SELECT id, items, answered_on FROM filing_rounds ORDER BY id;

CREATE TABLE filing_reminders (
  id INTEGER PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES filing_rounds (id),
  reminded_on TEXT NOT NULL,
  how TEXT NOT NULL CHECK (length(how) >= 1),
  reminded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX filing_reminders_of_round ON filing_reminders (round, id);

CREATE TABLE checklists (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL,
  items TEXT NOT NULL CHECK (json_valid(items)),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1)
) STRICT;
CREATE INDEX checklists_of_bureau ON checklists (bureau, kind, holds_from);

CREATE TABLE filing_materials (
  filing INTEGER NOT NULL REFERENCES filings (id),
  place INTEGER NOT NULL CHECK (place >= 1),
  item TEXT NOT NULL CHECK (length(item) >= 1),
  state TEXT NOT NULL CHECK (state IN ('missing', 'there', 'not-needed')),
  note TEXT NOT NULL,
  PRIMARY KEY (filing, place),
  CHECK (state <> 'not-needed' OR length(note) >= 1)
) STRICT;

CREATE TABLE filing_files (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (length(name) >= 1),
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  added_on TEXT NOT NULL,
  added_by INTEGER NOT NULL REFERENCES staff (id),
  FOREIGN KEY (filing, place) REFERENCES filing_materials (filing, place)
) STRICT;
CREATE INDEX filing_files_of_filing ON filing_files (filing, id);

CREATE TEMP TABLE kept AS SELECT d.*, c.agency FROM documents d JOIN cases c ON c.id = d.case_id;
DROP TABLE documents;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  case_id INTEGER REFERENCES cases (id),
  filing INTEGER REFERENCES filings (id),
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'decision', 'review-decision', 'announcement', 'proof-of-service',
    'acceptance', 'completion-request', 'survey-record', 'assessment-report', 'publicity-notice', 'approval', 'refusal',
    'publication', 'certificate', 'reminder')),
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
INSERT INTO documents (id, year, serial, bureau, agency, case_id, kind, status, number, proposal, content, text, sha256,
  drafted_by, drafted_on, approved_by, approved_on, issued_on, void_reason)
  SELECT id, year, serial, bureau, agency, case_id, kind, status, number, proposal, content, text, sha256, drafted_by,
    drafted_on, approved_by, approved_on, issued_on, void_reason FROM kept;
DROP TABLE kept;
CREATE TRIGGER documents_frozen BEFORE UPDATE ON documents
WHEN OLD.text IS NOT NULL AND (NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.issued_on IS NOT OLD.issued_on)
BEGIN SELECT RAISE(ABORT, 'an issued document is frozen'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never erased'); END;

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
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'missed', 'stopped', 'void')),
  ended_on TEXT,
  CHECK ((state = 'open') = (ended_on IS NULL))
) STRICT;
CREATE INDEX deadlines_open ON deadlines (due, id) WHERE state = 'open';
CREATE INDEX deadlines_open_of_bureau ON deadlines (bureau, due, id) WHERE state = 'open';
CREATE INDEX deadlines_open_of_case ON deadlines (case_id, due) WHERE state = 'open';
CREATE INDEX deadlines_of_subject ON deadlines (subject);
CREATE INDEX deadlines_of_agency ON deadlines (agency, state);
INSERT INTO deadlines SELECT * FROM kept;
DROP TABLE kept;
