-- From version 16 to 17: persons as the subjects of cases.

CREATE TABLE case_persons (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL CHECK (role IN ('worker', 'candidate')),
  name TEXT NOT NULL CHECK (length(name) >= 2),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 6 AND 18),
  address TEXT NOT NULL CHECK (length(address) >= 1)
) STRICT;
CREATE INDEX case_persons_of_case ON case_persons (case_id, id);
