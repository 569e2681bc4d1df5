//! The draw itself (双随机抽取, R21-1): agencies by tickets from the directory, inspectors from the bureau's list; a visit for each.

use chrono::NaiveDate;

use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::premises;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::draws::{self, FEWEST, FORMAT, METHOD, MOST_EACH};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::settings::{CountKey, Settings};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::draw::{DrawRecord, Entrant, ListedInspector, Recusal};
use crate::records::ids::RecordNo;
use crate::records::inspector::Recused;
use crate::say;
use crate::store::draws::Eligible;
use crate::store::{self, Sql, inspectors};
use crate::text::{Lang, Text};

command! {
    /// 双随机抽取
    DrawInspection "draw-inspection" ["双随机抽取", "draw at random"] {
        title: Line = ["抽查名称", "What it is about"];
        kind: Option<AgencyKind> = ["机构类别", "Kind of agency"] hint ["不选为各类", "every kind if none"];
        take: u32 = ["抽取机构数", "Agencies"];
        each: u32 = ["每家检查人员数", "Inspectors for each"] hint ["不少于两人", "two or more"];
        check_by: NaiveDate = ["检查截止日期", "Checks by"];
        witness: Line = ["见证人", "Witness"];
        seed: Option<Line> = ["种子", "Seed"] hint ["公开来源的数, 如当日开奖号码; 不填由系统随机产生", "from a public source, such as numbers of a lottery that day; made by the system if empty"];
        seed_source: Option<Line> = ["种子来源", "Where it comes from"];
    }
    help: [
        "从在册机构名录和检查人员名录中随机抽取, 名录、种子、方法、结果一并记录, 任何人可据以重复核对; 每家机构生成一项抽查任务",
        "draws agencies and inspectors from their lists; lists, seed, method and result are recorded so that anybody can repeat it; each agency gets a visit",
    ],
    key: 'd',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1, RuleId::R21_2, RuleId::R24_3],
    issues: None,
}

impl Command for DrawInspection {
    type Facts = Office;

    fn judge(scene: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            let text = Text::new(
                "机构和检查人员均随机抽取, 每家两人以上",
                "agencies and inspectors are both drawn, two or more for each",
            );
            return vec![Requirement::at_input(RuleId::R21_1, text)];
        };
        let witnessed = input.witness.0 != scene.actor.name && input.witness.0 != scene.actor.login;
        vec![
            Requirement::when(
                RuleId::R21_1,
                (FEWEST..=MOST_EACH).contains(&input.each),
                Text::new("每家检查人员两人以上", "two inspectors or more for each"),
                say!(
                    "每家检查人员应为 {f} 至 {m} 人",
                    "from {f} to {m} inspectors for each",
                    f = FEWEST,
                    m = MOST_EACH
                ),
                Mend::Somebody(Text::new("改为两人以上", "make it two or more")),
            ),
            Requirement::when(
                RuleId::R21_1,
                witnessed,
                Text::new("有人见证", "somebody watches"),
                Text::new("操作人不能自己见证", "who draws is no witness"),
                Mend::Somebody(Text::new("另请一人见证", "ask somebody else to watch")),
            ),
        ]
    }

    fn prefill(_: &Scene<Office>) -> Fields {
        std::iter::once(("each".to_owned(), FEWEST.into())).collect()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (bureau, today) = (scene.facts.0, scene.moment.today);
        if self.take == 0 {
            return Err(Fault::field("take", Text::new("至少 1", "one at least")));
        }
        if self.check_by < today {
            return Err(Fault::field("check_by", Text::new("不能早于今天", "cannot be before today")));
        }
        if self.seed.is_some() != self.seed_source.is_some() {
            let text = Text::new("种子与其来源一并填写", "a seed goes with where it comes from");
            return Err(Fault::field("seed_source", text));
        }
        let no = store::draws::next(sql, today)?;
        let mut record = draft(sql, (bureau, &scene.settings), self.kind, today)?;
        record.no = no;
        record.title.clone_from(&self.title.0);
        record.drawn_at = scene.moment.at.format("%Y-%m-%d %H:%M:%S").to_string();
        record.operator.clone_from(&scene.actor.name);
        record.witness.clone_from(&self.witness.0);
        (record.take, record.each) = (self.take, self.each);
        if let Some((seed, source)) = self.seed.as_ref().zip(self.seed_source.as_ref()) {
            (record.seed, record.seed_source) = (seed.0.clone(), source.0.clone());
        }
        let possible = draws::possible(&record);
        if possible.iter().any(Requirement::refuses) {
            return Err(Fault::Refused(possible));
        }
        record.result = draws::drawn(&record);
        store::draws::add(sql, (bureau, &record), (today, self.check_by), scene.actor.id)?;
        Ok(Done::on(no, 1))
    }
}

/// A record with the lists as they are today and a seed of the system's, nothing drawn yet.
///
/// # Errors
/// When the database can't be read, or a day can't be counted.
pub fn draft(
    sql: &dyn Sql,
    (bureau, settings): (BureauId, &Settings),
    kind: Option<AgencyKind>,
    today: NaiveDate,
) -> Result<DrawRecord, Fault> {
    let mut agencies = Vec::new();
    for one in store::draws::eligible(sql, bureau, kind, today)? {
        agencies.push(entrant(sql, one, settings, today)?);
    }
    let appointed = inspectors::of_bureau(sql, bureau)?.into_iter().filter(|one| one.appointed(today));
    let mut listed: Vec<ListedInspector> =
        appointed.map(|one| ListedInspector { number: one.number, name: one.name, unit: one.unit }).collect();
    listed.sort_unstable_by(|a, b| a.number.cmp(&b.number));
    // Of those who can be drawn alone: others' interests are nobody's concern.
    let in_lists = |one: &Recused| {
        listed.iter().any(|known| known.number == one.inspector)
            && agencies.binary_search_by(|known| known.no.cmp(&one.agency)).is_ok()
    };
    let recusals = inspectors::interests(sql, bureau)?.into_iter().filter(in_lists);
    let recusals: Vec<Recusal> = recusals
        .map(|one| Recusal { inspector: one.inspector, agency: one.agency, interest: one.interest })
        .collect();
    Ok(DrawRecord {
        format: FORMAT.to_owned(),
        no: RecordNo { kind: crate::records::ids::RecordKind::Draw, year: 0, serial: 0 },
        bureau: bureau.label().get(Lang::Zh).to_owned(),
        title: String::new(),
        kind,
        drawn_at: String::new(),
        operator: String::new(),
        witness: String::new(),
        method: METHOD.to_owned(),
        seed: uuid::Uuid::new_v4().simple().to_string(),
        seed_source: "系统随机产生".to_owned(),
        take: 0,
        each: FEWEST,
        agencies_sha256: draws::agencies_sum(&agencies),
        agencies,
        inspectors_sha256: draws::inspectors_sum(&listed),
        inspectors: listed,
        recusals,
        result: Vec::new(),
        redraws: Vec::new(),
    })
}

/// An agency with its tickets: more under a constraint, and with something on record (R24-3), fewer with an excellent result (R24-2).
fn entrant(sql: &dyn Sql, one: Eligible, settings: &Settings, today: NaiveDate) -> Result<Entrant, Fault> {
    let constrained =
        one.constrained && premises::constraints(sql, one.id, today)?.iter().any(|held| held.holds(today));
    let (key, why) = match (constrained, one.must_check, one.recorded, one.excellent) {
        (true, ..) => (CountKey::DrawTicketsConstrained, Some("约束措施执行中")),
        (_, true, ..) => (CountKey::DrawTicketsConstrained, Some("诚信档案有不良记录, 必督对象")),
        (_, _, true, _) => (CountKey::DrawTicketsRecorded, Some("近 12 个月有违规记录")),
        (.., true) => (CountKey::DrawTicketsExcellent, Some("诚信档案有优秀结果")),
        _ => (CountKey::DrawTicketsUsual, None),
    };
    Ok(Entrant { no: one.no, name: one.name, tickets: settings.count(key), why: why.map(str::to_owned) })
}
