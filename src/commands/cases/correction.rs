//! Correcting an issued document (更正): a slip of the pen, put right by a new document that names the old. What was decided is
//! never altered by it: that takes a review, or a new notice and decision (R25-2, R25-4).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::notice::{drafted, none_waiting, put_draft};
use super::strike::ServedKind;
use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::documents::Sheet;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Outcome};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::records::ids::RecordNo;
use crate::store::Sql;
use crate::text::{Lang, Text};

/// States in which a decision binds and can be corrected.
pub(super) const STATES: &[CaseStatus] = &[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing];

command! {
    /// 起草更正通知书
    DraftCorrection "draft-correction" ["起草更正通知书", "draft a correction"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["要更正的文书", "Document"];
        stands: Paragraph = ["原文", "What stands there"]
            hint ["与原文书一字不差, 不跨段", "word for word as in the document, within a paragraph"];
        reads: Paragraph = ["更正为", "What it reads"];
        reason: Line = ["更正理由", "Reason"];
    }
    help: [
        "已送达的决定书、复核决定书有文字差错的, 起草更正通知书; 原文书不改, 处理结果、事实不得借更正改变",
        "drafts the correction of a slip in a served decision; the old document stays, and neither outcome nor facts are altered by it",
    ],
    key: 'B',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(STATES),
    rules: &[RuleId::R25_2, RuleId::G42_1, RuleId::G59_1, RuleId::H1_2],
    issues: Some(DocumentKind::Correction),
}

/// What a drafted correction says.
#[derive(Debug, Deserialize)]
pub(super) struct Drafted {
    /// The document corrected.
    pub(super) corrects: RecordNo,
    pub(super) stands: String,
    pub(super) reads: String,
    pub(super) reason: String,
}

/// Where a step of a correction stands: asked for where one is there for it.
pub(super) fn turn(scene: &Scene<CaseFile>, status: DocumentStatus) -> Turn {
    let waits = scene.facts.document(DocumentKind::Correction).is_some_and(|d| d.status == status);
    if waits { Turn::Asked } else { Turn::Behind }
}

/// The document that can be corrected: served, and not replaced since.
fn corrected(file: &CaseFile, kind: ServedKind) -> Option<&Document> {
    let document = file.document(kind.kind())?;
    let fits = matches!(kind, ServedKind::Decision | ServedKind::ReviewDecision);
    (fits && document.status == DocumentStatus::Served).then_some(document)
}

/// Whether a text stands in a paragraph of a document as it was issued.
fn stands_in(document: &Document, text: &str) -> bool {
    let sheet = document.text.as_deref().and_then(|frozen| frozen.parse::<Sheet>().ok());
    sheet.is_some_and(|sheet| sheet.blocks.iter().any(|block| block.words().contains(text)))
}

/// Labels of outcomes that a text names.
fn named(text: &str) -> Vec<&'static Outcome> {
    Outcome::ALL.iter().filter(|outcome| text.contains(outcome.label().get(Lang::Zh))).collect()
}

/// Quantities that a text names, a numeral with its unit: terms, sums, heads.
fn quantities(text: &str) -> Vec<String> {
    const NUMERALS: &str = "0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万";
    const UNITS: &str = "个日天月年元人条份次批%％";
    let (mut all, mut number) = (Vec::new(), String::new());
    for c in text.chars() {
        if NUMERALS.contains(c) {
            number.push(c);
            continue;
        }
        if !number.is_empty() && UNITS.contains(c) {
            all.push(format!("{number}{c}"));
        }
        number.clear();
    }
    all
}

impl DraftCorrection {
    /// R25-2: what was decided stays. Neither an outcome nor a fact beyond the notice comes in by a correction.
    fn alters_nothing(&self, scene: &Scene<CaseFile>) -> Vec<Requirement> {
        let rule = RuleId::R25_2;
        let (stands, reads) = (self.stands.0.as_str(), self.reads.0.as_str());
        let mut all = vec![Requirement::when(
            rule,
            named(stands) == named(reads),
            Text::new("处理结果不变", "the outcome stays as it is"),
            Text::new("处理结果不能借更正改变", "an outcome is not altered by a correction"),
            Mend::Somebody(Text::new(
                "经复核变更, 或重新告知、决定",
                "a review, or a new notice and decision, does that",
            )),
        )];
        let file = &scene.facts;
        let facts = file.document(DocumentKind::Decision).and_then(super::decide::Drafted::of);
        if let (ServedKind::Decision, Some(drafted), Some(proposal)) = (self.document, facts, &file.proposal)
        {
            let found = drafted.facts.as_deref().unwrap_or(&proposal.facts);
            if found.contains(stands) {
                let put_right = found.replacen(stands, reads, 1);
                all.push(bench(scene).within_notice(&drafted.grounds, &drafted.outcomes, Some(&put_right)));
                return all;
            }
        }
        // Facts are bounded by the notice; terms and sums elsewhere are what was decided.
        all.push(Requirement::when(
            rule,
            quantities(stands) == quantities(reads),
            Text::new("期限、数额不变", "terms and sums stay as they are"),
            Text::new("期限、数额不能借更正改变", "terms and sums are not altered by a correction"),
            Mend::Somebody(Text::new(
                "经复核变更, 或重新告知、决定",
                "a review, or a new notice and decision, does that",
            )),
        ));
        all
    }
}

impl Command for DraftCorrection {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(bench(scene).two_handlers());
        all.extend(none_waiting(file, DocumentKind::Correction));
        let Some(input) = input else {
            let any = [ServedKind::Decision, ServedKind::ReviewDecision];
            all.push(Requirement::when(
                RuleId::G59_1,
                any.into_iter().any(|kind| corrected(file, kind).is_some()),
                Text::new("有已送达的决定书", "a decision is served"),
                Text::new("没有已送达的决定书", "no decision is served"),
                Mend::Somebody(Text::new("未送达的退回重办", "one that is not served is returned")),
            ));
            all.push(Requirement::at_input(
                RuleId::R25_2,
                Text::new("只改文字差错", "a slip of the pen alone"),
            ));
            return all;
        };
        let document = corrected(file, input.document);
        all.push(Requirement::when(
            RuleId::G59_1,
            document.is_some_and(|document| stands_in(document, &input.stands.0)),
            Text::new("原文在该文书中", "the words stand in the document"),
            match document {
                Some(_) => Text::new("该文书中没有这段原文", "these words don't stand in the document"),
                None => Text::new(
                    "该文书不能更正: 告知书须重新告知, 未送达的退回重办",
                    "it can't be corrected: a notice is made anew, a document not served is returned",
                ),
            },
            Mend::Somebody(Text::new("照原文书填写", "copy them from the document")),
        ));
        all.extend(input.alters_nothing(scene));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.stands.0 == self.reads.0 {
            return Err(Fault::field(
                "reads",
                Text::new("与原文相同", "it is the same as what stands there"),
            ));
        }
        let Some(document) = corrected(&scene.facts, self.document) else {
            return Err(Fault::field("document", Text::new("该文书不能更正", "it can't be corrected")));
        };
        let content = json!({
            "corrects": document.no, "document": self.document, "stands": self.stands, "reads": self.reads,
            "reason": self.reason,
        });
        let done = stay(scene, sql)?;
        put_draft(scene, sql, DocumentKind::Correction, &content, done)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let file = &scene.facts;
        let open = file.document(DocumentKind::Correction).filter(|draft| draft.text.is_none());
        if open.is_some() {
            let mut typed = drafted(file, DocumentKind::Correction);
            typed.remove("corrects");
            return typed;
        }
        let last = [ServedKind::ReviewDecision, ServedKind::Decision];
        let last = last.into_iter().find(|kind| corrected(file, *kind).is_some());
        last.map(|kind| ("document".to_owned(), json!(kind))).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{named, quantities};

    #[test]
    fn quantities_are_told_apart_from_names() {
        assert_eq!(quantities("自收到之日起三十日内, 罚款1200元"), ["三十日", "1200元"]);
        assert!(quantities("第七师示例法院").is_empty());
    }

    #[test]
    fn outcomes_are_seen() {
        assert_eq!(named("给予警告, 限期整改").len(), 2);
        assert!(named("给予其").is_empty());
    }
}
