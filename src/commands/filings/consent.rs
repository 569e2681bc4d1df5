//! Consents of other offices to a filing (同意): of the department that implements a qualification (R8-1), of one that manages
//! an occupation jointly (R8-3), the Corps bureau's opinion on the two top levels (R3-3).

use chrono::NaiveDate;

use super::OPEN;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::bureau::BureauId;
use crate::records::filing::{Consent, ConsentKind, FilingFile};
use crate::say;
use crate::store::{Sql, filings};
use crate::text::Text;

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
    who: HANDLER,
    from: From::Filing(OPEN),
    rules: &[RuleId::R8_1, RuleId::R8_3, RuleId::R3_3],
    issues: None,
}

impl Command for RecordConsent {
    type Facts = FilingFile;

    fn judge(_: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R8_3, Text::new("以书面文件为据", "by the written document"))]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("consented_on", self.consented_on, NaiveDate::MIN, scene.moment.today)?;
        let corps = self.department.0.parse::<BureauId>().is_ok_and(|bureau| bureau == BureauId::CORPS);
        if self.about == ConsentKind::TopLevels && !corps {
            let text = say!(
                "特级、首席技师须有{o}的意见, 其他部门的文件不能代替 (R3-3)",
                "the two top levels want the opinion of {o}; no other office's will do (R3-3)",
                o = BureauId::CORPS.label()
            );
            return Err(Fault::field("department", text));
        }
        let consent = Consent {
            about: self.about,
            department: self.department.0.clone(),
            reference: self.reference.0.clone(),
            on: self.consented_on,
        };
        filings::consent(sql, scene.facts.id, &consent)?;
        super::stay(scene, sql)
    }
}
