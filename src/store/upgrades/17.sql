-- From version 16 to 17: persons as the subjects of cases; plans, steps, changes and results of activities.

CREATE TABLE case_persons (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL CHECK (role IN ('worker', 'candidate')),
  name TEXT NOT NULL CHECK (length(name) >= 2),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 6 AND 18),
  address TEXT NOT NULL CHECK (length(address) >= 1)
) STRICT;
CREATE INDEX case_persons_of_case ON case_persons (case_id, id);
CREATE INDEX cases_open_of_agency ON cases (agency) WHERE status <> 'closed';

CREATE TABLE activity_plans (
  activity INTEGER PRIMARY KEY REFERENCES activities (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  place TEXT NOT NULL CHECK (length(place) >= 1),
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  filed_on TEXT NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

CREATE TABLE activity_steps (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  step TEXT NOT NULL CHECK (step IN ('assigned', 'confirmed', 'begun', 'reported', 'archived', 'cancelled')),
  done_on TEXT NOT NULL,
  done_by INTEGER REFERENCES staff (id),
  note TEXT NOT NULL
) STRICT;
CREATE INDEX activity_steps_of ON activity_steps (activity, id);

CREATE TABLE activity_changes (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  requested_on TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  place TEXT NOT NULL CHECK (length(place) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  answered_on TEXT CHECK (answered_on >= requested_on),
  granted INTEGER CHECK (granted IN (0, 1)),
  answer TEXT CHECK (length(answer) >= 1),
  CHECK ((answered_on IS NULL) = (granted IS NULL)),
  CHECK ((answered_on IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX activity_changes_of ON activity_changes (activity, id);
CREATE UNIQUE INDEX activity_changes_open ON activity_changes (activity) WHERE answered_on IS NULL;

CREATE TABLE activity_results (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  examined INTEGER NOT NULL CHECK (examined >= 0),
  passed INTEGER NOT NULL CHECK (passed BETWEEN 0 AND examined),
  certificates INTEGER NOT NULL CHECK (certificates BETWEEN 0 AND passed),
  first_number TEXT,
  last_number TEXT,
  recorded_on TEXT NOT NULL,
  CHECK ((first_number IS NULL) = (last_number IS NULL))
) STRICT;
CREATE INDEX activity_results_of ON activity_results (activity, id);

CREATE INDEX activities_open ON activities (id) WHERE status NOT IN ('archived', 'cancelled');

CREATE TEMP TABLE kept_recounts AS SELECT * FROM recounts;
DROP TABLE recounts;
CREATE TABLE recounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('AJ', 'BA', 'HD', 'JG')),
  after INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total >= done)
) STRICT;
INSERT INTO recounts SELECT * FROM kept_recounts;
DROP TABLE kept_recounts;

-- What was done about activities before is told of their deadlines.
INSERT INTO activity_steps (activity, step, done_on, done_by, note)
  SELECT e.id, CASE d.clock WHEN 'internal-report' THEN 'reported' WHEN 'archive' THEN 'archived' ELSE 'assigned' END, d.ended_on, NULL, ''
  FROM deadlines d JOIN activities e ON d.subject = printf('HD-%d-%04d', e.year, e.serial)
  WHERE d.clock IN ('internal-report', 'archive', 'external-supervisor') AND d.state IN ('met', 'missed');
