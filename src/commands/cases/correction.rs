//! Correcting an issued document (更正): a slip of the pen, put right by a new document that names the old. What was decided is
//! never altered by it: that takes a review, or a new notice and decision (R25-2, R25-4).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::notice::{drafted, none_waiting, put_draft};
use super::strike::ServedKind;
use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::documents::Sheet;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Outcome};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::Sql;
use crate::text::secrets::Secrets;
use crate::text::{Lang, Text};

/// States in which a decision binds and can be corrected.
pub(super) const STATES: &[CaseStatus] = &[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing];

command! {
    /// 起草更正通知书
    DraftCorrection "draft-correction" ["起草更正通知书", "draft a correction"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["要更正的文书", "Document"];
        stands: Line = ["原文", "What stands there"]
            hint ["与原文书一字不差, 不跨段", "word for word as in the document, within a paragraph"];
        reads: Line = ["更正为", "What it reads"];
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
    rules: &[RuleId::R25_2, RuleId::R26_1, RuleId::G42_1, RuleId::G59_1, RuleId::H1_2],
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

/// The paragraphs of a document as it was issued in which a text stands; one stands for each time it does.
fn places(document: &Document, text: &str) -> Vec<String> {
    let sheet = document.text.as_deref().and_then(|frozen| frozen.parse::<Sheet>().ok()).unwrap_or_default();
    let times = |words: &str| words.matches(text).count();
    sheet.blocks.iter().flat_map(|block| vec![block.words().to_owned(); times(block.words())]).collect()
}

/// Labels of outcomes that a text names.
fn named(text: &str) -> Vec<&'static Outcome> {
    Outcome::ALL.iter().filter(|outcome| text.contains(outcome.label().get(Lang::Zh))).collect()
}

/// Quantities that a text names, a numeral with what it counts: terms, sums, heads.
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

/// Marks that end or part clauses: a slip brings none in and takes none away.
fn marks(text: &str) -> Vec<char> {
    text.chars().filter(|c| "。；;：:，,、！!？?（）()".contains(*c)).collect()
}

/// A text by its letters and digits alone, as it is looked for in a paragraph.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a document decided, found and rests on, paragraph by paragraph, as it was approved: that is no slip of the pen.
fn decided(document: &Document) -> Vec<String> {
    const PARTS: [&str; 12] = [
        "reasons",
        "basis",
        "outcomes",
        "execution",
        "hearing",
        "findings",
        "grounds",
        "results",
        "outcome",
        "request",
        "evidence",
        "discussed_on",
    ];
    let mut all = Vec::new();
    let words = document.content.get(super::notice::APPROVED);
    for part in PARTS.iter().filter_map(|part| words?.get(*part)) {
        gather(part, &mut all);
    }
    all
}

fn gather(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.extend(text.lines().map(bare).filter(|line| !line.is_empty())),
        Value::Array(list) => list.iter().for_each(|one| gather(one, all)),
        Value::Object(map) => map.values().for_each(|one| gather(one, all)),
        _ => {}
    }
}

/// The paragraphs of its facts.
fn facts(document: &Document) -> Vec<String> {
    let facts = document.content.get(super::notice::APPROVED).and_then(|words| words.get("facts"));
    let mut all = Vec::new();
    facts.into_iter().for_each(|facts| gather(facts, &mut all));
    all
}

/// Fewer letters than these say little about where they stand.
const FEW: usize = 6;
/// Letters that a correction may add at most: a word that was left out, no further sentence.
const MORE: usize = 10;

/// R25-2: what was decided stays. A slip is put right in its paragraph alone, which names the same terms and sums after it; in the facts
/// of a decision nothing comes in that the notice did not tell; what was decided, found and rests on isn't touched.
fn alters_nothing(
    scene: &Scene<CaseFile>,
    document: &Document,
    stands: &str,
    reads: &str,
) -> Vec<Requirement> {
    let rule = RuleId::R25_2;
    let again = Mend::Somebody(Text::new(
        "经复核变更, 或重新告知、决定",
        "a review, or a new notice and decision, does that",
    ));
    let found = places(document, stands);
    let Some(before) = found.first().filter(|_| found.len() == 1) else { return Vec::new() };
    let after = before.replacen(stands, reads, 1);
    if let Some(of_the_person) = of_the_person(&scene.facts, stands, reads) {
        return vec![of_the_person];
    }
    let (whole, bare_before) = (bare(before), bare(stands));
    // A part of a few letters stands in many a paragraph by chance: it is one where it is all of it, but for a number before.
    let numbered = whole.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_part = |part: &String| match part.chars().count() < FEW {
        true => numbered == part.as_str(),
        false => {
            whole.contains(part.as_str()) || (numbered.chars().count() >= FEW && part.contains(numbered))
        }
    };
    let holds = |parts: &[String]| parts.iter().any(is_part);
    // What a decision left out of the noticed facts doesn't come back in: no clause more, and each as it was noticed.
    if document.kind == DocumentKind::Decision && holds(&facts(document)) && marks(stands) == marks(reads) {
        let drafted = super::decide::Drafted::of(document);
        let judged = drafted
            .map(|drafted| bench(scene).within_notice(&drafted.grounds, &drafted.outcomes, Some(&after)));
        return judged.into_iter().collect();
    }
    let small = !bare_before.is_empty()
        && reads.chars().count() <= stands.chars().count() + MORE
        && marks(stands) == marks(reads)
        && named(before) == named(&after)
        && quantities(before) == quantities(&after);
    let touches = holds(&decided(document)) || holds(&facts(document));
    vec![
        Requirement::when(
            rule,
            !touches,
            Text::new(
                "不涉及事实、理由、依据和处理结果",
                "neither facts, reasons, basis nor outcome are touched",
            ),
            Text::new(
                "事实、理由、依据、处理结果和履行要求不能借更正改变",
                "facts, reasons, basis, outcome and what is to be done are not altered by a correction",
            ),
            again.clone(),
        ),
        Requirement::when(
            rule,
            small,
            Text::new("只改文字差错", "a slip of the pen alone"),
            Text::new(
                "期限、数额不能借更正改变, 也不能增减语句",
                "terms and sums are not altered by a correction, nor is a sentence put in or taken out",
            ),
            again,
        ),
    ]
}

/// R26-1: what a document says of a person is put right as it is on file of them; none where it isn't touched.
fn of_the_person(file: &CaseFile, stands: &str, reads: &str) -> Option<Requirement> {
    let person = file.person.as_ref().filter(|_| file.secrets.stand_in(stands))?;
    let mut now = Secrets::default();
    person.hide_in(&mut now);
    Some(Requirement::when(
        RuleId::R26_1,
        now.stand_in(reads),
        Text::new("与登记的当事人信息一致", "it is what is on file of the person"),
        Text::new(
            "姓名、号码、地址先更正登记, 再照登记更正文书",
            "name, number and address are corrected on file first, then in the paper as they are there",
        ),
        Mend::Somebody(Text::new("先「更正当事人信息」(#)", "'correct the person' (#) first")),
    ))
}

/// What a drafted correction would alter, judged again before it binds.
pub(super) fn still_alters_nothing(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let file = &scene.facts;
    let Some(draft) = file.document(DocumentKind::Correction).filter(|draft| draft.text.is_none()) else {
        return Vec::new();
    };
    let Ok(drafted) = serde_json::from_value::<Drafted>(draft.content.clone()) else { return Vec::new() };
    let document = file.documents.iter().find(|document| document.no == drafted.corrects);
    let Some(document) = document.filter(|document| document.status == DocumentStatus::Served) else {
        return vec![Requirement::unmet(
            RuleId::G59_1,
            Text::new(
                "被更正的文书已不是送达的文书",
                "the document corrected is no served document any more",
            ),
            Mend::Somebody(Text::new("退回", "return it")),
        )];
    };
    alters_nothing(scene, document, &drafted.stands, &drafted.reads)
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
        let draft = file.document(DocumentKind::Correction).filter(|d| d.status == DocumentStatus::Draft);
        all.extend(draft.map(|draft| {
            let no = draft.no.to_string();
            let text = say!("将替代草稿 {n}", "it takes the place of the draft {n}", n = no);
            Requirement::noted(RuleId::H1_1, text)
        }));
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
            document.is_some_and(|document| places(document, &input.stands.0).len() == 1),
            Text::new("原文在该文书中", "the words stand in the document"),
            match document {
                Some(_) => Text::new(
                    "该文书中没有这段原文, 或不止一处: 照原文书多抄几个字",
                    "these words don't stand in the document, or more than once: copy some more of them",
                ),
                None => Text::new(
                    "该文书不能更正: 告知书须重新告知, 未送达的退回重办",
                    "it can't be corrected: a notice is made anew, a document not served is returned",
                ),
            },
            Mend::Somebody(Text::new("照原文书填写", "copy them from the document")),
        ));
        all.extend(
            document.into_iter().flat_map(|of| alters_nothing(scene, of, &input.stands.0, &input.reads.0)),
        );
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
    use super::{bare, marks, named, quantities};

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

    #[test]
    fn a_paragraph_is_looked_for_by_its_letters() {
        assert_eq!(bare("三十日内， 改正。"), "三十日内改正");
        assert_eq!(marks("一、示例。"), ['、', '。']);
    }
}
