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
    waits: None,
    handler: None,
    texts: &["g.name", "g.credit_code", "g.agency_code"],
    number: Number::Serial("g.serial"),
    case: None,
    orders: &[
        Order { sort: SortKey::Name, key: Some("g.syllables") },
        Order { sort: SortKey::Expiry, key: Some("g.expiry_order") },
    ],
    columns: "g.serial, g.name, g.kind, g.status, g.published_on, g.expires_on, g.phone,
        (SELECT count(*) FROM cases c WHERE c.agency = g.id AND c.status <> 'closed')",
    read,
};

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
