//! The rows of the pane of what an agency evaluates with: how each entry reads, and which acts begin from it.

use serde_json::{Map, Value, json};

use super::requirement;
use super::rows::Entry;
use crate::commands::agencies::conditions::Equipped;
use crate::console::theme::{Look, Meaning};
use crate::law::conditions::rule_of;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::capacity::{BankUpdate, Ended, Person, Site, Span};
use crate::records::check::Check;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

/// A part of what an agency evaluates with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// 人员
    People,
    /// 场地
    Venues,
    /// 题库
    Banks,
    /// 核查: documents, commitments, size of the enterprise, lists.
    Checks,
    /// 条件: what Art. 6 and 7 want, judged from the others.
    Conditions,
}

impl Section {
    /// All of them, in the order of the pane.
    pub(super) const ALL: [Self; 5] =
        [Self::People, Self::Venues, Self::Banks, Self::Checks, Self::Conditions];

    pub(super) const fn label(self) -> Text {
        match self {
            Self::People => Text::new("人员", "People"),
            Self::Venues => Text::new("场地", "Venues"),
            Self::Banks => Text::new("题库", "Banks"),
            Self::Checks => Text::new("核查", "Checks"),
            Self::Conditions => Text::new("条件", "Conditions"),
        }
    }

    /// The command that puts an entry on record, anew where one stands.
    pub(super) const fn recording(self) -> Option<&'static str> {
        match self {
            Self::People => Some("record-person"),
            Self::Venues => Some("record-venue"),
            Self::Banks => Some("record-bank"),
            Self::Checks => Some("record-check"),
            Self::Conditions => None,
        }
    }

    /// The command that ends an entry.
    pub(super) const fn ending(self) -> Option<&'static str> {
        match self {
            Self::People => Some("end-person"),
            Self::Venues => Some("end-venue"),
            Self::Banks | Self::Checks | Self::Conditions => None,
        }
    }
}

/// A row: how it reads, what an act on it starts with, the rule behind it.
pub(super) struct Item {
    pub(super) entry: Entry,
    /// More about it, for the lines at the bottom.
    pub(super) about: Vec<(String, Meaning)>,
    /// What recording it anew starts with; none for what ended.
    pub(super) anew: Option<Map<String, Value>>,
    /// What names it, for the act that ends it.
    pub(super) named: Map<String, Value>,
    pub(super) rule: Option<RuleId>,
}

/// The rows of a section: what stands, then what ended.
pub(super) fn rows(section: Section, of: &Equipped, look: Look) -> Vec<Item> {
    match section {
        Section::People => {
            let now = of.capacity.people.iter().map(|one| person(one, None, look));
            now.chain(of.people_ended.iter().map(|gone| person(&gone.entry, Some(gone), look))).collect()
        }
        Section::Venues => {
            let now = of.capacity.sites.iter().map(|one| site(one, None, look));
            now.chain(of.sites_ended.iter().map(|gone| site(&gone.entry, Some(gone), look))).collect()
        }
        Section::Banks => of.capacity.banks.iter().rev().map(|one| bank(one, look)).collect(),
        Section::Checks => of.capacity.checks.iter().rev().map(|one| check(one, look)).collect(),
        Section::Conditions => {
            // What is not met first.
            let (unmet, met): (Vec<_>, Vec<_>) = of.conditions.iter().partition(|one| one.falls_short());
            unmet.into_iter().chain(met).map(|one| condition(one, look)).collect()
        }
    }
}

fn object(fields: Value) -> Map<String, Value> {
    match fields {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}

/// The occupation an entry is for, or that it is for all.
fn for_which(occupation: Option<OccupationCode>) -> Text {
    occupation.map_or_else(|| Text::new("各职业共用", "for all"), |code| Text::same(code.to_string()))
}

fn span(span: Span) -> Text {
    say!("{f} 至 {u}", "{f} to {u}", f = span.from, u = span.until)
}

/// Proof and, where it ended, when and why.
fn about<T>(proof: &str, gone: Option<&Ended<T>>, look: Look) -> Vec<(String, Meaning)> {
    let mut all = vec![(look.say(&say!("证明: {p}", "proof: {p}", p = proof)).to_owned(), Meaning::Text)];
    if let Some(gone) = gone {
        let text = say!("{d} 起不再有效: {r}", "ended on {d}: {r}", d = gone.on, r = gone.reason.as_str());
        all.push((look.say(&text).to_owned(), Meaning::Muted));
    }
    all
}

fn ended<T>(gone: Option<&Ended<T>>) -> Text {
    gone.map(|gone| say!(" (至 {d})", " (until {d})", d = gone.on)).unwrap_or_default()
}

fn person(one: &Person, gone: Option<&Ended<Person>>, look: Look) -> Item {
    let employed = match one.contract {
        // Its end counts first (R6-4); the whole stands below.
        Some(contract) => say!("{e}至 {u}", "{e} to {u}", e = one.employment, u = contract.until),
        None => one.employment.label(),
    };
    let contract = one.contract.map(|contract| say!("聘期: {c}", "contract: {c}", c = span(contract)));
    let occupation = match one.role.is_for_an_occupation() {
        true => say!("{o}  ", "{o}  ", o = for_which(one.occupation)),
        false => Text::default(),
    };
    let anew = object(json!({
        "role": one.role.as_str(), "name": one.name, "occupation": one.occupation.map(|o| o.to_string()),
        "employment": one.employment.as_str(), "contract_from": one.contract.map(|c| c.from.to_string()),
        "contract_until": one.contract.map(|c| c.until.to_string()), "proof": one.proof,
    }));
    let named = object(json!({
        "role": one.role.as_str(), "name": one.name, "occupation": one.occupation.map(|o| o.to_string()),
    }));
    Item {
        entry: Entry {
            lead: look.say(&one.role.label()).to_owned(),
            label: Text::same(one.name.as_str()),
            remark: say!("{o}{e}{g}", "{o}{e}{g}", o = occupation, e = employed, g = ended(gone)),
            muted: gone.is_some(),
        },
        about: contract
            .map(|text| (look.say(&text).to_owned(), Meaning::Text))
            .into_iter()
            .chain(about(&one.proof, gone, look))
            .collect(),
        anew: gone.is_none().then_some(anew),
        named,
        rule: Some(if one.contract.is_some() { RuleId::R6_4 } else { RuleId::R6_3 }),
    }
}

fn site(one: &Site, gone: Option<&Ended<Site>>, look: Look) -> Item {
    let tenure = match one.right {
        Some(right) => say!("{t} {r}", "{t} {r}", t = one.tenure, r = span(right)),
        None => one.tenure.label(),
    };
    let watched = match one.monitored {
        true => Text::new("有监控", "monitored"),
        false => Text::new("无监控", "not monitored"),
    };
    let remark = say!(
        "工位 {w}, {m}, {t}{g}",
        "{w} workstations, {m}, {t}{g}",
        w = one.workstations,
        m = watched,
        t = tenure,
        g = ended(gone)
    );
    let anew = object(json!({
        "name": one.name, "occupation": one.occupation.map(|o| o.to_string()), "workstations": one.workstations,
        "monitored": one.monitored, "tenure": one.tenure.as_str(),
        "right_from": one.right.map(|r| r.from.to_string()),
        "right_until": one.right.map(|r| r.until.to_string()), "proof": one.proof,
    }));
    let named = object(json!({ "name": one.name, "occupation": one.occupation.map(|o| o.to_string()) }));
    Item {
        entry: Entry {
            lead: look.say(&for_which(one.occupation)).to_owned(),
            label: Text::same(one.name.as_str()),
            remark,
            muted: gone.is_some(),
        },
        about: about(&one.proof, gone, look),
        anew: gone.is_none().then_some(anew),
        named,
        rule: Some(RuleId::R6_5),
    }
}

fn bank(one: &BankUpdate, look: Look) -> Item {
    Item {
        entry: Entry {
            lead: one.on.to_string(),
            label: Text::same(one.occupation.to_string()),
            remark: say!(
                "{q} 题, 其中新增更新 {a}",
                "{q} questions, {a} of them new",
                q = one.questions,
                a = one.added
            ),
            muted: false,
        },
        about: about::<BankUpdate>(&one.proof, None, look),
        anew: Some(object(json!({ "occupation": one.occupation.to_string() }))),
        named: Map::new(),
        rule: Some(RuleId::R6_7),
    }
}

fn check(one: &Check, look: Look) -> Item {
    let of = one.occupation.map(|code| format!(" {code}")).unwrap_or_default();
    Item {
        entry: Entry {
            lead: one.on.to_string(),
            label: say!("{k}{o}", "{k}{o}", k = one.kind, o = of),
            remark: say!("{r}; {w}", "{r}; {w}", r = one.result(), w = one.by.as_str()),
            muted: false,
        },
        about: about::<Check>(&one.proof, None, look),
        anew: Some(object(json!({
            "kind": one.kind.as_str(), "occupation": one.occupation.map(|o| o.to_string()),
            "size": one.size.map(|size| size.as_str()),
        }))),
        named: Map::new(),
        rule: Some(rule_of(one.kind)),
    }
}

fn condition(one: &Requirement, look: Look) -> Item {
    let (mark, meaning) = requirement::mark(one, look);
    let mut about = vec![(look.say(&one.text).to_owned(), meaning)];
    let source = say!("依据 {s}", "by {s}", s = one.rule.rule().source.label());
    about.push((look.say(&source).to_owned(), Meaning::Muted));
    about.extend(requirement::mend(one).map(|mend| (look.say(&mend).to_owned(), Meaning::Text)));
    Item {
        entry: Entry {
            lead: format!("{mark} {}", one.rule.as_str()),
            label: one.text.clone(),
            remark: Text::default(),
            muted: false,
        },
        about,
        anew: None,
        named: Map::new(),
        rule: Some(one.rule),
    }
}
