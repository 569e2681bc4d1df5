//! Lists against a small made-up database: pages join up, conditions hold, and no page reads a whole table.

use std::path::Path;

use proptest::prelude::*;

use super::page::page_text;
use super::*;
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::case::Ground;
use crate::records::ids::StaffId;
use crate::records::staff::Staff;
use crate::store::about::{self, About};
use crate::store::sql::Sql;
use crate::store::{DbError, Store};

fn division(number: u8) -> BureauId {
    BureauId::division(number).unwrap()
}

/// A practice database in a folder, with so many of everything, on few different days, so that ties abound.
fn filled(folder: &Path, size: i64) -> Store {
    let store = Store::create(&folder.join("lists.db")).unwrap();
    let made_at = "2026-01-01T09:00:00+08:00".parse().unwrap();
    let about = About { practice: true, bureau: BureauId::CORPS, today: None, made_at };
    about::establish(&store, &about).unwrap();
    fill(&store, size).unwrap();
    store
}

fn fill(store: &Store, size: i64) -> Result<(), DbError> {
    let sql: &dyn Sql = store;
    sql.execute("BEGIN", &[])?;
    sql.execute(
        "INSERT INTO staff (login, name, bureau, roles) VALUES ('shili', '示例', 'd08', '[\"handler\"]')",
        &[],
    )?;
    for n in 1..=size {
        let bureau = ["d08", "d06", "d08", "d01"][usize::try_from(n % 4).unwrap_or(0)];
        let day = format!("2026-0{}-1{}", n % 3 + 1, n * 7 % 10);
        let name = format!("示例{}学校", ["焊工", "电工", "化工"][usize::try_from(n % 3).unwrap_or(0)]);
        let kind = ["school", "social"][usize::try_from(n % 2).unwrap_or(0)];
        sql.execute(
            "INSERT INTO agencies (serial, bureau, name, kind, status, credit_code, legal_representative, contact,
               phone, address, published_on, expires_on, note, initials, syllables)
             VALUES (?1, ?2, ?3, ?4, 'listed', ?5, '', '', '', '', '2024-01-01', ?6, '', '', ?7)",
            args![n, bureau, &name, kind, format!("91659001MA77{n:06}"), &day, format!("shi li {}", n % 3)],
        )?;
        sql.execute(
            "INSERT INTO filings (year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, closed_on, scopes, matter,
               statement, settings) VALUES (2026, ?1, ?2, ?1, 'first', 1, 'applied', ?3, 'bureau', ?4, '[]', 'null', '', '{}')",
            args![n, bureau, &day, (n % 2 == 0).then(|| day.clone())],
        )?;
        sql.execute(
            "INSERT INTO activities (year, serial, bureau, agency, occupation, name, level, starts_on, ends_on, place,
               candidates, status) VALUES (2026, ?1, ?2, ?1, '6-99-02-01', '示例工种', '4', ?3, ?3, '示例考点', 30, 'planned')",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO supervisions (year, serial, bureau, agency, activity, kind, planned_on, status, finding)
             VALUES (2026, ?1, ?2, ?1, ?1, 'external', ?3, 'planned', '')",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO crossings (activity, part, office, asked_on, status, starts_on)
             VALUES (?1, 'consent', ?2, ?3, 'waiting', ?3)",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO draws (year, serial, bureau, title, drawn_on, check_by, drawn_by, status, picks, record)
             VALUES (2026, ?1, ?2, '示例抽查', ?3, ?3, 1, 'drawn', 1, '{}')",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO complaints (year, serial, bureau, agency, received_on, channel, content, complainant, contact,
               registrar, handler, status)
             VALUES (2026, ?1, ?2, ?1, ?3, 'phone', '示例', '', '', 1, 1, 'checking')",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO cases (year, serial, bureau, agency, status, opened_on, grounds, source, summary, settings, closed_on)
             VALUES (2026, ?1, ?2, ?1, ?4, ?3, ?5, '示例', '示例', '{}', CASE ?4 WHEN 'closed' THEN ?3 END)",
            args![
                n,
                bureau,
                &day,
                if n % 5 == 0 { "closed" } else { "hearing" },
                format!("[\"{}\"]", Ground::ALL[0])
            ],
        )?;
        sql.execute(
            "INSERT INTO documents (year, serial, bureau, agency, case_id, kind, status, content, drafted_by, drafted_on)
             VALUES (2026, ?1, ?2, ?1, ?1, 'notice', 'draft', '{}', 1, ?3)",
            args![n, bureau, &day],
        )?;
        // What waits to be served, and a review of each case.
        sql.execute(
            "INSERT INTO documents (year, serial, bureau, agency, case_id, kind, status, number, content, text, sha256,
               drafted_by, drafted_on, issued_on)
             VALUES (2027, ?1, ?2, ?1, ?1, 'decision', 'issued', ?4, '{}', '', '', 1, ?3, ?3)",
            args![n, bureau, &day, format!("示例〔2026〕{n}号")],
        )?;
        sql.execute(
            "INSERT INTO reviews (case_id, bureau, requested_on, in_time, request, statement)
             VALUES (?1, ?2, ?3, 1, '示例', '示例')",
            args![n, bureau, &day],
        )?;
        sql.execute(
            "INSERT INTO deadlines (clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
             VALUES ('statement', '', ?1, ?2, ?3, ?2, ?4, '5w', ?4, 0, ?5, ?6)",
            args![
                bureau,
                n,
                format!("AJ-2026-{n:04}"),
                &day,
                if n % 4 == 1 { "met" } else { "open" },
                (n % 4 == 1).then(|| day.clone())
            ],
        )?;
        sql.execute(
            "INSERT INTO audit (seq, at, act_on, actor, bureau, command, request_id, subject, fields, result, previous, hash)
             VALUES (?1, '2026-01-01T09:00:00+08:00', ?2, 'shili', ?3, 'log-call', ?4, ?5, '{}', '{}', ?6, ?7)",
            args![n, &day, bureau, format!("r{n}"), format!("JG-{n:05}"), format!("{:064}", n - 1), format!("{n:064}")],
        )?;
    }
    sql.execute("COMMIT", &[])?;
    Ok(())
}

fn all(sql: &dyn Sql, query: &Query) -> Vec<ListRow> {
    window(sql, query, None, Step::After, 100_000).unwrap()
}

fn queries() -> Vec<Query> {
    let mut queries = Vec::new();
    for kind in ListKind::ALL {
        for sort in sorts(*kind) {
            for descending in [false, true] {
                for bureau in [division(8), BureauId::CORPS] {
                    queries.push(Query { sort, descending, ..Query::new(*kind, bureau) });
                }
            }
        }
    }
    queries
}

#[test]
fn a_list_is_in_its_order_and_within_sight() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 40);
    for query in queries() {
        let rows = all(&store, &query);
        assert_eq!(count(&store, &query).unwrap(), i64::try_from(rows.len()).unwrap(), "{query:?}");
        let mut keys: Vec<_> = rows.iter().map(|r| (r.cursor.key.clone(), r.cursor.id)).collect();
        let listed = keys.clone();
        keys.sort();
        if query.descending {
            keys.reverse();
        }
        assert_eq!(listed, keys, "{query:?}");
        let foreign = rows.iter().filter(|r| r.bureau != division(8)).count();
        assert_eq!(foreign == 0, query.sight == Sight::Of(division(8)), "{query:?}");
        assert!(!rows.is_empty(), "{query:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn pages_join_up_to_the_whole_list(size in 1_i64..60, page in 1_usize..9) {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path(), size);
        let sql: &dyn Sql = &store;
        for query in queries() {
            let whole = all(sql, &query);
            let (mut forward, mut at) = (Vec::new(), None);
            loop {
                let rows = window(sql, &query, at.as_ref(), Step::After, page).unwrap();
                let Some(last) = rows.last() else { break };
                at = Some(last.cursor.clone());
                forward.extend(rows);
            }
            prop_assert_eq!(&forward, &whole);
            let (mut backward, mut at) = (Vec::new(), None);
            loop {
                let rows = window(sql, &query, at.as_ref(), Step::Before, page).unwrap();
                let Some(first) = rows.first() else { break };
                at = Some(first.cursor.clone());
                backward.splice(0..0, rows);
            }
            prop_assert_eq!(&backward, &whole);
            for (before, row) in whole.iter().enumerate() {
                prop_assert_eq!(place(sql, &query, &row.cursor).unwrap(), i64::try_from(before).unwrap());
                let here = window(sql, &query, Some(&row.cursor), Step::AtOrAfter, 1).unwrap();
                prop_assert_eq!(&here[0], row);
            }
        }
    }
}

#[test]
fn no_page_reads_or_sorts_a_whole_table() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 20);
    let sql: &dyn Sql = &store;
    for query in queries() {
        for step in [Step::After, Step::Before, Step::AtOrAfter] {
            let first = all(sql, &query)[0].cursor.clone();
            for from in [None, Some(&first)] {
                let (text, args) = page_text(&query, from, step, 50).unwrap();
                let plan: Vec<String> = sql
                    .all(&format!("EXPLAIN QUERY PLAN {text}"), &args, |row| {
                        let _: (i64, i64, i64) = (row.take()?, row.take()?, row.take()?);
                        row.take()
                    })
                    .unwrap();
                let told = plan.join("; ");
                assert!(!told.contains("TEMP B-TREE"), "{query:?}: {told}");
                // A page from the beginning walks along the index of its order and stops; from a place, or of one
                // bureau, it starts in the middle of the index.
                let walks = plan.iter().any(|line| line.starts_with("SCAN"));
                let ordered = told.contains("USING INDEX") || query.kind == ListKind::Audit;
                assert!(ordered, "{query:?}: {told}");
                assert!(!walks || (from.is_none() && query.sight == Sight::All), "{query:?}: {told}");
            }
        }
    }
}

#[test]
fn conditions_narrow_a_list() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 40);
    let sql: &dyn Sql = &store;
    let found = |kind: ListKind, expr: &str| {
        let conditions = parse_filter(expr).unwrap();
        all(sql, &Query { conditions, ..Query::new(kind, BureauId::CORPS) })
    };
    assert_eq!(found(ListKind::Cases, "status=closed").len(), 8);
    assert_eq!(found(ListKind::Cases, "状态=结案"), found(ListKind::Cases, "status=closed"));
    assert_eq!(found(ListKind::Cases, "status=open").len(), 32);
    assert_eq!(found(ListKind::Filings, "状态=open").len(), 20);
    assert!(found(ListKind::Agencies, "属地=八师").iter().all(|r| r.bureau == division(8)));
    assert_eq!(found(ListKind::Agencies, "类型=社会").len(), 20);
    assert_eq!(found(ListKind::Agencies, "焊工").len(), 13);
    assert!(found(ListKind::Cases, "焊工 status=closed").len() < 8);
    for kind in
        [ListKind::Cases, ListKind::Filings, ListKind::Deadlines, ListKind::Reviews, ListKind::ToServe]
    {
        assert_eq!(found(kind, "JG-00003").len(), 1, "{kind}");
        assert!(found(kind, "焊工").iter().all(|r| r.agency.contains("焊工")), "{kind}");
    }
    assert_eq!(found(ListKind::Cases, "aj-2026-7")[0].no, "AJ-2026-0007".parse().ok());
    assert_eq!(found(ListKind::Deadlines, "AJ-2026-0007").len(), 1);
    // A document is found by what it belongs to.
    assert_eq!(found(ListKind::Documents, "AJ-2026-0007 status=draft").len(), 1);
    assert_eq!(found(ListKind::ToServe, "AJ-2026-0007").len(), 1);
    assert_eq!(found(ListKind::Reviews, "AJ-2026-0007").len(), 1);
    assert!(found(ListKind::ToServe, "kind=notice").is_empty());
    let of_filing = "UPDATE documents SET case_id = NULL, filing = 9, kind = 'acceptance' WHERE id = 9";
    sql.execute(of_filing, &[]).unwrap();
    assert_eq!(found(ListKind::Documents, "BA-2026-0009").len(), 1);
    assert_eq!(found(ListKind::Audit, "JG-00007").len(), 1);
    assert_eq!(found(ListKind::Agencies, "%").len(), 0);
    let march = found(ListKind::Cases, "from=2026-03-01 until=2026-03-15");
    assert!(!march.is_empty() && march.iter().all(|r| r.cursor.key.starts_with("2026-03-1")));
    let ids = Condition::Agencies(vec![AgencyId(2), AgencyId(4), AgencyId(9)]);
    assert_eq!(all(sql, &Query::new(ListKind::ToServe, BureauId::CORPS).with(ids)).len(), 3);
    let none = Query::new(ListKind::Cases, BureauId::CORPS).with(Condition::Agencies(Vec::new()));
    assert!(all(sql, &none).is_empty());
    let foreign = Query::new(ListKind::Cases, division(8)).with(Condition::Bureau(division(6)));
    assert!(all(sql, &foreign).is_empty());
}

/// The numbers of agencies under a filter, asked on a day.
fn agencies_asked(sql: &dyn Sql, filter: &str, today: &str) -> Vec<String> {
    let asker = Staff {
        id: StaffId(1),
        login: "shili".into(),
        name: "示例".into(),
        bureau: BureauId::CORPS,
        roles: Vec::new(),
        active: true,
        version: 1,
    };
    let kind = ListKind::Agencies;
    let conditions = asked_by(kind, parse_filter(filter).unwrap(), &asker, today.parse().unwrap());
    let rows = all(sql, &Query { conditions, sort: SortKey::Expiry, ..Query::new(kind, BureauId::CORPS) });
    rows.iter().filter_map(|row| row.no).map(|no| no.to_string()).collect()
}

#[test]
fn what_is_past_its_day_and_what_is_to_end_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 12);
    let sql: &dyn Sql = &store;
    let set = |sql: &dyn Sql, text: &str| sql.execute(text, &[]).unwrap();
    set(sql, "UPDATE agencies SET expires_on = '2027-01-01' WHERE serial > 3");
    set(sql, "UPDATE agencies SET expires_on = '2026-05-0' || serial WHERE serial <= 3");
    assert_eq!(agencies_asked(sql, "status=expired", "2026-05-02"), ["JG-00001"]);
    assert_eq!(agencies_asked(sql, "状态=已过期", "2026-05-04").len(), 3);
    let ends = |sql| agencies_asked(sql, "status=to-end", "2026-05-04");
    assert_eq!(ends(sql), ["JG-00001", "JG-00002", "JG-00003"]);
    // A renewal under way holds it up, an end under way is one already; who left is out.
    set(sql, "UPDATE filings SET kind = 'renewal', closed_on = NULL WHERE agency = 1");
    set(sql, "UPDATE filings SET kind = 'auto-end', closed_on = NULL WHERE agency = 2");
    set(sql, "UPDATE agencies SET status = 'cancelled' WHERE serial = 3");
    assert_eq!(ends(sql), Vec::<String>::new());
    // The last check of the legal person counts.
    for (passed, on) in [(0, "2026-03-01"), (1, "2026-03-02")] {
        let check = format!(
            "INSERT INTO agency_checks (agency, kind, checked_on, passed, proof, checked_by)
             VALUES (5, 'legal-person', '{on}', {passed}, '示例', 1)"
        );
        set(sql, &check);
        assert_eq!(ends(sql), if passed == 0 { vec!["JG-00005"] } else { Vec::new() });
    }
    // A year and a day after an evaluation on record, to the 29th of a leap year too.
    set(sql, "UPDATE deadlines SET clock = 'inactivity', counted_from = '2025-05-04' WHERE agency IN (6, 7)");
    set(sql, "DELETE FROM supervisions WHERE agency = 7");
    set(sql, "DELETE FROM crossings WHERE activity = 7");
    set(sql, "DELETE FROM activities WHERE agency = 7");
    assert_eq!(ends(sql), Vec::<String>::new());
    set(sql, "UPDATE deadlines SET counted_from = '2025-05-03' WHERE agency IN (6, 7)");
    assert_eq!(ends(sql), ["JG-00006"]);
    set(sql, "UPDATE deadlines SET counted_from = '2025-02-28' WHERE agency = 6");
    assert_eq!(agencies_asked(sql, "status=to-end", "2026-02-28"), Vec::<String>::new());
    assert_eq!(agencies_asked(sql, "status=to-end", "2026-03-01"), ["JG-00006"]);
    set(sql, "UPDATE agencies SET expires_on = '2029-01-01' WHERE status = 'listed'");
    set(sql, "UPDATE deadlines SET counted_from = '2027-02-28' WHERE agency = 6");
    assert_eq!(agencies_asked(sql, "status=to-end", "2028-02-28"), Vec::<String>::new());
    assert_eq!(agencies_asked(sql, "status=to-end", "2028-02-29"), ["JG-00006"]);
}

#[test]
fn what_a_list_lacks_is_refused_in_words() {
    for expr in ["status=", "colour=red", "from=13-13", "bureau=示例"] {
        assert!(parse_filter(expr).is_err(), "{expr}");
    }
    let cases = Query::new(ListKind::Cases, BureauId::CORPS);
    for refused in [
        cases.clone().with(Condition::Status("sleeping".into())),
        cases.clone().with(Condition::Kind("school".into())),
        cases.clone().with(Condition::WaitsFor("corps".into())),
        Query::new(ListKind::Filings, BureauId::CORPS).with(Condition::WaitsFor("示例".into())),
        Query::new(ListKind::Agencies, BureauId::CORPS).with(Condition::Handler("a".into())),
        Query { sort: SortKey::Name, ..cases.clone() },
        Query::new(ListKind::Audit, BureauId::CORPS).with(Condition::Status("open".into())),
    ] {
        assert!(check(&refused).is_err(), "{refused:?}");
    }
    assert!(check(&cases).is_ok());
}
