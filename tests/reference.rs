//! The command reference `docs/commands.md` is made from the catalogue: a test keeps the two in step.
//!
//! After a change of the catalogue: `UPDATE_REFERENCE=1 cargo test --test reference`.

use std::fmt::Write;
use std::path::Path;

use anjuan::commands::catalogue;
use anjuan::commands::spec::{Kind, Need, Spec};
use anjuan::records::staff::Relation;
use anjuan::text::{Lang, Text};

fn both(text: &Text) -> String {
    format!("{} / {}", text.get(Lang::Zh), text.get(Lang::En))
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Choice(choices) => format!("one of `{}`", choices.words.join("` `")),
        Kind::Several(choices) => format!("some of `{}`", choices.words.join("` `")),
        Kind::Line => "line".into(),
        Kind::Paragraph => "paragraph".into(),
        Kind::Date => "date".into(),
        Kind::Flag => "yes or no".into(),
        Kind::Number => "number".into(),
        Kind::Length => "length (`5w`)".into(),
        Kind::Filing => "filing number".into(),
        Kind::Activity => "activity number".into(),
        Kind::Draw => "draw number".into(),
        Kind::Visit => "supervision number".into(),
        Kind::Staff | Kind::Account => "login".into(),
        Kind::People => "logins".into(),
        Kind::Agency => "agency number".into(),
        Kind::Case => "case number".into(),
        Kind::Complaint => "complaint number".into(),
        Kind::Bureau => "bureau".into(),
        Kind::Listed => "codes of the list of violations".into(),
        Kind::Violation => "ground, or code of the list of violations".into(),
        Kind::Inspector => "number on the list of inspectors, or a name".into(),
        Kind::Evidence => "numbers of evidence".into(),
        Kind::Occupation => "occupation code".into(),
        Kind::CreditCode => "credit code".into(),
        Kind::Scopes => "lines `code name levels`".into(),
        Kind::File => "path".into(),
        Kind::Marks => "items".into(),
        Kind::Scores => "marks on indicators".into(),
        Kind::Data => "JSON".into(),
    }
}

fn need(need: Need) -> String {
    match need {
        Need::Required => "yes".into(),
        Need::Optional => "no".into(),
        Need::RequiredWhen(other, values) => format!("with {other} `{}`", values.join("` `")),
        Need::OptionalWhen(other, values) => format!("may, with {other} `{}`", values.join("` `")),
    }
}

fn entry(out: &mut String, spec: &Spec) {
    writeln!(out, "\n### `{}`\n\n{}\n\n{}\n", spec.name, both(&spec.label), both(&spec.help)).unwrap();
    let who: Vec<String> = spec
        .who
        .iter()
        .map(|g| match g.relation {
            Relation::Own => format!("{}", g.role),
            Relation::Above => format!("{} of a Corps body", g.role),
            Relation::Host => format!("{} of the bureau where it is held", g.role),
            Relation::Foreign => format!("{} of another bureau", g.role),
        })
        .collect();
    writeln!(out, "- who: {}", who.join(", ")).unwrap();
    let states = spec.from.words();
    if !states.is_empty() {
        writeln!(out, "- at: {}", states.join(", ")).unwrap();
    }
    let rules: Vec<&str> = spec.rules.iter().map(|r| r.as_str()).collect();
    if !rules.is_empty() {
        writeln!(out, "- rules: {}", rules.join(", ")).unwrap();
    }
    if let Some(document) = spec.issues {
        writeln!(out, "- document: {}", both(&document.label())).unwrap();
    }
    writeln!(out, "\n| field | label | type | needed |\n|---|---|---|---|").unwrap();
    for field in spec.fields {
        writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            field.name,
            both(&field.label),
            kind(field.kind),
            need(field.need)
        )
        .unwrap();
    }
}

fn reference() -> String {
    let mut out = String::from(
        "# Commands\n\nMade from the catalogue of commands; do not edit. Each can be given in the console, by \
         `anjuan do NAME field=value`, and as a line of a scenario file.\n",
    );
    for (title, specs) in [
        ("On a case", catalogue::CASE.iter().map(|e| e.spec).collect::<Vec<_>>()),
        ("On an agency", catalogue::AGENCY.iter().map(|e| e.spec).collect()),
        ("On a complaint", catalogue::COMPLAINT.iter().map(|e| e.spec).collect()),
        ("On a filing", catalogue::FILING.iter().map(|e| e.spec).collect()),
        ("On an activity", catalogue::ACTIVITY.iter().map(|e| e.spec).collect()),
        ("About the bureau", catalogue::OFFICE.iter().map(|e| e.spec).collect()),
    ] {
        writeln!(out, "\n## {title}").unwrap();
        for spec in specs {
            entry(&mut out, spec);
        }
    }
    out
}

#[test]
fn the_reference_is_what_the_catalogue_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let now = reference();
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &now).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (is, should)) in now.lines().zip(written.lines()).enumerate() {
        assert_eq!(is, should, "line {} of docs/commands.md", number + 1);
    }
    assert_eq!(now.lines().count(), written.lines().count());
}
