//! An entry of the catalogue: a command's declaration with its judgement and its effect.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::fault::Fault;
use super::scene::{Facts, Scene};
use super::spec::{From, Order, Spec};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::bureau::BureauId;
use crate::records::ids::RecordNo;
use crate::records::occupation::OccupationCode;
use crate::records::staff::Staff;
use crate::say;
use crate::store::Sql;
use crate::text::Text;

/// The fields of a command, by name.
pub type Fields = Map<String, Value>;

type Judge<F> = fn(&Scene<F>, Option<&Fields>) -> Result<Vec<Requirement>, Fault>;
type Apply<F> = fn(&Scene<F>, &dyn Sql, &Fields) -> Result<Done, Fault>;

/// What an act leads to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Done {
    /// The record made or changed.
    pub no: Option<RecordNo>,
    /// Its version now.
    pub version: Option<i64>,
    /// What else is worth telling (the number of a document, a date).
    pub more: Fields,
    /// Nothing was changed: there is nothing to put on the audit chain.
    pub unchanged: bool,
    /// What it comes to, for who looks before it is done; no part of the record.
    pub told: Vec<Text>,
}

impl Done {
    /// An act on a record.
    #[must_use]
    pub fn on(no: RecordNo, version: i64) -> Self {
        Self { no: Some(no), version: Some(version), ..Self::default() }
    }

    /// The record stood as it was wanted already.
    #[must_use]
    pub fn unchanged(no: RecordNo, version: i64) -> Self {
        Self { unchanged: true, ..Self::on(no, version) }
    }

    /// Adds to a list of what is worth telling.
    #[must_use]
    pub fn and(mut self, name: &str, value: impl Into<Value>) -> Self {
        match self.more.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(all) => all.push(value.into()),
            other => *other = Value::Array(vec![value.into()]),
        }
        self
    }

    /// Adds a line to what is shown before it is done.
    #[must_use]
    pub fn telling(mut self, line: Text) -> Self {
        self.told.push(line);
        self
    }

    /// Adds something worth telling.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }
}

/// Where an act stands among what can be done with a record, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// The facts ask for it.
    Asked,
    /// As any other.
    Usual,
    /// Nothing in the facts asks for it.
    Behind,
    /// Done already, or leading on no more: it can be done once more.
    Done,
}

impl Turn {
    /// Done, where it was.
    #[must_use]
    pub const fn done_if(done: bool) -> Self {
        if done { Self::Done } else { Self::Usual }
    }
}

/// A command: typed input, judgement, effect. Declared with [`command!`](crate::command).
pub trait Command: Serialize + DeserializeOwned {
    /// What it acts on.
    type Facts: Facts;

    /// The requirements, with the input where there is one already. Pure.
    fn judge(scene: &Scene<Self::Facts>, input: Option<&Self>) -> Vec<Requirement>;

    /// Writes the change. Called inside the transaction, after the judgement let it pass.
    ///
    /// # Errors
    /// When the input turns out wrong against the database, or the database refuses.
    fn apply(&self, scene: &Scene<Self::Facts>, sql: &dyn Sql) -> Result<Done, Fault>;

    /// What the form starts with: for an amendment, the values that stand in the record.
    fn prefill(_scene: &Scene<Self::Facts>) -> Fields {
        Map::new()
    }

    /// Fields that are of no use for what it acts on: a form leaves them out.
    fn left_out(_scene: &Scene<Self::Facts>) -> &'static [&'static str] {
        &[]
    }

    /// Where it stands among what can be done.
    fn turn(_scene: &Scene<Self::Facts>) -> Turn {
        Turn::Usual
    }

    /// Whether the input names occupations.
    const NAMES_OCCUPATIONS: bool = false;

    /// Occupations that the input names, of which the judgement wants what the catalogue says (Art. 4).
    fn occupations(&self) -> Vec<OccupationCode> {
        Vec::new()
    }

    /// The bureau acted on, for commands without a record: the actor's own unless the input names one.
    fn office(_fields: &Fields, actor: &Staff) -> BureauId {
        actor.bureau
    }
}

/// A command in the catalogue, its type erased.
pub struct Entry<F> {
    /// The declaration.
    pub spec: &'static Spec,
    judge: Judge<F>,
    apply: Apply<F>,
    prefill: fn(&Scene<F>) -> Fields,
    turn: fn(&Scene<F>) -> Turn,
    left_out: fn(&Scene<F>) -> &'static [&'static str],
    office: fn(&Fields, &Staff) -> BureauId,
    occupations: fn(&Fields) -> Vec<OccupationCode>,
}

impl<F: Facts> Entry<F> {
    /// The entry of a command.
    #[must_use]
    pub const fn of<C: Command<Facts = F>>(spec: &'static Spec) -> Self {
        Self {
            spec,
            judge: |scene, fields| {
                let input = fields.map(typed::<C>).transpose()?;
                Ok(C::judge(scene, input.as_ref()))
            },
            apply: |scene, sql, fields| typed::<C>(fields)?.apply(scene, sql),
            prefill: C::prefill,
            turn: C::turn,
            left_out: C::left_out,
            office: C::office,
            // What is no input names none: the judgement says what is wrong with it.
            occupations: |fields| match C::NAMES_OCCUPATIONS {
                true => typed::<C>(fields).map(|input| input.occupations()).unwrap_or_default(),
                false => Vec::new(),
            },
        }
    }

    /// The requirements of the command here and now; with the input, once there is one.
    ///
    /// # Errors
    /// When the input doesn't have the command's types.
    pub fn judge(&self, scene: &Scene<F>, fields: Option<&Fields>) -> Result<Vec<Requirement>, Fault> {
        let mut all = (self.judge)(scene, fields)?;
        if let Some(wrong) = out_of_order(self.spec, scene) {
            all.push(wrong);
        }
        // Everybody who sees the record reads these (H4-1).
        if let Some(secrets) = scene.facts.secrets().filter(|secrets| !secrets.is_empty()) {
            all.iter_mut().for_each(|requirement| requirement.text = secrets.hide_both(&requirement.text));
        }
        Ok(all)
    }

    /// Where it stands among what can be done.
    pub fn turn(&self, scene: &Scene<F>) -> Turn {
        (self.turn)(scene)
    }

    /// Whether the record is in a state from which the command goes.
    pub fn in_state(&self, scene: &Scene<F>) -> bool {
        out_of_order(self.spec, scene).is_none()
    }

    pub(super) fn apply(&self, scene: &Scene<F>, sql: &dyn Sql, fields: &Fields) -> Result<Done, Fault> {
        (self.apply)(scene, sql, fields)
    }

    /// What the form starts with.
    ///
    /// A form opens without an act: what is hidden isn't put into it (H4-1).
    pub fn prefill(&self, scene: &Scene<F>) -> Fields {
        let mut fields = (self.prefill)(scene);
        if let Some(secrets) = scene.facts.secrets().filter(|secrets| !secrets.is_empty()) {
            fields.retain(|_, value| !value.as_str().is_some_and(|text| secrets.stand_in(text)));
        }
        fields
    }

    /// Fields that a form leaves out.
    pub fn left_out(&self, scene: &Scene<F>) -> &'static [&'static str] {
        (self.left_out)(scene)
    }

    /// Occupations that the input names.
    pub(super) fn occupations(&self, fields: &Fields) -> Vec<OccupationCode> {
        (self.occupations)(fields)
    }

    /// The bureau acted on, for commands without a record.
    pub fn office(&self, fields: &Fields, actor: &Staff) -> BureauId {
        (self.office)(fields, actor)
    }
}

fn typed<C: Command>(fields: &Fields) -> Result<C, Fault> {
    serde_json::from_value(Value::Object(fields.clone())).map_err(|e| {
        Fault::input(say!("字段有误: {e}", "wrong fields: {e}", e = Text::of_debug(&e.to_string())))
    })
}

/// The steps of a case follow in their order (H2-1).
fn out_of_order<F: Facts>(spec: &Spec, scene: &Scene<F>) -> Option<Requirement> {
    let now = scene.facts.stage()?;
    let mend = match spec.from.leaves_out(now)? {
        Order::Early => Mend::Somebody(Text::new("先办完前面的步骤", "finish the steps before it")),
        Order::Over => Mend::Nothing,
    };
    let (now, wanted) = (scene.facts.stage_label(now), Text::join(&spec.from.labels()));
    Some(Requirement::unmet(
        RuleId::H2_1,
        match spec.from {
            From::Filing(_) => say!(
                "备案现为「{n}」, 此步在「{w}」办理",
                "the filing is at '{n}'; this step belongs to '{w}'",
                n = now,
                w = wanted
            ),
            From::Activity(_) => say!(
                "活动现为「{n}」, 此步在「{w}」办理",
                "the activity is at '{n}'; this step belongs to '{w}'",
                n = now,
                w = wanted
            ),
            _ => say!(
                "案件现为「{n}」, 此步在「{w}」办理",
                "the case is at '{n}'; this step belongs to '{w}'",
                n = now,
                w = wanted
            ),
        },
        mend,
    ))
}
