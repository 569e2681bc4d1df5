-- From version 17 to 18: breaches of activities, batches of certificates; inspectors and random draws, whose deadlines are about no
-- single agency.

-- Breaches of activities (违规情形, Art. 11 to 24): what happened against which rule, and the case that it led to.
CREATE TABLE activity_breaches (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  broken TEXT NOT NULL CHECK (broken IN ('R11-1', 'R12-1', 'R12-2', 'R13-1', 'R13-2', 'R14-1', 'R14-2', 'R17-1', 'R19-3', 'R22-2',
    'R23-1', 'R24-3')),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  found_on TEXT NOT NULL,
  recorded_by INTEGER NOT NULL REFERENCES staff (id),
  case_id INTEGER REFERENCES cases (id)
) STRICT;
CREATE INDEX activity_breaches_of ON activity_breaches (activity, id);
CREATE INDEX activity_breaches_waiting ON activity_breaches (activity) WHERE case_id IS NULL;

-- Acts on batches of certificates (证书批次, Art. 19, 22): uploaded, held, released, withdrawn.
CREATE TABLE batch_acts (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  act TEXT NOT NULL CHECK (act IN ('uploaded', 'held', 'released', 'voided', 'withdrawn')),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  done_on TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) >= 1),
  done_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK ((act IN ('uploaded', 'voided', 'withdrawn')) = (pieces > 0))
) STRICT;
CREATE INDEX batch_acts_of ON batch_acts (activity, id);

CREATE INDEX supervisions_of_supervisor ON supervisions (bureau, supervisor, planned_on) WHERE supervisor IS NOT NULL;

-- Score sheets of visits (现场质量督导评分表, Art. 22): handed in on the day that the activity ends, with an opinion on its batch.
CREATE TABLE score_sheets (
  supervision INTEGER PRIMARY KEY REFERENCES supervisions (id),
  handed_on TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  opinion TEXT CHECK (opinion IN ('valid', 'partly', 'invalid')),
  summary TEXT NOT NULL CHECK (length(summary) >= 1),
  recorded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

-- Problems that visits found (督导发现的问题, Art. 22): each with its own term, answer, re-check and result, and the case it led to.
CREATE TABLE problems (
  id INTEGER PRIMARY KEY,
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  found_on TEXT NOT NULL,
  due TEXT NOT NULL CHECK (due >= found_on),
  recorded_by INTEGER NOT NULL REFERENCES staff (id),
  case_id INTEGER REFERENCES cases (id)
) STRICT;
CREATE INDEX problems_of ON problems (supervision, id);

-- Steps of problems (整改): answered by the agency, checked again.
CREATE TABLE problem_steps (
  id INTEGER PRIMARY KEY,
  problem INTEGER NOT NULL REFERENCES problems (id),
  done_on TEXT NOT NULL,
  passed INTEGER CHECK (passed IN (0, 1)),
  words TEXT NOT NULL CHECK (length(words) >= 1),
  done_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX problem_steps_of ON problem_steps (problem, id);

-- Inspectors (检查人员名录, Art. 21, 22): who is drawn and sent; a number names one in a bureau.
CREATE TABLE inspectors (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 30),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  unit TEXT NOT NULL CHECK (length(unit) >= 1),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  appointed_on TEXT NOT NULL,
  appointed_until TEXT NOT NULL CHECK (appointed_until >= appointed_on),
  ended_on TEXT,
  ended_reason TEXT CHECK (length(ended_reason) >= 1),
  UNIQUE (bureau, number),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT;

-- Interests of inspectors in agencies (回避, Art. 21): neither drawn nor sent there until lifted.
CREATE TABLE inspector_interests (
  id INTEGER PRIMARY KEY,
  inspector INTEGER NOT NULL REFERENCES inspectors (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  interest TEXT NOT NULL CHECK (interest IN ('kin', 'teacher', 'colleague', 'other')),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  since TEXT NOT NULL,
  lifted_on TEXT,
  lifted_reason TEXT CHECK (length(lifted_reason) >= 1),
  CHECK ((lifted_on IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX inspector_interests_now ON inspector_interests (inspector, agency) WHERE lifted_on IS NULL;
CREATE INDEX inspector_interests_of_agency ON inspector_interests (agency) WHERE lifted_on IS NULL;

-- Random draws (双随机抽取, Art. 21): the public record as it was drawn, whole; what came of the checks.
CREATE TABLE draws (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  title TEXT NOT NULL CHECK (length(title) >= 1),
  drawn_on TEXT NOT NULL,
  check_by TEXT NOT NULL,
  drawn_by INTEGER NOT NULL REFERENCES staff (id),
  status TEXT NOT NULL CHECK (status IN ('drawn', 'checked', 'published')),
  picks INTEGER NOT NULL CHECK (picks >= 1),
  record TEXT NOT NULL CHECK (json_valid(record)),
  checked_on TEXT,
  summary TEXT CHECK (length(summary) >= 1),
  published_on TEXT,
  published_at TEXT CHECK (length(published_at) >= 1),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial),
  CHECK ((status = 'drawn') = (checked_on IS NULL)),
  CHECK ((checked_on IS NULL) = (summary IS NULL)),
  CHECK ((status = 'published') = (published_on IS NOT NULL)),
  CHECK ((published_on IS NULL) = (published_at IS NULL))
) STRICT;
CREATE INDEX draws_by_day ON draws (drawn_on, id);
CREATE INDEX draws_of_bureau_by_day ON draws (bureau, drawn_on, id);

-- Visits of a draw (抽查任务): one for each agency drawn.
CREATE TABLE draw_visits (
  id INTEGER PRIMARY KEY,
  draw INTEGER NOT NULL REFERENCES draws (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  UNIQUE (draw, agency)
) STRICT;

-- Recusals after a draw (抽取后回避, Art. 21), and who was drawn instead.
CREATE TABLE draw_redraws (
  id INTEGER PRIMARY KEY,
  draw INTEGER NOT NULL REFERENCES draws (id),
  redraw TEXT NOT NULL CHECK (json_valid(redraw)),
  recorded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX draw_redraws_of ON draw_redraws (draw, id);

CREATE TEMP TABLE kept_deadlines AS SELECT * FROM deadlines;
DROP TABLE deadlines;
CREATE TABLE deadlines (
  id INTEGER PRIMARY KEY,
  clock TEXT NOT NULL,
  about TEXT NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER REFERENCES agencies (id),
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
CREATE INDEX deadlines_open_idle ON deadlines (counted_from, agency) WHERE state = 'open' AND clock IN ('inactivity', 'year-without');
CREATE INDEX deadlines_of_subject ON deadlines (subject);
CREATE INDEX deadlines_of_agency ON deadlines (agency, state);
INSERT INTO deadlines SELECT * FROM kept_deadlines;
DROP TABLE kept_deadlines;

CREATE TEMP TABLE kept_recounts AS SELECT * FROM recounts;
DROP TABLE recounts;
CREATE TABLE recounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('AJ', 'BA', 'HD', 'SJ', 'JG')),
  after INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total >= done)
) STRICT;
INSERT INTO recounts SELECT * FROM kept_recounts;
DROP TABLE kept_recounts;

-- Every agency in the directory has one special supervision in its cycle (R22-1).
INSERT INTO deadlines (clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
  SELECT 'special-supervision', expires_on, bureau, id, printf('JG-%05d', serial), NULL, published_on, '3y', expires_on, 0,
    CASE WHEN held_on IS NULL THEN 'open' ELSE 'met' END, held_on
  FROM (SELECT a.*, (SELECT min(v.planned_on) FROM supervisions v WHERE v.agency = a.id AND v.kind = 'special'
      AND v.status NOT IN ('unassigned', 'planned') AND v.planned_on BETWEEN a.published_on AND a.expires_on) AS held_on
    FROM agencies a WHERE a.status = 'listed' AND a.expires_on IS NOT NULL);
