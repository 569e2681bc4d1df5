//! Cases (案件): by the day of opening.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::case::CaseStatus;
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "cases c",
    always: &[],
    id: "c.id",
    bureau: "c.bureau",
    agency: Some("c.agency"),
    day: "c.opened_on",
    status: Some(("c.status", of_enum::<CaseStatus>)),
    open: Some("c.status <> 'closed'"),
    kind: None,
    to_end: None,
    waits: None,
    handler: Some([
        "c.id IN (SELECT h.case_id FROM case_handlers h WHERE h.until IS NULL AND h.staff = ",
        ")",
    ]),
    texts: &[],
    number: Number::YearSerial(RecordKind::Case, "c.year", "c.serial"),
    case: None,
    person: Some("c.id"),
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("c.opened_on") }],
    columns: "c.year, c.serial, (SELECT a.name FROM agencies a WHERE a.id = c.agency), c.status, c.opened_on,
        c.grounds, (SELECT min(d.due) FROM deadlines d WHERE d.case_id = c.id AND d.state = 'open')",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Case {
        status: row.word()?,
        opened_on: row.take()?,
        grounds: row.json()?,
        next_due: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
