//! The credit file of an agency (诚信档案, R24-1): entered with its source, confirmed by an approver, ended before its term with a reason.

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::stay;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, KEEPERS, KEEPERS_AND_APPROVER, Subject};
use crate::law::credit::{brings, confirmable, endable, ends, in_force, sourced};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::credit::{CreditEffect, CreditEntry, CreditSource, CreditStanding};
use crate::records::staff::Role;
use crate::say;
use crate::store::credit::NewEntry;
use crate::store::{self, Sql};
use crate::text::Text;

/// The longest term of an entry, in months from its day: that of public credit records.
const LONGEST_MONTHS: u32 = 60;

command! {
    /// 登记诚信记录
    RecordCredit "record-credit" ["登记诚信记录", "enter a credit record"] {
        agency: AgencyNo = ["机构", "Agency"];
        standing: CreditStanding = ["记录类别", "Record"];
        source: CreditSource = ["来源", "Source"];
        authority: Option<Line> = ["作出机关", "Authority"] when source in ["authority"];
        reference: Line = ["文号或记录编号", "Number of the document or record"];
        facts: Paragraph = ["结果或事实", "Result or facts"];
        found_on: NaiveDate = ["结果或记录日期", "Day of the result or record"];
        until: NaiveDate = ["期限至", "Until"];
    }
    help: [
        "把优秀结果或不良记录登入诚信档案, 写明来源、日期和期限; 审批人确认后生效",
        "enters an excellent result or a bad record into the credit file, with source, day and term; in force once an approver confirms it",
    ],
    key: 'J',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R24_1, RuleId::R24_2, RuleId::R24_3, RuleId::R25_1],
    issues: None,
}

impl Command for RecordCredit {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            let text = Text::new("写明来源、日期、期限", "with source, day and term");
            return vec![Requirement::at_input(RuleId::R24_1, text)];
        };
        let mut all = vec![sourced(input.standing, input.source)];
        all.extend(brings((input.standing, input.source, input.found_on), &in_force_now(scene)));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let today = scene.moment.today;
        check_day("found_on", self.found_on, NaiveDate::MIN, today)?;
        let longest = self.found_on.checked_add_months(Months::new(LONGEST_MONTHS)).unwrap_or(today);
        if self.until < today || self.until > longest {
            let text = say!("应在今天至 {d} 之间", "from today to {d}", d = longest);
            return Err(Fault::field("until", text));
        }
        let reference = match (&self.authority, self.source) {
            (None, CreditSource::Authority) => {
                let text = Text::new("写明作出文书的机关", "say whose document it is");
                return Err(Fault::field("authority", text));
            }
            (Some(authority), CreditSource::Authority) => format!("{} {}", authority.0, self.reference.0),
            _ => self.reference.0.clone(),
        };
        let new = NewEntry {
            standing: self.standing,
            source: self.source,
            reference: &reference,
            facts: &self.facts.0,
            found_on: self.found_on,
            until: self.until,
        };
        let number = store::credit::enter(sql, scene.facts.id, &new, (scene.actor.id, today))?;
        Ok(stay(scene, sql)?.with("entry", number))
    }
}

command! {
    /// 确认诚信记录
    ConfirmCredit "confirm-credit" ["确认诚信记录", "confirm a credit record"] {
        agency: AgencyNo = ["机构", "Agency"];
        entry: u32 = ["记录序号", "Number of the entry"];
    }
    help: [
        "审批人确认诚信记录, 激励或约束措施自当日起生效",
        "an approver confirms an entry of the credit file: its incentives or constraints are in force from that day",
    ],
    key: 'Y',
    group: Group::Agency,
    subject: Subject::Agency,
    who: APPROVER,
    from: From::Any,
    rules: &[RuleId::R24_1, RuleId::R24_2, RuleId::R24_3, RuleId::H1_1],
    issues: None,
}

impl Command for ConfirmCredit {
    type Facts = Agency;

    fn turn(scene: &Scene<Agency>) -> Turn {
        match scene.facts.known.credit.iter().any(CreditEntry::waits) {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let entries = &scene.facts.known.credit;
        let number = input.map(|input| input.entry);
        let mut all = confirmable(entries, number, scene.actor.id);
        let named = entries.iter().find(|e| e.waits() && number.is_none_or(|number| e.number == number));
        if let Some(entry) = named {
            all.push(Requirement::noted(RuleId::R24_1, entry.told(scene.moment.today)));
            all.extend(brings((entry.standing, entry.source, entry.found_on), &in_force_now(scene)));
        }
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let entry = numbered(scene, self.entry)?;
        if entry.until < scene.moment.today {
            let text = say!("已于 {d} 期满", "its term ended on {d}", d = entry.until);
            return Err(Fault::field("entry", text));
        }
        store::credit::confirm(sql, entry.id, (scene.actor.id, scene.moment.today))?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<Agency>) -> Fields {
        first(scene, CreditEntry::waits)
    }
}

/// What of incentives and constraints is in force today.
fn in_force_now(scene: &Scene<Agency>) -> Vec<(CreditEffect, Option<NaiveDate>)> {
    let known = &scene.facts.known;
    in_force(&known.credit, &known.constraints, scene.moment.today)
}

/// The entry of a number.
fn numbered(scene: &Scene<Agency>, number: u32) -> Result<&CreditEntry, Fault> {
    let found = scene.facts.known.credit.iter().find(|entry| entry.number == number);
    found.ok_or_else(|| Fault::field("entry", say!("没有第 {n} 条", "there is no entry {n}", n = number)))
}

/// The number of the first entry that is so, for a form.
fn first(scene: &Scene<Agency>, is_so: impl Fn(&CreditEntry) -> bool) -> Fields {
    let found = scene.facts.known.credit.iter().find(|entry| is_so(entry));
    found.map(|entry| ("entry".to_owned(), json!(entry.number))).into_iter().collect()
}

command! {
    /// 终止诚信记录
    EndCredit "end-credit" ["终止诚信记录", "end a credit record"] {
        agency: AgencyNo = ["机构", "Agency"];
        entry: u32 = ["记录序号", "Number of the entry"];
        reason: Paragraph = ["依据和理由", "Ground and reason"];
    }
    help: [
        "信用修复、记录有误等, 写明依据提前终止诚信记录, 其激励或约束措施当日停止; 登记人可撤回尚未确认的",
        "ends an entry of the credit file before its term, restored or mistaken, with the ground: its incentives or constraints stop that day; who entered it takes back what waits",
    ],
    key: 'E',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS_AND_APPROVER,
    from: From::Any,
    rules: &[RuleId::R24_1, RuleId::H1_1],
    issues: None,
}

impl Command for EndCredit {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let (entries, today) = (&scene.facts.known.credit, scene.moment.today);
        let number = input.map(|input| input.entry);
        let mut all = endable(entries, number, today, (scene.actor.id, scene.actor.is(Role::Approver)));
        let named = number.and_then(|number| entries.iter().find(|entry| entry.number == number));
        all.extend(named.map(|entry| Requirement::noted(RuleId::R24_1, entry.told(today))));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let entry = numbered(scene, self.entry)?;
        store::credit::end(sql, entry.id, (scene.actor.id, scene.moment.today), &self.reason.0)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<Agency>) -> Fields {
        first(scene, |entry| ends(entry, scene.moment.today))
    }
}
