//! Filings (备案办理): by the day of application.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use chrono::NaiveDate;

use super::{RowFacts, SortKey};
use crate::records::credit::Preferred;
use crate::records::filing::{FilingKind, FilingStatus, WaitsFor};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "filings f",
    always: &[],
    id: "f.id",
    bureau: "f.bureau",
    agency: Some("f.agency"),
    day: "f.applied_on",
    status: Some(("f.status", of_enum::<FilingStatus>)),
    open: Some("f.closed_on IS NULL"),
    kind: Some(("f.kind", of_enum::<FilingKind>)),
    to_end: None,
    waits: Some(("f.waits_for", of_enum::<WaitsFor>)),
    handler: Some(["f.handler = ", ""]),
    texts: &[],
    number: Number::YearSerial(RecordKind::Filing, "f.year", "f.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("f.applied_on") }],
    columns: "f.year, f.serial, (SELECT a.name FROM agencies a WHERE a.id = f.agency), f.kind, f.status,
        f.applied_on, f.waits_for, f.due,
        CASE WHEN f.kind = 'incremental' AND f.closed_on IS NULL THEN (SELECT max(x.until) FROM credit_entries x
          WHERE x.agency = f.agency AND x.standing = 'excellent' AND x.confirmed_on IS NOT NULL AND x.ended_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM cases c JOIN decisions d ON d.case_id = c.id WHERE c.agency = f.agency
              AND d.outcomes LIKE '%\"constraint\"%'
              AND NOT EXISTS (SELECT 1 FROM constraint_lifts l WHERE l.case_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.case_id = c.id AND r.outcome = 'withdrawn'))) END,
        (SELECT max(x.until) FROM credit_entries x
          WHERE x.agency = f.agency AND x.standing = 'bad' AND x.confirmed_on IS NOT NULL AND x.ended_on IS NULL)",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let (kind, status, applied_on, waits_for, due) =
        (row.take()?, row.take()?, row.take()?, row.take()?, row.take()?);
    let (until, bad_until): (Option<NaiveDate>, Option<NaiveDate>) = (row.take()?, row.take()?);
    let preferred = until.map(|until| Preferred { until, rests_until: bad_until });
    let facts = RowFacts::Filing { kind, status, applied_on, waits_for, due, preferred };
    Ok(Shown { no, agency, facts })
}
