//! The contents of a case's file (卷内目录) in their fixed order, and what it lacks: cover, contents, opening form, decision
//! with its proof of service, the other documents each with theirs, those by which an ordered end is carried out, evidence. A file is closed whole (H3-1).

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::settings::{Settings, SwitchKey};
use crate::records::case::CaseFile;
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::records::ids::RecordNo;
use crate::records::service::ServiceMethod;
use crate::say;
use crate::text::Text;

/// What stands at a place of the contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 封面
    Cover,
    /// 卷内目录
    Contents,
    /// 立案登记表
    Opening,
    /// A document, by its record.
    Document(RecordNo),
    /// A piece of evidence, by its place on file, from 0.
    Evidence(usize),
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub place: Place,
    /// What it is called; the file itself is in Chinese.
    pub title: Text,
    /// Its printed number, if it has one.
    pub number: Option<String>,
    /// Its day.
    pub on: Option<NaiveDate>,
    /// What is not in order with it, if anything.
    pub lacks: Option<Text>,
}

/// The contents of a case's file.
#[must_use]
pub fn contents(file: &CaseFile) -> Vec<Line> {
    let page = |place, title, on| Line { place, title, number: None, on, lacks: None };
    let mut lines = vec![
        page(Place::Cover, Text::new("封面", "cover"), None),
        page(Place::Contents, Text::new("卷内目录", "contents"), None),
        page(Place::Opening, Text::new("立案登记表", "opening form"), Some(file.opened_on)),
    ];
    let served: Vec<&Document> = file.documents.iter().filter(|d| !is_of_service(d)).collect();
    // The decision in force stands first; what was replaced stays in its place among the others.
    let decision =
        served.iter().rfind(|d| d.kind == DocumentKind::Decision && d.status != DocumentStatus::Void);
    let others = served.iter().filter(|d| decision.is_none_or(|first| d.no != first.no));
    for document in decision.into_iter().chain(others) {
        lines.push(paper(document));
        let own = |paper: &&Document| is_of_service(paper) && served_by(paper) == Some(document.no);
        lines.extend(file.documents.iter().filter(own).map(paper));
    }
    lines.extend(file.ordered_end.iter().flat_map(|end| &end.documents).map(paper));
    lines.extend(file.evidence.iter().enumerate().map(|(at, piece)| Line {
        place: Place::Evidence(at),
        title: Text::same(&piece.title),
        number: None,
        on: Some(piece.collected_on),
        lacks: None,
    }));
    lines
}

/// Whether it is the paper of a service.
fn is_of_service(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::ProofOfService | DocumentKind::Announcement)
}

/// The document that a paper of a service served.
fn served_by(paper: &Document) -> Option<RecordNo> {
    paper.content.get("served")?.as_str()?.parse().ok()
}

fn paper(document: &Document) -> Line {
    let name = document.no.to_string();
    let lacks = match document.status {
        DocumentStatus::Draft => Some(say!("{n} 还是草稿", "{n} is still a draft", n = name)),
        DocumentStatus::Approved => Some(say!("{n} 还没有签发", "{n} is not issued", n = name)),
        DocumentStatus::Issued if document.kind.is_served() => {
            Some(say!("{n} 没有送达回证", "{n} has no proof of service", n = name))
        }
        DocumentStatus::Issued | DocumentStatus::Served | DocumentStatus::Void => None,
    };
    let title = match document.status {
        DocumentStatus::Void => say!("{k}（作废）", "{k} (void)", k = document.kind.label()),
        _ => document.kind.label(),
    };
    Line {
        place: Place::Document(document.no),
        title,
        number: document.number.clone(),
        on: document.issued_on.or(document.approved_on),
        lacks,
    }
}

/// H3-1: nothing in the file is unfinished when it is closed.
#[must_use]
pub fn whole(file: &CaseFile) -> Requirement {
    let mut lacks: Vec<Text> = contents(file).into_iter().filter_map(|line| line.lacks).collect();
    if file.evidence.is_empty() {
        lacks.push(Text::new("没有证据", "there is no evidence"));
    }
    Requirement::when(
        RuleId::H3_1,
        lacks.is_empty(),
        say!("案卷 {n} 件齐全", "the file is whole, items: {n}", n = contents(file).len()),
        say!("案卷还不齐全: {l}", "the file is not whole: {l}", l = Text::join(&lacks)),
        Mend::Somebody(Text::new("办完或作废未了的文书", "finish or void what is open in it")),
    )
}

/// H3-1: the proofs that were signed are on file as scans. Without them the case closes all the same, and is told which lack, unless
/// the bureau's setting wants them. Nothing where nothing was signed for.
#[must_use]
pub fn signed(file: &CaseFile, settings: &Settings) -> Option<Requirement> {
    let is_signed = |document: &&Document| {
        document.status != DocumentStatus::Void
            && document.service.as_ref().is_some_and(|service| wants_scan(service.proof.method()))
    };
    let (bare, filed): (Vec<&Document>, Vec<&Document>) =
        file.papers().filter(is_signed).partition(|document| document.scans.is_empty());
    if bare.is_empty() {
        let text = Text::new("送达回证扫描件已归卷", "the signed proofs of service are on file");
        return (!filed.is_empty()).then(|| Requirement::met(RuleId::H3_1, text));
    }
    let names: Vec<Text> = bare.iter().map(|document| Text::same(document.no.to_string())).collect();
    let text =
        say!("回证扫描件没有归卷: {l}", "without the scan of the signed proof: {l}", l = Text::join(&names));
    let mend = Mend::Somebody(Text::new("经办人把回证扫描件归卷", "a handler files the scan"));
    Some(if settings.is_on(SwitchKey::SignedProofBeforeClosing) {
        Requirement::unmet(RuleId::H3_1, text, mend)
    } else {
        Requirement::noted(RuleId::H3_1, text)
    })
}

/// Whether a method leaves a paper that somebody signed or stamped: what arrived by e-mail or was announced has its own record.
const fn wants_scan(method: ServiceMethod) -> bool {
    matches!(method, ServiceMethod::Direct | ServiceMethod::Leaving | ServiceMethod::Mail)
}
