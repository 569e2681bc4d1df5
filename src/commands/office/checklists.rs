//! Checklists of materials (材料清单) by kind of filing: effective-dated, each with its reference.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::named_bureau;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Line, Paragraph};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::law::checklists::SetChecklist;
use crate::law::requirement::Requirement;
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::filing::FilingKind;
use crate::records::staff::Staff;
use crate::store::{Sql, filing_papers};
use crate::text::Text;

/// Most items of a checklist.
const MOST: usize = 50;

command! {
    /// 变更材料清单
    ChangeChecklist "change-checklist" ["变更材料清单", "change a checklist"] {
        kind: FilingKind = ["备案事项", "Kind of filing"];
        agencies: Option<AgencyKind> = ["机构类型", "Kind of agency"]
            hint ["留空为各类机构; 指定类型的优先", "empty for all; one for a kind goes before"];
        items: Paragraph = ["材料", "Materials"] hint ["每行一项, 最多 50 项", "one item a line, at most 50"];
        from: NaiveDate = ["自何日起", "Holds from"];
        reference: Line = ["依据文件", "Reference"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: [
        "变更一种备案事项的材料清单, 自某日起生效并写明依据; 此前的申请仍按申请时的清单",
        "changes the checklist of a kind of filing from a day on, with its reference; applications of before keep theirs",
    ],
    key: 'L',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for ChangeChecklist {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.from < scene.moment.today {
            let text = Text::new("不能追溯: 自今天或以后生效", "not backwards: from today or later");
            return Err(Fault::field("from", text));
        }
        let items: Vec<String> =
            self.items.0.lines().map(str::trim).filter(|i| !i.is_empty()).map(str::to_owned).collect();
        if items.len() > MOST {
            return Err(Fault::field("items", Text::new("最多 50 项", "at most 50 items")));
        }
        if (1..items.len()).any(|at| items[..at].contains(&items[at])) {
            return Err(Fault::field("items", Text::new("有重复的项", "an item stands twice")));
        }
        let how_many = items.len();
        let new = SetChecklist {
            kind: self.kind,
            agencies: self.agencies,
            from: self.from,
            items,
            reference: self.reference.0.clone(),
        };
        filing_papers::add_checklist(sql, scene.facts.0, &new)?;
        Ok(Done::default().with("items", how_many))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
