//! Serving documents (送达): the act with its typed proof (G61-2), and attempts that failed.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::correction::{STATES, turn as correction_turn};
use super::handlers::OPEN;
use super::strike::ServedKind;
use super::{advance, bench, issue, proof_scan, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, FilePath, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus, Owner};
use crate::records::mail::ElectronicConsent;
use crate::records::service::{Attempt, Proof, Service, ServiceMethod};
use crate::say;
use crate::store::{Sql, documents};
use crate::text::Text;

/// The issued document of the kind, or why there is none to serve.
fn issued(scene: &Scene<CaseFile>, kind: DocumentKind) -> Requirement {
    let document = scene.facts.document(kind);
    let status = document.map(|d| d.status);
    Requirement::when(
        RuleId::G61_2,
        status == Some(DocumentStatus::Issued),
        say!(
            "{k} {n} 已签发",
            "the {k} {n} is issued",
            k = kind,
            n = document.and_then(|d| d.number.clone()).unwrap_or_default()
        ),
        if status == Some(DocumentStatus::Served) {
            say!("{k}已登记送达", "service of the {k} is recorded already", k = kind)
        } else {
            say!("{k}还没有签发", "the {k} is not issued yet", k = kind)
        },
        match status {
            Some(DocumentStatus::Served) => Mend::Somebody(Text::new(
                "登记有误的, 由审批人作废后重新登记",
                "where that is wrong, an approver strikes it out and it is recorded anew",
            )),
            Some(DocumentStatus::Approved) => Mend::Somebody(Text::new("经办人签发", "a handler issues it")),
            Some(DocumentStatus::Draft) => {
                Mend::Somebody(Text::new("先审批、签发", "approve and issue it first"))
            }
            _ => Mend::Somebody(Text::new("先拟稿、审批、签发", "draft, approve and issue it first")),
        },
    )
}

/// What the form of a service gives, whichever document it is for.
struct Serving<'a> {
    method: ServiceMethod,
    acted_on: NaiveDate,
    parts: [(&'static str, &'a Option<Line>); 12],
}

impl Serving<'_> {
    fn maybe(&self, name: &str) -> Option<String> {
        self.parts.iter().find(|(n, _)| *n == name).and_then(|(_, v)| v.as_ref().map(|l| l.0.clone()))
    }

    fn part(&self, name: &'static str) -> Result<String, Fault> {
        self.maybe(name).ok_or_else(|| Fault::field(name, Text::new("必填", "must be filled in")))
    }

    fn proof(&self) -> Result<Proof, Fault> {
        Ok(match self.method {
            ServiceMethod::Direct => {
                Proof::Direct { signer: self.part("signer")?, instead: self.maybe("instead") }
            }
            ServiceMethod::Leaving => Proof::Leaving {
                refusal: self.part("refusal")?,
                witness: self.maybe("witness"),
                record: self.maybe("record"),
            },
            ServiceMethod::Electronic => {
                Proof::Electronic { consent: self.part("consent")?, address: self.part("address")? }
            }
            ServiceMethod::Mail => Proof::Mail { receipt: self.part("receipt")? },
            ServiceMethod::Announcement => Proof::Announcement {
                reason: self.part("reason")?,
                posted: self.part("posted")?,
                collect: self.part("collect")?,
                contact: self.part("contact")?,
            },
        })
    }
}

fn judge(scene: &Scene<CaseFile>, kind: DocumentKind, serving: Option<&Serving<'_>>) -> Vec<Requirement> {
    let mut all = vec![bench(scene).by_handler(scene.actor.id)];
    all.extend(bench(scene).two_handlers());
    all.push(issued(scene, kind));
    if let Some(document) = scene.facts.document(kind) {
        let served = serving.and_then(|s| s.proof().ok().map(|proof| (proof, s.acted_on)));
        all.extend(service::proven(
            document,
            served.as_ref().map(|(proof, on)| (proof, *on)),
            &scene.settings,
            scene.moment.today,
        ));
        all.extend(served.as_ref().and_then(|(proof, on)| agreed(&scene.facts, proof, *on)));
    }
    all
}

/// What the form of a service starts with: the consent on file, should it be electronic.
fn agreed_to(file: &CaseFile) -> Map<String, Value> {
    let fields =
        file.consent().map(|consent| json!({ "consent": consent.reference, "address": consent.address }));
    if let Some(Value::Object(map)) = fields { map } else { Map::new() }
}

/// G61-2: where consents are on file, electronic service wants one in force that day, and its address. Where none is, the form's own
/// word of it stands.
fn agreed(file: &CaseFile, proof: &Proof, on: NaiveDate) -> Option<Requirement> {
    let Proof::Electronic { address, .. } = proof else { return None };
    if file.consents.is_empty() {
        return None;
    }
    let holds = |consent: &&ElectronicConsent| {
        consent.consented_on <= on && consent.withdrawn_on.is_none_or(|withdrawn| on <= withdrawn)
    };
    let agreed = file.consents.iter().filter(holds).any(|consent| consent.address == *address);
    Some(Requirement::when(
        RuleId::G61_2,
        agreed,
        Text::new("书面同意的邮箱", "the address agreed to"),
        Text::new("当日没有对该邮箱的书面同意", "there was no written consent to that address on that day"),
        Mend::Somebody(Text::new(
            "改填确认书的邮箱, 或以其他方式送达",
            "take the address agreed to, or serve it another way",
        )),
    ))
}

fn apply(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    kind: DocumentKind,
    serving: &Serving<'_>,
    next: CaseStatus,
) -> Result<Done, Fault> {
    let document = scene
        .facts
        .document(kind)
        .ok_or_else(|| Fault::input(say!("没有{k}", "there is no {k}", k = kind)))?;
    let issued_on = document.issued_on.unwrap_or(scene.facts.opened_on);
    check_day("acted_on", serving.acted_on, issued_on, scene.moment.today)?;
    let service =
        Service { acted_on: serving.acted_on, proof: serving.proof()?, server: scene.actor.name.clone() };
    let deemed = service::deemed(&service, &scene.settings, &scene.calendar).map_err(Fault::input)?;
    documents::serve(sql, document.id, &service)?;
    let done = advance(scene, sql, next)?.with("served_on", deemed.on.to_string());
    prove(scene, sql, document, &service, done)
}

/// Makes the document that goes with a service: the announcement, or the proof of service.
fn prove(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    served: &Document,
    service: &Service,
    done: Done,
) -> Result<Done, Fault> {
    let kind = match service.proof {
        Proof::Announcement { .. } => DocumentKind::Announcement,
        _ => DocumentKind::ProofOfService,
    };
    let content = json!({ "served": served.no, "service": service });
    let (id, no) = documents::draft(
        sql,
        &documents::NewDraft {
            of: Owner::Case(scene.facts.id),
            agency: scene.facts.agency.id,
            bureau: scene.facts.bureau,
            kind,
            proposal: None,
            content: &content,
            by: scene.actor.id,
            on: scene.moment.today,
        },
    )?;
    let paper = Document { id, no, kind, content, service: None, attempts: Vec::new(), ..served.clone() };
    let (number, sha256) = issue::freeze(scene, sql, &paper)?;
    let done = match number.is_empty() {
        true => done,
        false => done.with("proof_number", number),
    };
    Ok(done
        .with("served", served.no.to_string())
        .with("proof", no.to_string())
        .with("proof_sha256", sha256)
        .with("proof_content_sha256", issue::content_hash(&paper.content)?))
}

macro_rules! serving {
    ($name:ident, $word:literal, $zh:literal, $en:literal, $key:literal, $kind:expr, $from:expr, $next:expr) => {
        command! {
            #[doc = $zh]
            $name $word [$zh, $en] {
                case: CaseNo = ["案件", "Case"];
                method: ServiceMethod = ["送达方式", "Method"];
                acted_on: NaiveDate = ["送达日期", "Date"]
                    hint ["签收、留置、到达、回执或公告之日", "signed, left, arrived, received or announced"];
                signer: Option<Line> = ["签收人", "Signed by"] when method in ["direct"];
                instead: Option<Line> = ["代收的理由", "Why somebody else signed"] maybe method in ["direct"];
                refusal: Option<Line> = ["拒收的理由", "Reason of refusal"] when method in ["leaving"];
                witness: Option<Line> = ["见证人", "Witness"] maybe method in ["leaving"];
                record: Option<Line> = ["影像记录", "Photo or video record"] maybe method in ["leaving"];
                consent: Option<Line> = ["书面同意的文件", "Written consent on file"] when method in ["electronic"];
                address: Option<Line> = ["到达的地址", "Address it arrived at"] when method in ["electronic"];
                receipt: Option<Line> = ["回执号或受托人", "Receipt or deliverer"] when method in ["mail"];
                reason: Option<Line> = ["无法以其他方式送达的原因", "Why no other way"]
                    when method in ["announcement"];
                posted: Option<Line> = ["公告的地方", "Where it was announced"] when method in ["announcement"];
                collect: Option<Line> = ["领取文书的地点", "Where to collect it"]
                    when method in ["announcement"];
                contact: Option<Line> = ["联系人及电话", "Contact and telephone"] when method in ["announcement"];
                scan: Option<FilePath> = ["回证扫描件", "Scan of the proof"]
                    hint ["签回的回证、回执, 可以后归卷", "the signed proof or receipt; it can be filed later"];
            }
            help: [
                "登记送达的方式、日期与证明; 期限由此起算",
                "records method, date and proof of the service; the clocks start from it",
            ],
            key: $key,
            group: Group::Case,
            subject: Subject::Case,
            who: HANDLER,
            from: From::Case($from),
            rules: &[RuleId::G61_2, RuleId::R25_2, RuleId::G42_1, RuleId::H1_2],
            issues: Some(DocumentKind::ProofOfService),
        }

        impl $name {
            fn serving(&self) -> Serving<'_> {
                Serving {
                    method: self.method,
                    acted_on: self.acted_on,
                    parts: [
                        ("signer", &self.signer),
                        ("instead", &self.instead),
                        ("refusal", &self.refusal),
                        ("witness", &self.witness),
                        ("record", &self.record),
                        ("consent", &self.consent),
                        ("address", &self.address),
                        ("receipt", &self.receipt),
                        ("reason", &self.reason),
                        ("posted", &self.posted),
                        ("collect", &self.collect),
                        ("contact", &self.contact),
                    ],
                }
            }
        }

        impl Command for $name {
            type Facts = CaseFile;

            fn turn(scene: &Scene<CaseFile>) -> Turn {
                match $kind(scene) {
                    DocumentKind::Correction => correction_turn(scene, DocumentStatus::Issued),
                    _ => Turn::Usual,
                }
            }

            fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
                judge(scene, $kind(scene), input.map(Self::serving).as_ref())
            }

            fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
                let done = apply(scene, sql, $kind(scene), &self.serving(), $next(scene))?;
                proof_scan::kept(scene, sql, scene.facts.document($kind(scene)), self.scan.as_ref(), done)
            }

            fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
                agreed_to(&scene.facts)
            }
        }
    };
}

serving!(
    ServeNotice,
    "serve-notice",
    "登记告知书送达",
    "record service of the notice",
    'r',
    |_: &Scene<CaseFile>| DocumentKind::Notice,
    &[CaseStatus::Noticing],
    |_: &Scene<CaseFile>| CaseStatus::Hearing
);
serving!(
    ServeDecision,
    "serve-decision",
    "登记决定书送达",
    "record service of the decision",
    'r',
    |_: &Scene<CaseFile>| DocumentKind::Decision,
    &[CaseStatus::Decided],
    |_: &Scene<CaseFile>| CaseStatus::Served
);
serving!(
    ServeReview,
    "serve-review",
    "登记复核决定书送达",
    "record service of the review decision",
    'r',
    |_: &Scene<CaseFile>| DocumentKind::ReviewDecision,
    &[CaseStatus::Reviewing],
    |_: &Scene<CaseFile>| CaseStatus::Executing
);

serving!(
    ServeCorrection,
    "serve-correction",
    "登记更正通知书送达",
    "record service of the correction",
    'Q',
    |_: &Scene<CaseFile>| DocumentKind::Correction,
    STATES,
    |scene: &Scene<CaseFile>| scene.facts.status
);

serving!(
    ServeAgain,
    "serve-again",
    "重新登记送达",
    "record a service anew",
    'Z',
    struck_out,
    &[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing, CaseStatus::Closed],
    // Only a case of before striking out opened it again is closed here: what is to be served is to stand.
    |scene: &Scene<CaseFile>| match scene.facts.status {
        CaseStatus::Closed => CaseStatus::Executing,
        open => open,
    }
);

/// The kind of the document whose service was struck out after something was done upon it: the case stays where it is.
fn struck_out(scene: &Scene<CaseFile>) -> DocumentKind {
    let file = &scene.facts;
    // Where the case went back to the step that serves it, that step is done again.
    let step = |kind| match kind {
        ServedKind::ReviewDecision => file.status == CaseStatus::Reviewing,
        ServedKind::Correction => file.status != CaseStatus::Closed,
        ServedKind::Notice | ServedKind::Decision => false,
    };
    let mut waiting = to_serve(file).filter(|(kind, document)| file.was_served(document) && !step(*kind));
    waiting.next().map_or(DocumentKind::Decision, |(kind, _)| kind.kind())
}

command! {
    /// 登记送达未成
    RecordAttempt "record-attempt" ["登记送达未成", "record a failed attempt"] {
        case: CaseNo = ["案件", "Case"];
        document: Option<ServedKind> = ["文书", "Document"]
            hint ["只有一件待送达的可不填", "may be left out where only one waits"];
        tried_on: NaiveDate = ["日期", "Tried on"];
        method: ServiceMethod = ["方式", "Method"];
        result: Line = ["未成的情况", "What came of it"];
    }
    help: [
        "登记一次没有成功的送达; 公告送达之前须有",
        "records an attempt at service that failed; an announcement wants one on file",
    ],
    key: 'u',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::G61_2, RuleId::H1_2],
    issues: None,
}

/// The documents that wait to be served, in the order of their steps.
fn to_serve(file: &CaseFile) -> impl Iterator<Item = (ServedKind, &Document)> {
    let issued = |d: &&Document| d.status == DocumentStatus::Issued;
    ServedKind::ALL.iter().filter_map(move |kind| Some((*kind, file.document(kind.kind()).filter(issued)?)))
}

/// The document an attempt was for: the one named, or the only one that waits.
///
/// # Errors
/// When it doesn't wait to be served, or several do and none is named.
fn attempted(file: &CaseFile, named: Option<ServedKind>) -> Result<&Document, Fault> {
    let mut waiting = to_serve(file).filter(|(kind, _)| named.is_none_or(|named| named == *kind));
    match (waiting.next(), waiting.next()) {
        (Some((_, document)), None) => Ok(document),
        (None, _) => Err(Fault::field(
            "document",
            Text::new("该文书不待送达", "that document doesn't wait to be served"),
        )),
        (Some(_), Some(_)) => Err(Fault::field(
            "document",
            Text::new("有数件文书待送达, 请指明是哪一件", "several documents wait to be served: say which"),
        )),
    }
}

impl Command for RecordAttempt {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::G61_2,
                to_serve(&scene.facts).next().is_some(),
                Text::new("有待送达的文书", "a document waits to be served"),
                Text::new("没有待送达的文书", "no document waits to be served"),
                Mend::Somebody(Text::new("先签发", "issue it first")),
            ),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let document = attempted(&scene.facts, self.document)?;
        if self.method == ServiceMethod::Announcement {
            return Err(Fault::field(
                "method",
                Text::new("公告不算送达未成", "an announcement is no attempt"),
            ));
        }
        let from = document.issued_on.unwrap_or(scene.facts.opened_on);
        check_day("tried_on", self.tried_on, from, scene.moment.today)?;
        let attempt = Attempt { on: self.tried_on, method: self.method, result: self.result.0.clone() };
        documents::attempt(sql, document.id, &attempt)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let first = to_serve(&scene.facts).next();
        first.map(|(kind, _)| ("document".to_owned(), Value::from(kind.as_str()))).into_iter().collect()
    }
}
