-- From version 1 to 2: complaints.

-- Complaints and reports (投诉举报, Art. 27). Who complained is empty where nobody said, and shown only to those
-- who handle it.
CREATE TABLE complaints (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  received_on TEXT NOT NULL,
  channel TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  complainant TEXT NOT NULL,
  contact TEXT NOT NULL,
  registrar INTEGER NOT NULL REFERENCES staff (id),
  handler INTEGER NOT NULL REFERENCES staff (id),
  status TEXT NOT NULL,
  finding TEXT,
  checked TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  answered_on TEXT,
  case_id INTEGER REFERENCES cases (id),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial),
  CHECK ((status = 'answered') = (answered_on IS NOT NULL))
) STRICT;
CREATE INDEX complaints_by_day ON complaints (received_on, id);
CREATE INDEX complaints_of_bureau_by_day ON complaints (bureau, received_on, id);
CREATE INDEX complaints_of_agency ON complaints (agency, received_on);
