//! Deadlines (期限): the open ones, by the day they are due.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::deadline::Clock;
use crate::store::DbError;
use crate::store::deadlines;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "deadlines d",
    always: &["d.state = 'open'"],
    id: "d.id",
    bureau: "d.bureau",
    agency: Some("d.agency"),
    day: "d.due",
    status: None,
    open: None,
    kind: Some(("d.clock", of_enum::<Clock>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &[],
    number: Number::Written("d.subject"),
    case: None,
    person: Some("d.case_id"),
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("d.due") }],
    columns:
        "d.id, d.clock, d.about, d.subject, (SELECT a.name FROM agencies a WHERE a.id = d.agency), d.due,
        d.provisional, d.state, d.counted_from, d.length, d.bureau, d.ended_on",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let deadline = deadlines::read(row)?;
    Ok(Shown {
        no: Some(deadline.subject),
        agency: deadline.agency.clone(),
        facts: RowFacts::Deadline(deadline),
    })
}
