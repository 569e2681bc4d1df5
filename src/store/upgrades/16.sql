-- From version 15 to 16: other violations by an imported list, what was found of each violation of a case; closed cases opened
-- again; corrections of documents, scans of proofs of service, e-mail, templates, referrals; where a case came from, told of those that a complaint led to.

CREATE TABLE violations (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 30),
  words TEXT NOT NULL CHECK (length(words) >= 1),
  article TEXT NOT NULL CHECK (length(article) >= 1),
  measure TEXT CHECK (length(measure) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  since TEXT NOT NULL,
  until TEXT CHECK (until >= since)
) STRICT;
CREATE UNIQUE INDEX violations_now ON violations (code) WHERE until IS NULL;

CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  violation TEXT NOT NULL CHECK (length(violation) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  evidence TEXT NOT NULL CHECK (json_array_length(evidence) >= 1),
  found_on TEXT NOT NULL,
  found_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX findings_of_case ON findings (case_id, id);

CREATE TABLE reopenings (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  closed_on TEXT NOT NULL,
  reopened_on TEXT NOT NULL CHECK (reopened_on >= closed_on),
  reopened_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  executions INTEGER NOT NULL CHECK (executions >= 0)
) STRICT;
CREATE INDEX reopenings_of_case ON reopenings (case_id, id);

CREATE TABLE proof_scans (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  filed_on TEXT NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX proof_scans_of_document ON proof_scans (document, id);

CREATE TABLE mail_servers (
  bureau TEXT PRIMARY KEY REFERENCES bureaus (id),
  server TEXT NOT NULL CHECK (json_valid(server))
) STRICT;

CREATE TABLE electronic_consents (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  address TEXT NOT NULL CHECK (length(address) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  consented_on TEXT NOT NULL,
  withdrawn_on TEXT
) STRICT;
CREATE UNIQUE INDEX electronic_consents_now ON electronic_consents (case_id) WHERE withdrawn_on IS NULL;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  address TEXT NOT NULL CHECK (length(address) >= 1),
  message_id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'doubtful', 'dropped')),
  queued_on TEXT NOT NULL,
  queued_by INTEGER NOT NULL REFERENCES staff (id),
  next_try TEXT,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  error TEXT,
  sent_at TEXT,
  attachment_sha256 TEXT CHECK (length(attachment_sha256) = 64),
  CHECK ((status = 'queued') = (next_try IS NOT NULL)),
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_of_document ON outbox (document, id);
CREATE INDEX outbox_waiting ON outbox (bureau, next_try) WHERE status = 'queued';
CREATE UNIQUE INDEX outbox_once ON outbox (document) WHERE status = 'queued';

CREATE TABLE outbox_leases (
  message INTEGER PRIMARY KEY REFERENCES outbox (id),
  token TEXT NOT NULL,
  taken_at TEXT NOT NULL
) STRICT;

CREATE TABLE templates (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL,
  source TEXT CHECK (length(source) >= 1),
  sha256 TEXT CHECK (length(sha256) = 64),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK ((source IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX templates_of_bureau ON templates (bureau, id);

CREATE TABLE referrals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  referred_to TEXT NOT NULL CHECK (referred_to IN ('discipline', 'police', 'internal')),
  person TEXT NOT NULL CHECK (person IN ('official', 'worker', 'candidate', 'other')),
  matter TEXT NOT NULL CHECK (length(matter) >= 1),
  referred_on TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  recorded_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK (referred_to <> 'internal' OR person = 'official')
) STRICT;
CREATE INDEX referrals_of_case ON referrals (case_id, id);

CREATE TEMP TABLE kept AS SELECT * FROM cases;
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
  origin TEXT CHECK (origin IN ('supervision', 'complaint', 'referral', 'certificate-check', 'other-bureau')),
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
CREATE INDEX cases_open ON cases (opened_on, id) WHERE status <> 'closed';
CREATE INDEX cases_open_of_bureau ON cases (bureau, opened_on, id) WHERE status <> 'closed';
CREATE INDEX cases_by_status ON cases (status, opened_on, id);
CREATE INDEX cases_of_bureau_by_status ON cases (bureau, status, opened_on, id);
INSERT INTO cases (id, year, serial, bureau, agency, status, opened_on, grounds, origin, source, summary, settings, closed_on,
    version)
  SELECT k.id, k.year, k.serial, k.bureau, k.agency, k.status, k.opened_on, k.grounds,
    CASE WHEN EXISTS (SELECT 1 FROM complaints c WHERE c.case_id = k.id) THEN 'complaint' END, k.source, k.summary,
    k.settings, k.closed_on, k.version FROM kept k;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM proposals;
DROP TABLE proposals;
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  proposed_by INTEGER NOT NULL REFERENCES staff (id),
  proposed_on TEXT NOT NULL,
  grounds TEXT NOT NULL CHECK (json_array_length(grounds) >= 1),
  outcomes TEXT NOT NULL CHECK (json_array_length(outcomes) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  reasons TEXT NOT NULL CHECK (length(reasons) >= 1),
  basis TEXT NOT NULL CHECK (length(basis) >= 1),
  findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(findings))
) STRICT;
CREATE INDEX proposals_of_case ON proposals (case_id, id);
INSERT INTO proposals (id, case_id, proposed_by, proposed_on, grounds, outcomes, facts, reasons, basis)
  SELECT k.id, k.case_id, k.proposed_by, k.proposed_on, k.grounds, k.outcomes, k.facts, k.reasons, k.basis FROM kept k;
DROP TABLE kept;

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

-- A case's handlers are read by case, and somebody's cases by who they are.
CREATE INDEX case_handlers_of_case ON case_handlers (case_id, id);
CREATE INDEX case_handlers_of_staff ON case_handlers (staff, case_id) WHERE until IS NULL;
