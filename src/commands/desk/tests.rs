//! The phone desk on practice data.

use crate::records::agency::AgencyStatus;
use crate::records::agency::Standing;
use chrono::NaiveDate;

use super::*;
use crate::commands::scene::Moment;
use crate::demo::{self, Options};
use crate::records::bureau::BureauId;
use crate::records::staff::Staff;
use crate::store::about::{self, About};
use crate::store::lists::{self, ListKind, Query, RowFacts, Step};
use crate::store::{self, Sql, Store};
use crate::text::Lang;

struct Desk {
    store: Store,
    actor: Staff,
    moment: Moment,
    _folder: tempfile::TempDir,
}

fn today() -> NaiveDate {
    "2026-03-20".parse().unwrap()
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("desk.db")).unwrap();
    let at = "2026-03-20T09:41:00+08:00".parse().unwrap();
    let bureau = BureauId::division(8).unwrap();
    about::establish(&store, &About { practice: true, bureau, today: Some(today()), made_at: at }).unwrap();
    let options = Options { seed: 7, agencies: 60, today: today() };
    let team = demo::make(&mut store, &options, &mut |_, _| ()).unwrap();
    Desk { store, actor: team[0].clone(), moment: Moment { at, today: today() }, _folder: folder }
}

fn agencies(sql: &dyn Sql) -> Vec<lists::ListRow> {
    lists::window(sql, &Query::new(ListKind::Agencies, BureauId::CORPS), None, Step::After, 1_000).unwrap()
}

#[test]
fn agencies_are_found_by_name_code_phone_and_record() {
    let desk = desk();
    let sql: &dyn Sql = &desk.store;
    let mut finder = Finder::load(sql, BureauId::CORPS, today()).unwrap();
    let rows = agencies(sql);
    assert_eq!(finder.len(), rows.len());
    for row in rows.iter().take(20) {
        let agency = store::agencies::by_no(sql, row.no.unwrap()).unwrap().unwrap();
        for typed in [
            agency.facts.name.as_str(),
            agency.facts.credit_code.as_str(),
            &agency.facts.phone,
            &agency.no.to_string(),
        ] {
            let found = finder.find(sql, typed, 20).unwrap();
            assert!(found.lines.iter().any(|l| l.no == agency.no), "{typed}");
        }
    }
    let case =
        &lists::window(sql, &Query::new(ListKind::Cases, BureauId::CORPS), None, Step::After, 1).unwrap()[0];
    let found = finder.find(sql, &case.no.unwrap().to_string(), 20).unwrap();
    assert_eq!(found.lines[0].name, case.agency);
    // Whom a case is about no other bureau hears.
    let other = BureauId::all().find(|b| b.is_division() && *b != case.bureau).unwrap();
    let about = |asker| {
        let mut finder = Finder::load(sql, asker, today()).unwrap();
        finder.find(sql, &case.no.unwrap().to_string(), 20).unwrap().total
    };
    assert_eq!((about(other), about(case.bureau)), (0, 1));
    // Another bureau's agency is found by its name, not by its telephone number; who applies there not at all.
    let mut finder = Finder::load(sql, other, today()).unwrap();
    for row in rows.iter().filter(|row| row.bureau != other).take(40) {
        let agency = store::agencies::by_no(sql, row.no.unwrap()).unwrap().unwrap();
        let by = |finder: &mut Finder, typed: &str| {
            finder.find(sql, typed, 50).unwrap().lines.iter().any(|line| line.no == agency.no)
        };
        let public = matches!(agency.status, AgencyStatus::Listed | AgencyStatus::Cancelled);
        assert_eq!(by(&mut finder, &agency.facts.name), public, "{}", agency.facts.name);
        assert!(!by(&mut finder, &agency.facts.phone), "{}", agency.facts.phone);
    }
    assert!(
        finder
            .find(sql, "", 5)
            .unwrap()
            .lines
            .iter()
            .all(|l| matches!(l.standing(today()), Standing::InForce(_)))
    );
}

#[test]
fn the_desk_says_who_can_assess_what_where() {
    let desk = desk();
    let sql: &dyn Sql = &desk.store;
    let mut finder = Finder::load(sql, BureauId::CORPS, today()).unwrap();
    let mut answered = 0;
    for row in agencies(sql) {
        let agency = store::agencies::by_no(sql, row.no.unwrap()).unwrap().unwrap();
        let Some(scope) = agency.facts.scopes.iter().find(|s| !s.levels.is_empty()) else { continue };
        let level = scope.levels.iter().next().unwrap();
        if level.short_label().get(Lang::Zh).ends_with('级') && agency.in_force(today()) {
            let bureau = agency.facts.bureau.short_label();
            let typed = format!(
                "{} {} {}",
                scope.occupation,
                level.short_label().get(Lang::Zh),
                bureau.get(Lang::Zh)
            );
            let found = finder.find(sql, &typed, 100).unwrap();
            assert!(found.asked.is_some(), "{typed}");
            assert!(found.lines.iter().any(|l| l.no == agency.no), "{typed}");
            assert!(
                found.lines.iter().all(|l| l.bureau == agency.facts.bureau
                    && matches!(l.standing(today()), Standing::InForce(_)))
            );
            answered += 1;
        }
    }
    assert!(answered > 5);
}

#[test]
fn a_worker_is_asked_for_where_the_directory_names_the_trade() {
    let desk = desk();
    let sql: &dyn Sql = &desk.store;
    let mut finder = Finder::load(sql, BureauId::CORPS, today()).unwrap();
    let trade = finder.find(sql, "焊接 五级", 100).unwrap();
    let worker = finder.find(sql, "焊工 五级", 100).unwrap();
    assert!(!trade.lines.is_empty());
    assert_eq!(worker.lines, trade.lines);
}

#[test]
fn what_is_not_for_the_caller_stays_out_of_the_answer() {
    let desk = desk();
    let sql: &dyn Sql = &desk.store;
    let mut restricted = 0;
    for row in agencies(sql) {
        let card = card(sql, &desk.actor, desk.moment, row.no.unwrap()).unwrap();
        let topics: Vec<Topic> = card.lines.iter().map(|l| l.topic).collect();
        assert_eq!(topics[0], Topic::Standing);
        assert!(topics.is_sorted(), "{topics:?}");
        let own = desk.actor.bureau.is_corps() || row.bureau == desk.actor.bureau;
        assert_eq!(topics.contains(&Topic::Restriction), own);
        for lang in [Lang::Zh, Lang::En] {
            let answer = card.answer(lang);
            assert!(answer.contains(&row.agency));
            assert!(
                !answer.contains("AJ-") && !answer.contains("BA-") && !answer.contains("DD-"),
                "{answer}"
            );
        }
        let RowFacts::Agency { open_cases, .. } = row.facts else { panic!() };
        if own && open_cases > 0 {
            restricted += 1;
            let line = card.lines.iter().find(|l| l.topic == Topic::Restriction).unwrap();
            assert_eq!((line.audience, line.tone), (Audience::Office, Tone::Alert));
        }
    }
    assert!(restricted > 0);
}

#[test]
fn the_finder_takes_up_what_changed() {
    let desk = desk();
    let sql: &dyn Sql = &desk.store;
    let mut finder = Finder::load(sql, BureauId::CORPS, today()).unwrap();
    assert!(!finder.refresh(sql, today()).unwrap());
    let row = &agencies(sql)[0];
    let mut agency = store::agencies::by_no(sql, row.no.unwrap()).unwrap().unwrap();
    agency.facts.name = "示例改名以后的学校".into();
    store::agencies::amend(sql, agency.id, &agency.facts).unwrap();
    store::audit::append(
        sql,
        &store::audit::Act {
            at: desk.moment.at,
            act_on: today(),
            actor: "shili",
            bureau: row.bureau,
            command: "correct-agency",
            request_id: "test-1",
            subject: &agency.no.to_string(),
            fields: "{}",
            result: "{}",
        },
    )
    .unwrap();
    assert!(finder.refresh(sql, today()).unwrap());
    assert_eq!(finder.find(sql, "gaiming", 5).unwrap().lines[0].no, agency.no);
    assert_eq!(finder.find(sql, "改名以后", 5).unwrap().lines[0].name, agency.facts.name);
}
