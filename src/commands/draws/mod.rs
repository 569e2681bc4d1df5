//! Random draws (双随机抽取, R21-1, R21-2): the list of inspectors, the draw, and what becomes of it.

mod after;
mod draw;
mod people;

pub use after::{FinishDraw, PublishDraw, RecuseInspector};
pub use draw::{DrawInspection, draft};
pub use people::{EndInspector, LiftInterest, RecordInspector, RecordInterest};

use super::entry::Done;
use super::fault::Fault;
use super::inputs::Line;
use super::scene::Scene;
use super::spec::Grant;
use crate::records::bureau::BureauId;
use crate::records::draw::DrawFile;
use crate::records::inspector::Inspector;
use crate::records::staff::{Relation, Role};
use crate::say;
use crate::store::{self, Sql, inspectors};
use crate::text::Text;

/// Who says that an inspector of theirs has an interest in an agency, of other bureaus as well.
const RECUSERS: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
    Grant { role: Role::Handler, relation: Relation::Above },
    Grant { role: Role::Supervisor, relation: Relation::Above },
];

/// The inspector of a bureau that a field names, by number or by a name that only one has.
fn inspector(sql: &dyn Sql, bureau: BureauId, Line(written): &Line) -> Result<Inspector, Fault> {
    if let Some(found) = inspectors::by_number(sql, bureau, written)? {
        return Ok(found);
    }
    let mut named = inspectors::named(sql, bureau, written)?;
    let wrong = |text| Fault::field("inspector", text);
    match named.len() {
        1 => named.pop().ok_or_else(|| wrong(Text::default())),
        0 => Err(wrong(say!("名录没有「{w}」", "the list has no '{w}'", w = written.as_str()))),
        _ => Err(wrong(say!(
            "名录有多名「{w}」, 请填证号",
            "several are called '{w}': give the number",
            w = written.as_str()
        ))),
    }
}

/// The draw with its next version, its clock counted anew.
fn stay(scene: &Scene<DrawFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    let version = store::draws::advance(sql, scene.facts.id)?;
    Ok(Done::on(scene.facts.no, version))
}
