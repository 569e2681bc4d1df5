//! Complaints and reports in the practice database: some anonymous, some answered, some being checked.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::agencies::Sketch;
use super::dice::Dice;
use super::line;
use super::names;
use crate::commands::execute::Request;
use crate::law::calendar::Calendar;
use crate::records::complaint::{Channel, ComplaintFinding};

const CONTENTS: &[(&str, ComplaintFinding)] = &[
    ("反映示例批次的报名费与公示的标准不一致", ComplaintFinding::Untrue),
    ("反映示例考场监考人员中途离场", ComplaintFinding::Partly),
    ("反映证书迟迟查询不到", ComplaintFinding::True),
    ("反映工位少于报名时的说明", ComplaintFinding::Unproven),
    ("反映考试时间变更没有提前告知", ComplaintFinding::True),
    ("反映有人代替他人参加示例考试", ComplaintFinding::Unproven),
];

/// A complaint to be registered, and its answer.
pub(super) struct Grievance {
    /// The day it is registered.
    pub day: NaiveDate,
    /// The day of the answer; none while it is being checked.
    pub answered: Option<NaiveDate>,
    pub agency: usize,
    /// Which of the two handlers it is with.
    pub handler: usize,
    channel: Channel,
    content: &'static str,
    finding: ComplaintFinding,
    complainant: Option<String>,
}

impl Grievance {
    /// A complaint about one of these agencies, within the last months.
    pub fn draw(agencies: &[Sketch], calendar: &Calendar, today: NaiveDate, dice: &mut Dice) -> Option<Self> {
        if agencies.is_empty() {
            return None;
        }
        let agency = dice.pick(agencies).at;
        let ago = dice.between(0, 90);
        let day = line::back(calendar, today - days(ago), 0);
        let answer = line::back(calendar, day + days(dice.between(3, 20)), 0).max(day);
        let (content, finding) = *dice.pick(CONTENTS);
        Some(Self {
            day,
            answered: (answer <= today).then_some(answer),
            agency,
            handler: usize::from(dice.between(0, 1) == 1),
            channel: *dice.pick(Channel::ALL),
            content,
            finding,
            complainant: (dice.between(0, 2) > 0).then(|| names::person(dice)),
        })
    }

    /// The command that registers it.
    pub fn registration(&self, agency: &str) -> Request {
        let mut fields = json!({
            "agency": agency, "channel": self.channel, "received_on": self.day, "content": self.content,
        });
        if let Some(name) = &self.complainant {
            fields["complainant"] = Value::from(name.as_str());
            fields["contact"] = Value::from("0993-2000000");
        }
        Request::new("register-complaint", fields)
    }

    /// The command that answers it.
    pub fn answer(&self, complaint: &str) -> Request {
        let mut fields = json!({
            "complaint": complaint, "finding": self.finding, "checked": "查阅示例资料并向有关人员了解",
            "answered_on": self.answered,
        });
        if self.complainant.is_some() {
            fields["answer"] = Value::from("核查结果已告知, 对处理有异议的可再反映");
        }
        Request::new("answer-complaint", fields)
    }
}

fn days(count: i64) -> Days {
    Days::new(u64::try_from(count).unwrap_or(0))
}
