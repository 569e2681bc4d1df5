//! Scenario files: each line comes out as it says. Together they must show every enforced rule refusing and letting
//! pass, and every clock met and missed.

#[path = "support/scenario.rs"]
mod scenario;

use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::Path;

use anjuan::cli::run::run;
use anjuan::cli::session::Session;
use anjuan::commands::catalogue;
use anjuan::commands::spec::From;
use anjuan::law::clocks;
use anjuan::law::rules::{self, RuleId, Strength};
use anjuan::records::case::{CaseFile, CaseStatus};
use anjuan::records::certificates::CertificateMatter;
use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::document::{DocumentKind, DocumentStatus};
use anjuan::records::ids::{RecordKind, RecordNo};
use anjuan::store;
use anjuan::store::audit::{self, Verdict};
use anjuan::text::Lang;
use scenario::{files, played, session};
use serde_json::Value;

/// What the scenarios have shown.
#[derive(Default)]
struct Seen {
    refused: BTreeSet<RuleId>,
    passed: BTreeSet<RuleId>,
    met: BTreeSet<RuleId>,
    missed: BTreeSet<RuleId>,
}

fn play(file: &Path, seen: &mut Seen) {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut wrong = Vec::new();
    let mut done = 0;
    run(&mut session, BufReader::new(text.as_bytes()), true, Lang::En, &mut |shown| {
        done += 1;
        let line = lines[shown["line"].as_u64().unwrap() as usize - 1];
        let fine = shown["as_expected"].as_bool().unwrap_or_else(|| shown["ok"] == true);
        if !fine {
            wrong.push(format!("{line}\n  -> {shown}"));
        }
        for unmet in shown["unmet"].as_array().into_iter().flatten() {
            seen.refused.insert(unmet["rule"].as_str().unwrap().parse().unwrap());
        }
        if shown["ok"] == true {
            let line: Value = serde_json::from_str(line).unwrap();
            let spec = catalogue::find(line["do"].as_str().unwrap()).unwrap();
            seen.passed.extend(spec.spec().rules);
            if !matches!(spec.spec().from, From::Any) {
                seen.passed.insert(RuleId::H2_1);
            }
        }
        if shown["error"] == "permission" {
            seen.refused.insert(RuleId::R3_1);
        }
    })
    .unwrap();
    assert!(wrong.is_empty(), "{}:\n{}", file.display(), wrong.join("\n"));
    assert!(done > 5, "{}: {done} lines", file.display());
    assert!(matches!(audit::verify(&session.store, None).unwrap(), Verdict::Whole { .. }));
    // Nothing that was done looks like a forgery.
    let altered = store::integrity::altered(&session.store).unwrap();
    assert!(altered.is_empty(), "{}: {altered:?}", file.display());
    let kinds = [
        (RecordKind::Case, 2026),
        (RecordKind::Agency, 0),
        (RecordKind::Activity, 2026),
        (RecordKind::Supervision, 2026),
        (RecordKind::Draw, 2026),
    ];
    let of_kind = |(kind, year)| (1..20).map(move |serial| RecordNo { kind, year, serial });
    for no in kinds.into_iter().flat_map(of_kind) {
        for deadline in store::deadlines::of_subject(&session.store, no).unwrap() {
            let rule = clocks::rule(deadline.clock);
            match deadline.state {
                DeadlineState::Met => seen.met.insert(rule),
                DeadlineState::Missed => seen.missed.insert(rule),
                _ => false,
            };
        }
    }
}

#[test]
fn every_line_comes_out_as_it_says_and_every_enforced_rule_is_shown_both_ways() {
    let mut seen = Seen::default();
    for file in files() {
        play(&file, &mut seen);
    }
    let mut lacking = Vec::new();
    for rule in rules::all().filter(|r| r.enforced()) {
        let id = rule.id;
        let (both, what) = match rule.strength {
            Strength::Must | Strength::Should => {
                (seen.refused.contains(&id) && seen.passed.contains(&id), "refused and passed")
            }
            Strength::Due => (seen.met.contains(&id) && seen.missed.contains(&id), "met and missed"),
            Strength::Duty => (true, ""),
        };
        if !both {
            lacking.push(format!("{id}: not shown {what}"));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn what_is_issued_is_what_was_approved() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let text =
        std::fs::read_to_string(files().iter().find(|f| f.ends_with("new-notice.jsonl")).unwrap()).unwrap();
    let late = r#"{"on":"2026-03-16","as":"wangmin","do":"add-evidence","case":"$c","kind":"party","title":"示例迟到证据","source":"示例","collector":"示例","collected_on":"2026-03-16"}"#;
    let mut lines = Vec::new();
    for line in text.lines().take_while(|l| !l.contains("serve-notice")) {
        lines.push(line);
        if line.contains("\"approve-notice\"") {
            lines.push(late);
        }
    }
    let mut issued = None;
    run(&mut session, BufReader::new(lines.join("\n").as_bytes()), false, Lang::En, &mut |shown| {
        assert_eq!(shown["ok"], true, "{shown}");
        if shown["number"].is_string() {
            issued = shown["document"].as_str().map(|no| no.parse::<RecordNo>().unwrap());
        }
    })
    .unwrap();
    let notice = store::documents::by_no(&session.store, issued.unwrap()).unwrap().unwrap();
    let words = notice.text.unwrap();
    assert!(words.contains("现场笔录"), "{words}");
    assert!(!words.contains("示例迟到证据"), "{words}");
    assert!(words.contains("2026年3月16日") && words.contains(&notice.number.unwrap()), "{words}");
}

fn case(session: &Session, serial: i64) -> CaseFile {
    let no = RecordNo { kind: RecordKind::Case, year: 2026, serial };
    store::cases::file(&session.store, no).unwrap().unwrap().0
}

fn words(file: &CaseFile, kind: DocumentKind) -> String {
    file.document(kind).unwrap().text.clone().unwrap()
}

#[test]
fn a_decision_prints_what_was_said_against_the_notice_before() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "second-notice.jsonl", None);
    let decision = words(&case(&session, 1), DocumentKind::Decision);
    assert!(decision.contains("首次发生, 请求从轻"), "{decision}");
    let late = words(&case(&session, 2), DocumentKind::Decision);
    assert!(late.contains("先前的申辩") && late.contains("又一申辩"), "{late}");
}

#[test]
fn a_decision_rests_on_the_evidence_of_the_notice() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "weighed.jsonl", None);
    let file = case(&session, 1);
    assert_eq!(file.evidence.len(), 2);
    let decision = words(&file, DocumentKind::Decision);
    assert!(decision.contains("现场笔录") && !decision.contains("示例事后证据"), "{decision}");
    // Grave outcomes rest on a discussion; a light one names none.
    assert!(decision.contains("集体讨论"), "{decision}");
    let light = words(&case(&session, 3), DocumentKind::Decision);
    assert!(!light.contains("集体讨论"), "{light}");
}

#[test]
fn a_review_decision_names_the_decision_by_its_day_of_issue() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "late-review.jsonl", None);
    let file = case(&session, 1);
    // Approved on one day, issued on the next.
    assert_eq!(file.decision.as_ref().unwrap().on.to_string(), "2026-03-10");
    let review = words(&file, DocumentKind::ReviewDecision);
    assert!(review.contains("2026年3月11日") && !review.contains("2026年3月10日"), "{review}");
}

#[test]
fn closing_does_not_make_good_what_was_missed() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "late-review.jsonl", None);
    let state = |serial, clock| {
        let file = case(&session, serial);
        file.deadlines.iter().find(|d| d.clock == clock).map(|d| d.state)
    };
    // Changed on 04-03 and taken back on 04-07; withdrawn on 05-12 and taken back on 05-19 only.
    assert_eq!(state(1, Clock::TakeBack), Some(DeadlineState::Met));
    assert_eq!(state(2, Clock::TakeBack), Some(DeadlineState::Missed));
    // Opened on 07-07, closed without a decision on 10-09.
    assert_eq!(state(8, Clock::Decision), Some(DeadlineState::Missed));
    let unfounded = played(tempfile::tempdir().unwrap().path(), "new-notice.jsonl", None);
    let soon = case(&unfounded, 2);
    assert_eq!(
        soon.deadlines.iter().find(|d| d.clock == Clock::Decision).unwrap().state,
        DeadlineState::Void
    );
}

#[test]
fn a_decision_names_each_notice_that_was_answered_and_what_came_in_after_it_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "said.jsonl", None);
    let file = case(&session, 1);
    let decision = words(&file, DocumentKind::Decision);
    for notice in file.documents.iter().filter(|d| d.kind == DocumentKind::Notice) {
        assert!(decision.contains(notice.number.as_ref().unwrap()), "{decision}");
    }
    // Two before the decision, five after its issue.
    let weighed: Vec<bool> = file.statements_weighed().map(|(_, weighed)| weighed).collect();
    assert_eq!(weighed, [true, true, false, false, false, false, false, false]);
    let unfounded = case(&session, 3);
    assert!(unfounded.documents.iter().all(|d| d.status == DocumentStatus::Void), "{unfounded:?}");
    let waived = played(tempfile::tempdir().unwrap().path(), "statement.jsonl", None);
    let words = words(&case(&waived, 1), DocumentKind::Decision);
    assert!(words.contains("2026年3月19日提出陈述和申辩"), "{words}");
    assert!(words.contains("2026年3月20日书面放弃陈述和申辩的其余期限"), "{words}");
}

#[test]
fn a_clock_whose_start_moved_is_still_one() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "approval-stands.jsonl", None);
    let file = case(&session, 5);
    for clock in [Clock::Announcement, Clock::Statement, Clock::Decision, Clock::ReviewRequest] {
        let all: Vec<_> = file.deadlines.iter().filter(|d| d.clock == clock).collect();
        assert_eq!(all.len(), 1, "{all:?}");
    }
    let statement = file.deadlines.iter().find(|d| d.clock == Clock::Statement).unwrap();
    assert_eq!(
        (statement.from.to_string(), statement.due.to_string()),
        ("2026-07-02".into(), "2026-07-09".into())
    );
}

#[test]
fn what_was_struck_out_stays_on_file_and_moves_its_clocks() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "struck.jsonl", None);
    let first = case(&session, 1);
    let struck: Vec<_> =
        first.struck_services.iter().map(|s| (s.kind, s.service.acted_on.to_string())).collect();
    let day = |day: &str| day.to_owned();
    assert_eq!(
        struck,
        [
            (DocumentKind::Notice, day("2026-03-13")),
            (DocumentKind::Decision, day("2026-03-27")),
            (DocumentKind::Decision, day("2026-04-07")),
            (DocumentKind::ReviewDecision, day("2026-04-28")),
            (DocumentKind::ReviewDecision, day("2026-04-29")),
            (DocumentKind::Decision, day("2026-03-26")),
        ]
    );
    assert_eq!(first.struck_services[0].struck.reason, "示例: 日期录入有误");
    // The paper that proved the wrong day is void; the right one is there.
    let proofs = first.documents.iter().filter(|d| d.kind == DocumentKind::ProofOfService);
    let states: Vec<_> = proofs.map(|d| d.status).collect();
    assert_eq!(states.iter().filter(|s| **s == DocumentStatus::Void).count(), 6);
    assert_eq!(states.len(), 9);
    // Struck out after the closing, it is open again until it stands and is closed anew; its review as it was.
    assert_eq!(first.status, CaseStatus::Executing);
    assert_eq!(
        first.document(DocumentKind::Decision).unwrap().service.as_ref().unwrap().acted_on.to_string(),
        day("2026-04-21")
    );
    // One clock, from the right day.
    let statements: Vec<_> = first.deadlines.iter().filter(|d| d.clock == Clock::Statement).collect();
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0].due.to_string(), "2026-03-25");
    let second = case(&session, 5);
    assert!(second.statements[0].struck.is_some() && second.spoken().all(|s| s.content != "示例: 他案意见"));
}

#[test]
fn a_request_that_proves_late_is_shown_as_late() {
    let folder = tempfile::tempdir().unwrap();
    // Served on 2026-12-16; by the calendar of 2027, loaded afterwards, the time ended before the request.
    let session = played(folder.path(), "late-request.jsonl", None);
    let asked: Vec<_> =
        case(&session, 1).deadlines.into_iter().filter(|d| d.clock == Clock::ReviewRequest).collect();
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].state, asked[0].due.to_string()), (DeadlineState::Missed, "2027-01-19".to_owned()));
}

#[test]
fn a_rectification_has_its_term_on_paper_and_as_a_clock() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "rectification.jsonl", None);
    let case = |serial| {
        let no = RecordNo { kind: RecordKind::Case, year: 2026, serial };
        store::cases::for_judgement(&session.store, no).unwrap().unwrap().0
    };
    let clock = |file: &CaseFile| {
        let clock = file.deadlines.iter().find(|one| one.clock == Clock::Rectification).unwrap();
        (clock.due.to_string(), clock.state)
    };
    assert_eq!(clock(&case(1)), ("2026-04-13".to_owned(), DeadlineState::Met));
    assert_eq!(clock(&case(2)), ("2026-04-13".to_owned(), DeadlineState::Missed));
    let decision = case(1).document(DocumentKind::Decision).unwrap().text.clone().unwrap();
    assert!(decision.contains("整改自本决定送达之日起1个月内完成"), "{decision}");
}

#[test]
fn the_file_of_an_ordered_end_has_the_papers_of_its_carrying_out() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "ordered-end.jsonl", None);
    let all = (1..20).map(|serial| RecordNo { kind: RecordKind::Case, year: 2026, serial });
    let files = all.filter_map(|no| store::cases::for_judgement(&session.store, no).unwrap());
    let ended = files.map(|(file, _)| file).find(|file| {
        file.ordered_end.as_ref().is_some_and(|end| end.status.is_closed() && file.closed_on.is_some())
    });
    let file = ended.unwrap();
    let titles: Vec<String> = anjuan::law::contents::contents(&file)
        .iter()
        .map(|line| line.title.get(Lang::Zh).to_owned())
        .collect();
    for kind in [DocumentKind::PublicityNotice, DocumentKind::Approval] {
        assert!(titles.contains(&kind.label().get(Lang::Zh).to_owned()), "{titles:?}");
    }
    let papers = file.papers().map(|paper| (paper.kind, paper.text.clone().unwrap_or_default()));
    let notice = papers.into_iter().find(|(kind, _)| *kind == DocumentKind::PublicityNotice).unwrap().1;
    assert!(notice.contains("涉及的评价范围") && notice.contains("6-99-02"), "{notice}");
}

#[test]
fn a_decision_that_declares_certificates_void_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "ordered-end.jsonl", None);
    let all = (1..20).map(|serial| RecordNo { kind: RecordKind::Case, year: 2026, serial });
    let files = all.filter_map(|no| store::cases::for_judgement(&session.store, no).unwrap());
    let voided = files.map(|(file, _)| file).find(|file| file.certificates.len() == 2).unwrap();
    let decision = voided.document(DocumentKind::Decision).unwrap().text.clone().unwrap();
    let plain: String = decision.split_whitespace().collect();
    assert!(plain.contains("示例批次1（38份）；示例批次2（2份）。"), "{decision}");
}

#[test]
fn certificates_dealt_with_in_vain_are_restored() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "ordered-end.jsonl", None);
    let all = (1..20).map(|serial| RecordNo { kind: RecordKind::Case, year: 2026, serial });
    let files = all.filter_map(|no| store::cases::for_judgement(&session.store, no).unwrap());
    let file =
        files.map(|(file, _)| file).find(|file| file.certificates.iter().any(|c| c.batch == "示例批次9"));
    let batch = &file.unwrap().certificates[0];
    assert_eq!(batch.acts.len(), 2);
    assert!(batch.acts.iter().all(|act| act.restored_on.is_some()), "{batch:?}");
    assert_eq!(batch.open(CertificateMatter::Void), 5);
}
