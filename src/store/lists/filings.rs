//! Filings (备案办理): by the day of application.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
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
        f.applied_on, f.waits_for, f.due",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Filing {
        kind: row.take()?,
        status: row.take()?,
        applied_on: row.take()?,
        waits_for: row.take()?,
        due: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
