//! Reminding an agency (提醒): of the renewal of its filing, of an evaluation that it has not held for long.

use chrono::{Months, NaiveDate};

use super::stay;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::filings::papers::{self, Desk};
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::documents::chinese_date;
use crate::law::leaving::{idle_since, listed};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::terms;
use crate::records::agency::Agency;
use crate::records::reminder::ReminderMatter;
use crate::say;
use crate::store::{Sql, reminders};
use crate::text::Text;

command! {
    /// 登记提醒
    RemindAgency "remind-agency" ["登记提醒", "record a reminder"] {
        agency: AgencyNo = ["机构", "Agency"];
        matter: ReminderMatter = ["提醒事项", "Of what"];
        reminded_on: NaiveDate = ["提醒日期", "Reminded on"];
        letter: Option<bool> = ["出具提醒函", "With a letter"];
        how: Line = ["方式与对象", "How, and whom"] hint ["如: 电话 联系人", "by telephone, the contact, and the like"];
    }
    help: [
        "登记对机构的提醒: 期满前 6 个月、4 个月提醒续期, 9、11、12 个月未评价的提醒开展评价",
        "records that the agency was reminded: of its renewal 6 and 4 months ahead, of evaluations after 9, 11, 12 months",
    ],
    key: 'z',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R10_2, RuleId::R19_2],
    issues: None,
}

/// Months before its expiry from which an agency is reminded of its renewal: one before the first stage.
const EARLIEST: u32 = 7;

/// R10-2, R19-1: a renewal is reminded of neither after the expiry nor long before it.
fn in_season(expiry: NaiveDate, today: NaiveDate) -> Option<Requirement> {
    if expiry < today {
        let text = say!("备案已于 {d} 期满, 不能续期", "the filing expired on {d}: no renewal", d = expiry);
        let mend = Mend::Somebody(Text::new("提出自动终止", "propose the automatic end"));
        return Some(Requirement::unmet(RuleId::R19_1, text, mend));
    }
    let from = expiry.checked_sub_months(Months::new(EARLIEST)).filter(|from| today < *from)?;
    let text =
        say!("{d} 期满, 尚早; {f} 起提醒", "it expires on {d}: reminded from {f}", d = expiry, f = from);
    let until = from.pred_opt().unwrap_or(from);
    Some(Requirement::unmet(RuleId::R10_2, text, Mend::Time { until }))
}

impl RemindAgency {
    /// What the letter says.
    fn words(&self, scene: &Scene<Agency>) -> Result<String, Fault> {
        let facts = &scene.facts;
        let Some(filed) = facts.facts.validity else { return Ok(String::new()) };
        Ok(match self.matter {
            ReminderMatter::Renewal => {
                let term =
                    terms::renewal_deadline(&scene.calendar, filed.expires_on).map_err(Fault::input)?;
                let (expiry, last) = (chinese_date(filed.expires_on), chinese_date(term.last_day));
                if scene.moment.today > term.last_day {
                    // Late, and taken only where an approver accepts it (R10-2).
                    return Ok(format!(
                        "你单位评价机构备案有效期至{expiry}，续期备案申请期限已于{last}届满。需要续期的，请立即书面提出申请并说明迟延理由，是否受理由本局决定；期满未书面申请续期的，按自动终止备案办理（《兵团技能人才评价机构管理办法（试行）》第十条、第十九条）。"
                    ));
                }
                format!(
                    "你单位评价机构备案有效期至{expiry}。需要续期的，请于{last}以前（含当日）书面提出续期备案申请；期满未书面申请续期的，按自动终止备案办理（《兵团技能人才评价机构管理办法（试行）》第十条、第十九条）。"
                )
            }
            ReminderMatter::Inactivity => format!(
                "{}没有你单位开展评价的记录。无正当理由一年以上不开展评价的，按自动终止备案办理（《兵团技能人才评价机构管理办法（试行）》第十九条）。请尽快开展评价，或者书面说明理由。",
                idle_since(facts).map(|on| format!("自{}以来", chinese_date(on))).unwrap_or_default()
            ),
        })
    }
}

impl Command for RemindAgency {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![listed(&scene.facts, RuleId::R10_2)];
        if let (Some(on), Some(ReminderMatter::Renewal)) =
            (scene.facts.known.renewal_applied, input.map(|input| input.matter))
        {
            let text = say!("{d} 已申请续期, 不必再提醒", "a renewal was applied for on {d}", d = on);
            all.push(Requirement::unmet(RuleId::R10_2, text, Mend::Nothing));
        }
        let letter = input.is_some_and(|i| i.matter == ReminderMatter::Inactivity && i.letter == Some(true));
        if letter && idle_since(&scene.facts).is_none() {
            let text = Text::new(
                "其评价活动没有登记, 不能出函称其没有开展",
                "its evaluations are not on record: no letter can say that it held none",
            );
            let mend = Mend::Somebody(Text::new(
                "查明后再出函, 或以其他方式提醒",
                "find out first, or remind it otherwise",
            ));
            all.push(Requirement::unmet(RuleId::R19_2, text, mend));
        }
        let renewal = input.is_some_and(|input| input.matter == ReminderMatter::Renewal);
        let expiry = scene.facts.facts.validity.filter(|_| renewal).map(|filed| filed.expires_on);
        all.extend(expiry.and_then(|expiry| in_season(expiry, scene.moment.today)));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let from = scene
            .facts
            .facts
            .validity
            .map(|filed| filed.published_on)
            .ok_or_else(|| Fault::input(Text::new("机构还没有备案", "the agency is not filed yet")))?;
        check_day("reminded_on", self.reminded_on, from, scene.moment.today)?;
        reminders::add(sql, scene.facts.id, self.matter, self.reminded_on, &self.how.0, scene.actor.id)?;
        let done = stay(scene, sql)?;
        if self.letter != Some(true) {
            return Ok(done);
        }
        let desk = Desk { sql, actor: &scene.actor, moment: scene.moment };
        papers::remind(desk, &scene.facts, self.words(scene)?, done)
    }
}
