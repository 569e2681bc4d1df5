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
        contact: Option<Line> = ["联系人", "Contact"]
            hint ["不填的各项不变; 要清空的填 -", "what is left out stays; a - empties it"];
        phone: Option<Line> = ["联系电话", "Telephone"];
        address: Option<Line> = ["机构地址", "Address"];
        legal_representative: Option<Line> = ["法定代表人", "Legal representative"]
            hint ["仅登记时缺的可补; 变更按重要事项变更办理", "only where none is on record; another is a change of important facts"];
        note: Option<Paragraph> = ["备注", "Note"];
        reason: Line = ["变更说明或更正原因", "Statement of the change, or why it is corrected"];
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

/// What empties a part.
const NONE: &str = "-";

/// Who represents it is an important fact (R18-1): here a blank of an old ledger is filled, nobody replaced.
fn represent(standing: &mut String, given: &str) -> Result<(), Fault> {
    if standing.as_str() != given && !standing.is_empty() {
        let text = Text::new(
            "法定代表人的变更按重要事项变更办理 (第十八条（一）)",
            "another legal representative is a change of important facts (Art. 18 (1))",
        );
        return Err(Fault::field("legal_representative", text));
    }
    given.clone_into(standing);
    Ok(())
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
        let note = self.note.as_ref().map(|note| note.0.as_str());
        let line = |part: &'_ Option<Line>| part.as_ref().map(|line| line.0.clone());
        for (given, part) in [
            (line(&self.contact), &mut facts.contact),
            (line(&self.phone), &mut facts.phone),
            (line(&self.address), &mut facts.address),
            (note.map(str::to_owned), &mut facts.note),
        ] {
            match given {
                None => {}
                Some(none) if none == NONE => part.clear(),
                Some(given) => *part = given,
            }
        }
        if let Some(given) = &self.legal_representative {
            represent(&mut facts.legal_representative, &given.0)?;
        }
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
