//! Activities (评价活动): by the first day.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::activity::ActivityStatus;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::occupation::OccupationCode;
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "activities e",
    always: &[],
    id: "e.id",
    bureau: "e.bureau",
    agency: Some("e.agency"),
    day: "e.starts_on",
    status: Some(("e.status", of_enum::<ActivityStatus>)),
    open: Some("e.status NOT IN ('archived', 'cancelled')"),
    kind: Some(("e.occupation", of_enum::<OccupationCode>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["e.name", "e.place"],
    number: Number::YearSerial(RecordKind::Activity, "e.year", "e.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("e.starts_on") }],
    columns: "e.year, e.serial, (SELECT a.name FROM agencies a WHERE a.id = e.agency), e.name, e.level,
        e.starts_on, e.ends_on, e.place, e.candidates, e.status",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Activity {
        name: row.take()?,
        level: row.take()?,
        starts_on: row.take()?,
        ends_on: row.take()?,
        place: row.take()?,
        candidates: row.take()?,
        status: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
