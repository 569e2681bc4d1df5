-- From version 11 to 12: what an automatic end is proposed from is found without reading everything (R19-1, R19-2).

CREATE INDEX agency_checks_not_so ON agency_checks (kind, agency) WHERE passed = 0;
CREATE INDEX deadlines_open_idle ON deadlines (counted_from, agency) WHERE state = 'open' AND clock IN ('inactivity', 'year-without');

-- A recount reaches agencies as well.
CREATE TEMP TABLE kept AS SELECT * FROM recounts;
DROP TABLE recounts;
CREATE TABLE recounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('AJ', 'BA', 'JG')),
  after INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total >= done)
) STRICT;
INSERT INTO recounts SELECT * FROM kept;
DROP TABLE kept;
