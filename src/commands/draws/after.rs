//! After a draw (抽取之后): somebody steps aside and another is drawn (R21-2), the checks are done, their results published (R21-1).

use chrono::NaiveDate;

use super::{inspector, stay};
use crate::commands::clocks;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, DrawNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::draws::{redrawn, steps_aside};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::draw::{DrawFile, DrawStatus, Recusal, Redraw};
use crate::records::ids::RecordNo;
use crate::records::inspector::Interest;
use crate::say;
use crate::store::{self, Sql, inspectors};
use crate::text::Text;

command! {
    /// 抽取后回避
    RecuseInspector "recuse-inspector" ["回避补抽", "step aside, draw another"] {
        draw: DrawNo = ["双随机抽取", "Draw"];
        agency: AgencyNo = ["机构", "Agency"];
        inspector: Line = ["回避人员", "Who steps aside"] hint ["证号或姓名", "number or name"];
        interest: Interest = ["回避情形", "Interest"];
        reason: Line = ["说明", "In words"];
    }
    help: [
        "抽中的检查人员有回避情形的, 按同一种子补抽一人, 其余不变; 此后不再抽取其到该机构",
        "an inspector drawn who has an interest steps aside: one is drawn anew by the same seed, the others stay",
    ],
    key: 'r',
    group: Group::Draw,
    subject: Subject::Draw,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_2],
    issues: None,
}

impl RecuseInspector {
    fn recusal(&self, number: &str) -> Recusal {
        Recusal { inspector: number.to_owned(), agency: self.agency.0, interest: self.interest }
    }
}

impl Command for RecuseInspector {
    type Facts = DrawFile;

    fn turn(_: &Scene<DrawFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<DrawFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let under_way = Requirement::when(
            RuleId::R21_2,
            file.status == DrawStatus::Drawn,
            Text::new("检查还没有完成", "the checks are under way"),
            Text::new("检查已完成", "the checks are done"),
            Mend::Nothing,
        );
        let Some(input) = input else { return vec![under_way] };
        // By number or by name: those of the record's own list.
        let written = input.inspector.0.as_str();
        let known = file.record.inspectors.iter().find(|one| one.number == written || one.name == written);
        let number = known.map_or(written, |one| one.number.as_str());
        // Who else is out by now is known when it is done.
        vec![under_way, steps_aside(file, &input.recusal(number), &[])]
    }

    fn apply(&self, scene: &Scene<DrawFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let who = inspector(sql, file.bureau, &self.inspector)?;
        let recusal = self.recusal(&who.number);
        let also = out_since(file, sql, (self.agency.0, scene.moment.today))?;
        let judged = steps_aside(file, &recusal, &also);
        if judged.refuses() {
            return Err(Fault::Refused(vec![judged]));
        }
        if let Some(on) = store::draws::last_sheet(sql, file.id, Some(self.agency.0))? {
            let text = say!("{d} 已提交评分表, 检查已完成", "the check is done: its sheet came {d}", d = on);
            return Err(Fault::Refused(vec![Requirement::unmet(RuleId::R21_2, text, Mend::Nothing)]));
        }
        let inspectors_now = redrawn(&file.record, &recusal, &also);
        let agency = store::agencies::by_no(sql, self.agency.0)?
            .ok_or_else(|| Fault::field("agency", Text::new("没有该机构", "there is no such agency")))?;
        if inspectors::interest(sql, who.id, agency.id)?.is_none() {
            let of = (who.id, agency.id);
            inspectors::has_interest(sql, of, (self.interest, &self.reason.0), scene.moment.today)?;
        }
        let names = file.record.names(&inspectors_now);
        let redraw = Redraw { on: scene.moment.today, recusal, also, inspectors: inspectors_now };
        store::draws::redraw(sql, file, &redraw, scene.actor.id)?;
        Ok(stay(scene, sql)?.with("inspectors", names))
    }
}

/// Who of the record's list has an interest in the agency by now, or is appointed no more; who stays is not asked again.
fn out_since(
    file: &DrawFile,
    sql: &dyn Sql,
    (agency, today): (RecordNo, NaiveDate),
) -> Result<Vec<String>, Fault> {
    let interests = inspectors::interests(sql, file.bureau)?;
    let listed = inspectors::of_bureau(sql, file.bureau)?;
    let is_out = |number: &str| {
        interests.iter().any(|one| one.agency == agency && one.inspector == number)
            || !listed.iter().any(|one| one.number == number && one.appointed(today))
    };
    let numbers = file.record.inspectors.iter().map(|one| one.number.as_str());
    Ok(numbers.filter(|number| is_out(number)).map(str::to_owned).collect())
}

command! {
    /// 登记检查完成
    FinishDraw "finish-draw" ["登记检查完成", "record that the checks are done"] {
        draw: DrawNo = ["双随机抽取", "Draw"];
        checked_on: NaiveDate = ["完成日期", "Done on"];
        summary: Paragraph = ["检查结果", "What came of them"];
    }
    help: [
        "登记抽中机构的检查已完成及其结果; 自此日起限期公布",
        "records that the checks of the agencies drawn are done, and their results; the time to publish runs from that day",
    ],
    key: 'c',
    group: Group::Draw,
    subject: Subject::Draw,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1],
    issues: None,
}

impl Command for FinishDraw {
    type Facts = DrawFile;

    fn turn(scene: &Scene<DrawFile>) -> Turn {
        Turn::done_if(scene.facts.status != DrawStatus::Drawn)
    }

    fn judge(scene: &Scene<DrawFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::when(
            RuleId::R21_1,
            scene.facts.status == DrawStatus::Drawn,
            Text::new("检查还没有登记完成", "the checks are under way"),
            Text::new("检查已登记完成", "the checks are recorded as done"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<DrawFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        // The checks are not done before the last sheet that came of them.
        let last = store::draws::last_sheet(sql, scene.facts.id, None)?;
        let from = last.unwrap_or(scene.facts.drawn_on);
        check_day("checked_on", self.checked_on, from, scene.moment.today)?;
        store::draws::checked(sql, scene.facts.id, self.checked_on, &self.summary.0)?;
        let done = stay(scene, sql)?;
        clocks::refresh(sql, scene.facts.no, scene.moment.today)?;
        Ok(done)
    }
}

command! {
    /// 公布抽查结果
    PublishDraw "publish-draw" ["公布抽查结果", "publish the results"] {
        draw: DrawNo = ["双随机抽取", "Draw"];
        published_on: NaiveDate = ["公布日期", "Published on"];
        place: Line = ["公布处", "Where"] hint ["网址或文号", "address or number"];
    }
    help: [
        "登记抽查的名录、种子、方法和结果已向社会公布",
        "records that lists, seed, method and results of the draw were published",
    ],
    key: 'b',
    group: Group::Draw,
    subject: Subject::Draw,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1],
    issues: None,
}

impl Command for PublishDraw {
    type Facts = DrawFile;

    fn turn(scene: &Scene<DrawFile>) -> Turn {
        Turn::done_if(scene.facts.status == DrawStatus::Published)
    }

    fn judge(scene: &Scene<DrawFile>, _: Option<&Self>) -> Vec<Requirement> {
        let status = scene.facts.status;
        vec![Requirement::when(
            RuleId::R21_1,
            status == DrawStatus::Checked,
            Text::new("检查已完成", "the checks are done"),
            match status {
                DrawStatus::Published => Text::new("结果已公布", "the results are published"),
                _ => Text::new("检查还没有完成", "the checks are not done"),
            },
            match status {
                DrawStatus::Published => Mend::Nothing,
                _ => Mend::Somebody(Text::new("先登记检查完成", "record that they are done first")),
            },
        )]
    }

    fn apply(&self, scene: &Scene<DrawFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let from = scene.facts.checked.as_ref().map_or(scene.facts.drawn_on, |(on, _)| *on);
        check_day("published_on", self.published_on, from, scene.moment.today)?;
        store::draws::published(sql, scene.facts.id, self.published_on, &self.place.0)?;
        let done = stay(scene, sql)?;
        clocks::refresh(sql, scene.facts.no, scene.moment.today)?;
        Ok(done)
    }
}
