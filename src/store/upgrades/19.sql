-- From version 18 to 19: activities across divisions are the work of both bureaus; acts on certificates are taken back.

-- Activities across divisions (跨师市评价, Art. 23): what is asked of the bureau of registration (consent) and of the bureau where it is
-- held (authorisation). Each row stands on the list of its office, and lets it see the activity; its
-- first day stands here as well, for the schedule.
CREATE TABLE crossings (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  part TEXT NOT NULL CHECK (part IN ('consent', 'authorisation')),
  office TEXT NOT NULL REFERENCES bureaus (id),
  asked_on TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'given', 'refused', 'lapsed')),
  starts_on TEXT NOT NULL,
  UNIQUE (activity, part)
) STRICT;
CREATE INDEX crossings_by_day ON crossings (asked_on, id);
CREATE INDEX crossings_of_office ON crossings (office, asked_on, id);
CREATE INDEX crossings_by_status ON crossings (office, status, asked_on, id);
CREATE INDEX crossings_by_start ON crossings (office, part, starts_on);

-- What an office answered (同意、授权), oldest first: the last answer holds.
CREATE TABLE crossing_answers (
  id INTEGER PRIMARY KEY,
  crossing INTEGER NOT NULL REFERENCES crossings (id),
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  reference TEXT NOT NULL,
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1),
  answered_on TEXT NOT NULL,
  answered_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK (agreed = 0 OR length(reference) >= 1)
) STRICT;
CREATE INDEX crossing_answers_of ON crossing_answers (crossing, id);

-- Acts on certificates taken back (处置撤回, Art. 19, 25): a review withdrew what ordered them, and result, certificate or upload is restored.
CREATE TABLE certificate_restorations (
  act INTEGER PRIMARY KEY REFERENCES certificate_acts (id),
  restored_on TEXT NOT NULL,
  restored_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

-- Plans filed before have both papers, or were refused.
INSERT INTO crossings (activity, part, office, asked_on, status, starts_on)
SELECT e.id, 'consent', e.bureau, p.filed_on, 'given', e.starts_on FROM activities e JOIN activity_plans p ON p.activity = e.id
WHERE json_extract(p.plan, '$.held_at') <> e.bureau;
INSERT INTO crossings (activity, part, office, asked_on, status, starts_on)
SELECT e.id, 'authorisation', json_extract(p.plan, '$.held_at'), p.filed_on, 'given', e.starts_on FROM activities e JOIN activity_plans p ON p.activity = e.id
WHERE json_extract(p.plan, '$.held_at') <> e.bureau;
