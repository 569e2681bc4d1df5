//! What was found of each violation (认定): its own facts, and the evidence that bears them. The proposal takes it over.

use serde_json::{Map, Value, json};

use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph, PieceNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Ground};
use crate::records::violation::{Finding, ListedViolation, Violation, ViolationId};
use crate::say;
use crate::store::{Sql, case_writes, suspensions, violations};
use crate::text::Text;

command! {
    /// 认定事实
    RecordFinding "record-finding" ["认定事实(逐项)", "record a finding"] {
        case: CaseNo = ["案件", "Case"];
        violation: Violation = ["情形", "Violation"];
        facts: Paragraph = ["该情形的事实", "Facts of it"];
        evidence: Vec<PieceNo> = ["证据序号", "Evidence"]
            hint ["证明该事实的证据在卷内的序号", "numbers of the pieces that bear it"];
    }
    help: [
        "逐项写明一种情形的事实和证据; 再次认定的, 以后一次为准; 数种情形的须逐项认定后再拟处理意见",
        "facts and evidence of one violation; the last one holds; of several, each wants its own before a decision is proposed",
    ],
    key: 'B',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Verifying, CaseStatus::Noticing, CaseStatus::Hearing]),
    rules: &[RuleId::R19_3, RuleId::R25_1, RuleId::R26_1, RuleId::H1_2],
    issues: None,
}

impl Command for RecordFinding {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        let violations = scene.facts.violations();
        match violations.iter().all(|violation| scene.facts.found(*violation).is_some()) {
            true => Turn::Done,
            // The facts of one violation are those of the proposal.
            false if violations.len() < 2 => Turn::Behind,
            false => Turn::Usual,
        }
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let begins = input.is_some_and(|input| scene.facts.begins_to_suspend(&[input.violation]));
        let text = Text::new(
            "认定十二种情形之一: 自今日起暂停报名和评价",
            "one of the twelve grounds: registration and evaluation are suspended from today",
        );
        let suspends = begins.then(|| Requirement::noted(RuleId::R19_3, text));
        let mut all = vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::R25_1,
                !scene.facts.evidence.is_empty(),
                say!("证据 {n} 件在卷", "evidence on file: {n}", n = scene.facts.evidence.len()),
                Text::new("还没有证据", "there is no evidence yet"),
                Mend::Somebody(Text::new("经办人先登记证据", "a handler puts evidence on file first")),
            ),
        ];
        all.extend(suspends);
        all.extend(input.and_then(|input| bench(scene).of_whom(&[input.violation])));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        in_force(sql, "violation", &[self.violation], &scene.facts.listed)?;
        let pieces: Vec<u32> = self.evidence.iter().map(|piece| piece.0).collect();
        if let Some(none) = pieces.iter().find(|no| **no as usize > scene.facts.evidence.len()) {
            let text = say!(
                "卷内没有第 {n} 件证据, 共 {a} 件",
                "there is no piece {n} in the file, it has {a}",
                n = none,
                a = scene.facts.evidence.len()
            );
            return Err(Fault::field("evidence", text));
        }
        let finding = Finding { violation: self.violation, facts: self.facts.0.clone(), evidence: pieces };
        // One of the twelve grounds: what its check suspends is suspended from now on (R19-3).
        if scene.facts.begins_to_suspend(&[self.violation]) {
            suspensions::begin(sql, scene.facts.id, scene.facts.agency.id, scene.moment.today, 0)?;
        }
        case_writes::find(sql, scene.facts.id, &finding, scene.moment.today, scene.actor.id)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let file = &scene.facts;
        let left = file.violations().iter().find(|violation| file.found(**violation).is_none());
        let fields = left.map(|violation| json!({ "violation": violation }));
        if let Some(Value::Object(map)) = fields { map } else { Map::new() }
    }
}

/// An entry of the list that was replaced or taken off is named only where the case named it before.
///
/// # Errors
/// When one isn't in force, or the database can't be read.
pub(super) fn in_force(
    sql: &dyn Sql,
    field: &str,
    violations: &[Violation],
    known: &[ListedViolation],
) -> Result<(), Fault> {
    let of_the_case = |id: &ViolationId| known.iter().any(|entry| entry.id == *id);
    for id in violations.iter().filter_map(|violation| violation.listed()).filter(|id| !of_the_case(id)) {
        let entry = violations::by_id(sql, id)?.filter(|entry| entry.until.is_none());
        entry.ok_or_else(|| {
            let text = say!(
                "条目 {i} 已被替换或移出清单",
                "entry {i} was replaced or taken off the list",
                i = id.to_string()
            );
            Fault::field(field, text)
        })?;
    }
    Ok(())
}

/// Of what a form names: the twelve grounds and entries of the list in one, each once.
///
/// # Errors
/// When neither is named, or an entry isn't in force.
pub(in crate::commands) fn named(
    sql: &dyn Sql,
    grounds: Option<&[Ground]>,
    others: Option<&[ViolationId]>,
    known: &[ListedViolation],
) -> Result<Vec<Violation>, Fault> {
    let all = Violation::all(grounds, others);
    in_force(sql, "others", &all, known)?;
    if all.is_empty() {
        let text =
            Text::new("十二种情形或其他违规, 至少一项", "name a ground or another violation, one at least");
        return Err(Fault::field("grounds", text));
    }
    Ok(all)
}

/// Violations as a form's two fields have them.
pub(super) fn fields(violations: &[Violation]) -> Map<String, Value> {
    let grounds: Vec<Ground> = violations.iter().filter_map(|violation| violation.ground()).collect();
    let others: Vec<ViolationId> = violations.iter().filter_map(|violation| violation.listed()).collect();
    let mut fields = Map::new();
    if !grounds.is_empty() {
        fields.insert("grounds".to_owned(), json!(grounds));
    }
    if !others.is_empty() {
        fields.insert("others".to_owned(), json!(others));
    }
    fields
}
