//! Reviews under way (复核): asked for, and their decision not issued yet, the oldest first; a late one may still wait to be taken
//! up.

use super::shape::{Number, Order, Shape, Shown};
use super::{RowFacts, SortKey};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;

pub(super) const SHAPE: Shape = Shape {
    table: "reviews r JOIN cases c ON c.id = r.case_id",
    // As the index has it.
    always: &["r.issued_on IS NULL", "r.accepted IS NOT 0"],
    id: "r.id",
    bureau: "r.bureau",
    agency: Some("c.agency"),
    day: "r.requested_on",
    status: None,
    open: None,
    kind: None,
    to_end: None,
    waits: None,
    handler: Some([
        "c.id IN (SELECT h.case_id FROM case_handlers h WHERE h.until IS NULL AND h.staff = ",
        ")",
    ]),
    // What is said about a person is not searched: a hit would tell the name.
    texts: &["CASE WHEN EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = r.case_id) THEN '' ELSE r.request END"],
    number: Number::YearSerial(RecordKind::Case, "c.year", "c.serial"),
    case: Some("c.id"),
    person: Some("c.id"),
    filing: None,
    orders: &[Order { sort: SortKey::Day, key: Some("r.requested_on") }],
    columns: "c.year, c.serial, (SELECT a.name FROM agencies a WHERE a.id = c.agency), r.requested_on, r.in_time,
        r.accepted, r.outcome IS NOT NULL, r.request, (SELECT s.name FROM decisions d JOIN staff s ON s.id = d.decided_by WHERE d.case_id = c.id
          ORDER BY d.document DESC LIMIT 1),
        (SELECT l.due FROM deadlines l WHERE l.case_id = c.id AND l.state = 'open' AND l.clock = 'review-decision')",
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? });
    let agency = row.take()?;
    let (requested_on, in_time, accepted) = (row.take()?, row.take()?, row.take::<Option<bool>>()?);
    let facts = RowFacts::Review {
        requested_on,
        in_time,
        taken_up: in_time || accepted == Some(true),
        approved: row.take()?,
        request: row.take()?,
        decided_by: row.take()?,
        due: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
