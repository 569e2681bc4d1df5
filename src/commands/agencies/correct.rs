//! Correcting what is registered of an agency (更正登记): routine facts, with the reason.

use serde_json::{Map, Value, json};

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::store::{Sql, agencies};
use crate::text::Text;

command! {
    /// 更正机构登记
    CorrectAgency "correct-agency" ["更正登记", "correct the record"] {
        agency: AgencyNo = ["机构", "Agency"];
        contact: Option<Line> = ["联系人", "Contact"];
        phone: Option<Line> = ["联系电话", "Telephone"];
        address: Option<Line> = ["机构地址", "Address"];
        note: Option<Paragraph> = ["备注", "Note"];
        reason: Line = ["更正原因", "Reason for the correction"];
    }
    help: [
        "更正联系人、电话、地址等常规信息, 写明原因; 原内容留在经过里",
        "corrects contact, telephone, address and the like, with the reason; the old words stay in the history",
    ],
    key: 'e',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R18_2],
    issues: None,
}

impl Command for CorrectAgency {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(
            RuleId::R18_2,
            Text::new("常规信息变更, 写明原因即可", "a change of routine facts: the reason is enough"),
        )]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let mut facts = scene.facts.facts.clone();
        let line = |part: &Option<Line>| part.as_ref().map(|l| l.0.clone()).unwrap_or_default();
        facts.contact = line(&self.contact);
        facts.phone = line(&self.phone);
        facts.address = line(&self.address);
        facts.note = self.note.as_ref().map(|n| n.0.clone()).unwrap_or_default();
        if facts == scene.facts.facts {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        let version = agencies::amend(sql, scene.facts.id, &facts)?;
        Ok(Done::on(scene.facts.no, version))
    }

    fn prefill(scene: &Scene<Agency>) -> Map<String, Value> {
        let facts = &scene.facts.facts;
        let fields = json!({
            "contact": facts.contact, "phone": facts.phone, "address": facts.address, "note": facts.note,
        });
        if let Value::Object(map) = fields { map } else { Map::new() }
    }
}
