#!/usr/bin/env python3
"""Fills a practice database up to a million filings, a tenth of them open, for figures of lists and of recounting.

Usage: benches/million-filings.py PRACTICE.db [FILINGS]     (Python 3 only; PRACTICE.db as BENCHMARKS.md makes it)
"""
import sqlite3
import sys

path, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
db = sqlite3.connect(path)
db.execute("PRAGMA synchronous = off")
there = db.execute("SELECT count(*) FROM filings").fetchone()[0]
agencies = [row[0] for row in db.execute("SELECT id FROM agencies WHERE status = 'listed'")]
bureaus = dict(db.execute("SELECT id, bureau FROM agencies"))
settings = db.execute("SELECT settings FROM filings LIMIT 1").fetchone()[0]
staff = db.execute("SELECT id FROM staff LIMIT 1").fetchone()[0]
first = db.execute("SELECT max(id) FROM filings").fetchone()[0] + 1
serial = db.execute("SELECT max(serial) FROM filings WHERE year = 2026").fetchone()[0] + 1
OPEN = ["materials", "survey", "assessment", "recheck", "publicity", "approval"]


def rows():
    for n in range(wanted - there):
        agency = agencies[n % len(agencies)]
        is_open = n % 10 == 0
        day = f"2026-{1 + n % 3:02}-{1 + n % 18:02}" if is_open else f"{2010 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}"
        status = OPEN[n // 10 % len(OPEN)] if is_open else "published"
        waits = {"recheck": "center", "approval": "corps", "publicity": "time"}.get(status, "bureau") if is_open else "nobody"
        yield (first + n, 2026, serial + n, bureaus[agency], agency, "incremental", 1, status, day, waits,
               None if is_open else day, "[]", "null", "示例: 申请", settings)


with db:
    db.executemany(
        "INSERT INTO filings (id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, closed_on,"
        " scopes, matter, statement, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    new = f"FROM filings WHERE id >= {first} AND closed_on IS NULL"
    db.execute("INSERT INTO filing_steps (filing, step, done_on, done_by, passed, opinion)"
               f" SELECT id, 'applied', applied_on, {staff}, 1, '示例: 申请' {new}")
    db.execute("INSERT INTO filing_steps (filing, step, done_on, done_by, passed, opinion)"
               f" SELECT id, 'materials', applied_on, {staff}, 1, '示例: 齐全' {new}")
    db.execute("INSERT INTO filing_publicities (filing, posted_on, posted_at, text)"
               f" SELECT id, '2026-03-18', '示例门户网站', '示例: 现予公示' {new} AND status IN ('publicity', 'approval')")
    db.execute("INSERT INTO deadlines (clock, about, bureau, agency, subject, counted_from, length, due, provisional, state)"
               " SELECT 'handling', '', bureau, agency, printf('BA-%d-%04d', year, serial), applied_on, '60w',"
               f" date(applied_on, '+85 days'), 0, 'open' {new}")
    db.execute("UPDATE series SET last = ? WHERE series = 'BA' AND year = 2026", (serial + wanted - there,))
print(db.execute("SELECT count(*), sum(closed_on IS NULL) FROM filings").fetchone())
