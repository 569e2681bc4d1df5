#!/usr/bin/env python3
"""Fills a practice database up to a million cases, a tenth of them open, for figures of lists: of the open ones a third waits to
be served, and a third is under review.

Usage: benches/million-cases.py PRACTICE.db [CASES]     (Python 3 only; PRACTICE.db as BENCHMARKS.md makes it)
"""
import sqlite3
import sys

path, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
db = sqlite3.connect(path)
db.execute("PRAGMA synchronous = off")
there = db.execute("SELECT count(*) FROM cases").fetchone()[0]
agencies = [row[0] for row in db.execute("SELECT id FROM agencies WHERE status = 'listed'")]
bureaus = dict(db.execute("SELECT id, bureau FROM agencies"))
settings = db.execute("SELECT settings FROM cases LIMIT 1").fetchone()[0]
staff = db.execute("SELECT id FROM staff WHERE bureau = 'd08' LIMIT 2").fetchall()
first = db.execute("SELECT max(id) FROM cases").fetchone()[0] + 1
serial = db.execute("SELECT max(serial) FROM cases WHERE year = 2026").fetchone()[0] + 1
papers = db.execute("SELECT max(serial) FROM documents WHERE year = 2026").fetchone()[0] + 1
OPEN = ["verifying", "noticing", "hearing", "decided", "served", "reviewing", "executing"]
more = wanted - there


def rows():
    for n in range(more):
        agency = agencies[n % len(agencies)]
        is_open = n % 10 == 0
        day = f"2026-{1 + n % 3:02}-{1 + n % 18:02}" if is_open else f"{2010 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}"
        yield (first + n, 2026, serial + n, bureaus[agency], agency, OPEN[n // 10 % len(OPEN)] if is_open else "closed",
               day, f'["{1 + n % 12}"]', "supervision", "示例", "示例: 涉嫌违规", settings, None if is_open else day)


with db:
    db.executemany(
        "INSERT INTO cases (id, year, serial, bureau, agency, status, opened_on, grounds, origin, source, summary, settings,"
        " closed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    new = f"FROM cases WHERE id >= {first} AND status <> 'closed'"
    for (one,) in staff:
        db.execute(f"INSERT INTO case_handlers (case_id, staff, since) SELECT id, {one}, opened_on {new}")
    db.execute("INSERT INTO deadlines (clock, about, bureau, agency, subject, case_id, counted_from, length, due,"
               " provisional, state) SELECT 'decision', '', bureau, agency, printf('AJ-%d-%04d', year, serial), id,"
               f" opened_on, '90d', date(opened_on, '+90 days'), 0, 'open' {new}")
    db.execute("INSERT INTO documents (year, serial, bureau, agency, case_id, kind, status, number, content, text, sha256,"
               " drafted_by, drafted_on, issued_on) SELECT 2026, ? + row_number() OVER (ORDER BY id), bureau, agency, id,"
               " 'notice', 'issued', printf('示例告〔2026〕%d号', id), '{}', 'title|示例', printf('%064d', 0), ?, opened_on,"
               f" opened_on {new} AND id % 3 = 0", (papers, staff[0][0]))
    db.execute("INSERT INTO reviews (case_id, bureau, requested_on, in_time, request, statement) SELECT id, bureau,"
               f" opened_on, 1, '示例请求', '示例陈述' {new} AND id % 3 = 1")
    db.execute("UPDATE series SET last = ? WHERE series = 'AJ' AND year = 2026", (serial + more,))
    db.execute("UPDATE series SET last = ? WHERE series = 'WS' AND year = 2026", (papers + more,))
print(db.execute("SELECT count(*), sum(closed_on IS NULL) FROM cases").fetchone())
