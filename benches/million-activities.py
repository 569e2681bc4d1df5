#!/usr/bin/env python3
"""Fills a practice database up to a million activities, a hundredth of them not archived yet, for figures of lists.

Usage: benches/million-activities.py PRACTICE.db [ACTIVITIES]     (Python 3 only; PRACTICE.db as BENCHMARKS.md makes it)
"""
import sqlite3
import sys

path, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
db = sqlite3.connect(path)
db.execute("PRAGMA synchronous = off")
there = db.execute("SELECT count(*) FROM activities").fetchone()[0]
agencies = db.execute("SELECT g.id, g.bureau, s.occupation, s.name FROM agencies g JOIN scopes s ON s.agency = g.id"
                      " WHERE g.status = 'listed' GROUP BY g.id").fetchall()
plan = db.execute("SELECT plan FROM activity_plans LIMIT 1").fetchone()[0]
staff = db.execute("SELECT id FROM staff LIMIT 1").fetchone()[0]
first = db.execute("SELECT max(id) FROM activities").fetchone()[0] + 1
serial = db.execute("SELECT max(serial) FROM activities WHERE year = 2026").fetchone()[0] + 1
visits = db.execute("SELECT max(serial) FROM supervisions WHERE year = 2026").fetchone()[0] + 1
OPEN = ["planned", "confirmed", "running", "held"]
more = wanted - there


def rows():
    for n in range(more):
        agency, bureau, occupation, name = agencies[n % len(agencies)]
        is_open = n % 100 == 0
        day = f"2026-{1 + n % 4:02}-{1 + n % 28:02}" if is_open else f"{2010 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}"
        yield (first + n, 2026, serial + n, bureau, agency, occupation, name, "5", day, day, "示例考点", 30,
               OPEN[n // 100 % len(OPEN)] if is_open else "archived")


with db:
    db.executemany("INSERT INTO activities (id, year, serial, bureau, agency, occupation, name, level, starts_on, ends_on,"
                   " place, candidates, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    new = f"FROM activities WHERE id >= {first}"
    db.execute("INSERT INTO activity_plans (activity, starts_on, ends_on, place, plan, filed_on, filed_by)"
               f" SELECT id, starts_on, ends_on, place, ?, starts_on, ? {new}", (plan, staff))
    for part, office in (("consent", "bureau"), ("authorisation", "CASE bureau WHEN 'd08' THEN 'd06' ELSE 'd08' END")):
        db.execute("INSERT INTO crossings (activity, part, office, asked_on, status, starts_on)"
                   f" SELECT id, '{part}', {office}, starts_on, CASE status WHEN 'planned' THEN 'waiting' ELSE 'given' END, starts_on"
                   f" {new} AND id % 50 = 0")
    db.execute("INSERT INTO supervisions (year, serial, bureau, agency, activity, kind, planned_on, status, finding, supervisor)"
               " SELECT 2026, ? + row_number() OVER (ORDER BY id), bureau, agency, id, 'external', starts_on, 'done', '',"
               f" '示例督导' {new} AND status = 'archived'", (visits,))
    db.execute("INSERT INTO activity_results (activity, examined, passed, certificates, recorded_on) SELECT id, 30, 24, 24,"
               f" ends_on {new} AND status = 'archived'")
    db.execute("INSERT INTO deadlines (clock, about, bureau, agency, subject, counted_from, length, due, provisional, state)"
               " SELECT 'archive', '', bureau, agency, printf('HD-%d-%04d', year, serial), ends_on, '1m',"
               f" date(ends_on, '+1 month'), 0, 'open' {new} AND status = 'held'")
    db.execute("UPDATE series SET last = ? WHERE series = 'HD' AND year = 2026", (serial + more,))
    db.execute("UPDATE series SET last = ? WHERE series = 'DD' AND year = 2026", (visits + more + 1,))
print(db.execute("SELECT count(*), sum(status NOT IN ('archived', 'cancelled')) FROM activities").fetchone())
