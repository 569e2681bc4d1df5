//! Consents of other offices to a filing (同意): of the department that implements a qualification (R8-1), of one that manages
//! an occupation jointly (R8-3), the Corps bureau's opinion on the two top levels (R3-3).

use chrono::NaiveDate;

use super::{OPEN, board};
use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Grant, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::scopes;
use crate::records::bureau::BureauId;
use crate::records::filing::{Consent, ConsentKind, FilingFile};
use crate::records::staff::{Relation, Role};
use crate::say;
use crate::store::{Sql, filings};
use crate::text::Text;

/// Whoever handles the filing; of the two top levels the Corps bureau itself too.
const CONSENT: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Handler, relation: Relation::Above },
    Grant { role: Role::Approver, relation: Relation::Above },
];

command! {
    /// 登记同意文件
    RecordConsent "record-consent" ["登记同意文件", "record a consent"] {
        filing: FilingNo = ["备案", "Filing"];
        about: ConsentKind = ["事项", "About"];
        department: Line = ["部门", "Department"];
        reference: Line = ["文件", "Document"];
        consented_on: NaiveDate = ["日期", "Date"];
    }
    help: [
        "登记职业资格实施部门、共管行业部门的同意, 或兵团人社局对特级、首席技师的意见",
        "puts the written consent of another office on file: implementing, joint, or the Corps bureau's opinion",
    ],
    key: 'C',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CONSENT,
    from: From::Filing(OPEN),
    rules: &[RuleId::R8_1, RuleId::R8_3, RuleId::R3_3],
    issues: None,
}

/// The consents that a filing wants.
fn wanted(scene: &Scene<FilingFile>) -> Vec<ConsentKind> {
    let file = &scene.facts;
    let fits = |about: &ConsentKind| match about {
        ConsentKind::Implementing => board(scene).implementing_consent().is_some(),
        ConsentKind::Joint => !scopes::joint_departments(&scene.listed).is_empty(),
        ConsentKind::TopLevels => scopes::top_levels(file).is_some(),
    };
    ConsentKind::ALL.iter().copied().filter(fits).collect()
}

impl RecordConsent {
    /// It is of those that the filing wants, and of the office that gives it.
    fn fits(&self, scene: &Scene<FilingFile>) -> Result<(), Fault> {
        let wanted = wanted(scene);
        if !wanted.contains(&self.about) {
            let labels: Vec<Text> = wanted.iter().map(|about| about.label()).collect();
            let text = say!(
                "本件不需{a}; 需要的: {w}",
                "this filing wants no {a}; it wants: {w}",
                a = self.about,
                w = Text::join(&labels)
            );
            return Err(Fault::field("about", text));
        }
        let department = self.department.0.as_str();
        let wrong = |text| Err(Fault::field("department", text));
        match self.about {
            ConsentKind::TopLevels if department.parse::<BureauId>() != Ok(BureauId::CORPS) => wrong(say!(
                "特级、首席技师须有{o}的意见, 其他部门的文件不能代替 (R3-3)",
                "the two top levels want the opinion of {o}; no other office's will do (R3-3)",
                o = BureauId::CORPS.label()
            )),
            ConsentKind::Joint if !scopes::joint_departments(&scene.listed).contains(&department) => {
                wrong(say!(
                    "目录中共管的部门是{d}; 名称须相符 (R8-3)",
                    "in the catalogue it is managed jointly with {d}: the name must be that (R8-3)",
                    d = scopes::joint_departments(&scene.listed).join(", ")
                ))
            }
            _ => Ok(()),
        }
    }
}

impl Command for RecordConsent {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let nothing = |rule, text| vec![Requirement::unmet(rule, text, Mend::Nothing)];
        if scene.relation() == Relation::Own {
            return match wanted(scene).is_empty() {
                true => nothing(
                    RuleId::R8_3,
                    Text::new("本件不需其他部门同意", "the filing wants no other office's consent"),
                ),
                false => {
                    vec![Requirement::met(
                        RuleId::R8_3,
                        Text::new("以书面文件为据", "by the written document"),
                    )]
                }
            };
        }
        // Of another bureau's filing the Corps bureau gives its own opinion, nothing else.
        if scopes::top_levels(&scene.facts).is_none() {
            return nothing(
                RuleId::R3_3,
                Text::new("范围内没有特级、首席技师", "neither of the two top levels is in its scope"),
            );
        }
        let ours = scene.actor.bureau == BureauId::CORPS
            && input.is_none_or(|input| input.about == ConsentKind::TopLevels);
        let of =
            || say!("特级、首席技师由{o}统筹", "the two top levels are for {o}", o = BureauId::CORPS.label());
        vec![Requirement::when(RuleId::R3_3, ours, of(), of(), Mend::Somebody(BureauId::CORPS.label()))]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("consented_on", self.consented_on, NaiveDate::MIN, scene.moment.today)?;
        self.fits(scene)?;
        let consent = Consent {
            about: self.about,
            department: self.department.0.clone(),
            reference: self.reference.0.clone(),
            on: self.consented_on,
        };
        filings::consent(sql, scene.facts.id, &consent)?;
        super::stay(scene, sql)
    }

    fn prefill(scene: &Scene<FilingFile>) -> Fields {
        let about = match scene.relation() {
            Relation::Own => wanted(scene).into_iter().next(),
            _ => Some(ConsentKind::TopLevels),
        };
        let department = match about {
            Some(ConsentKind::TopLevels) => Some(BureauId::CORPS.to_string()),
            Some(ConsentKind::Joint) => {
                scopes::joint_departments(&scene.listed).first().map(|name| (*name).to_owned())
            }
            _ => None,
        };
        let about = about.map(|about| about.to_string());
        let given = [("about", about), ("department", department)];
        given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))).collect()
    }
}
