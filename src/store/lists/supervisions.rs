//! Supervisions (督导): by the day planned.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "supervisions v",
    always: &[],
    id: "v.id",
    bureau: "v.bureau",
    agency: Some("v.agency"),
    day: "v.planned_on",
    status: Some(("v.status", of_enum::<SupervisionStatus>)),
    open: Some("v.status NOT IN ('closed', 'cancelled')"),
    kind: Some(("v.kind", of_enum::<SupervisionKind>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["v.supervisor"],
    number: Number::YearSerial(RecordKind::Supervision, "v.year", "v.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("v.planned_on") }],
    columns: "v.year, v.serial, (SELECT a.name FROM agencies a WHERE a.id = v.agency), v.kind, v.planned_on,
        v.supervisor, v.status, v.finding",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Supervision, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Supervision {
        kind: row.take()?,
        planned_on: row.take()?,
        supervisor: row.take()?,
        status: row.take()?,
        finding: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
