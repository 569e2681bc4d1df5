//! The catalogue of occupations (职业目录, Art. 4): entered by the administrator, one by one or from a sheet; never invented.

use super::by_the_keeper;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::occupation::{OccupationCode, OccupationList};
use crate::store::{Sql, occupations};

command! {
    /// 登记职业
    RecordOccupation "record-occupation" ["登记职业", "enter an occupation"] {
        code: Line = ["职业编码", "Occupation code"] hint ["如 6-99-02-01", "such as 6-99-02-01"];
        name: Line = ["职业名称", "Name"];
        list: OccupationList = ["目录", "List"];
        joint_with: Option<Line> = ["共管部门", "Jointly managed with"]
            hint ["与行业主管部门共同管理的填写", "where an industry department manages it too"];
        reference: Line = ["依据文件", "Reference"];
    }
    help: [
        "把职业(工种)、专项考核项目登入目录; 备案范围按目录核对",
        "enters an occupation or item into the catalogue, by which scopes are checked",
    ],
    key: 'z',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
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
        let joint = self.joint_with.as_ref().map(|line| line.0.as_str());
        occupations::put(sql, code, &self.name.0, self.list, joint, &self.reference.0)?;
        Ok(Done::default().with("code", code.to_string()))
    }
}
