//! The scene of an act: who acts, when, on what, under which calendar and settings. All that a judgement may see.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::fault::Fault;
use super::premises;
use super::spec::{Spec, Stage, Subject};
use crate::law::calendar::Calendar;
use crate::law::settings::Settings;
use crate::records::activity::ActivityFile;
use crate::records::agency::Agency;
use crate::records::bureau::BureauId;
use crate::records::case::CaseFile;
use crate::records::complaint::Complaint;
use crate::records::draw::DrawFile;
use crate::records::filing::FilingFile;
use crate::records::ids::RecordNo;
use crate::records::occupation::{ListedOccupation, OccupationCode};
use crate::records::staff::{Relation, Staff};
use crate::records::template::Templates;
use crate::records::visit::VisitFile;
use crate::say;
use crate::store::{self, Sql};
use crate::text::Text;
use crate::text::secrets::Secrets;

/// When an act happens. The clock is passed in; no rule reads one. A practice database has a day of its own: then it is this
/// time of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Time of the entry, UTC+8.
    pub at: DateTime<FixedOffset>,
    /// The bureau's local date; a practice database has its own.
    pub today: NaiveDate,
}

impl Moment {
    /// Now, or at this time of a made-up day.
    #[must_use]
    pub fn at(now: DateTime<FixedOffset>, made_up: Option<NaiveDate>) -> Self {
        let at = made_up.and_then(|day| day.and_time(now.time()).and_local_timezone(*now.offset()).single());
        let at = at.unwrap_or(now);
        Self { at, today: at.date_naive() }
    }
}

/// What a command acts on, loaded whole.
pub trait Facts: Sized {
    /// Which kind of subject this is.
    const SUBJECT: Subject;

    /// Loads it, with the settings that hold for it.
    ///
    /// # Errors
    /// When there is no such record, or the database can't be read.
    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault>;
    /// The bureau it belongs to (属地).
    fn bureau(&self) -> BureauId;
    /// The bureau of the place, where what it is about takes place in another division-city (R23-2).
    fn host(&self) -> Option<BureauId> {
        None
    }
    /// Its public number, if it has one.
    fn no(&self) -> Option<RecordNo>;
    /// Its version, if it has one.
    fn version(&self) -> Option<i64>;
    /// Where it stands, if commands depend on that.
    fn stage(&self) -> Option<Stage> {
        None
    }
    /// What that is called, of a record of its kind.
    fn stage_label(&self, stage: Stage) -> Text {
        stage.label()
    }
    /// What of it is not said in the clear.
    fn secrets(&self) -> Option<&Secrets> {
        None
    }
    /// Occupations of which a judgement about it wants what the catalogue says (Art. 4).
    fn occupations(&self) -> Vec<OccupationCode> {
        Vec::new()
    }
}

/// What names the subject of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A record.
    Record(RecordNo),
    /// A bureau.
    Bureau(BureauId),
}

/// A bureau as the subject of an act that has no record yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office(pub BureauId);

/// Who acts, when, on what.
#[derive(Debug)]
pub struct Scene<F> {
    /// The actor.
    pub actor: Staff,
    /// When.
    pub moment: Moment,
    /// The subject.
    pub facts: F,
    /// Working days as the subject's bureau counts them.
    pub calendar: Calendar,
    /// Settings: the bureau's of today, or those the case pinned.
    pub settings: Settings,
    /// Templates that the subject's bureau put in the place of the shipped ones.
    pub templates: Templates,
    /// What the catalogue says of the occupations that the record, or the input, is about (Art. 4).
    pub listed: Vec<ListedOccupation>,
}

impl<F: Facts> Scene<F> {
    /// Loads the scene of an act.
    ///
    /// # Errors
    /// When the subject isn't there, is a foreign bureau's, or the database can't be read.
    pub fn load(sql: &dyn Sql, actor: &Staff, moment: Moment, key: &Key) -> Result<Self, Fault> {
        let (facts, settings) = F::load(sql, key, moment.today)?;
        let calendar = premises::calendar(sql, facts.bureau())?;
        let listed = store::occupations::listed(sql, &facts.occupations())?;
        let templates = store::templates::of_bureau(sql, facts.bureau())?;
        let scene = Self { actor: actor.clone(), moment, facts, calendar, settings, templates, listed };
        if scene.relation() == Relation::Foreign {
            return Err(Fault::NotPermitted(say!(
                "该记录属{b}管辖, 不属本局 (第三条)",
                "the record is under {b}, not under your bureau (Art. 3)",
                b = scene.facts.bureau().label()
            )));
        }
        Ok(scene)
    }

    /// The settings in their written form, for a record that pins them.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn settings_written(&self) -> Result<String, Fault> {
        serde_json::to_string(&self.settings).map_err(|e| Fault::Io(Text::same(e.to_string())))
    }

    /// How the actor's bureau stands to the subject's.
    #[must_use]
    pub fn relation(&self) -> Relation {
        Relation::with_host(self.actor.bureau, self.facts.bureau(), self.facts.host())
    }

    /// Whether the actor may give a command here, by role and relation.
    ///
    /// # Errors
    /// Why not, and who may.
    pub fn permits(&self, spec: &Spec) -> Result<(), Text> {
        may_as(spec, &self.actor, self.relation(), self.facts.bureau())
    }
}

/// Whether somebody may give a command on a bureau's record, by role and relation: the one judgement of that.
///
/// # Errors
/// Why not, and who may.
pub fn may(spec: &Spec, actor: &Staff, bureau: BureauId) -> Result<(), Text> {
    may_as(spec, actor, Relation::of(actor.bureau, bureau), bureau)
}

/// The same, for a relation that is known.
///
/// # Errors
/// As [`may`].
pub fn may_as(spec: &Spec, actor: &Staff, relation: Relation, bureau: BureauId) -> Result<(), Text> {
    if !actor.active {
        return Err(Text::new("账户已停用; 请联系管理员", "the account is closed: ask the administrator"));
    }
    if spec.who.iter().any(|g| g.relation == relation && actor.is(g.role)) {
        return Ok(());
    }
    let mut roles: Vec<Text> = Vec::new();
    for grant in spec.who {
        if !roles.contains(&grant.role.label()) {
            roles.push(grant.role.label());
        }
    }
    // What the Corps' bodies do with the bureaus' records they do with their own as well: that grant stands behind.
    let office = match spec.who.first().map(|grant| grant.relation) {
        Some(Relation::Above) => Text::new("兵团人社局、评价管理机构", "the Corps bodies"),
        Some(Relation::Host) => Text::new("活动所在地局", "the bureau where it is held"),
        _ => bureau.label(),
    };
    Err(say!(
        "「{c}」由{b}的{r}人员办理",
        "'{c}' is for the {r} of {b}",
        c = spec.label,
        b = office,
        r = Text::join(&roles)
    ))
}

impl Facts for Office {
    const SUBJECT: Subject = Subject::Bureau;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let Key::Bureau(bureau) = key else {
            return Err(Fault::input(Text::new("此命令不针对记录", "this command takes no record")));
        };
        Ok((Self(*bureau), premises::settings(sql, *bureau, today)?))
    }

    fn bureau(&self) -> BureauId {
        self.0
    }

    fn no(&self) -> Option<RecordNo> {
        None
    }

    fn version(&self) -> Option<i64> {
        None
    }
}

impl Facts for Agency {
    const SUBJECT: Subject = Subject::Agency;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let agency = match key {
            Key::Record(no) => store::agencies::by_no(sql, *no)?.ok_or_else(|| missing(*no))?,
            Key::Bureau(_) => return Err(Fault::field("agency", needed())),
        };
        let settings = premises::settings(sql, agency.facts.bureau, today)?;
        let known = premises::known(sql, agency.id, today)?;
        Ok((Self { known, ..agency }, settings))
    }

    fn bureau(&self) -> BureauId {
        self.facts.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Facts for CaseFile {
    const SUBJECT: Subject = Subject::Case;

    fn load(sql: &dyn Sql, key: &Key, _: NaiveDate) -> Result<(Self, Settings), Fault> {
        match key {
            Key::Record(no) => {
                let (file, pinned) = store::cases::for_judgement(sql, *no)?.ok_or_else(|| missing(*no))?;
                Ok((file, premises::pinned(&pinned)?))
            }
            Key::Bureau(_) => Err(Fault::field("case", needed())),
        }
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Case(self.status))
    }

    fn secrets(&self) -> Option<&Secrets> {
        Some(&self.secrets)
    }
}

impl Facts for FilingFile {
    const SUBJECT: Subject = Subject::Filing;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        match key {
            Key::Record(no) => {
                let (mut file, pinned) = store::filings::file(sql, *no)?.ok_or_else(|| missing(*no))?;
                file.agency.known = premises::known(sql, file.agency.id, today)?;
                premises::equip(sql, &mut file, today)?;
                file.order = premises::order(sql, &file, today)?;
                Ok((file, premises::pinned(&pinned)?))
            }
            Key::Bureau(_) => Err(Fault::field("filing", needed())),
        }
    }

    fn occupations(&self) -> Vec<OccupationCode> {
        self.assessed_scopes().iter().map(|scope| scope.occupation).collect()
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Filing(self.status))
    }

    fn stage_label(&self, _: Stage) -> Text {
        self.status.label_for(self.kind)
    }
}

impl Facts for Complaint {
    const SUBJECT: Subject = Subject::Complaint;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let complaint = match key {
            Key::Record(no) => store::complaints::by_no(sql, *no)?.ok_or_else(|| missing(*no))?,
            Key::Bureau(_) => return Err(Fault::field("complaint", needed())),
        };
        let settings = premises::settings(sql, complaint.bureau, today)?;
        Ok((complaint, settings))
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Facts for ActivityFile {
    const SUBJECT: Subject = Subject::Activity;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let mut file = match key {
            Key::Record(no) => store::activities::file(sql, *no)?.ok_or_else(|| missing(*no))?,
            Key::Bureau(_) => return Err(Fault::field("activity", needed())),
        };
        file.agency.known = premises::known(sql, file.agency.id, today)?;
        let settings = premises::settings(sql, file.bureau, today)?;
        Ok((file, settings))
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn host(&self) -> Option<BureauId> {
        self.host
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Activity(self.status))
    }
}

impl Facts for DrawFile {
    const SUBJECT: Subject = Subject::Draw;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let file = match key {
            Key::Record(no) => store::draws::file(sql, *no)?.ok_or_else(|| missing(*no))?,
            Key::Bureau(_) => return Err(Fault::field("draw", needed())),
        };
        let settings = premises::settings(sql, file.bureau, today)?;
        Ok((file, settings))
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Facts for VisitFile {
    const SUBJECT: Subject = Subject::Visit;

    fn load(sql: &dyn Sql, key: &Key, today: NaiveDate) -> Result<(Self, Settings), Fault> {
        let mut file = match key {
            Key::Record(no) => store::visits::file(sql, *no)?.ok_or_else(|| missing(*no))?,
            Key::Bureau(_) => return Err(Fault::field("supervision", needed())),
        };
        file.agency.known = premises::known(sql, file.agency.id, today)?;
        let settings = premises::settings(sql, file.bureau, today)?;
        Ok((file, settings))
    }

    fn bureau(&self) -> BureauId {
        self.bureau
    }

    fn no(&self) -> Option<RecordNo> {
        Some(self.no)
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

fn missing(no: RecordNo) -> Fault {
    Fault::input(say!("没有记录 {n}", "there is no record {n}", n = no.to_string()))
}

const fn needed() -> Text {
    Text::new("请指明针对哪条记录", "say which record it is about")
}
