//! What follows from a credit file elsewhere: tickets of a draw, the mark of a filing; and the figures of a proposed frequency.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::commands::draws::draft;
use anjuan::law::settings::Settings;
use anjuan::records::bureau::BureauId;
use anjuan::records::credit::Preferred;
use anjuan::store::lists::{self, ListKind, Query, RowFacts, Step};
use anjuan::store::{Store, agencies, frequencies};
use anjuan::text::Lang;

fn own() -> BureauId {
    BureauId::division(8).unwrap()
}

/// The tickets of each agency in a draw on a day, in the order of their numbers.
fn tickets(store: &Store, on: &str) -> Vec<u32> {
    let record = draft(store, (own(), &Settings::default()), None, on.parse().unwrap()).unwrap();
    record.agencies.iter().map(|one| one.tickets).collect()
}

#[test]
fn a_bad_record_gives_more_tickets_and_an_excellent_result_fewer_while_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "credit.jsonl", Some("Who entered it takes back"));
    // A bad record of the first is over after 03-31, its excellent result holds from 04-03; that of the second from 04-02.
    assert_eq!(tickets(&session.store, "2026-03-31"), [8, 2]);
    assert_eq!(tickets(&session.store, "2026-04-01"), [2, 2]);
    assert_eq!(tickets(&session.store, "2026-04-02"), [2, 8]);
    assert_eq!(tickets(&session.store, "2026-04-03"), [1, 8]);
    assert_eq!(tickets(&session.store, "2027-03-31"), [1, 2]);
    assert_eq!(tickets(&session.store, "2027-04-01"), [2, 2]);
}

#[test]
fn a_wider_scope_is_marked_while_an_excellent_result_holds_and_nothing_bad() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "credit.jsonl", Some("Who entered it takes back"));
    let query = Query::new(ListKind::Filings, own());
    let rows = lists::window(&session.store, &query, None, Step::After, 10).unwrap();
    let preferred = rows.iter().find_map(|row| match &row.facts {
        RowFacts::Filing { preferred, .. } => *preferred,
        _ => None,
    });
    let marked = |on: &str| Preferred::mark(preferred, on.parse().unwrap()).get(Lang::En).to_owned();
    // The bad record, over after 03-31, rests it until then.
    assert_eq!(marked("2026-03-31"), "");
    assert_eq!(marked("2026-04-03"), "[prio.] ");
    assert_eq!(marked("2027-03-31"), "[prio.] ");
    assert_eq!(marked("2027-04-01"), "");
}

#[test]
fn figures_are_of_twelve_months_and_peers_are_the_others_of_the_kind() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", None);
    let days = ("2025-04-30".parse().unwrap(), "2026-04-30".parse().unwrap());
    let school = agencies::by_no(&session.store, "JG-00001".parse().unwrap()).unwrap().unwrap();
    let figures = frequencies::figures(&session.store, &school, days).unwrap();
    assert!(figures.activities >= 1 && figures.examined >= 39, "{figures:?}");
    assert_eq!(figures.peers_examined, 0, "no other school: {figures:?}");
    // What began on the first day is not after it.
    let none = frequencies::figures(&session.store, &school, (days.1, days.1)).unwrap();
    assert_eq!((none.activities, none.examined), (0, 0));
}
