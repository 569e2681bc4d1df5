//! More records than one part of a recount takes.

use std::path::Path;

use anjuan::store::sql::Sql;
use anjuan::store::{self, Store};

/// Filings more than one part of a recount takes, as if they had been there; each counted from 2026-03-18.
pub fn filings(database: &Path, how_many: usize) {
    let store = Store::open(database).unwrap();
    let batch = format!(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {how_many})
             INSERT INTO filings (id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, scopes,
               matter, statement, settings)
             SELECT 10000 + n, 2026, 1000 + n, a.bureau, a.id, 'incremental', 1, 'materials', '2026-03-18', 'bureau', '[]',
               'null', '示例: 申请', (SELECT settings FROM filings LIMIT 1)
             FROM n, (SELECT id, bureau FROM agencies WHERE status = 'listed' LIMIT 1) a;
             INSERT INTO filing_steps (filing, step, done_on, done_by, passed, opinion)
             SELECT id, 'applied', applied_on, 1, 1, '示例: 申请' FROM filings WHERE id > 10000;
             INSERT INTO deadlines (clock, about, bureau, agency, subject, counted_from, length, due, provisional, state)
             SELECT 'handling', '', bureau, agency, printf('BA-%d-%04d', year, serial), applied_on, '60w', '2026-06-15', 0,
               'open' FROM filings WHERE id > 10000"
    );
    let sql: &dyn Sql = &store;
    for statement in batch.split(';') {
        sql.execute(statement, &[]).unwrap();
    }
    // As the rows of a database just made: the next act covers them.
    store::seals::seal_made(sql).unwrap();
}
