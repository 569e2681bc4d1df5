//! The practice data: whole, made up, about its day, and the same every time.

use std::collections::BTreeSet;

use anjuan::demo::{self, Options};
use anjuan::records::bureau::BureauId;
use anjuan::records::case::CaseStatus;
use anjuan::records::staff::{Role, Staff};
use anjuan::store::audit::{self, Verdict};
use anjuan::store::sql::Row;
use anjuan::store::{Sql, Store, about};
use chrono::NaiveDate;

struct Made {
    store: Store,
    staff: Vec<Staff>,
    _folder: tempfile::TempDir,
}

fn make(options: Options) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("demo.db")).unwrap();
    let about = about::About {
        practice: true,
        bureau: BureauId::division(8).unwrap(),
        today: Some(options.today),
        made_at: "2026-03-20T09:00:00+08:00".parse().unwrap(),
    };
    about::establish(&store, &about).unwrap();
    let mut last = (0, 0);
    let staff = demo::make(&mut store, &options, &mut |done, total| {
        assert!(done >= last.0 && done <= total, "{done} of {total} after {last:?}");
        last = (done, total);
    })
    .unwrap_or_else(|fault| panic!("{:?}", fault.text()));
    assert_eq!(last.0, last.1);
    Made { store, staff, _folder: folder }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn options(today: &str) -> Options {
    Options { seed: 7, agencies: 120, today: day(today) }
}

impl Made {
    fn sql(&self) -> &dyn Sql {
        &self.store
    }

    fn words(&self, query: &str) -> Vec<String> {
        self.sql().all(query, &[], Row::take).unwrap()
    }

    fn number(&self, query: &str) -> i64 {
        self.sql().number(query, &[]).unwrap()
    }

    fn head(&self) -> String {
        audit::head(self.sql()).unwrap().unwrap().hash
    }
}

#[test]
fn everything_is_there() {
    let made = make(Options { seed: 7, agencies: 300, today: day("2026-03-20") });
    // And units that apply for the first time, at each step; three of them came into the directory.
    assert_eq!(made.number("SELECT count(*) FROM agencies WHERE published_on IS NOT NULL"), 303);
    let papers = "SELECT DISTINCT d.kind FROM documents d WHERE d.filing IS NOT NULL";
    assert_eq!(made.words(papers).len(), 9, "{:?}", made.words(papers));
    assert!(
        made.number("SELECT count(DISTINCT status) FROM filings WHERE kind = 'first' AND closed_on IS NULL")
            >= 6
    );
    let cases = made.words("SELECT DISTINCT status FROM cases WHERE bureau = 'd08'");
    let missing: Vec<_> = CaseStatus::WORDS.iter().filter(|w| !cases.contains(&(**w).to_owned())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(
        made.words(
            "SELECT DISTINCT method FROM services WHERE document IN
        (SELECT id FROM documents WHERE bureau = 'd08')"
        )
        .len(),
        5
    );
    assert_eq!(made.words("SELECT DISTINCT outcome FROM reviews WHERE outcome IS NOT NULL").len(), 3);
    assert_eq!(made.words("SELECT DISTINCT kind FROM agencies").len(), 5);
    assert_eq!(made.words("SELECT DISTINCT kind FROM statements").len(), 2);
    assert_eq!(made.words("SELECT DISTINCT status FROM agencies").len(), 4);
    for (query, least) in [
        ("SELECT DISTINCT status FROM filings", 9),
        ("SELECT DISTINCT kind FROM filings", 5),
        ("SELECT DISTINCT status FROM activities", 5),
        ("SELECT DISTINCT status FROM supervisions", 5),
        ("SELECT DISTINCT kind FROM supervisions", 5),
        ("SELECT DISTINCT clock FROM deadlines WHERE bureau = 'd08' AND state = 'open'", 11),
        ("SELECT DISTINCT bureau FROM cases", 15),
    ] {
        assert!(made.words(query).len() >= least, "{query}: {:?}", made.words(query));
    }
    let open = |when: &str| {
        made.number(&format!(
            "SELECT count(*) FROM deadlines WHERE bureau = 'd08' AND state = 'open' AND {when}"
        ))
    };
    assert!(open("due < '2026-03-20'") > 3);
    assert!(open("due = '2026-03-20'") > 0);
    assert!(open("due BETWEEN '2026-03-21' AND '2026-03-27'") > 3);
    assert!(made.number("SELECT count(*) FROM calls") > 30);
}

#[test]
fn every_bureau_has_its_people_and_the_first_sits_at_the_console() {
    let made = make(options("2026-03-20"));
    assert_eq!((made.staff[0].login.as_str(), made.staff[0].name.as_str()), ("wangmin", "示例王敏"));
    assert_eq!(made.staff[0].bureau, BureauId::division(8).unwrap());
    for bureau in BureauId::all() {
        let count = |role| made.staff.iter().filter(|s| s.bureau == bureau && s.is(role)).count();
        assert!(count(Role::Handler) >= 2 && count(Role::Approver) >= 2, "{bureau}");
        for role in [Role::Supervisor, Role::Administrator, Role::Auditor] {
            assert!(count(role) >= 1, "{bureau} {role}");
        }
    }
}

#[test]
fn the_same_seed_and_day_give_the_same_data() {
    let (one, other) = (make(options("2026-03-20")), make(options("2026-03-20")));
    assert_eq!(one.head(), other.head());
    for query in [
        "SELECT sha256 FROM documents WHERE sha256 IS NOT NULL ORDER BY id",
        "SELECT year || '-' || serial || agency || kind || status || applied_on FROM filings ORDER BY id",
        "SELECT year || '-' || serial || agency || name || starts_on || status FROM activities ORDER BY id",
        "SELECT year || '-' || serial || agency || kind || planned_on || status FROM supervisions ORDER BY id",
        "SELECT clock || subject || due || state FROM deadlines ORDER BY id",
    ] {
        assert_eq!(one.words(query), other.words(query), "{query}");
    }
    let another = make(Options { seed: 8, ..options("2026-03-20") });
    assert_ne!(one.head(), another.head());
}

#[test]
fn the_chain_and_the_file_are_whole() {
    let made = make(options("2026-03-20"));
    assert!(
        matches!(audit::verify(made.sql(), None).unwrap(), Verdict::Whole { entries, .. } if entries > 400)
    );
    assert!(made.store.integrity().unwrap().is_empty());
    let days = made.words("SELECT act_on FROM audit ORDER BY seq");
    assert!(days.is_sorted());
    assert!(made.words("SELECT at FROM audit ORDER BY seq").is_sorted());
}

#[test]
fn nothing_is_dated_after_today_but_what_is_planned() {
    for today in ["2026-03-20", "2026-02-17", "2026-12-30", "2027-01-12", "2031-07-06", "2020-05-05"] {
        let made = make(options(today));
        for (table, column) in [
            ("audit", "act_on"),
            ("agencies", "published_on"),
            ("cases", "opened_on"),
            ("documents", "drafted_on"),
            ("documents", "issued_on"),
            ("services", "acted_on"),
            ("statements", "received_on"),
            ("decisions", "decided_on"),
            ("reviews", "requested_on"),
            ("filings", "applied_on"),
            ("filings", "closed_on"),
            ("calls", "substr(at, 1, 10)"),
        ] {
            let query = format!("SELECT count(*) FROM {table} WHERE {column} > '{today}'");
            assert_eq!(made.number(&query), 0, "{today} {table} {column}");
        }
        let late = "SELECT count(*) FROM activities WHERE starts_on > '{}' AND status NOT IN ('planned', 'confirmed')";
        assert_eq!(made.number(&late.replace("{}", today)), 0, "{today}");
        let ended = "SELECT count(*) FROM deadlines WHERE state IN ('met', 'missed') AND ended_on > '{}'";
        assert_eq!(made.number(&ended.replace("{}", today)), 0, "{today}");
    }
}

#[test]
fn dates_that_hang_on_an_unknown_calendar_say_so() {
    let made = make(options("2026-12-25"));
    let open =
        "SELECT count(*) FROM deadlines WHERE clock = 'statement' AND provisional = 1 AND state = 'open'";
    assert!(made.number(open) > 0);
}

#[test]
fn all_names_are_plainly_made_up_and_all_codes_fit() {
    let made = make(options("2026-03-20"));
    for query in [
        "SELECT name FROM agencies",
        "SELECT legal_representative FROM agencies",
        "SELECT contact FROM agencies",
        "SELECT name FROM staff",
        "SELECT name FROM occupations",
        "SELECT name FROM scopes",
        "SELECT name FROM activities",
        "SELECT caller FROM calls",
        "SELECT contact FROM bureaus",
        "SELECT supervisor FROM supervisions WHERE supervisor IS NOT NULL",
    ] {
        let words = made.words(query);
        assert!(!words.is_empty(), "{query}");
        let real: Vec<_> = words.iter().filter(|w| !w.contains("示例")).collect();
        assert!(real.is_empty(), "{query}: {real:?}");
    }
    for code in made.words("SELECT credit_code FROM agencies") {
        assert!(anjuan::records::CreditCode::parse(&code).unwrap().check_ok, "{code}");
    }
    for phone in made.words("SELECT phone FROM agencies") {
        assert!(phone.starts_with("0993-20") && phone.len() == 12, "{phone}");
    }
    let logins: BTreeSet<_> = made.words("SELECT login FROM staff").into_iter().collect();
    assert!(["wangmin", "lina", "liuqiang", "zhaolei"].iter().all(|l| logins.contains(*l)));
}

#[test]
fn few_agencies_or_none_will_do_and_too_many_are_refused() {
    for agencies in [0, 1, 9] {
        let made = make(Options { agencies, ..options("2026-03-20") });
        assert_eq!(made.staff.len(), 112);
    }
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("demo.db")).unwrap();
    for wrong in [
        Options { agencies: demo::MOST_AGENCIES + 1, ..options("2026-03-20") },
        Options { today: day("2001-01-01"), ..options("2026-03-20") },
    ] {
        assert!(demo::make(&mut store, &wrong, &mut |_, _| ()).is_err());
    }
}
