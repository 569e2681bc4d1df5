//! Certificates from a violation (违规证书, R19-5): counted while the case is open; once the decision that voids them is served, each
//! matter ticked off with its day and reference.

use chrono::NaiveDate;

use super::execution::may_begin;
use super::handlers::OPEN;
use super::{bench, stay};
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Outcome};
use crate::records::certificates::{CertificateAct, CertificateMatter, Certificates, Fen};
use crate::records::document::DocumentKind;
use crate::say;
use crate::store::{Sql, certificates};
use crate::text::Text;

command! {
    /// 登记违规证书
    RecordCertificates "record-certificates" ["登记违规证书", "record certificates of the violation"] {
        case: CaseNo = ["案件", "Case"];
        batch: Line = ["批次", "Which"] hint ["活动、批次、证书编号范围", "activity, batch, numbers of the certificates"];
        pieces: u32 = ["份数", "How many"];
        subsidy: Option<Line> = ["已发补贴(元)", "Subsidy paid, yuan"];
    }
    help: [
        "逐批登记违规涉及的证书份数和已发补贴; 尚无处置的批次可重新登记更正, 误登的更正为 0",
        "counts the certificates from the violation, batch by batch, with the subsidy paid; one that nothing was done with is counted anew, as 0 where it was a mistake",
    ],
    key: 'F',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::R19_5, RuleId::H1_2],
    issues: None,
}

impl Command for RecordCertificates {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        match voids(&scene.facts) && scene.facts.certificates.is_empty() {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("逐批清点", "counted batch by batch");
        vec![bench(scene).by_handler(scene.actor.id), Requirement::met(RuleId::R19_5, text)]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let known = scene.facts.certificates.iter().find(|known| known.batch == self.batch.0);
        if self.pieces == 0 && known.is_none() {
            return Err(Fault::field("pieces", Text::new("至少 1 份", "one at least")));
        }
        let subsidy = self.subsidy.as_ref().map(|yuan| Fen::parse(&yuan.0)).transpose();
        let subsidy = subsidy.map_err(|why| Fault::field("subsidy", why))?.unwrap_or_default();
        match known {
            Some(known) if known.acts.iter().any(|act| act.restored_on.is_none()) => {
                let text = Text::new(
                    "该批次已有处置, 不再更正份数",
                    "something was done with it: it is not counted anew",
                );
                return Err(Fault::field("batch", text));
            }
            Some(known) => certificates::count(sql, known.id, self.pieces, subsidy)?,
            None => certificates::add(sql, scene.facts.id, &self.batch.0, self.pieces, subsidy)?,
        }
        stay(scene, sql)
    }
}

command! {
    /// 登记证书处置
    TickCertificates "tick-certificates" ["登记证书处置", "tick certificates off"] {
        case: CaseNo = ["案件", "Case"];
        place: u32 = ["第几批", "Which batch, by its number"];
        matter: CertificateMatter = ["处置事项", "What was done"];
        amount: Option<Line> = ["份数, 补贴为元", "How many; of a subsidy, yuan"]
            hint ["留空为其余全部", "leave it empty for all the rest"];
        done_on: NaiveDate = ["日期", "Done on"];
        reference: Line = ["凭据", "Reference"] hint ["文件、系统记录、缴款凭证", "document, entry in the system, receipt"];
    }
    help: [
        "宣布证书作废的决定送达后, 逐项登记取消结果、宣布作废、撤回数据、追回补贴, 有日期和凭据; 全部了结才能结案",
        "once the decision that voids them is served: result, certificate, upload, subsidy, each with day and reference; the case closes when all is done",
    ],
    key: 'M',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing]),
    rules: &[RuleId::R19_5, RuleId::H1_2],
    issues: None,
}

/// Whether certificates are declared void, as it stands.
fn voids(file: &CaseFile) -> bool {
    file.outcomes_in_force().contains(&Outcome::VoidCertificates)
}

/// The first batch that something is to be done with, and what.
fn open(file: &CaseFile) -> Option<(usize, CertificateMatter)> {
    let of = |(at, batch): (usize, &Certificates)| {
        let matter = CertificateMatter::ALL.iter().find(|matter| batch.open(**matter) > 0)?;
        Some((at + 1, *matter))
    };
    file.certificates.iter().enumerate().find_map(of)
}

impl Command for TickCertificates {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        match (voids(&scene.facts), open(&scene.facts)) {
            (true, Some(_)) => Turn::Asked,
            (true, None) => Turn::Done,
            (false, _) => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let (file, rule) = (&scene.facts, RuleId::R19_5);
        let mut all = vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                rule,
                voids(file),
                Text::new("已决定宣布证书作废", "the certificates are declared void"),
                Text::new("处理结果不含宣布证书作废", "no decision declares certificates void"),
                Mend::Nothing,
            ),
            Requirement::when(
                rule,
                open(file).is_some(),
                Text::new("有未了结的证书处置", "something is still to be done"),
                Text::new("没有未了结的证书处置", "nothing is left to be done"),
                match file.certificates.is_empty() {
                    true => Mend::Somebody(Text::new("先登记违规证书", "record the certificates first")),
                    false => Mend::Nothing,
                },
            ),
        ];
        // It is part of carrying the decision out, and waits for the review as that does (bureau setting).
        all.extend(may_begin(scene));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let served = file.document(DocumentKind::Decision).and_then(|decision| decision.service.as_ref());
        let from = served.map_or(file.opened_on, |service| service.acted_on);
        check_day("done_on", self.done_on, from, scene.moment.today)?;
        let at = usize::try_from(self.place).unwrap_or(usize::MAX).checked_sub(1);
        let batch = at.and_then(|at| file.certificates.get(at)).ok_or_else(|| {
            let text = say!(
                "没有第 {p} 批, 共 {n} 批",
                "no batch {p}: there are {n}",
                p = self.place,
                n = file.certificates.len()
            );
            Fault::field("place", text)
        })?;
        let left = batch.open(self.matter);
        let wrong = |why| Fault::field("amount", why);
        let amount = match (&self.amount, self.matter) {
            (None, _) => left,
            (Some(yuan), CertificateMatter::Subsidy) => Fen::parse(&yuan.0).map_err(wrong)?.0,
            (Some(pieces), _) => pieces
                .0
                .parse::<u32>()
                .map(i64::from)
                .map_err(|_| wrong(Text::new("应为份数, 不小于 1", "must be how many, one or more")))?,
        };
        if amount == 0 || amount > left {
            let told = if self.matter == CertificateMatter::Subsidy {
                Fen(left).to_string()
            } else {
                left.to_string()
            };
            return Err(wrong(say!("该事项还余 {l}", "of that {l} are left", l = told)));
        }
        let act = CertificateAct {
            matter: self.matter,
            amount,
            on: self.done_on,
            reference: self.reference.0.clone(),
            restored_on: None,
        };
        certificates::done(sql, batch.id, &act, scene.moment.today, scene.actor.id)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Fields {
        let Some((place, matter)) = open(&scene.facts) else { return Fields::new() };
        let given = [("place", place.to_string()), ("matter", matter.to_string())];
        given.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
    }
}

/// R19-5: the certificates from the violation are counted, and nothing of them is open; nothing where none is void.
pub(super) fn settled(file: &CaseFile) -> Option<Requirement> {
    let left: Vec<Text> = file
        .certificates
        .iter()
        .filter(|batch| !batch.is_settled())
        .map(|batch| Text::same(batch.batch.as_str()))
        .collect();
    let counted = file.certificates.iter().any(|batch| batch.count > 0);
    let decided = file.outcomes_in_force().iter().any(|outcome| *outcome != Outcome::NoAction);
    if !voids(file) && counted && decided {
        return Some(Requirement::unmet(
            RuleId::R19_5,
            Text::new(
                "已登记违规证书, 处理结果却不含宣布证书作废",
                "certificates of the violation are on record, but no decision declares them void",
            ),
            Mend::Somebody(Text::new(
                "不属违规的, 将份数更正为 0; 属违规的, 重新处理",
                "count those that are not of it as 0; the others want another decision",
            )),
        ));
    }
    voids(file).then(|| {
        Requirement::when(
            RuleId::R19_5,
            counted && left.is_empty(),
            Text::new("违规证书全部处置完毕", "all certificates from the violation are dealt with"),
            match !counted {
                true => {
                    Text::new("违规证书还没有登记", "the certificates from the violation are not counted")
                }
                false => say!(
                    "违规证书还没有处置完毕: {l}",
                    "certificates not dealt with: {l}",
                    l = Text::join(&left)
                ),
            },
            Mend::Somebody(Text::new(
                "登记违规证书和处置: 取消结果、宣布作废、撤回数据、追回补贴",
                "count them and tick them off: result, certificate, upload, subsidy",
            )),
        )
    })
}
