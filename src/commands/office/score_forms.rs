//! Forms of score sheets (评分表样式, R22-4): imported for a kind of visit, version by version, from a day on.

use chrono::NaiveDate;

use crate::commands::cases::evidence::read_file;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilePath, Line};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::exchange::score_sheets;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::scores::faults;
use crate::records::supervision::SupervisionKind;
use crate::store::Sql;
use crate::store::scores::{self, NewForm};
use crate::text::Text;
use crate::text::hash::fingerprint;

command! {
    /// 导入评分表样式
    ImportScoreForm "import-score-form" ["导入评分表样式", "import a form of score sheets"] {
        kind: SupervisionKind = ["督导种类", "Kind of visit"];
        title: Line = ["名称", "Title"];
        file: FilePath = ["文件", "File"] hint ["列: 一级指标、二级指标、分值、评分说明、一票否决; 样本: anjuan sample score-sheet 文件", "columns: first level, second level, points, scoring note, veto; a sample: anjuan sample score-sheet FILE"];
        holds_from: NaiveDate = ["自何日起", "Holds from"] hint ["今天或以后", "today or later"];
        reference: Line = ["依据文件", "Reference"];
    }
    help: [
        "按督导种类导入质量督导指标, 分值合计 100, 可有一票否决项; 每次导入为新的一版, 自某日起用于评分表",
        "imports the indicators of a kind of visit: 100 points in all, veto items besides; each import is a version, used for sheets from a day on",
    ],
    key: 'E',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[RuleId::R22_4],
    issues: None,
}

impl Command for ImportScoreForm {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::at_input(RuleId::R22_4, Text::new("分值合计 100", "its points make 100"))]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.holds_from < scene.moment.today {
            return Err(Fault::field("holds_from", Text::new("今天或以后", "today or later")));
        }
        let (_, bytes) = read_file("file", &self.file.0)?;
        let indicators = score_sheets::indicators(&self.file.0).map_err(|why| Fault::field("file", why))?;
        let wrong = faults(&indicators);
        if !wrong.is_empty() {
            let unmet = |text| {
                Requirement::unmet(
                    RuleId::R22_4,
                    text,
                    Mend::Somebody(Text::new("改正文件", "correct the file")),
                )
            };
            return Err(Fault::Refused(wrong.into_iter().map(unmet).collect()));
        }
        let sha256 = fingerprint(&bytes);
        let new = NewForm {
            kind: self.kind,
            title: &self.title.0,
            from: self.holds_from,
            reference: &self.reference.0,
            indicators: &indicators,
            sha256: &sha256,
        };
        let version = scores::add(sql, scene.facts.0, &new, (scene.actor.id, scene.moment.today))?;
        Ok(Done::default().with("version", version).with("form_sha256", sha256))
    }
}
