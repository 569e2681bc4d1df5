//! Who may what, by exact list: role × relation of bureaus × status of the case → commands. A change of the catalogue
//! that changes a right shows here as a changed line of `tests/permissions.txt`.
//!
//! After a change that is meant: `UPDATE_PERMISSIONS=1 cargo test --test permissions`, and read the difference.

use std::fmt::Write;

use anjuan::commands::catalogue;
use anjuan::commands::scene::{may, may_as};
use anjuan::commands::spec::{From, Spec, Stage};
use anjuan::records::activity::ActivityStatus;
use anjuan::records::bureau::BureauId;
use anjuan::records::case::CaseStatus;
use anjuan::records::filing::FilingStatus;
use anjuan::records::ids::StaffId;
use anjuan::records::staff::{Relation, Role, Staff};

fn person(role: Role, bureau: BureauId) -> Staff {
    Staff {
        id: StaffId(1),
        login: "shili".to_owned(),
        name: "示例".to_owned(),
        bureau,
        roles: vec![role],
        active: true,
        version: 1,
    }
}

fn line(
    out: &mut String,
    label: &str,
    specs: impl Iterator<Item = &'static Spec>,
    staff: &Staff,
    record: BureauId,
) {
    let names: Vec<&str> = specs.filter(|s| may(s, staff, record).is_ok()).map(|s| s.name).collect();
    writeln!(out, "  {label}: {}", if names.is_empty() { "-".to_owned() } else { names.join(" ") }).unwrap();
}

fn table() -> String {
    let mut out = String::new();
    let record = BureauId::division(8).unwrap();
    let relations =
        [("own", record), ("above", BureauId::CORPS), ("foreign", BureauId::division(6).unwrap())];
    for role in Role::ALL {
        for (relation, bureau) in relations {
            let staff = person(*role, bureau);
            writeln!(out, "{role} {relation}").unwrap();
            line(&mut out, "bureau", catalogue::OFFICE.iter().map(|e| e.spec), &staff, record);
            line(&mut out, "agency", catalogue::AGENCY.iter().map(|e| e.spec), &staff, record);
            line(&mut out, "complaint", catalogue::COMPLAINT.iter().map(|e| e.spec), &staff, record);
            for status in CaseStatus::ALL {
                let specs = catalogue::CASE
                    .iter()
                    .map(|e| e.spec)
                    .filter(|s| matches!(s.from, From::Case(states) if states.contains(status)));
                line(&mut out, &format!("case {status}"), specs, &staff, record);
            }
            for status in FilingStatus::ALL {
                let specs = catalogue::FILING
                    .iter()
                    .map(|e| e.spec)
                    .filter(|s| s.from.leaves_out(Stage::Filing(*status)).is_none());
                line(&mut out, &format!("filing {status}"), specs, &staff, record);
            }
            line(&mut out, "supervision", catalogue::VISIT.iter().map(|e| e.spec), &staff, record);
            line(&mut out, "draw", catalogue::DRAW.iter().map(|e| e.spec), &staff, record);
            for status in ActivityStatus::ALL {
                let specs = catalogue::ACTIVITY
                    .iter()
                    .map(|e| e.spec)
                    .filter(|s| s.from.leaves_out(Stage::Activity(*status)).is_none());
                line(&mut out, &format!("activity {status}"), specs, &staff, record);
            }
        }
        // Of another division's activity that is held in one's own (R23-2) nothing but this.
        let staff = person(*role, BureauId::division(6).unwrap());
        let host = |spec: &&'static Spec| may_as(spec, &staff, Relation::Host, record).is_ok();
        let names: Vec<&str> = catalogue::specs().filter(host).map(|spec| spec.name).collect();
        writeln!(out, "{role} host\n  {}", names.join(" ")).unwrap();
    }
    out
}

#[test]
fn rights_are_exactly_those_that_are_written_down() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/permissions.txt");
    let now = table();
    if std::env::var_os("UPDATE_PERMISSIONS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (is, should)) in now.lines().zip(written.lines()).enumerate() {
        assert_eq!(is, should, "line {} of tests/permissions.txt", number + 1);
    }
    assert_eq!(now.lines().count(), written.lines().count());
}

#[test]
fn nobody_of_a_foreign_bureau_may_anything_and_a_closed_account_neither() {
    for spec in catalogue::specs() {
        for role in Role::ALL {
            let mut staff = person(*role, BureauId::division(6).unwrap());
            assert!(may(spec, &staff, BureauId::division(8).unwrap()).is_err(), "{}", spec.name);
            staff.bureau = BureauId::division(8).unwrap();
            staff.active = false;
            assert!(may(spec, &staff, BureauId::division(8).unwrap()).is_err(), "{}", spec.name);
        }
    }
}
