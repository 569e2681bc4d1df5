//! Filings after their scenarios: publications, deadlines, documents, materials.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::cli::export::export;
use anjuan::cli::session::Session;
use anjuan::commands::desk::Finder;
use anjuan::records::bureau::BureauId;
use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::document::{DocumentKind, DocumentStatus};
use anjuan::records::filing::{FilingFile, MaterialState};
use anjuan::store::sql::{Row, Sql};
use anjuan::store::{self, Store};
use anjuan::text::Lang;
use scenario::played;

#[test]
fn a_filing_whose_approval_a_day_off_undid_waits_for_its_bureau() {
    let waits_for = |stop: &str| {
        let folder = tempfile::tempdir().unwrap();
        let session = played(folder.path(), "filing-approval.jsonl", Some(stop));
        let sql = "SELECT waits_for FROM filings WHERE status = 'approval' ORDER BY id";
        (&session.store as &dyn Sql).first(sql, &[], Row::take::<String>).unwrap().unwrap()
    };
    assert_eq!(waits_for("\"day\": \"2026-03-24\""), "corps");
    assert_eq!(waits_for("\"on\": \"2026-03-30\", \"as\": \"corps\""), "bureau");
    let approved_anew = "\"on\": \"2026-03-31\", \"as\": \"corps\"";
    assert_eq!(waits_for(approved_anew), "corps");
}

#[test]
fn a_corrected_publication_keeps_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "first.jsonl", None);
    let agency = store::agencies::by_no(&session.store, "JG-00001".parse().unwrap()).unwrap().unwrap();
    // Published on 2026-03-13, corrected to 03-12: valid for three years from there.
    let validity = agency.facts.validity.unwrap();
    assert_eq!(
        (validity.published_on.to_string(), validity.expires_on.to_string()),
        ("2026-03-12".into(), "2029-03-11".into())
    );
    let all = store::publications::of_agency(&session.store, agency.id).unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|p| {
            (
                p.validity.published_on.to_string(),
                p.agency_code.as_ref().unwrap().to_string(),
                p.corrected.is_some(),
            )
        })
        .collect();
    let row = |day: &str, code: &str, corrected| (day.to_owned(), code.to_owned(), corrected);
    assert_eq!(
        told,
        [
            row("2026-03-13", "S000066000101", true),
            row("2026-03-12", "S000066000101", true),
            row("2026-03-12", "S000066000199", false),
        ]
    );
    assert_eq!(all[0].scopes[0].levels.len(), 3);
    assert_eq!(agency.facts.scopes[0].levels.len(), 3);
    let renewal = store::deadlines::of_subject(&session.store, agency.no).unwrap();
    let due: Vec<_> =
        renewal.iter().filter(|d| d.clock == Clock::Renewal && d.state == DeadlineState::Open).collect();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].due.to_string(), "2028-12-11");
    // Who withdrew, and was refused after that, is not filed.
    let other = store::agencies::by_no(&session.store, "JG-00002".parse().unwrap()).unwrap().unwrap();
    assert_eq!((other.status.as_str(), other.facts.validity), ("not-filed", None));
}

/// Another session over the same database.
fn session_of(session: &Session) -> Session {
    let store = Store::open(session.store.path()).unwrap();
    let about = store::about::read(&store).unwrap();
    Session { store, about, actor: session.actor.clone(), today: session.today }
}

/// The deadlines of an agency of a clock: last day, state.
fn clocks_of(session: &Session, serial: u32, clock: Clock) -> Vec<(String, DeadlineState)> {
    let no = format!("JG-{serial:05}").parse().unwrap();
    let all = store::deadlines::of_subject(&session.store, no).unwrap();
    all.iter().filter(|d| d.clock == clock).map(|d| (d.due.to_string(), d.state)).collect()
}

#[test]
fn reminders_and_the_yearly_renewal_of_a_bank_are_counted_to_the_day() {
    use DeadlineState::{Met, Missed, Open};
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "clocks.jsonl", None);
    let day = |day: &str, state| (day.to_owned(), state);
    let of = |serial, clock| clocks_of(&session, serial, clock);
    assert_eq!(of(1, Clock::RenewalReminder), [day("2026-03-14", Met), day("2026-05-14", Missed)]);
    // Of the one from a ledger nothing is known; the one published here is known to have held none.
    assert_eq!(of(2, Clock::Inactivity), []);
    assert_eq!(of(3, Clock::Inactivity), [day("2026-10-08", Missed), day("2026-12-07", Met)]);
    assert_eq!(of(3, Clock::YearWithout), [day("2027-01-05", Open)]);
    assert_eq!(
        of(2, Clock::BankRenewal),
        [day("2026-03-10", Met), day("2027-03-09", Missed), day("2028-03-10", Open)]
    );
}

/// A filing by its serial.
fn filing(session: &Session, serial: u32) -> FilingFile {
    let no = format!("BA-2026-{serial:04}").parse().unwrap();
    store::filings::file(&session.store, no).unwrap().unwrap().0
}

/// The time in which a filing is settled: last day, state.
fn handling(session: &Session, serial: u32) -> Vec<(String, DeadlineState)> {
    let file = filing(session, serial);
    let all = file.deadlines.iter().filter(|d| d.clock == Clock::Handling);
    all.map(|d| (d.due.to_string(), d.state)).collect()
}

#[test]
fn the_time_to_settle_a_filing_stops_while_the_applicant_has_the_ball() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "papers.jsonl", None);
    let day = |day: &str, state| vec![(day.to_owned(), state)];
    // Five working days from 2026-03-02, out from 03-04 to 03-06: settled on 03-11, the last day.
    assert_eq!(handling(&session, 1), day("2026-03-11", DeadlineState::Met));
    // From 03-12, settled on 03-20: a day late.
    assert_eq!(handling(&session, 2), day("2026-03-19", DeadlineState::Missed));
    assert_eq!(handling(&session, 3), day("2026-03-27", DeadlineState::Met));
    assert_eq!(handling(&session, 4), day("2026-03-31", DeadlineState::Void));
    let folder = tempfile::tempdir().unwrap();
    let out = played(folder.path(), "papers.jsonl", Some("\"2026-03-06\""));
    assert_eq!(handling(&out, 1), day("2026-03-09", DeadlineState::Stopped));
    let round = &filing(&out, 1).rounds[0];
    let came: Vec<_> = round.asked.iter().map(|asked| asked.answered_on.map(|on| on.to_string())).collect();
    assert_eq!(came, [Some("2026-03-05".to_owned()), None]);
    assert_eq!((round.answered_on, round.reminders.len()), (None, 1));
}

#[test]
fn a_checklist_is_pinned_and_says_what_is_not_needed_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "papers.jsonl", None);
    let (first, second) = (filing(&session, 1), filing(&session, 2));
    let told: Vec<_> = first.materials.iter().map(|m| (m.item.as_str(), m.state, m.note.as_str())).collect();
    assert_eq!(
        told,
        [
            ("示例变更说明", MaterialState::There, ""),
            ("示例登记文件", MaterialState::There, ""),
            ("示例营业执照", MaterialState::NotNeeded, "示例: 已联网核验"),
        ]
    );
    assert_eq!(first.handler.as_deref(), Some("示例lina"));
    assert_eq!(second.materials.len(), 4);
}

/// The text of a filing's documents of a kind, oldest first.
fn texts(session: &Session, file: &FilingFile, kind: DocumentKind) -> Vec<(DocumentStatus, String)> {
    let of_kind = file.documents.iter().filter(|document| document.kind == kind);
    let text = |no| store::documents::by_no(&session.store, no).unwrap().unwrap().text.unwrap();
    of_kind.map(|document| (document.status, text(document.no))).collect()
}

#[test]
fn each_step_has_its_document_and_a_corrected_one_names_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "first.jsonl", None);
    let file = filing(&session, 1);
    let kinds: Vec<DocumentKind> = file.documents.iter().map(|d| d.kind).collect();
    for kind in [
        DocumentKind::Acceptance,
        DocumentKind::SurveyRecord,
        DocumentKind::AssessmentReport,
        DocumentKind::PublicityNotice,
        DocumentKind::Approval,
        DocumentKind::Publication,
        DocumentKind::Certificate,
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    for document in &file.documents {
        let found = store::documents::by_no(&session.store, document.no).unwrap().unwrap();
        let text = found.text.unwrap();
        assert!(!text.contains("待填"), "{text}");
        assert!(document.number.is_none() || text.contains(document.number.as_deref().unwrap()));
    }
    let certificates = texts(&session, &file, DocumentKind::Certificate);
    let states: Vec<DocumentStatus> = certificates.iter().map(|(status, _)| *status).collect();
    assert_eq!(states, [DocumentStatus::Void, DocumentStatus::Void, DocumentStatus::Issued]);
    let (_, last) = &certificates[2];
    assert!(last.contains("2026年3月12日至2029年3月11日"), "{last}");
    assert!(last.contains("S000066000199") && last.contains("兵人社证〔2026〕2号"), "{last}");
    let notice = &texts(&session, &file, DocumentKind::PublicityNotice)[0].1;
    assert!(notice.contains("5个工作日") && notice.contains("电话 0993-2000000"), "{notice}");
}

#[test]
fn a_change_keeps_what_was_on_paper_and_for_callers() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "change.jsonl", None);
    let approval = &texts(&session, &filing(&session, 1), DocumentKind::Approval)[0].1;
    assert!(
        approval.contains("机构名称由「石河子示例续期学校2Q」变更为「石河子示例新名学校」"),
        "{approval}"
    );
    let agency = store::agencies::by_no(&session.store, "JG-00002".parse().unwrap()).unwrap().unwrap();
    let kept = store::agencies::former_names(&session.store, agency.id).unwrap();
    assert_eq!(kept[0], ("石河子示例续期学校2Q".to_owned(), "2026-03-05".parse().unwrap()));
    let mut finder = Finder::load(&session.store, BureauId::CORPS, "2026-03-20".parse().unwrap()).unwrap();
    for typed in ["示例续期学校2Q", "slxqxx2q"] {
        let found = finder.find(&session.store, typed, 10).unwrap();
        assert_eq!(found.lines[0].name, agency.facts.name, "{typed}");
    }
}

#[test]
fn what_came_of_a_request_is_ticked_off_in_the_checklist() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "papers.jsonl", Some("\"answered_on\": \"2026-03-04\""));
    let told: Vec<_> = filing(&session, 1).materials.into_iter().map(|m| (m.item, m.state, m.note)).collect();
    // Of two that were asked for one came.
    let row = |item: &str, state, note: &str| (item.to_owned(), state, note.to_owned());
    assert_eq!(told[1], row("示例登记文件", MaterialState::There, "2026-03-05 补正收到"));
    assert_eq!(told[2].1, MaterialState::Missing);
}

#[test]
fn a_refusal_says_why_and_names_the_remedies() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "papers.jsonl", None);
    let refused = filing(&session, 3);
    let text = &texts(&session, &refused, DocumentKind::Refusal)[0].1;
    assert!(text.contains("示例: 名称不符") && text.contains("60日") && text.contains("6个月"), "{text}");
    let asked = &texts(&session, &filing(&session, 1), DocumentKind::CompletionRequest)[0].1;
    assert!(asked.contains("1.示例登记文件。") && asked.contains("2026年3月5日以前（含当日）"), "{asked}");
}

#[test]
fn no_paper_of_a_filing_changes_its_state_without_an_act() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "first.jsonl", None);
    let forge = |sql: &str| {
        let store = &session.store as &dyn Sql;
        store.execute("SAVEPOINT forged", &[]).unwrap();
        store.execute("DROP TRIGGER documents_frozen", &[]).unwrap();
        assert!(store::integrity::altered(store).unwrap().is_empty());
        store.execute(sql, &[]).unwrap();
        let told = store::integrity::altered(store).unwrap();
        store.execute("ROLLBACK TO forged", &[]).unwrap();
        store.execute("RELEASE forged", &[]).unwrap();
        assert!(!told.is_empty(), "{sql}");
    };
    let of = |kind: &str, which: &str| format!("(SELECT {which}(id) FROM documents WHERE kind = '{kind}')");
    for kind in ["certificate", "acceptance", "publication"] {
        let last = of(kind, "max");
        forge(&format!("UPDATE documents SET status = 'void', void_reason = '示例' WHERE id = {last}"));
        forge(&format!("UPDATE documents SET text = '示例' WHERE id = {last}"));
        forge(&format!(
            "UPDATE documents SET filing = CASE filing WHEN 1 THEN 2 ELSE 1 END WHERE id = {last}"
        ));
    }
    let first = of("certificate", "min");
    forge(&format!("UPDATE documents SET status = 'issued', void_reason = NULL WHERE id = {first}"));
}

#[test]
fn a_renewals_certificate_has_its_own_three_years() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "filings.jsonl", None);
    let file = filing(&session, 1);
    assert_eq!(file.kind.as_str(), "renewal");
    let text = &texts(&session, &file, DocumentKind::Certificate)[0].1;
    // From the day after the old expiry (R10-3), though it was published before that.
    assert!(text.contains("2026年8月31日至2029年8月30日"), "{text}");
}

#[test]
fn papers_say_who_surveyed_and_when_and_one_certificate_is_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "given.jsonl", None);
    let first = filing(&session, 1);
    let survey = &texts(&session, &first, DocumentKind::SurveyRecord)[0].1;
    assert!(survey.contains("2026年3月3日") && survey.contains("示例甲、示例乙"), "{survey}");
    assert!(!survey.contains("示例lina"), "{survey}");
    let approval = &texts(&session, &first, DocumentKind::Approval)[0].1;
    assert!(approval.contains("2026年3月3日现场查勘"), "{approval}");
    let notices = texts(&session, &first, DocumentKind::PublicityNotice);
    assert!(notices.last().unwrap().1.contains("2026年3月16日"), "{notices:?}");
    assert_eq!(first.publicity().unwrap().told_until.unwrap().to_string(), "2026-03-16");
    // The settlement of the narrower scope made the first one void; the Corps bureau gave another, and one with the wider scope.
    let in_force =
        "SELECT count(*) FROM documents WHERE kind = 'certificate' AND agency = 1 AND status = 'issued'";
    let sql: &dyn Sql = &session.store;
    assert_eq!(sql.number(in_force, &[]).unwrap(), 1);
    let all = "SELECT count(*) FROM documents WHERE kind = 'certificate' AND agency = 1";
    assert_eq!(sql.number(all, &[]).unwrap(), 3);
    let settled = &texts(&session, &filing(&session, 2), DocumentKind::Approval)[0].1;
    assert!(settled.contains("原备案证书同时作废"), "{settled}");
    // What the letter says fits the day: the time was over.
    let letter = "SELECT text FROM documents WHERE kind = 'reminder'";
    let letter: String = sql.first(letter, &[], Row::take).unwrap().unwrap();
    assert!(letter.contains("已于2026年1月20日届满"), "{letter}");
}

#[test]
fn what_it_passed_without_stays_in_sight_and_the_whitelist_has_it_the_same_day() {
    let folder = tempfile::tempdir().unwrap();
    let whitelist = |session: &Session, on: &str, name: &str| {
        let session = Session { today: Some(on.parse().unwrap()), ..session_of(session) };
        let file = folder.path().join(name);
        export(&session, "whitelist", &file, false, Lang::Zh).unwrap_or_else(|f| panic!("{:?}", f.text()));
        std::fs::read_to_string(file).unwrap()
    };
    let in_folder = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).unwrap();
        path
    };
    let before = played(&in_folder("before"), "override.jsonl", Some("\"publish-filing\""));
    assert!(!whitelist(&before, "2026-03-13", "before.csv").contains("石河子示例焊工培训学校"));
    let session = played(&in_folder("after"), "override.jsonl", None);
    let listed = whitelist(&session, "2026-03-13", "after.csv");
    assert!(listed.contains("石河子示例焊工培训学校") && listed.contains("S000066000101"), "{listed}");
    assert!(listed.contains("2029-03-12"), "{listed}");
    // R6-3: on the assessment, the certificate, and the record of the agency, with the reason.
    let file = filing(&session, 1);
    for kind in [DocumentKind::AssessmentReport, DocumentKind::Certificate] {
        let text = &texts(&session, &file, kind)[0].1;
        let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(flat.contains("考评人员2人") && flat.contains("理由：示例：考评人员紧缺"), "{kind}: {text}");
    }
    let departures = store::capacity::departures(&session.store, file.agency.id).unwrap();
    assert_eq!(departures.len(), 1);
    assert_eq!((departures[0].rule.as_str(), departures[0].superseded), ("R6-3", false));
}

#[test]
fn a_wider_scope_published_here_says_nothing_of_the_evaluations_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let session = played(folder.path(), "override.jsonl", None);
    let (sql, agency) = (&session.store as &dyn Sql, filing(&session, 1).agency.id);
    let began = || store::publications::began_here(&session.store, agency).unwrap();
    assert_eq!(began().map(|day| day.to_string()), Some("2026-03-13".into()));
    // Had it been the wider scope of an agency from a ledger, nothing would be known.
    sql.execute("UPDATE filings SET kind = 'incremental'", &[]).unwrap();
    assert_eq!(began(), None);
    sql.execute("UPDATE filings SET kind = 'renewal'", &[]).unwrap();
    assert!(began().is_some());
}
