//! Coverage of supervision (督导覆盖, Art. 10, 22): each agency of the directory with its cycle, and what it has had in it.

use chrono::NaiveDate;

use super::shape::{Number, Order, Shape, Shown, of_enum};
use super::{Had, RowFacts, SortKey};
use crate::records::agency_kind::AgencyKind;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::supervision::SpecialCover;
use crate::store::sql::Row;
use crate::store::{DbError, agencies};

/// The last visit of a kind that was held, and the first that is planned. The kinds are said as the index of them has it.
macro_rules! had {
    ($kind:literal) => {
        concat!(
            "(SELECT max(coalesce((SELECT s.handed_on FROM score_sheets s WHERE s.supervision = v.id), v.planned_on))
              FROM supervisions v WHERE v.agency = g.id AND v.kind = '",
            $kind,
            "' AND v.kind IN ('special', 'annual', 'evaluation') AND v.status NOT IN ('unassigned', 'planned', 'cancelled')),
            (SELECT min(v.planned_on) FROM supervisions v WHERE v.agency = g.id AND v.kind = '",
            $kind,
            "' AND v.kind IN ('special', 'annual', 'evaluation') AND v.status IN ('unassigned', 'planned'))"
        )
    };
}

pub(super) const SHAPE: Shape = Shape {
    table: "agencies g",
    always: &["g.status = 'listed'"],
    id: "g.id",
    bureau: "g.bureau",
    agency: Some("g.id"),
    day: "g.expiry_order",
    // As the clock of the cycle has it (R22-1).
    status: Some((
        "(SELECT CASE d.state WHEN 'open' THEN 'none' ELSE 'had' END FROM deadlines d
          WHERE d.agency = g.id AND d.clock = 'special-supervision' AND d.about = g.expires_on)",
        of_enum::<SpecialCover>,
    )),
    open: None,
    kind: Some(("g.kind", of_enum::<AgencyKind>)),
    to_end: None,
    waits: None,
    handler: None,
    texts: &["g.name", "g.credit_code", "g.agency_code"],
    number: Number::Serial("g.serial"),
    case: None,
    person: None,
    filing: None,
    orders: &[
        Order { sort: SortKey::Expiry, key: Some("g.expiry_order") },
        Order { sort: SortKey::Name, key: Some("g.syllables") },
    ],
    columns: concat!(
        "g.serial, g.name, g.kind, g.published_on, g.expires_on,
        (SELECT d.ended_on FROM deadlines d WHERE d.agency = g.id AND d.clock = 'special-supervision' AND d.about = g.expires_on), ",
        had!("special"),
        ", ",
        had!("annual"),
        ", ",
        had!("evaluation"),
        ", (SELECT q.percent FROM frequencies q WHERE q.agency = g.id AND q.decided_on IS NOT NULL ORDER BY q.id DESC LIMIT 1)"
    ),
    read,
};

fn read(row: &mut Row) -> Result<Shown, DbError> {
    let no = Some(RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? });
    let (agency, kind, validity) = (row.take()?, row.word()?, agencies::validity(row)?);
    let in_cycle: Option<NaiveDate> = row.take()?;
    let mut had = || -> Result<Had, DbError> { Ok(Had { held: row.take()?, planned: row.take()? }) };
    let (special, annual, evaluation) = (had()?, had()?, had()?);
    let percent: Option<i64> = row.take()?;
    let facts = RowFacts::Coverage {
        kind,
        validity,
        special: Had { held: in_cycle, ..special },
        annual,
        evaluation,
        percent: percent.and_then(|percent| u32::try_from(percent).ok()),
    };
    Ok(Shown { no, agency, facts })
}
