-- From version 17 to 18: breaches of activities, batches of certificates.

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
  act TEXT NOT NULL CHECK (act IN ('uploaded', 'held', 'released', 'withdrawn')),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  done_on TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) >= 1),
  done_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK ((act IN ('uploaded', 'withdrawn')) = (pieces > 0))
) STRICT;
CREATE INDEX batch_acts_of ON batch_acts (activity, id);
