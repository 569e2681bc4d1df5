-- From version 5 to 6: a service, a statement and a waiver that were recorded wrongly can be struck out, and stay on file.

CREATE TABLE struck_services (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  method TEXT NOT NULL,
  acted_on TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (json_valid(proof)),
  server TEXT NOT NULL,
  struck_on TEXT NOT NULL,
  struck_by TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;
CREATE INDEX struck_services_of_document ON struck_services (document);

CREATE TEMP TABLE kept AS SELECT * FROM statements;
DROP TABLE statements;
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  notice INTEGER NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'waiver')),
  received_on TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  struck_on TEXT,
  struck_by TEXT,
  struck_reason TEXT,
  CHECK ((struck_on IS NULL) = (struck_by IS NULL)),
  CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
) STRICT;
CREATE INDEX statements_of_notice ON statements (notice);
INSERT INTO statements (id, notice, kind, received_on, content)
  SELECT id, notice, kind, received_on, content FROM kept;
DROP TABLE kept;
