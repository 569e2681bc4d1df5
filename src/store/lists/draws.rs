//! Random draws (双随机抽取): by day.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::draw::DrawStatus;
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "draws w",
    always: &[],
    id: "w.id",
    bureau: "w.bureau",
    agency: None,
    day: "w.drawn_on",
    status: Some(("w.status", of_enum::<DrawStatus>)),
    open: Some("w.status <> 'published'"),
    kind: None,
    to_end: None,
    waits: None,
    handler: None,
    texts: &["w.title"],
    number: Number::YearSerial(RecordKind::Draw, "w.year", "w.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("w.drawn_on") }],
    columns: "w.year, w.serial, w.title, w.drawn_on, w.check_by, w.picks, w.status",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Draw, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Draw {
        drawn_on: row.take()?,
        check_by: row.take()?,
        picks: row.take()?,
        status: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
