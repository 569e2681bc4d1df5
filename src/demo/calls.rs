//! What callers asked in the practice database.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::agencies::Sketch;
use super::dice::Dice;
use super::line;
use super::names;
use crate::commands::execute::Request;
use crate::law::calendar::Calendar;

const QUESTIONS: &[&str] = &[
    "问续期要交哪些材料",
    "问考点能否改到分校",
    "问证书何时可以上网查询",
    "核实该机构是否在白名单",
    "问增加职业工种的办理进度",
    "问三级考试什么时候报名",
    "反映收费与公示不一致, 已告知投诉渠道",
    "问联系人变更怎么登记",
];

/// A call to be noted.
pub(super) struct Call {
    pub day: NaiveDate,
    pub agency: usize,
    question: &'static str,
    caller: String,
}

impl Call {
    /// A call about one of these agencies, within the last weeks.
    pub fn draw(agencies: &[Sketch], calendar: &Calendar, today: NaiveDate, dice: &mut Dice) -> Option<Self> {
        if agencies.is_empty() {
            return None;
        }
        let agency = dice.pick(agencies);
        let ago = Days::new(u64::try_from(dice.between(0, 45)).unwrap_or(0));
        Some(Self {
            day: line::back(calendar, today - ago, 0),
            agency: agency.at,
            question: *dice.pick(QUESTIONS),
            caller: names::person(dice),
        })
    }

    /// The command that notes it.
    pub fn request(&self, agency: &str) -> Request {
        Request::new(
            "log-call",
            json!({ "agency": agency, "question": self.question, "caller": self.caller }),
        )
    }
}
