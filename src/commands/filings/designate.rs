//! Designating the jurisdiction over a unit (指定管辖, R3-2): by the Corps bureau, with the reason; it is the jurisdiction then.

use serde_json::{Map, Value};

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Line, Paragraph};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::AgencyStatus;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, agencies, designations};
use crate::text::Text;

command! {
    /// 指定管辖
    DesignateJurisdiction "designate-jurisdiction" ["指定管辖", "designate jurisdiction"] {
        name: Line = ["单位名称", "Name"];
        credit_code: Line = ["统一社会信用代码", "Credit code"];
        designated: BureauId = ["指定受理单位", "Bureau designated"];
        reference: Line = ["文件", "Document"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: [
        "管辖不明确或登记地迁移的单位, 由兵团人社局指定受理其首次备案的单位",
        "the Corps bureau says which bureau takes a unit whose jurisdiction is unclear, or that moved",
    ],
    key: 'J',
    group: Group::Filing,
    subject: Subject::Bureau,
    who: APPROVER,
    from: From::Any,
    rules: &[RuleId::R3_2],
    issues: None,
}

impl Command for DesignateJurisdiction {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(
            RuleId::R3_2,
            Text::new(
                "管辖不明确的, 由兵团人社局指定",
                "unclear jurisdiction is designated by the Corps bureau",
            ),
        )]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let wrong = |text: Text| Fault::field("credit_code", text);
        let code = CreditCode::parse(&self.credit_code.0).map_err(wrong)?.code;
        if self.designated == BureauId::CORPS {
            let text = Text::new(
                "指定师市人社局或兵团评价管理机构",
                "a division-city's bureau, or the management body",
            );
            return Err(Fault::field("designated", text));
        }
        // It says who takes an application: whom an agency in the directory belongs to, it leaves as it is.
        if let Some(agency) =
            agencies::by_credit_code(sql, &code)?.filter(|a| a.status == AgencyStatus::Listed)
        {
            return Err(wrong(say!(
                "{n}已在册, 属{b}: 指定管辖只用于备案申请",
                "{n} is in the directory, under {b}: a designation is for an application",
                n = agency.facts.name,
                b = agency.facts.bureau.label()
            )));
        }
        let (today, by) = (scene.moment.today, scene.actor.id);
        let unit = (self.name.0.as_str(), &code);
        designations::add(sql, unit, self.designated, &self.reference.0, &self.reason.0, today, by)?;
        Ok(Done::default().with("code", code.as_str().to_owned()).with("bureau", self.designated.to_string()))
    }

    /// It is the Corps bureau's to say.
    fn office(_: &Map<String, Value>, _: &Staff) -> BureauId {
        BureauId::CORPS
    }
}
