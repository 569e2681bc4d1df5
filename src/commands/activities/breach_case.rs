//! A case on what an activity broke (因违规立案, R19-3): in one act from its breaches, which name the case from then on.

use serde_json::json;

use super::stay;
use crate::commands::cases::finding::named;
use crate::commands::cases::open::{Opening, handlers, held, opened, opening};
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{ActivityNo, Login, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::breaches::{ground, to_open, waiting};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus};
use crate::records::case::{Ground, Origin};
use crate::records::violation::ViolationId;
use crate::store::{Sql, breaches};
use crate::text::Lang;

command! {
    /// 因违规立案
    OpenBreachCase "open-breach-case" ["因违规立案", "open a case on its breaches"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        grounds: Option<Vec<Ground>> = ["情形", "Grounds"]
            hint ["第十九条（二）所列, 可多选", "of Art. 19(2), one or more"];
        others: Option<Vec<ViolationId>> = ["其他违规", "Other violations"]
            hint ["按违规情形清单, 可多选", "by the list of other violations, one or more"];
        origin: Origin = ["线索来源", "Source"];
        summary: Paragraph = ["涉嫌事实", "What is alleged"];
        co_handlers: Option<Vec<Login>> = ["另一经办人", "Other handlers"]
            hint ["您是经办人之一, 至少再有一人", "you are one of them; name one more at least"];
        certificates_held: Option<u32> = ["暂扣的证书数据(份)", "Certificates held"]
            hint ["十二种情形立案即暂停报名和评价, 暂扣证书数据 (第十九条)", "on one of the twelve grounds the case suspends registration and evaluation, and holds certificate data (Art. 19)"];
    }
    help: [
        "就评价活动登记的违规情形立案核实, 事实和情形由登记的违规带入; 属十二种情形的, 自立案起暂停其评价报名和评价活动",
        "opens a case on the breaches recorded of the activity, its facts and grounds taken from them; on one of the twelve grounds registration and evaluation are suspended from then on",
    ],
    key: 'C',
    group: Group::Activity,
    subject: Subject::Activity,
    who: HANDLER,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held, ActivityStatus::Archived]),
    rules: &[RuleId::R19_3, RuleId::G42_1],
    issues: None,
}

impl Command for OpenBreachCase {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        match waiting(&scene.facts).next() {
            Some(_) => Turn::Asked,
            None => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let people = input.map(|input| handlers(&scene.actor.login, input.co_handlers.as_deref()).len());
        let file = &scene.facts;
        let mut all = vec![to_open(file)];
        all.extend(opening(scene, &file.agency, RuleId::R19_3, people));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let violations = named(sql, self.grounds.as_deref(), self.others.as_deref(), &[])?;
        let source = format!("{} {}", file.no.kind.label().get(Lang::Zh), file.no);
        let (case, no) = opened(
            scene,
            &file.agency,
            sql,
            &Opening {
                violations: &violations,
                origin: self.origin,
                source: &source,
                summary: &self.summary.0,
                co_handlers: self.co_handlers.as_deref(),
                complaint: None,
                certificates_held: self.certificates_held,
            },
        )?;
        breaches::led_to(sql, file.id, case)?;
        stay(scene, sql)?;
        Ok(Done::on(no, 1).with("activity", file.no.to_string()))
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        let file = &scene.facts;
        let mut fields = held(&file.agency);
        let mut grounds: Vec<Ground> = waiting(file).filter_map(|breach| ground(breach.broken)).collect();
        grounds.sort_unstable();
        grounds.dedup();
        let facts: Vec<String> = waiting(file)
            .map(|breach| format!("{} {}: {}", breach.found_on, breach.broken.as_str(), breach.facts))
            .collect();
        if !grounds.is_empty() {
            fields.insert("grounds".to_owned(), json!(grounds));
        }
        fields.insert("origin".to_owned(), json!(Origin::Supervision));
        fields.insert("summary".to_owned(), json!(facts.join("\n")));
        fields
    }
}
