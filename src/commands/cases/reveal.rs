//! Having a person's data shown (查看个人信息, H4-1): the act that unmasks, so that who saw it, when and for what is in the history. The
//! program does it itself before a document or the file of such a case leaves.

use serde_json::json;

use super::bench;
use super::person::about_the_agency;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::execute::{Reply, Request, execute};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::{Moment, Scene};
use crate::commands::spec::{CASE_STAFF, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, Store, persons};
use crate::text::Text;

crate::word_enum! {
    /// For what a person's data is unmasked.
    Purpose, "用途", "purpose" {
        /// 查看
        Look = "look", "查看", "to look at it";
        /// 输出文书: a document saved or printed
        Document = "document", "输出文书", "a document saved or printed";
        /// 导出案卷: the file of the case
        Bundle = "bundle", "导出案卷", "the file of the case";
    }
}

command! {
    /// 查看个人信息
    RevealPerson "reveal-person" ["查看个人信息", "unmask"] {
        case: CaseNo = ["案件", "Case"];
        purpose: Option<Purpose> = ["用途", "Purpose"] hint ["留空为查看", "to look at it, if empty"];
        reason: Line = ["事由", "Reason"];
    }
    help: [
        "显示个人当事人的姓名、证件号码和地址; 谁、何时、为何查看记入经过",
        "shows name, number and address of the person; who had them shown, when and why is in the history",
    ],
    key: '*',
    group: Group::Case,
    subject: Subject::Case,
    who: CASE_STAFF,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::H4_1],
    issues: None,
}

impl Command for RevealPerson {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        match about_the_agency(&scene.facts) {
            Some(none) => vec![none],
            None => vec![bench(scene).may_see_the_person(&scene.actor)],
        }
    }

    /// For what a document leaves the program says itself.
    fn left_out(_: &Scene<CaseFile>) -> &'static [&'static str] {
        &["purpose"]
    }

    fn apply(&self, scene: &Scene<CaseFile>, _: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let done = Done::on(file.no, file.version);
        let looks = self.purpose.is_none_or(|purpose| purpose == Purpose::Look);
        Ok(match file.person.as_ref().filter(|_| looks) {
            Some(person) => done.with(
                SHOWN,
                json!({
                    "name": person.name, "number": person.number.as_str(),
                    "address": person.address,
                }),
            ),
            None => done,
        })
    }
}

/// What the reply shows in the clear; the history has it masked.
pub const SHOWN: &str = "shown";

/// What stands in it, in the order in which it is read.
const LABELS: [(&str, Text); 4] = [
    ("name", Text::new("姓名", "name")),
    ("number", Text::new("身份证件号码", "identity number")),
    ("address", Text::new("地址", "address")),
    ("contact", Text::new("联系方式", "contact")),
];

/// What an act showed, a line each; nothing of any other act.
#[must_use]
pub fn told(reply: &Reply) -> Vec<Text> {
    let Some(shown) = reply.more.get(SHOWN) else { return Vec::new() };
    let line = |(name, label): &(&str, Text)| {
        let words = shown.get(*name)?.as_str().filter(|words| !words.is_empty())?;
        Some(say!("{l}: {w}", "{l}: {w}", l = label, w = words))
    };
    LABELS.iter().filter_map(line).collect()
}

/// Puts on record that what leaves shows a person in the clear, if it does; refused to whom it isn't shown.
///
/// # Errors
/// When the actor may not see it, or the act can't be written.
pub fn leaves(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    case: RecordNo,
    (purpose, what): (Purpose, &str),
) -> Result<(), Fault> {
    if persons::secrets(store, case)?.is_empty() {
        return Ok(());
    }
    let fields = json!({ "case": case, "purpose": purpose, "reason": what });
    execute(store, actor, moment, &Request::new(RevealPerson::SPEC.name, fields)).map(drop)
}
