//! Papers of activities across divisions (跨师市评价, Art. 23), each on the list of the office that answers it: by the day they were asked.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::crossing::{CrossingPart, CrossingStatus};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "crossings x JOIN activities e ON e.id = x.activity",
    always: &[],
    id: "x.id",
    bureau: "x.office",
    agency: Some("e.agency"),
    day: "x.asked_on",
    status: Some(("x.status", of_enum::<CrossingStatus>)),
    open: Some("x.status = 'waiting'"),
    kind: Some(("x.part", of_enum::<CrossingPart>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["e.name", "e.place"],
    number: Number::YearSerial(RecordKind::Activity, "e.year", "e.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("x.asked_on") }],
    columns: "e.year, e.serial, (SELECT a.name FROM agencies a WHERE a.id = e.agency), x.part, x.asked_on, x.status, e.name, e.level,
        e.starts_on, e.place",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Crossing {
        part: row.word()?,
        asked_on: row.take()?,
        status: row.word()?,
        name: row.take()?,
        level: row.take()?,
        starts_on: row.take()?,
        place: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
