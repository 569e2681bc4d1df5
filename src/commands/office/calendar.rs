//! Calendars (放假安排): loading a year, and local days off. Open deadlines are reckoned anew, and what moved is told.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::named_bureau;
use crate::commands::clocks::{self, Moved};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Data, Line};
use crate::commands::recount::LEFT;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::law::arrangement::YearArrangement;
use crate::law::requirement::Requirement;
use crate::records::bureau::BureauId;
use crate::records::staff::{Relation, Staff};
use crate::say;
use crate::store::{self, Sql};
use crate::text::Text;

command! {
    /// 导入放假安排
    ImportCalendar "import-calendar" ["导入放假安排", "load a year's calendar"] {
        year: Data<YearArrangement> = ["放假安排", "Arrangement"];
    }
    help: [
        "导入一年的放假安排, 重算未了期限并列出变动",
        "loads a year's arrangement, reckons open deadlines anew and lists what moved",
    ],
    key: 'y',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for ImportCalendar {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        super::by_the_keeper(scene, sql)?;
        let year = &self.year.0;
        keeps_the_past(scene, year)?;
        let written = serde_json::to_string(year).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
        store::calendars::add(sql, year.year(), &written, scene.moment.at)?;
        let done = Done::default().with("year", year.year());
        recounted(scene, sql, clocks::begin_all(sql, scene.moment.today)?, done)
    }
}

/// What was counted with a day off, and told, stays: a year loaded anew makes no day that is past a working day.
fn keeps_the_past(scene: &Scene<Office>, year: &YearArrangement) -> Result<(), Fault> {
    let mut anew = scene.calendar.clone();
    anew.add_year(year.clone());
    let lost = scene.calendar.lost_before(&anew, scene.moment.today);
    if lost.is_empty() {
        return Ok(());
    }
    let days: Vec<Text> = lost.iter().take(SHOWN).map(|day| Text::same(day.to_string())).collect();
    let more = lost.len().saturating_sub(SHOWN);
    let more = if more == 0 { Text::default() } else { say!(" 等 {n} 天", " and {n} more", n = more) };
    Err(Fault::field(
        "year",
        say!(
            "已过的放假日 {d}{m} 不能改为上班日: 期限已按其计算",
            "days off that are past don't become working days, terms were counted with them: {d}{m}",
            d = Text::join(&days),
            m = more
        ),
    ))
}

/// Days named in a fault.
const SHOWN: usize = 5;

/// What moved of the records that somebody may see.
pub(in crate::commands) fn seen(actor: &Staff, mut moved: Vec<Moved>) -> Vec<Moved> {
    moved.retain(|m| Relation::of(actor.bureau, m.bureau) != Relation::Foreign);
    moved
}

/// What moved so far, and whether a recount is left to be gone on with.
fn recounted(scene: &Scene<Office>, sql: &dyn Sql, moved: Vec<Moved>, done: Done) -> Result<Done, Fault> {
    let done = done.with("moved", json!(seen(&scene.actor, moved)));
    Ok(match store::recounts::pending(sql)? {
        Some(_) => done.with(LEFT, true),
        None => done,
    })
}

command! {
    /// 重算期限
    RecountDeadlines "recount-deadlines" ["重算期限", "reckon deadlines anew"] {
    }
    help: [
        "重算全部未了期限; 上次导入放假安排后没有算完的, 接着算完",
        "reckons all open deadlines anew; a recount that a calendar began and did not finish goes on",
    ],
    key: 'r',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for RecountDeadlines {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        super::by_the_keeper(scene, sql)?;
        let today = scene.moment.today;
        let moved = match store::recounts::pending(sql)? {
            Some(_) => clocks::part(sql, today)?,
            None => clocks::begin_all(sql, today)?,
        };
        recounted(scene, sql, moved, Done::default())
    }
}

command! {
    /// 登记地方假日
    AddDayOff "add-day-off" ["登记地方假日", "enter a local day off"] {
        day: NaiveDate = ["日期", "Day"];
        reference: Line = ["依据文件", "Reference"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: [
        "登记自治区规定的假日(如肉孜节、古尔邦节), 写明依据; 重算未了期限",
        "enters a day off of the region, with its reference; open deadlines are reckoned anew",
    ],
    key: 'o',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for AddDayOff {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let days = store::calendars::days_off(sql, scene.facts.0)?;
        if days.iter().any(|(day, _)| *day == self.day) {
            return Err(Fault::field("day", say!("{d} 已登记", "{d} is entered already", d = self.day)));
        }
        let mut calendar = scene.calendar.clone();
        calendar.add_local_day_off(self.day, &self.reference.0).map_err(|e| Fault::field("day", e))?;
        store::calendars::add_day_off(sql, scene.facts.0, self.day, &self.reference.0, scene.moment.today)?;
        let moved = seen(&scene.actor, clocks::refresh_all(sql, scene.moment.today, scene.facts.0)?);
        Ok(Done::default().with("year", self.day.year()).with("moved", json!(moved)))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}

command! {
    /// 撤销误登的地方假日
    RemoveDayOff "remove-day-off" ["撤销误登的地方假日", "take off a local day off"] {
        day: NaiveDate = ["日期", "Day"];
        reason: Line = ["误登的情况", "What was wrong"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: [
        "撤销登记有误、尚未过去的地方假日, 写明情况; 重算未了期限",
        "takes off a day off entered by mistake that is not past yet, with the reason; open deadlines are reckoned anew",
    ],
    key: 'O',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for RemoveDayOff {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let days = store::calendars::days_off(sql, scene.facts.0)?;
        if !days.iter().any(|(day, _)| *day == self.day) {
            let entered: Vec<Text> = days.iter().map(|(day, _)| Text::same(day.to_string())).collect();
            return Err(Fault::field(
                "day",
                say!(
                    "没有登记 {d}; 已登记: {e}",
                    "{d} is not entered; entered are: {e}",
                    d = self.day,
                    e = Text::join(&entered)
                ),
            ));
        }
        // What was counted with it, and told, stays: a term that the day made longer is not cut short afterwards. One that
        // was past when it was entered nobody was told by.
        let entered = store::calendars::entered_on(sql, scene.facts.0, self.day)?;
        if self.day < scene.moment.today && entered.is_some_and(|on| on <= self.day) {
            return Err(Fault::field(
                "day",
                say!(
                    "{d} 已过, 期限已按其计算, 不再撤销",
                    "{d} is past: terms were counted with it, and it is not taken off any more",
                    d = self.day
                ),
            ));
        }
        store::calendars::remove_day_off(sql, scene.facts.0, self.day)?;
        let moved = seen(&scene.actor, clocks::refresh_all(sql, scene.moment.today, scene.facts.0)?);
        Ok(Done::default().with("year", self.day.year()).with("moved", json!(moved)))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
