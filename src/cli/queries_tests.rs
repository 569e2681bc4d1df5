//! `find`, `list` and `show` on practice data.

use serde_json::Value;

use super::answer::Answer;
use super::{find, list, show};
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::demo::{self, Options};
use crate::records::bureau::BureauId;
use crate::records::staff::Staff;
use crate::store::about::{self, About};
use crate::store::lists::ListKind;
use crate::store::{Store, staff};

struct Office {
    store: Store,
    actor: Staff,
    moment: Moment,
    _folder: tempfile::TempDir,
}

fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("cli.db")).unwrap();
    let (at, today) = ("2026-03-20T09:41:00+08:00".parse().unwrap(), "2026-03-20".parse().unwrap());
    let bureau = BureauId::division(8).unwrap();
    about::establish(&store, &About { practice: true, bureau, today: Some(today), made_at: at }).unwrap();
    let team = demo::make(&mut store, &Options { seed: 7, agencies: 60, today }, &mut |_, _| ()).unwrap();
    let actor = team.into_iter().find(|s| s.bureau == bureau).unwrap();
    Office { store, actor, moment: Moment { at, today }, _folder: folder }
}

fn rows(answer: &Answer) -> &[Value] {
    answer.json.as_array().unwrap()
}

#[test]
fn every_list_and_every_record_in_it_can_be_shown() {
    let office = office();
    for kind in ListKind::ALL {
        let answer =
            list::list(&office.store, &office.actor, kind.as_str(), None, 500, office.moment.today).unwrap();
        assert_eq!(answer.text.len(), rows(&answer).len(), "{kind}");
        assert!(!rows(&answer).is_empty(), "{kind}");
        for row in rows(&answer).iter().take(10) {
            assert_eq!(row["bureau"], office.actor.bureau.code(), "{row}");
            let Some(no) = row["no"].as_str() else { continue };
            let shown = show::show(&office.store, &office.actor, office.moment, no).unwrap();
            assert!(shown.json["history"].is_array() && shown.text.len() >= 2, "{no}");
        }
    }
}

#[test]
fn lists_are_filtered_and_refuse_what_they_do_not_know() {
    let office = office();
    let today = office.moment.today;
    let list =
        |kind: &str, filter: &str| list::list(&office.store, &office.actor, kind, Some(filter), 50, today);
    for row in rows(&list("cases", "status=hearing").unwrap()) {
        assert_eq!(row["status"], "hearing");
    }
    for (kind, filter) in [("cases", "status=asleep"), ("cases", "colour=red"), ("dreams", "")] {
        assert!(matches!(list(kind, filter), Err(Fault::Input(_))), "{kind} {filter}");
    }
}

#[test]
fn find_gives_the_public_part_and_show_keeps_to_jurisdiction() {
    let office = office();
    let all = find::find(&office.store, office.actor.bureau, office.moment, &["示例".into()], 100).unwrap();
    let foreign = rows(&all).iter().find(|row| row["bureau"] != office.actor.bureau.code()).unwrap();
    assert!(foreign["phone"].as_str().is_none_or(|phone| phone.is_empty() || phone.contains('*')));
    let refused = show::show(&office.store, &office.actor, office.moment, foreign["no"].as_str().unwrap());
    assert!(matches!(refused, Err(Fault::NotPermitted(_))));
    let missing = show::show(&office.store, &office.actor, office.moment, "AJ-2026-9999");
    assert!(matches!(missing, Err(Fault::Input(_))));
    let auditor = staff::all(&office.store, Some(BureauId::CORPS)).unwrap();
    if let Some(corps) = auditor.first() {
        assert!(show::show(&office.store, corps, office.moment, foreign["no"].as_str().unwrap()).is_ok());
    }
}
