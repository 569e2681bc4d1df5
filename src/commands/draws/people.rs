//! The list of inspectors (检查人员名录) and their interests in agencies (回避, R21-2).

use chrono::NaiveDate;

use super::{RECUSERS, inspector};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::ids::InspectorId;
use crate::records::inspector::{Inspector, Interest, WorkFields};
use crate::store::{Sql, inspectors};
use crate::text::Text;

/// Longest number, in characters, as the table has it.
const NUMBER_MAX: usize = 30;

command! {
    /// 登记检查人员
    RecordInspector "record-inspector" ["登记检查人员", "enter an inspector"] {
        number: Line = ["证号", "Number"] hint ["名录内唯一; 已有的即更新", "unique in the list; one there is said anew"];
        name: Line = ["姓名", "Name"];
        unit: Line = ["工作单位", "Where they work"];
        fields: Option<Line> = ["专业领域", "Fields"] hint ["职业编码的开头, 如 6-18 4-02; 不填为各专业", "how occupation codes begin, as 6-18 4-02; all if empty"];
        appointed_on: NaiveDate = ["聘任自", "Appointed from"];
        appointed_until: NaiveDate = ["聘任至", "Appointed until"];
    }
    help: [
        "把检查人员、外部督导员登入本局名录; 抽取和派遣只在聘任期内",
        "enters an inspector or external supervisor into the bureau's list; drawn and sent only while appointed",
    ],
    key: 'i',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1],
    issues: None,
}

impl Command for RecordInspector {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let number = self.number.0.as_str();
        // The lists of a draw are lines of numbers.
        if number.chars().count() > NUMBER_MAX || number.contains(char::is_whitespace) {
            let text = Text::new("证号最多 30 字, 不含空格", "a number has at most 30 characters, no blank");
            return Err(Fault::field("number", text));
        }
        if self.appointed_until < self.appointed_on {
            return Err(Fault::field(
                "appointed_until",
                Text::new("不能早于聘任之日", "cannot be before it begins"),
            ));
        }
        let fields =
            self.fields.as_ref().map_or(Ok(WorkFields::default()), |line| WorkFields::parse(&line.0));
        let new = Inspector {
            id: InspectorId(0),
            number: number.to_owned(),
            name: self.name.0.clone(),
            unit: self.unit.0.clone(),
            fields: fields.map_err(|why| Fault::field("fields", why))?,
            appointed_on: self.appointed_on,
            appointed_until: self.appointed_until,
            ended: None,
        };
        let known = inspectors::by_number(sql, scene.facts.0, number)?;
        let unchanged = known.is_some_and(|known| Inspector { id: new.id, ..known } == new);
        if !unchanged {
            inspectors::put(sql, scene.facts.0, &new)?;
        }
        Ok(Done { unchanged, ..Done::default().with("code", number) })
    }
}

command! {
    /// 移出检查人员
    EndInspector "end-inspector" ["移出检查人员", "take an inspector off the list"] {
        inspector: Line = ["检查人员", "Inspector"] hint ["证号或姓名", "number or name"];
        ended_on: NaiveDate = ["移出日期", "Off from"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "把检查人员移出名录; 已抽取、已派遣的不变",
        "takes an inspector off the list; what they were drawn or sent for stays",
    ],
    key: 'I',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1],
    issues: None,
}

impl Command for EndInspector {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let found = inspector(sql, scene.facts.0, &self.inspector)?;
        if found.ended.is_some() {
            return Err(Fault::field("inspector", Text::new("已移出", "is off the list already")));
        }
        if self.ended_on < found.appointed_on {
            let text = Text::new("不能早于聘任之日", "cannot be before the appointment");
            return Err(Fault::field("ended_on", text));
        }
        inspectors::end(sql, found.id, self.ended_on, &self.reason.0)?;
        Ok(Done::default().with("code", found.number))
    }
}

command! {
    /// 登记回避
    RecordInterest "record-interest" ["登记检查人员回避", "record an inspector's interest"] {
        agency: AgencyNo = ["机构", "Agency"];
        inspector: Line = ["检查人员", "Inspector"] hint ["证号或姓名", "number or name"];
        interest: Interest = ["回避情形", "Interest"];
        reason: Line = ["说明", "In words"];
    }
    help: [
        "登记检查人员与机构有亲属、师生、同事或其他利害关系, 不再抽取、派遣到该机构",
        "records an interest of an inspector in the agency: neither drawn nor sent there any more",
    ],
    key: 'V',
    group: Group::Agency,
    subject: Subject::Agency,
    who: RECUSERS,
    from: From::Any,
    rules: &[RuleId::R21_2],
    issues: None,
}

impl Command for RecordInterest {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("说明回避情形", "the interest is named");
        vec![Requirement::at_input(RuleId::R21_2, text)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let found = inspector(sql, scene.actor.bureau, &self.inspector)?;
        if inspectors::interest(sql, found.id, scene.facts.id)?.is_some() {
            return Err(Fault::field("inspector", Text::new("已登记", "is recorded already")));
        }
        let of = (found.id, scene.facts.id);
        inspectors::has_interest(sql, of, (self.interest, &self.reason.0), scene.moment.today)?;
        Ok(Done::on(scene.facts.no, scene.facts.version).with("code", found.number))
    }
}

command! {
    /// 解除回避
    LiftInterest "lift-interest" ["解除检查人员回避", "lift an inspector's interest"] {
        agency: AgencyNo = ["机构", "Agency"];
        inspector: Line = ["检查人员", "Inspector"] hint ["证号或姓名", "number or name"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "回避情形已消除的, 说明理由解除",
        "lifts an interest that is no more, with the reason",
    ],
    key: 'L',
    group: Group::Agency,
    subject: Subject::Agency,
    who: RECUSERS,
    from: From::Any,
    rules: &[RuleId::R21_2],
    issues: None,
}

impl Command for LiftInterest {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("说明理由", "the reason is given");
        vec![Requirement::at_input(RuleId::R21_2, text)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let found = inspector(sql, scene.actor.bureau, &self.inspector)?;
        if inspectors::interest(sql, found.id, scene.facts.id)?.is_none() {
            let text = Text::new("没有登记的回避", "no interest is recorded");
            return Err(Fault::field("inspector", text));
        }
        inspectors::lift(sql, (found.id, scene.facts.id), scene.moment.today, &self.reason.0)?;
        Ok(Done::on(scene.facts.no, scene.facts.version).with("code", found.number))
    }
}
