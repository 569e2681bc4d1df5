//! What waits to be served (待送达): documents that are issued and want a proof of service, the oldest first.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::document::DocumentKind;
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::documents;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "documents w",
    // As the index has it.
    always: &["w.status = 'issued'", "w.kind IN ('notice', 'decision', 'review-decision', 'correction')"],
    id: "w.id",
    bureau: "w.bureau",
    agency: Some("w.agency"),
    day: "w.issued_on",
    status: None,
    open: None,
    kind: Some(("w.kind", of_enum::<DocumentKind>)),
    to_end: None,
    waits: None,
    handler: Some([
        "w.case_id IN (SELECT h.case_id FROM case_handlers h WHERE h.until IS NULL AND h.staff = ",
        ")",
    ]),
    texts: &["w.number"],
    number: Number::YearSerial(RecordKind::Document, "w.year", "w.serial"),
    case: Some("w.case_id"),
    person: Some("w.case_id"),
    filing: Some("w.filing"),
    orders: &[Order { sort: SortKey::Day, key: Some("w.issued_on") }],
    columns: "w.year, w.serial, (SELECT a.name FROM agencies a WHERE a.id = w.agency), w.kind, w.number, w.issued_on,
        (SELECT c.year FROM cases c WHERE c.id = w.case_id), (SELECT c.serial FROM cases c WHERE c.id = w.case_id),
        (SELECT f.year FROM filings f WHERE f.id = w.filing), (SELECT f.serial FROM filings f WHERE f.id = w.filing),
        (SELECT a.serial FROM agencies a WHERE a.id = w.agency),
        (SELECT l.due FROM deadlines l WHERE l.case_id = w.case_id AND l.state = 'open'
           AND l.clock = 'decision-service' AND w.kind = 'decision'),
        (SELECT count(*) FROM service_attempts t WHERE t.document = w.id)",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::ToServe {
        kind: row.word()?,
        number: row.take()?,
        issued_on: row.take()?,
        of: documents::owner_no(row)?,
        due: row.take()?,
        attempts: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
