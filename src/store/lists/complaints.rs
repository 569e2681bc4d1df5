//! Complaints and reports (投诉举报): by the day they came in. Who complained stands in no list (R27-1).

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::complaint::{Channel, ComplaintStatus};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "complaints t",
    always: &[],
    id: "t.id",
    bureau: "t.bureau",
    agency: Some("t.agency"),
    day: "t.received_on",
    status: Some(("t.status", of_enum::<ComplaintStatus>)),
    open: Some("t.status <> 'answered'"),
    kind: Some(("t.channel", of_enum::<Channel>)),
    to_end: None,
    waits: None,
    handler: Some(["t.handler = ", ""]),
    texts: &["t.content"],
    number: Number::YearSerial(RecordKind::Complaint, "t.year", "t.serial"),
    case: Some("t.case_id"),
    person: None,
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("t.received_on") }],
    columns: "t.year, t.serial, (SELECT a.name FROM agencies a WHERE a.id = t.agency), t.channel, t.status,
        t.received_on, t.finding, (SELECT s.name FROM staff s WHERE s.id = t.handler), t.content,
        (SELECT c.year FROM cases c WHERE c.id = t.case_id), (SELECT c.serial FROM cases c WHERE c.id = t.case_id)",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Complaint, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Complaint {
        channel: row.word()?,
        status: row.word()?,
        received_on: row.take()?,
        finding: row.word_opt()?,
        handler: row.take()?,
        content: row.take()?,
        case: row.record_opt(RecordKind::Case)?,
    };
    Ok(Shown { no, agency, facts })
}
