//! Documents (文书): by the day of drafting.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::document::{DocumentKind, DocumentStatus};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::documents;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "documents w",
    always: &[],
    id: "w.id",
    bureau: "w.bureau",
    agency: Some("w.agency"),
    day: "w.drafted_on",
    status: Some(("w.status", of_enum::<DocumentStatus>)),
    open: Some(
        "(w.status IN ('draft', 'approved')
          OR w.status = 'issued' AND w.kind IN ('notice', 'decision', 'review-decision', 'correction'))",
    ),
    kind: Some(("w.kind", of_enum::<DocumentKind>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["w.number"],
    number: Number::YearSerial(RecordKind::Document, "w.year", "w.serial"),
    case: Some("w.case_id"),
    person: Some("w.case_id"),
    filing: Some("w.filing"),
    orders: &[Order { sort: SortKey::Day, key: Some("w.drafted_on") }],
    columns: "w.year, w.serial, (SELECT a.name FROM agencies a WHERE a.id = w.agency),
        w.kind, w.status, w.number, w.drafted_on,
        (SELECT c.year FROM cases c WHERE c.id = w.case_id), (SELECT c.serial FROM cases c WHERE c.id = w.case_id),
        (SELECT f.year FROM filings f WHERE f.id = w.filing), (SELECT f.serial FROM filings f WHERE f.id = w.filing),
        (SELECT a.serial FROM agencies a WHERE a.id = w.agency),
        (SELECT l.due FROM services s JOIN deadlines l ON l.case_id = w.case_id AND l.state = 'open'
           WHERE s.document = w.id AND s.method = 'announcement' AND l.clock = 'announcement'
             AND l.counted_from = s.acted_on)",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Document {
        kind: row.word()?,
        status: row.word()?,
        number: row.take()?,
        drafted_on: row.take()?,
        of: documents::owner_no(row)?,
        announced_until: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
