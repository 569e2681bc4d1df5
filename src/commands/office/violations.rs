//! The list of other violations (其他违规情形): entered by a clerk of the keeping bureau or its administrator, one by one or from
//! a sheet; an entry worded anew takes the place of the old, which stays for the cases that name it.

use super::by_the_keeper;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, REGISTRAR, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::say;
use crate::store::{Sql, violations};
use crate::text::Text;

/// Longest code of an entry, in characters, as the table has it.
const CODE_MAX: usize = 30;

command! {
    /// 登记其他违规情形
    RecordViolation "record-violation" ["登记违规情形", "enter a violation"] {
        code: Line = ["条目代码", "Code"] hint ["如 13-1; 与在用条目同代码的即替换", "such as 13-1; one in force of the same code is replaced"];
        words: Line = ["违规情形", "Violation"];
        article: Line = ["依据条款", "Provision"] hint ["决定书照此引用", "as a decision cites it"];
        measure: Option<Line> = ["处理幅度", "What is provided for it"];
        reference: Line = ["依据文件", "Reference"];
    }
    help: [
        "把违规行为处理指引所列的其他违规情形登入清单; 案件可按清单认定",
        "enters a violation of the violations guideline into the list, by which cases can be opened and decided",
    ],
    key: 'w',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: REGISTRAR,
    from: From::Any,
    rules: &[RuleId::R25_1],
    issues: None,
}

impl Command for RecordViolation {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        by_the_keeper(scene, sql)?;
        let code = self.code.0.as_str();
        // `V7` and a bare number are how a case names an entry, and a ground.
        let taken = code.strip_prefix('V').unwrap_or(code).chars().all(|c| c.is_ascii_digit());
        if taken || code.chars().count() > CODE_MAX || code.contains([',', '、', '，', ' ']) {
            let text = Text::new(
                "代码最多 30 字, 不含空格和逗号, 不能只是数字或 V 加数字",
                "a code has at most 30 characters, no blank or comma, and is not just a number or V with a number",
            );
            return Err(Fault::field("code", text));
        }
        let new = violations::NewViolation {
            code,
            words: &self.words.0,
            article: &self.article.0,
            measure: self.measure.as_ref().map(|line| line.0.as_str()),
            reference: &self.reference.0,
        };
        let (id, changed) = violations::put(sql, &new, scene.moment.today)?;
        let done = Done::default().with("code", code).with("entry", id.to_string());
        Ok(Done { unchanged: !changed, ..done })
    }
}

command! {
    /// 移出违规情形清单
    StrikeViolation "strike-violation" ["移出违规情形清单", "take a violation off the list"] {
        code: Line = ["条目代码", "Code"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "把误登或已废止的条目移出清单; 已按其立案、认定的不变",
        "takes an entry off the list, entered by mistake or repealed; cases that name it keep it",
    ],
    key: 'W',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: REGISTRAR,
    from: From::Any,
    rules: &[RuleId::R25_1],
    issues: None,
}

impl Command for StrikeViolation {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        by_the_keeper(scene, sql)?;
        let Some(entry) = violations::by_code(sql, &self.code.0)? else {
            let text = say!("清单里没有「{c}」", "the list has no '{c}'", c = self.code.0);
            return Err(Fault::field("code", text));
        };
        violations::end(sql, entry.id, scene.moment.today)?;
        Ok(Done::default().with("code", entry.code).with("entry", entry.id.to_string()))
    }
}
