-- From version 12 to 13: the year without an evaluation runs for whoever was reminded of it before it was a clock of its own
-- (R19-2), and all that is open is reckoned anew; what a filing passed without is told in both languages.

CREATE TEMP TABLE kept AS SELECT * FROM filing_departures;
DROP TABLE filing_departures;
CREATE TABLE filing_departures (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  rule TEXT NOT NULL,
  what TEXT NOT NULL CHECK (length(what) >= 1),
  what_en TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  made_by INTEGER NOT NULL REFERENCES staff (id),
  made_on TEXT NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1))
) STRICT;
CREATE INDEX filing_departures_of_filing ON filing_departures (filing, id);
INSERT INTO filing_departures (id, filing, rule, what, what_en, reason, made_by, made_on, superseded)
  SELECT id, filing, rule, what, what, reason, made_by, made_on, superseded FROM kept;
DROP TABLE kept;

INSERT INTO deadlines
  (clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
SELECT 'year-without', d.counted_from, d.bureau, d.agency, d.subject, NULL, d.counted_from, '12m',
  date(d.counted_from, '+12 months'), 1, 'open', NULL
FROM deadlines d JOIN agencies a ON a.id = d.agency AND a.status = 'listed'
WHERE d.clock = 'inactivity' AND d.state IN ('met', 'missed') AND d.about = d.counted_from || '/12m'
  AND NOT EXISTS (SELECT 1 FROM deadlines o
    WHERE o.agency = d.agency AND o.state = 'open' AND o.clock IN ('inactivity', 'year-without'));

INSERT OR REPLACE INTO recounts (id, begun_on, stage, after, done, total)
SELECT 1, date('now', '+8 hours'), 'AJ', 0, 0, waiting.n
FROM (SELECT (SELECT count(*) FROM cases WHERE closed_on IS NULL) + (SELECT count(*) FROM filings WHERE closed_on IS NULL)
  + (SELECT count(DISTINCT agency) FROM deadlines
     WHERE state = 'open' AND clock IN ('inactivity', 'year-without', 'bank-renewal')) AS n) waiting
WHERE waiting.n > 0;
