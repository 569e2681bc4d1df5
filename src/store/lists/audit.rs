//! Audit entries (审计): in the order of the chain, which is that of their making.

use super::shape::{Number, Order, Shape, Shown, as_typed};
use super::{RowFacts, SortKey};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "audit u",
    always: &[],
    id: "u.seq",
    bureau: "u.bureau",
    agency: None,
    day: "u.act_on",
    status: None,
    open: None,
    kind: Some(("u.command", as_typed)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["u.actor", "u.command"],
    number: Number::Written("u.subject"),
    case: None,
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: None }],
    columns: "u.subject, u.seq, u.at, u.actor, u.command",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let subject: String = row.take()?;
    let facts =
        RowFacts::Audit { seq: row.take()?, at: row.take()?, actor: row.take()?, command: row.take()? };
    Ok(Shown { no: subject.parse().ok(), agency: String::new(), facts })
}
