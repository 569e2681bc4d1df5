//! Agencies (机构): by pinyin of the name, or by the last day of validity.

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{RowFacts, SortKey};
use crate::records::agency::AgencyStatus;
use crate::records::agency_kind::AgencyKind;
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::sql::Row;
use crate::store::{DbError, agencies};

pub(super) const SHAPE: Shape = Shape {
    table: "agencies g",
    always: &[],
    id: "g.id",
    bureau: "g.bureau",
    agency: Some("g.id"),
    day: "g.expiry_order",
    status: Some(("g.status", of_enum::<AgencyStatus>)),
    open: None,
    kind: Some(("g.kind", of_enum::<AgencyKind>)),
    to_end: Some(TO_END),
    waits: None,
    handler: None,
    texts: &["g.name", "g.credit_code", "g.agency_code"],
    number: Number::Serial("g.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[
        Order { sort: SortKey::Name, key: Some("g.syllables") },
        Order { sort: SortKey::Expiry, key: Some("g.expiry_order") },
    ],
    columns: "g.serial, g.name, g.kind, g.status, g.published_on, g.expires_on, g.phone,
        (SELECT count(*) FROM cases c WHERE c.agency = g.id AND c.status <> 'closed'
          AND NOT EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = c.id))",
    read,
};

/// R19-1, R19-2: expired without a renewal under way; found to be no legal person any more; no evaluation since one on record
/// more than a year ago (what is a day off there, the judgement counts). None of them with an end under way.
const TO_END: &str = "g.status = 'listed' AND g.id IN (
    SELECT a.id FROM agencies a WHERE a.status = 'listed' AND a.expiry_order < :today AND NOT EXISTS (
      SELECT 1 FROM filings f WHERE f.agency = a.id AND f.kind = 'renewal' AND f.closed_on IS NULL)
    UNION SELECT d.agency FROM deadlines d
      WHERE d.state = 'open' AND d.clock IN ('inactivity', 'year-without') AND d.counted_from < :year_ago
        AND EXISTS (SELECT 1 FROM activities v WHERE v.agency = d.agency)
    UNION SELECT c.agency FROM agency_checks c WHERE c.kind = 'legal-person' AND c.passed = 0 AND NOT EXISTS (
      SELECT 1 FROM agency_checks l WHERE l.agency = c.agency AND l.kind = c.kind AND l.occupation IS NULL
        AND (l.checked_on, l.id) > (c.checked_on, c.id)))
  AND NOT EXISTS (SELECT 1 FROM filings e WHERE e.agency = g.id AND e.kind IN ('end', 'auto-end', 'ordered-end') AND e.closed_on IS NULL)";

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? });
    let agency = row.take()?;
    let facts = RowFacts::Agency {
        kind: row.word()?,
        status: row.word()?,
        validity: agencies::validity(row)?,
        phone: row.take()?,
        open_cases: row.take()?,
    };
    Ok(Shown { no, agency, facts })
}
