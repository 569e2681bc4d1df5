-- From version 14 to 15: the queues of what is to be served and of reviews under way, each read by its day.

CREATE INDEX documents_to_serve ON documents (issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision');
CREATE INDEX documents_to_serve_of_bureau ON documents (bureau, issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision');

CREATE TEMP TABLE kept AS SELECT * FROM reviews;
DROP TABLE reviews;
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
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
  issued_on TEXT,
  CHECK ((outcome IS NULL) = (decided_by IS NULL)),
  CHECK (issued_on IS NULL OR outcome IS NOT NULL),
  CHECK ((accepted IS NULL) = (accepted_by IS NULL)),
  CHECK ((accepted IS NULL) = (acceptance IS NULL))
) STRICT;
CREATE INDEX reviews_of_case ON reviews (case_id);
CREATE INDEX reviews_open ON reviews (requested_on, id) WHERE issued_on IS NULL AND accepted IS NOT 0;
CREATE INDEX reviews_open_of_bureau ON reviews (bureau, requested_on, id)
  WHERE issued_on IS NULL AND accepted IS NOT 0;
INSERT INTO reviews (id, case_id, bureau, requested_on, in_time, request, statement, accepted, accepted_by, acceptance,
    outcome, outcomes, decided_by, decided_on, issued_on)
  SELECT k.id, k.case_id, c.bureau, k.requested_on, k.in_time, k.request, k.statement, k.accepted, k.accepted_by,
    k.acceptance, k.outcome, k.outcomes, k.decided_by, k.decided_on,
    CASE WHEN k.outcome IS NOT NULL THEN coalesce((SELECT max(d.issued_on) FROM documents d WHERE d.case_id = k.case_id
      AND d.kind = 'review-decision' AND d.status IN ('issued', 'served')), CASE c.status WHEN 'closed' THEN k.decided_on END)
      END
  FROM kept k JOIN cases c ON c.id = k.case_id;
DROP TABLE kept;
