//! The catalogue of occupations (职业目录, Art. 4): entered by a clerk of the keeping bureau or its administrator, one by
//! one or from a sheet, and taken off again with the reason; never invented.

use super::by_the_keeper;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, REGISTRAR, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::level::LevelSet;
use crate::records::occupation::{CatalogueEntry, OccupationCode, OccupationList};
use crate::say;
use crate::store::{Sql, occupations};

command! {
    /// 登记职业
    RecordOccupation "record-occupation" ["登记职业", "enter an occupation"] {
        code: Line = ["职业编码", "Occupation code"] hint ["如 6-99-02-01", "such as 6-99-02-01"];
        name: Line = ["职业名称", "Name"];
        list: OccupationList = ["目录", "List"];
        levels: Option<Line> = ["等级", "Levels"] hint ["如 五级至一级; 没有规定的留空", "such as 5-1; empty where none are set"];
        joint_with: Option<Line> = ["共管部门", "Jointly managed with"]
            hint ["与行业主管部门共同管理的填写, - 为取消", "where an industry department manages it too; - takes it off"];
        reference: Line = ["依据文件", "Reference"];
    }
    help: [
        "把职业(工种)、专项考核项目登入目录; 备案范围按目录核对",
        "enters an occupation or item into the catalogue, by which scopes are checked",
    ],
    key: 'z',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: REGISTRAR,
    from: From::Any,
    rules: &[RuleId::R4_1, RuleId::R4_2, RuleId::R4_3, RuleId::R8_3],
    issues: None,
}

impl Command for RecordOccupation {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        by_the_keeper(scene, sql)?;
        let code: OccupationCode = self.code.0.parse().map_err(|wrong| Fault::field("code", wrong))?;
        let given = self.joint_with.as_ref().map(|line| line.0.trim());
        let levels = match &self.levels {
            Some(written) => written.0.parse().map_err(|wrong| Fault::field("levels", wrong))?,
            None => LevelSet::EMPTY,
        };
        let joint_with = given.filter(|with| *with != "-").map(str::to_owned);
        let (name, lists) = (self.name.0.clone(), Vec::new());
        let entry = CatalogueEntry { code, name, levels, joint_with, lists };
        occupations::put(sql, &entry, self.list, &self.reference.0)?;
        if given == Some("-") {
            occupations::alone(sql, code)?;
        }
        Ok(Done::default().with("code", code.to_string()))
    }
}

command! {
    /// 移出职业目录
    StrikeOccupation "strike-occupation" ["移出职业目录", "take an occupation off a list"] {
        code: OccupationCode = ["职业编码", "Occupation code"];
        list: OccupationList = ["目录", "List"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "把误登或已取消的职业移出目录; 已备案的范围不变, 此后的申请按目录核对",
        "takes an occupation off a list, entered by mistake or dropped since; scopes filed already stay",
    ],
    key: 'Z',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: REGISTRAR,
    from: From::Any,
    rules: &[RuleId::R4_1, RuleId::R4_2, RuleId::R4_3],
    issues: None,
}

impl Command for StrikeOccupation {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        by_the_keeper(scene, sql)?;
        if !occupations::strike(sql, self.code, self.list)? {
            let text = say!("{c} 不在{l}", "{c} is not on that list: {l}", c = self.code, l = self.list);
            return Err(Fault::field("code", text));
        }
        Ok(Done::default().with("code", self.code.to_string()))
    }
}
