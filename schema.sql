-- 案卷: the whole database. A paragraph a table, with the article it serves.
-- Dates are ISO text (YYYY-MM-DD, local dates of UTC+8), times RFC 3339, booleans 0/1, lists and typed records JSON.
-- Nothing is erased: a correction is a new row or a new version with an audit entry.

-- What this database is: real or practice, whose, its practice clock, its version of this schema.
CREATE TABLE about (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  bureau TEXT NOT NULL,
  today TEXT CHECK (today IS NULL OR practice = 1),
  made_at TEXT NOT NULL
) STRICT;

-- Bureaus (人社部门): the fourteen division-cities and the two Corps bodies (Art. 3). Contact lines stand on documents.
CREATE TABLE bureaus (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  contact TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1)
) STRICT;

-- Staff (人员): accounts with roles. An administrator has no other role: they decide no case.
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 32),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_array_length(roles) >= 1),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1)
) STRICT;

-- Running numbers of records (AJ-2026-0007) and of documents (文号), per series and year, without gaps.
CREATE TABLE series (
  series TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 0 AND 2100),
  last INTEGER NOT NULL CHECK (last >= 1),
  PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- Occupations (职业目录, Art. 4): imported by the clerk or met in a ledger; never invented. Levels are a JSON list, empty where
-- the catalogue names none.
CREATE TABLE occupations (
  code TEXT PRIMARY KEY CHECK (code GLOB '[0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  levels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(levels)),
  joint_with TEXT
) STRICT;

-- Lists on which occupations are published (Art. 4), each with its document.
CREATE TABLE occupation_lists (
  occupation TEXT NOT NULL REFERENCES occupations (code),
  list TEXT NOT NULL CHECK (list IN ('qualification', 'classification', 'ministry', 'special-operations', 'special-items')),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  PRIMARY KEY (occupation, list)
) STRICT;

-- Agencies (评价机构, Art. 2, 10): who is filed, with whom, from when until when; who applies for it has no validity yet.
CREATE TABLE agencies (
  id INTEGER PRIMARY KEY,
  serial INTEGER NOT NULL UNIQUE,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('applying', 'not-filed', 'listed', 'cancelled')),
  agency_code TEXT UNIQUE,
  credit_code TEXT NOT NULL UNIQUE CHECK (length(credit_code) = 18),
  legal_representative TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  published_on TEXT CHECK (published_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  expires_on TEXT CHECK (expires_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  branch_of TEXT CHECK (length(branch_of) >= 1),
  note TEXT NOT NULL,
  initials TEXT NOT NULL,
  syllables TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  -- By expiry, those that have none come last.
  expiry_order TEXT NOT NULL GENERATED ALWAYS AS (coalesce(expires_on, '9999-12-31')) STORED,
  CHECK (expires_on >= published_on),
  CHECK ((expires_on IS NULL) = (published_on IS NULL)),
  CHECK (status <> 'listed' OR published_on IS NOT NULL)
) STRICT;
-- By name means by pinyin, as a directory is read.
CREATE INDEX agencies_by_name ON agencies (syllables, id);
CREATE INDEX agencies_by_expiry ON agencies (expiry_order, id);
CREATE INDEX agencies_of_bureau_by_name ON agencies (bureau, syllables, id);
CREATE INDEX agencies_of_bureau_by_expiry ON agencies (bureau, expiry_order, id);

-- Scopes (评价范围, Art. 4, 12): occupations and levels an agency may evaluate; levels are a JSON list
-- (empty for items of special-ability agencies that have none).
CREATE TABLE scopes (
  agency INTEGER NOT NULL REFERENCES agencies (id),
  occupation TEXT NOT NULL REFERENCES occupations (code),
  name TEXT NOT NULL,
  levels TEXT NOT NULL CHECK (json_valid(levels)),
  PRIMARY KEY (agency, occupation, name)
) STRICT;
CREATE INDEX scopes_by_occupation ON scopes (occupation, agency);

-- Filings (备案办理, Art. 8 to 10, 18): one row an application and where it stands, and whether the bureau assesses it, as
-- that was when it was applied for.
CREATE TABLE filings (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  assessed INTEGER NOT NULL CHECK (assessed IN (0, 1)),
  status TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  due TEXT,
  handler INTEGER REFERENCES staff (id),
  closed_on TEXT,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  matter TEXT NOT NULL CHECK (json_valid(matter)),
  statement TEXT NOT NULL,
  acceptance TEXT,
  ending TEXT,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX filings_by_day ON filings (applied_on, id);
CREATE INDEX filings_of_bureau_by_day ON filings (bureau, applied_on, id);
CREATE INDEX filings_of_agency ON filings (agency, applied_on);
CREATE INDEX filings_open ON filings (applied_on, id) WHERE closed_on IS NULL;
CREATE INDEX filings_open_of_bureau ON filings (bureau, applied_on, id) WHERE closed_on IS NULL;
CREATE INDEX filings_by_status ON filings (status, applied_on, id);
CREATE INDEX filings_of_bureau_by_status ON filings (bureau, status, applied_on, id);
CREATE INDEX filings_by_waiting ON filings (waits_for, applied_on, id);
CREATE INDEX filings_of_handler ON filings (handler, applied_on, id) WHERE handler IS NOT NULL;

-- Filings that lapsed as their agency left the directory (终结): where each stood, and with which end. An end that a review
-- withdraws takes them up again (R25-4).
CREATE TABLE filing_lapses (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  stood TEXT NOT NULL,
  ended_by INTEGER NOT NULL REFERENCES filings (id)
) STRICT;
CREATE INDEX filing_lapses_by_end ON filing_lapses (ended_by);

-- Steps of a filing (办理环节, Art. 8): who put which on file, when, with what result; of a survey or a check of data also the
-- day it was made and by whom. None is skipped, none erased.
CREATE TABLE filing_steps (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  step TEXT NOT NULL,
  done_on TEXT NOT NULL,
  done_by INTEGER NOT NULL REFERENCES staff (id),
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1),
  acted_on TEXT,
  people TEXT CHECK (length(people) >= 1)
) STRICT;
CREATE INDEX filing_steps_of_filing ON filing_steps (filing, id);

-- Requests for completion (补正, Art. 8): what lacks, until when, what came of it; each round kept.
CREATE TABLE filing_rounds (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  requested_on TEXT NOT NULL,
  items TEXT NOT NULL CHECK (length(items) >= 1),
  due TEXT NOT NULL,
  answered_on TEXT,
  answer TEXT,
  CHECK ((answered_on IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX filing_rounds_of_filing ON filing_rounds (filing, id);

-- What a request asks for, item by item, when each came and what came (补正内容).
CREATE TABLE filing_round_items (
  id INTEGER PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES filing_rounds (id),
  item TEXT NOT NULL CHECK (length(item) >= 1),
  answered_on TEXT,
  answer TEXT
) STRICT;
CREATE INDEX filing_round_items_of_round ON filing_round_items (round, id);

-- Reminders of a request that is not answered (催补正).
CREATE TABLE filing_reminders (
  id INTEGER PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES filing_rounds (id),
  reminded_on TEXT NOT NULL,
  how TEXT NOT NULL CHECK (length(how) >= 1),
  reminded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX filing_reminders_of_round ON filing_reminders (round, id);

-- What is to be handed in for a kind of filing (材料清单): of a bureau, for a kind of agency or all, from a day on, with the
-- document it rests on.
CREATE TABLE checklists (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL,
  agencies TEXT,
  items TEXT NOT NULL CHECK (json_valid(items)),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1)
) STRICT;
CREATE INDEX checklists_of_bureau ON checklists (bureau, kind, holds_from);

-- Materials of a filing (申请材料, Art. 8): the checklist as it was at the application, and what is there of it.
CREATE TABLE filing_materials (
  filing INTEGER NOT NULL REFERENCES filings (id),
  place INTEGER NOT NULL CHECK (place >= 1),
  item TEXT NOT NULL CHECK (length(item) >= 1),
  state TEXT NOT NULL CHECK (state IN ('missing', 'there', 'not-needed')),
  note TEXT NOT NULL,
  PRIMARY KEY (filing, place),
  CHECK (state <> 'not-needed' OR length(note) >= 1)
) STRICT;

-- Files handed in with a filing, each for an item of its checklist (附件).
CREATE TABLE filing_files (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (length(name) >= 1),
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  added_on TEXT NOT NULL,
  added_by INTEGER NOT NULL REFERENCES staff (id),
  FOREIGN KEY (filing, place) REFERENCES filing_materials (filing, place)
) STRICT;
CREATE INDEX filing_files_of_filing ON filing_files (filing, id);

-- Publicities of filings (公示): asking for objections before the approval, with the last day that the public was told; one that
-- is stopped stays, with the reason.
CREATE TABLE filing_publicities (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  posted_on TEXT NOT NULL,
  posted_at TEXT NOT NULL CHECK (length(posted_at) >= 1),
  text TEXT NOT NULL CHECK (length(text) >= 1),
  told_until TEXT,
  stopped_on TEXT,
  stopped_reason TEXT,
  CHECK ((stopped_on IS NULL) = (stopped_reason IS NULL))
) STRICT;
CREATE INDEX filing_publicities_of_filing ON filing_publicities (filing, id);

-- Objections to a publicity (异议), each answered before the approval; whose it is, empty where that was not kept yet.
CREATE TABLE filing_objections (
  id INTEGER PRIMARY KEY,
  publicity INTEGER NOT NULL REFERENCES filing_publicities (id),
  received_on TEXT NOT NULL,
  objector TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  answered_on TEXT,
  answer TEXT,
  upheld INTEGER CHECK (upheld IN (0, 1)),
  CHECK ((answered_on IS NULL) = (answer IS NULL)),
  CHECK ((answered_on IS NULL) = (upheld IS NULL))
) STRICT;
CREATE INDEX filing_objections_of_publicity ON filing_objections (publicity, id);

-- Consents of other offices (同意、意见, Art. 3, 8): of the department that implements a qualification, of one that manages
-- an occupation jointly, of the Corps bureau on the two top levels.
CREATE TABLE filing_consents (
  id INTEGER PRIMARY KEY,
  filing INTEGER NOT NULL REFERENCES filings (id),
  about TEXT NOT NULL CHECK (about IN ('implementing', 'joint', 'top-levels')),
  department TEXT NOT NULL CHECK (length(department) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  consented_on TEXT NOT NULL
) STRICT;
CREATE INDEX filing_consents_of_filing ON filing_consents (filing, id);

-- Names that agencies bore before (曾用名, Art. 18 (1)): callers still use them.
CREATE TABLE former_names (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  until TEXT NOT NULL
) STRICT;
CREATE INDEX former_names_of_agency ON former_names (agency, id);

-- Publications (统一公布, Art. 8, 21): what was made known of an agency, day by day; a corrected one stays, with the reason.
CREATE TABLE publications (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  filing INTEGER NOT NULL REFERENCES filings (id),
  made_on TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES staff (id),
  agency_code TEXT,
  published_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  corrected_on TEXT,
  correction TEXT,
  CHECK ((corrected_on IS NULL) = (correction IS NULL))
) STRICT;
CREATE INDEX publications_of_agency ON publications (agency, id);

-- People of an agency (人员, Art. 6): item writers and assessors for an occupation, internal supervisors, full-time staff; a
-- part-time one has a contract. Who left stays, with the reason.
CREATE TABLE agency_people (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  role TEXT NOT NULL CHECK (role IN ('writer', 'assessor', 'supervisor', 'staff')),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  occupation TEXT,
  employment TEXT NOT NULL CHECK (employment IN ('full-time', 'part-time')),
  contract_from TEXT,
  contract_until TEXT,
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  since TEXT NOT NULL,
  ended_on TEXT,
  ended_reason TEXT,
  CHECK ((occupation IS NOT NULL) = (role IN ('writer', 'assessor'))),
  CHECK ((contract_from IS NULL) = (contract_until IS NULL)),
  CHECK (contract_until >= contract_from),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT;
CREATE INDEX agency_people_of_agency ON agency_people (agency, id);

-- Venues of an agency (场地, Art. 6): workstations, monitoring, owned or by a right of use; for one occupation or for all.
CREATE TABLE agency_sites (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  occupation TEXT,
  workstations INTEGER NOT NULL CHECK (workstations >= 0),
  monitored INTEGER NOT NULL CHECK (monitored IN (0, 1)),
  tenure TEXT NOT NULL CHECK (tenure IN ('owned', 'right')),
  right_from TEXT,
  right_until TEXT,
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  since TEXT NOT NULL,
  ended_on TEXT,
  ended_reason TEXT,
  CHECK ((tenure = 'right') = (right_from IS NOT NULL)),
  CHECK ((right_from IS NULL) = (right_until IS NULL)),
  CHECK (right_until >= right_from),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
) STRICT;
CREATE INDEX agency_sites_of_agency ON agency_sites (agency, id);

-- Question banks (题库, Art. 6): built, then renewed year by year.
CREATE TABLE bank_updates (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  occupation TEXT NOT NULL,
  done_on TEXT NOT NULL,
  questions INTEGER NOT NULL CHECK (questions >= 1),
  added INTEGER NOT NULL CHECK (added BETWEEN 0 AND questions),
  proof TEXT NOT NULL CHECK (length(proof) >= 1)
) STRICT;
CREATE INDEX bank_updates_of_agency ON bank_updates (agency, done_on);

-- Checks of an agency (核查, Art. 6, 7): what, against which document or list, when, by whom, with what result.
CREATE TABLE agency_checks (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  kind TEXT NOT NULL,
  occupation TEXT,
  checked_on TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  size TEXT CHECK (size IN ('large', 'medium', 'small', 'micro')),
  proof TEXT NOT NULL CHECK (length(proof) >= 1),
  checked_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX agency_checks_of_agency ON agency_checks (agency, checked_on);
CREATE INDEX agency_checks_not_so ON agency_checks (kind, agency) WHERE passed = 0;

-- Designations of jurisdiction (指定管辖, Art. 3): by the Corps bureau, with the reason; the last of a unit holds.
CREATE TABLE designations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) >= 1),
  credit_code TEXT NOT NULL CHECK (length(credit_code) = 18),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  designated_on TEXT NOT NULL,
  designated_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX designations_of_unit ON designations (credit_code, id);

-- Reminders (提醒, Art. 10, 19): what an agency was reminded of, when, how, by whom.
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  matter TEXT NOT NULL CHECK (matter IN ('renewal', 'inactivity')),
  reminded_on TEXT NOT NULL,
  how TEXT NOT NULL CHECK (length(how) >= 1),
  reminded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX reminders_of_agency ON reminders (agency, reminded_on);

-- Departures (一般性条件的例外, Art. 6, 7): a filing that passed though something the regulation generally wants was missing;
-- one of an assessment that was done again is superseded.
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

-- Activities (评价活动, Art. 11 to 17): where and when an agency evaluates.
CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  occupation TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  place TEXT NOT NULL,
  candidates INTEGER NOT NULL CHECK (candidates >= 0),
  status TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX activities_by_day ON activities (starts_on, id);
CREATE INDEX activities_of_bureau_by_day ON activities (bureau, starts_on, id);
CREATE INDEX activities_of_agency ON activities (agency, starts_on);
CREATE INDEX activities_open ON activities (id) WHERE status NOT IN ('archived', 'cancelled');

-- Plans of activities (考务方案, Art. 12 to 17): what the agency handed in before the activity, whole; an activity of the time before
-- plans were kept has none.
CREATE TABLE activity_plans (
  activity INTEGER PRIMARY KEY REFERENCES activities (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  place TEXT NOT NULL CHECK (length(place) >= 1),
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  filed_on TEXT NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

-- Steps of activities (活动办理): confirmed (R22-2), begun, reported on (R15-1), archived (R16-1), called off.
CREATE TABLE activity_steps (
  id INTEGER PRIMARY KEY,
  activity INTEGER NOT NULL REFERENCES activities (id),
  step TEXT NOT NULL CHECK (step IN ('assigned', 'confirmed', 'begun', 'reported', 'archived', 'cancelled')),
  done_on TEXT NOT NULL,
  done_by INTEGER REFERENCES staff (id),
  note TEXT NOT NULL
) STRICT;
CREATE INDEX activity_steps_of ON activity_steps (activity, id);

-- Changes of time or venue (变更时间、场地, Art. 14): applied for before the start, and the answer.
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

-- Results of activities (评价结果, Art. 11, 17): the last row of an activity holds.
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

-- Supervisions (督导, Art. 21 to 22): visits planned and held.
CREATE TABLE supervisions (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  activity INTEGER REFERENCES activities (id),
  kind TEXT NOT NULL,
  planned_on TEXT NOT NULL,
  supervisor TEXT,
  status TEXT NOT NULL,
  finding TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX supervisions_by_day ON supervisions (planned_on, id);
CREATE INDEX supervisions_of_bureau_by_day ON supervisions (bureau, planned_on, id);
CREATE INDEX supervisions_of_agency ON supervisions (agency, planned_on);
CREATE INDEX supervisions_of_cycle ON supervisions (agency, kind, planned_on) WHERE kind IN ('special', 'annual', 'evaluation');
CREATE INDEX supervisions_of_activity ON supervisions (activity) WHERE activity IS NOT NULL;
CREATE INDEX supervisions_of_supervisor ON supervisions (bureau, supervisor, planned_on) WHERE supervisor IS NOT NULL;

-- Plans of supervision (督导计划, Art. 10, 22): the visits of a kind that were planned at once, for a year or a cycle.
CREATE TABLE supervision_plans (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL CHECK (kind IN ('special', 'annual', 'evaluation')),
  title TEXT NOT NULL CHECK (length(title) >= 1),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  made_on TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX supervision_plans_of ON supervision_plans (bureau, id);
CREATE TABLE planned_visits (
  id INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL REFERENCES supervision_plans (id),
  supervision INTEGER NOT NULL UNIQUE REFERENCES supervisions (id)
) STRICT;
CREATE INDEX planned_visits_of ON planned_visits (plan, id);

-- Supervisors taken off (撤回派遣, Art. 22): whom an activity or a visit no longer sends, with the reason.
CREATE TABLE relieved_supervisors (
  id INTEGER PRIMARY KEY,
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  relieved_on TEXT NOT NULL,
  relieved_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX relieved_supervisors_of ON relieved_supervisors (supervision, id);

-- Score sheets of visits (现场质量督导评分表, Art. 22): handed in on the day that the activity ends, with an opinion on its batch.
CREATE TABLE score_sheets (
  supervision INTEGER PRIMARY KEY REFERENCES supervisions (id),
  handed_on TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  opinion TEXT CHECK (opinion IN ('valid', 'partly', 'invalid')),
  summary TEXT NOT NULL CHECK (length(summary) >= 1),
  recorded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

-- Forms of score sheets (评分表样式, Art. 22): imported by a bureau for a kind of visit, each version kept; indicators as JSON, 100 points.
CREATE TABLE score_forms (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL CHECK (kind IN ('external', 'special', 'random', 'annual', 'evaluation')),
  version INTEGER NOT NULL CHECK (version >= 1),
  title TEXT NOT NULL CHECK (length(title) >= 1),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  indicators TEXT NOT NULL CHECK (json_valid(indicators)),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  entered_on TEXT NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  UNIQUE (bureau, kind, version)
) STRICT;

-- What was marked on a score sheet (逐项评分), by the form that held.
CREATE TABLE score_marks (
  supervision INTEGER PRIMARY KEY REFERENCES score_sheets (supervision),
  form INTEGER NOT NULL REFERENCES score_forms (id),
  vetoed INTEGER NOT NULL CHECK (vetoed IN (0, 1)),
  marks TEXT NOT NULL CHECK (json_valid(marks))
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

-- The credit file (诚信档案, Art. 24): excellent results and bad records, each with source, day and term; in force once an approver
-- confirmed it. Decisions and breaches stand in the file by themselves.
CREATE TABLE credit_entries (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  standing TEXT NOT NULL CHECK (standing IN ('excellent', 'bad')),
  source TEXT NOT NULL CHECK (source IN ('supervision', 'annual', 'evaluation', 'complaint', 'authority')),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  found_on TEXT NOT NULL,
  until TEXT NOT NULL CHECK (until >= found_on),
  entered_on TEXT NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  confirmed_on TEXT,
  confirmed_by INTEGER REFERENCES staff (id),
  ended_on TEXT,
  ended_by INTEGER REFERENCES staff (id),
  ended_reason TEXT CHECK (length(ended_reason) >= 1),
  UNIQUE (agency, number),
  CHECK ((confirmed_on IS NULL) = (confirmed_by IS NULL)),
  CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
  CHECK ((ended_on IS NULL) = (ended_reason IS NULL)),
  CHECK (standing = 'bad' OR source IN ('supervision', 'annual', 'evaluation'))
) STRICT;

-- Frequency of supervision on site (现场督导频次, Art. 22): what the console proposed, with its figures and weights, and what was decided.
CREATE TABLE frequencies (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agencies (id),
  proposed_on TEXT NOT NULL,
  proposed_by INTEGER NOT NULL REFERENCES staff (id),
  proposal TEXT NOT NULL CHECK (json_valid(proposal)),
  decided_on TEXT,
  decided_by INTEGER REFERENCES staff (id),
  percent INTEGER CHECK (percent BETWEEN 0 AND 100),
  visits INTEGER CHECK (visits >= 0),
  reason TEXT,
  CHECK ((decided_on IS NULL) = (decided_by IS NULL)),
  CHECK ((decided_on IS NULL) = (percent IS NULL)),
  CHECK ((decided_on IS NULL) = (visits IS NULL)),
  CHECK ((decided_on IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX frequencies_of ON frequencies (agency, id);

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

-- Other violations (其他违规情形): the list of the violations guideline, entry by entry, each with its document. An entry worded
-- anew is another one; the old one stays, with its last day, for the cases that name it.
CREATE TABLE violations (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 30),
  words TEXT NOT NULL CHECK (length(words) >= 1),
  article TEXT NOT NULL CHECK (length(article) >= 1),
  measure TEXT CHECK (length(measure) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  since TEXT NOT NULL,
  until TEXT CHECK (until >= since)
) STRICT;
CREATE UNIQUE INDEX violations_now ON violations (code) WHERE until IS NULL;

-- Cases (案件, Art. 19, 25): a status in a line of states, and the settings pinned at the opening; what it was opened for by
-- the numbers of the twelve grounds and the rows of other violations (V7). Where it came from is empty in cases of before
-- that was kept.
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  status TEXT NOT NULL CHECK (status IN
    ('verifying', 'noticing', 'hearing', 'decided', 'served', 'reviewing', 'executing', 'closed')),
  opened_on TEXT NOT NULL,
  grounds TEXT NOT NULL CHECK (json_valid(grounds) AND json_array_length(grounds) >= 1),
  origin TEXT CHECK (origin IN ('supervision', 'complaint', 'referral', 'certificate-check', 'other-bureau')),
  source TEXT NOT NULL,
  summary TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  closed_on TEXT,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (year, serial),
  CHECK ((status = 'closed') = (closed_on IS NOT NULL))
) STRICT;
CREATE INDEX cases_by_day ON cases (opened_on, id);
CREATE INDEX cases_of_bureau_by_day ON cases (bureau, opened_on, id);
CREATE INDEX cases_of_agency ON cases (agency, opened_on);
CREATE INDEX cases_open_of_agency ON cases (agency) WHERE status <> 'closed';
CREATE INDEX cases_open ON cases (opened_on, id) WHERE status <> 'closed';
CREATE INDEX cases_open_of_bureau ON cases (bureau, opened_on, id) WHERE status <> 'closed';
CREATE INDEX cases_by_status ON cases (status, opened_on, id);
CREATE INDEX cases_of_bureau_by_status ON cases (bureau, status, opened_on, id);

-- Persons as the subjects of cases (机构工作人员、参评人员, Art. 26): the last row of a case holds. Shown masked; each unmasking is an act.
CREATE TABLE case_persons (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL CHECK (role IN ('worker', 'candidate')),
  name TEXT NOT NULL CHECK (length(name) >= 2),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 6 AND 18),
  address TEXT NOT NULL CHECK (length(address) >= 1)
) STRICT;
CREATE INDEX case_persons_of_case ON case_persons (case_id, id);

-- Suspensions (暂停报名和评价, Art. 19(3)): by a case, from the moment the check begins until it is lifted; what ran then, for
-- reference, and how many certificates have their data held.
CREATE TABLE suspensions (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  since TEXT NOT NULL,
  running TEXT NOT NULL CHECK (json_valid(running)),
  held INTEGER NOT NULL CHECK (held >= 0),
  lifted_on TEXT,
  lifted_by INTEGER REFERENCES staff (id),
  lifted_reason TEXT CHECK (length(lifted_reason) >= 1),
  CHECK ((lifted_on IS NULL) = (lifted_by IS NULL)),
  CHECK ((lifted_on IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE INDEX suspensions_of_case ON suspensions (case_id, id);
CREATE UNIQUE INDEX suspensions_now ON suspensions (case_id) WHERE lifted_on IS NULL;
CREATE INDEX suspensions_standing ON suspensions (agency) WHERE lifted_on IS NULL;

-- Certificates from a violation (违规证书, Art. 19(2)): how many, and the subsidy paid for them in fen.
CREATE TABLE case_certificates (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  batch TEXT NOT NULL CHECK (length(batch) >= 1),
  pieces INTEGER NOT NULL CHECK (pieces >= 0),
  subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
  UNIQUE (case_id, batch)
) STRICT;

-- What was done with them (处置): result cancelled, declared void, upload withdrawn, in pieces; subsidy recovered, in fen.
CREATE TABLE certificate_acts (
  id INTEGER PRIMARY KEY,
  certificates INTEGER NOT NULL REFERENCES case_certificates (id),
  matter TEXT NOT NULL CHECK (matter IN ('result', 'void', 'upload', 'subsidy')),
  amount INTEGER NOT NULL CHECK (amount >= 1),
  done_on TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  recorded_on TEXT NOT NULL,
  recorded_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX certificate_acts_of ON certificate_acts (certificates, id);

-- Acts on certificates taken back (处置撤回, Art. 19, 25): a review withdrew what ordered them, and result, certificate or upload is restored.
CREATE TABLE certificate_restorations (
  act INTEGER PRIMARY KEY REFERENCES certificate_acts (id),
  restored_on TEXT NOT NULL,
  restored_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;

-- Handlers of a case (经办人, 行政处罚法 42, 43): two or more; who stepped aside stays, with the reason, and whether it
-- was an interest.
CREATE TABLE case_handlers (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  staff INTEGER NOT NULL REFERENCES staff (id),
  since TEXT NOT NULL,
  until TEXT,
  reason TEXT,
  interest INTEGER CHECK (interest IN (0, 1)),
  CHECK ((until IS NULL) = (reason IS NULL)),
  CHECK ((until IS NULL) = (interest IS NULL))
) STRICT;
CREATE UNIQUE INDEX case_handlers_now ON case_handlers (case_id, staff) WHERE until IS NULL;
CREATE INDEX case_handlers_of_case ON case_handlers (case_id, id);
CREATE INDEX case_handlers_of_staff ON case_handlers (staff, case_id) WHERE until IS NULL;

-- Recusals (回避, 行政处罚法 43): who has an interest and does nothing in the case, until the recusal is lifted; decided
-- by somebody else in charge.
CREATE TABLE recusals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  staff INTEGER NOT NULL REFERENCES staff (id),
  recused_on TEXT NOT NULL,
  decided_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  lifted_on TEXT,
  lifted_reason TEXT,
  CHECK (staff <> decided_by),
  CHECK ((lifted_on IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX recusals_now ON recusals (case_id, staff) WHERE lifted_on IS NULL;

-- Reopenings (重开): a closed case opened again, by somebody with that right, with the reason, and how many executions were on file
-- then: those don't count any more.
CREATE TABLE reopenings (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  closed_on TEXT NOT NULL,
  reopened_on TEXT NOT NULL CHECK (reopened_on >= closed_on),
  reopened_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  executions INTEGER NOT NULL CHECK (executions >= 0)
) STRICT;
CREATE INDEX reopenings_of_case ON reopenings (case_id, id);

-- Referrals (移送, Art. 26): what a case brought to light of persons, to the discipline inspection, the police, or handled
-- internally. Who it is stands in the letter.
CREATE TABLE referrals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  referred_to TEXT NOT NULL CHECK (referred_to IN ('discipline', 'police', 'internal')),
  person TEXT NOT NULL CHECK (person IN ('official', 'worker', 'candidate', 'other')),
  matter TEXT NOT NULL CHECK (length(matter) >= 1),
  referred_on TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  recorded_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK (referred_to <> 'internal' OR person = 'official')
) STRICT;
CREATE INDEX referrals_of_case ON referrals (case_id, id);

-- Attachments (附件): the bytes once per hash, kept here so that a backup is whole.
CREATE TABLE attachments (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  bytes BLOB NOT NULL
) STRICT;

-- Evidence (证据, 行政处罚法 46): source, collector, time, and the file with its hash.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  collector TEXT NOT NULL,
  collected_on TEXT NOT NULL,
  filed_at TEXT NOT NULL,
  file TEXT,
  sha256 TEXT REFERENCES attachments (sha256),
  CHECK ((file IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX evidence_of_case ON evidence (case_id);

-- Findings (认定, Art. 25): facts and evidence of one violation of a case, the last one of it in force. Evidence by its number
-- in the file.
CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  violation TEXT NOT NULL CHECK (length(violation) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  evidence TEXT NOT NULL CHECK (json_array_length(evidence) >= 1),
  found_on TEXT NOT NULL,
  found_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX findings_of_case ON findings (case_id, id);

-- Proposals (拟处理意见, Art. 25): proposed decision, facts, reasons, basis; none empty (R25-1); and the findings as they stood.
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  proposed_by INTEGER NOT NULL REFERENCES staff (id),
  proposed_on TEXT NOT NULL,
  grounds TEXT NOT NULL CHECK (json_array_length(grounds) >= 1),
  outcomes TEXT NOT NULL CHECK (json_array_length(outcomes) >= 1),
  facts TEXT NOT NULL CHECK (length(facts) >= 1),
  reasons TEXT NOT NULL CHECK (length(reasons) >= 1),
  basis TEXT NOT NULL CHECK (length(basis) >= 1),
  findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(findings))
) STRICT;
CREATE INDEX proposals_of_case ON proposals (case_id, id);

-- Documents (文书, Art. 8, 25, 行政处罚法 59): frozen with number and hash when issued. Of a case, of a filing, or of an
-- agency alone.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER NOT NULL REFERENCES agencies (id),
  case_id INTEGER REFERENCES cases (id),
  filing INTEGER REFERENCES filings (id),
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'decision', 'review-decision', 'correction', 'announcement', 'proof-of-service',
    'acceptance', 'completion-request', 'survey-record', 'assessment-report', 'publicity-notice', 'approval', 'refusal',
    'publication', 'certificate', 'reminder', 'dispatch')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'issued', 'served', 'void')),
  number TEXT,
  proposal INTEGER REFERENCES proposals (id),
  content TEXT NOT NULL CHECK (json_valid(content)),
  text TEXT,
  sha256 TEXT,
  drafted_by INTEGER NOT NULL REFERENCES staff (id),
  drafted_on TEXT NOT NULL,
  approved_by INTEGER REFERENCES staff (id),
  approved_on TEXT,
  issued_on TEXT,
  void_reason TEXT,
  UNIQUE (year, serial),
  UNIQUE (bureau, number),
  CHECK (case_id IS NULL OR filing IS NULL),
  CHECK ((approved_by IS NULL) = (approved_on IS NULL)),
  CHECK ((text IS NULL) = (sha256 IS NULL)),
  CHECK (status NOT IN ('issued', 'served') OR (text IS NOT NULL AND issued_on IS NOT NULL)),
  CHECK ((status = 'void') = (void_reason IS NOT NULL)),
  CHECK (approved_by IS NULL OR approved_by <> drafted_by)
) STRICT;
CREATE INDEX documents_of_case ON documents (case_id, id);
CREATE INDEX documents_of_filing ON documents (filing, id);
CREATE INDEX documents_of_agency ON documents (agency, id);
CREATE INDEX documents_by_day ON documents (drafted_on, id);
CREATE INDEX documents_of_bureau_by_day ON documents (bureau, drafted_on, id);
-- What waits to be served, by the day of issue.
CREATE INDEX documents_to_serve ON documents (issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision', 'correction');
CREATE INDEX documents_to_serve_of_bureau ON documents (bureau, issued_on, id)
  WHERE status = 'issued' AND kind IN ('notice', 'decision', 'review-decision', 'correction');
-- What was issued never changes (frozen): only its service may be added.
CREATE TRIGGER documents_frozen BEFORE UPDATE ON documents
WHEN OLD.text IS NOT NULL AND (NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.issued_on IS NOT OLD.issued_on)
BEGIN SELECT RAISE(ABORT, 'an issued document is frozen'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never erased'); END;

-- Letters of dispatch (派遣函): whose visit each is for; taken off, the letter is void.
CREATE TABLE dispatch_letters (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  supervision INTEGER NOT NULL REFERENCES supervisions (id),
  name TEXT NOT NULL CHECK (length(name) >= 1)
) STRICT;
CREATE INDEX dispatch_letters_of ON dispatch_letters (supervision);

-- Service (送达, 行政处罚法 61): a typed proof for each method. The day it counts from is reckoned, never stored.
CREATE TABLE services (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  method TEXT NOT NULL CHECK (method IN ('direct', 'leaving', 'electronic', 'mail', 'announcement')),
  acted_on TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (json_valid(proof)),
  server TEXT NOT NULL
) STRICT;

-- Services struck out (作废误登的送达): recorded wrongly, kept as they stood, with who struck them out and why.
CREATE TABLE struck_services (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  method TEXT NOT NULL,
  acted_on TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (json_valid(proof)),
  server TEXT NOT NULL,
  struck_on TEXT NOT NULL,
  struck_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;
CREATE INDEX struck_services_of_document ON struck_services (document);

-- Scans of proofs of service that came back signed (送达回证归卷): of which document, when they were put on file.
CREATE TABLE proof_scans (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  filed_on TEXT NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX proof_scans_of_document ON proof_scans (document, id);

-- Mail servers (邮件服务器) of the bureaus: where, how protected, from which address. The password is kept outside.
CREATE TABLE mail_servers (
  bureau TEXT PRIMARY KEY REFERENCES bureaus (id),
  server TEXT NOT NULL CHECK (json_valid(server))
) STRICT;

-- Consents to electronic service (电子送达确认书, 民事诉讼法 90): by the agency in writing, for a case.
CREATE TABLE electronic_consents (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  address TEXT NOT NULL CHECK (length(address) >= 1),
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  consented_on TEXT NOT NULL,
  withdrawn_on TEXT
) STRICT;
CREATE UNIQUE INDEX electronic_consents_now ON electronic_consents (case_id) WHERE withdrawn_on IS NULL;

-- The outbox (发件箱): a document to be sent by e-mail, queued with the act. What came of it is an act too. Sent is not served.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  address TEXT NOT NULL CHECK (length(address) >= 1),
  message_id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'doubtful', 'dropped')),
  queued_on TEXT NOT NULL,
  queued_by INTEGER NOT NULL REFERENCES staff (id),
  next_try TEXT,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  error TEXT,
  sent_at TEXT,
  attachment_sha256 TEXT CHECK (length(attachment_sha256) = 64),
  CHECK ((status = 'queued') = (next_try IS NOT NULL)),
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_of_document ON outbox (document, id);
CREATE INDEX outbox_waiting ON outbox (bureau, next_try) WHERE status = 'queued';
CREATE UNIQUE INDEX outbox_once ON outbox (document) WHERE status = 'queued';

-- Who is at sending a message now (租约): taken and given back by whoever sends, so that nothing goes out twice. Nobody's act, so
-- not audited and not sealed.
CREATE TABLE outbox_leases (
  message INTEGER PRIMARY KEY REFERENCES outbox (id),
  token TEXT NOT NULL,
  taken_at TEXT NOT NULL
) STRICT;

-- Attempts at service that failed (送达未成): on file before an announcement.
CREATE TABLE service_attempts (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  tried_on TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method <> 'announcement'),
  result TEXT NOT NULL CHECK (length(result) >= 1)
) STRICT;
CREATE INDEX service_attempts_of_document ON service_attempts (document);

-- Statements and waivers against a notice (陈述申辩、书面放弃, Art. 25); one recorded wrongly is struck out and stays.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  notice INTEGER NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'waiver')),
  received_on TEXT NOT NULL,
  content TEXT NOT NULL CHECK (length(content) >= 1),
  struck_on TEXT,
  struck_by INTEGER REFERENCES staff (id),
  struck_reason TEXT,
  CHECK ((struck_on IS NULL) = (struck_by IS NULL)),
  CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
) STRICT;
CREATE INDEX statements_of_notice ON statements (notice);

-- Collective discussions (集体讨论, 行政处罚法 57), each with the number of statements on file when it was recorded: one
-- that came in later was not weighed.
CREATE TABLE discussions (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL REFERENCES proposals (id),
  held_on TEXT NOT NULL,
  members TEXT NOT NULL CHECK (length(members) >= 1),
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  conclusion TEXT NOT NULL CHECK (length(conclusion) >= 1),
  statements INTEGER NOT NULL
) STRICT;
CREATE INDEX discussions_of_proposal ON discussions (proposal);

-- Legal checks (法制审核, 行政处罚法 58), with the number of statements as above.
CREATE TABLE legal_checks (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL REFERENCES proposals (id),
  checked_on TEXT NOT NULL,
  checked_by INTEGER NOT NULL REFERENCES staff (id),
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  opinion TEXT NOT NULL CHECK (length(opinion) >= 1),
  statements INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_checks_of_proposal ON legal_checks (proposal);

-- Decisions (处理决定, Art. 25): what was decided, by whom; the words are the document's.
CREATE TABLE decisions (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  case_id INTEGER NOT NULL REFERENCES cases (id),
  decided_by INTEGER NOT NULL REFERENCES staff (id),
  decided_on TEXT NOT NULL,
  grounds TEXT NOT NULL CHECK (json_array_length(grounds) >= 1),
  outcomes TEXT NOT NULL CHECK (json_array_length(outcomes) >= 1)
) STRICT;
CREATE INDEX decisions_of_case ON decisions (case_id);

-- Reviews (复核, Art. 25): request, acceptance of a late one, outcome. Whether it is late is reckoned; that it was in time by
-- what was on record when it came in stays.
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

-- Executions (执行情况): how the decision was carried out, after which review, or taken back (撤回) after it.
CREATE TABLE executions (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  review INTEGER REFERENCES reviews (id),
  executed_on TEXT NOT NULL,
  takes_back INTEGER NOT NULL CHECK (takes_back IN (0, 1)),
  how TEXT NOT NULL CHECK (length(how) >= 1),
  CHECK (takes_back = 0 OR review IS NOT NULL)
) STRICT;
CREATE INDEX executions_of_case ON executions (case_id);

-- Constraints lifted (解除约束措施, Art. 24): a decision's constraint holds from its service until it is lifted here, or a
-- review takes it back.
CREATE TABLE constraint_lifts (
  case_id INTEGER PRIMARY KEY REFERENCES cases (id),
  lifted_on TEXT NOT NULL,
  lifted_by INTEGER NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (length(reason) >= 1)
) STRICT;

-- Deadlines (期限): clock, what it is about (the document, review or publicity; empty: the record itself), subject, event,
-- length, day; recomputed when a calendar is loaded.
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
-- Whether a cycle had its special supervision.
CREATE INDEX deadlines_special ON deadlines (agency) WHERE clock = 'special-supervision';

-- Calls (来电): what a caller asked and was told.
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  agency INTEGER REFERENCES agencies (id),
  at TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff (id),
  caller TEXT NOT NULL,
  question TEXT NOT NULL CHECK (length(question) >= 1)
) STRICT;
CREATE INDEX calls_of_agency ON calls (agency, at);

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

-- Settings of a bureau (本局设定): effective-dated, each with its reference.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1)
) STRICT;
CREATE INDEX settings_of_bureau ON settings (bureau, name, holds_from);

-- Templates of documents (文书模板) that a bureau put in the place of the shipped ones, from a day on, each with its reference; without
-- a source the shipped one holds again.
CREATE TABLE templates (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  kind TEXT NOT NULL,
  source TEXT CHECK (length(source) >= 1),
  sha256 TEXT CHECK (length(sha256) = 64),
  holds_from TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  entered_by INTEGER NOT NULL REFERENCES staff (id),
  CHECK ((source IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX templates_of_bureau ON templates (bureau, id);

-- Calendars (放假安排): the yearly arrangement as imported, each version kept.
CREATE TABLE calendars (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  arrangement TEXT NOT NULL CHECK (json_valid(arrangement)),
  loaded_at TEXT NOT NULL
) STRICT;
CREATE INDEX calendars_by_year ON calendars (year, id);

-- Local days off (地方假日) that a bureau enters, each with its document reference.
CREATE TABLE days_off (
  id INTEGER PRIMARY KEY,
  bureau TEXT NOT NULL REFERENCES bureaus (id),
  day TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) >= 1),
  entered_on TEXT NOT NULL,
  UNIQUE (bureau, day)
) STRICT;

-- Full text of the regulation (条文), by version; the product never carries it itself.
CREATE TABLE statutes (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  effective TEXT NOT NULL,
  statute TEXT NOT NULL CHECK (json_valid(statute)),
  sha256 TEXT NOT NULL UNIQUE,
  loaded_at TEXT NOT NULL
) STRICT;

-- Drafts (草稿): what somebody is typing, saved as they type. Nobody else's business, so not audited.
CREATE TABLE drafts (
  staff INTEGER NOT NULL REFERENCES staff (id),
  command TEXT NOT NULL,
  subject TEXT NOT NULL,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  base_version INTEGER,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (staff, command, subject)
) STRICT, WITHOUT ROWID;

-- Recounts under way (重算期限): after a calendar was loaded, all that is open is reckoned anew, a part at a time; how far that is.
CREATE TABLE recounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('AJ', 'BA', 'HD', 'SJ', 'JG')),
  after INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK (total >= done)
) STRICT;

-- Audit (审计): every act, chained by hash. Never changed, never erased.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  act_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  bureau TEXT NOT NULL,
  command TEXT NOT NULL,
  request_id TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  fields TEXT NOT NULL,
  result TEXT NOT NULL,
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_of_subject ON audit (subject, seq);
CREATE INDEX audit_of_bureau ON audit (bureau, seq);
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never erased'); END;

-- Seals (封签): of each row that an act wrote its fingerprint after it (empty: the row was taken out), by the entry of the act,
-- whose result has the hash of all its seals.
CREATE TABLE seals (
  seq INTEGER NOT NULL,
  about TEXT NOT NULL,
  line INTEGER NOT NULL,
  print BLOB NOT NULL CHECK (length(print) IN (0, 16)),
  PRIMARY KEY (seq, about, line)
) STRICT, WITHOUT ROWID;

-- What private fields of an act held (SHA-256), to know the same act again: the audit itself doesn't keep them.
CREATE TABLE private_fields (
  request_id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
