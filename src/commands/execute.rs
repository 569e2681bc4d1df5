//! The one choke point for writes: permission, jurisdiction, requirements, versions, idempotency, audit.

use serde_json::{Map, Value, json};

use super::cases::paper;
use super::cases::reveal::SHOWN;
use super::entry::{Done, Entry};
use super::fault::{Clash, Fault};
use super::scene::{Facts, Key, Moment, Scene};
use super::spec::Spec;
use super::{catalogue, clocks, input, recount};
use crate::law::requirement::Requirement;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{self, Sql, Store, audit};
use crate::text::Text;

/// A command as it comes in: from a form, the command line, a scenario file, an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Name of the command.
    pub name: String,
    /// Fields.
    pub fields: Map<String, Value>,
    /// The command's own id; the same id twice is one act. Made up when absent.
    pub id: Option<String>,
    /// The version of the record that the actor saw; not checked when absent.
    pub version: Option<i64>,
}

impl Request {
    /// A request with fields from a JSON object.
    #[must_use]
    pub fn new(name: &str, fields: Value) -> Self {
        let fields = if let Value::Object(map) = fields { map } else { Map::new() };
        Self { name: name.to_owned(), fields, id: None, version: None }
    }
}

/// What came of a request that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Public number of the record, or the id of the act where there is none.
    pub id: String,
    /// Version of the record now.
    pub version: Option<i64>,
    /// What else is worth telling.
    pub more: Map<String, Value>,
    /// Whether everything stood so already, and nothing was written.
    pub unchanged: bool,
}

/// Executes one command in a transaction of its own, and what it left of a recount after it.
///
/// # Errors
/// Why it was not done; then nothing was written.
pub fn execute(store: &mut Store, actor: &Staff, moment: Moment, request: &Request) -> Result<Reply, Fault> {
    let reply = execute_once(store, actor, moment, request)?;
    if recount::is_left(&reply) {
        let rest = recount::finish(store, actor, moment, &mut |_, _| {})?;
        return Ok(recount::whole(reply, rest));
    }
    Ok(reply)
}

/// Executes one command in a transaction of its own. A recount that it began is left to be gone on with: for who has to draw
/// meanwhile.
///
/// # Errors
/// Why it was not done; then nothing was written.
pub fn execute_once(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    request: &Request,
) -> Result<Reply, Fault> {
    let tx = store.begin()?;
    let reply = perform(&tx, actor, moment, request)?;
    tx.commit()?;
    Ok(reply)
}

/// Whether a batch is kept, or only tried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Kept.
    Yes,
    /// Judged and written like the real thing, then taken back (试运行).
    No,
}

/// Executes several commands in one transaction: all of them, or none.
///
/// # Errors
/// Which one was not done, and why; then nothing was written.
pub fn execute_all(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    requests: &[Request],
    keep: Keep,
    mut progress: impl FnMut(usize),
) -> Result<Vec<Reply>, (usize, Fault)> {
    let tx = store.begin().map_err(|e| (0, e.into()))?;
    let mut replies = Vec::with_capacity(requests.len());
    for (at, request) in requests.iter().enumerate() {
        replies.push(perform(&tx, actor, moment, request).map_err(|fault| (at, fault))?);
        progress(at + 1);
    }
    if keep == Keep::Yes {
        tx.commit().map_err(|e| (requests.len(), e.into()))?;
    }
    Ok(replies)
}

/// Executes several commands in one transaction, each seeing those before it; one that is refused leaves nothing and doesn't
/// stop the others. `keep` sees what became of them, and says whether they are kept.
///
/// # Errors
/// When the database can't be read or written; then nothing was written.
pub fn execute_good(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    requests: &[Request],
    keep: impl FnOnce(&[Result<Reply, Fault>]) -> Keep,
    mut progress: impl FnMut(usize),
) -> Result<Vec<Result<Reply, Fault>>, Fault> {
    let tx = store.begin()?;
    let mut all = Vec::with_capacity(requests.len());
    for request in requests {
        all.push(by_itself(&tx, actor, moment, request)?);
        progress(all.len());
    }
    if keep(&all) == Keep::Yes {
        tx.commit()?;
    }
    Ok(all)
}

/// Executes several commands within an act that is under way, each judged for itself and standing in the history of its record;
/// one that is refused leaves nothing and doesn't stop the others.
///
/// # Errors
/// When the database can't be read or written.
pub(super) fn within(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    requests: &[Request],
) -> Result<Vec<Result<Reply, Fault>>, Fault> {
    requests.iter().map(|request| by_itself(sql, actor, moment, request)).collect()
}

/// One of several: what is refused is taken back, and the rest stands.
fn by_itself(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    request: &Request,
) -> Result<Result<Reply, Fault>, Fault> {
    sql.execute("SAVEPOINT one", &[])?;
    let done = perform(sql, actor, moment, request);
    if let Err(Fault::Io(why)) = done {
        return Err(Fault::Io(why));
    }
    if done.is_err() {
        sql.execute("ROLLBACK TO one", &[])?;
    }
    sql.execute("RELEASE one", &[])?;
    Ok(done)
}

/// Executes several commands, each in a transaction of its own: one that is refused doesn't stop the others.
pub fn execute_each(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    requests: &[Request],
    keep: Keep,
    mut progress: impl FnMut(usize),
) -> Vec<Result<Reply, Fault>> {
    let mut one = |request: &Request| -> Result<Reply, Fault> {
        let tx = store.begin()?;
        let reply = perform(&tx, actor, moment, request)?;
        if keep == Keep::Yes {
            tx.commit()?;
        }
        Ok(reply)
    };
    let mut all = Vec::with_capacity(requests.len());
    for request in requests {
        all.push(one(request));
        progress(all.len());
    }
    all
}

fn perform(sql: &dyn Sql, actor: &Staff, moment: Moment, request: &Request) -> Result<Reply, Fault> {
    let id = match &request.id {
        Some(id) => input::request_id(id)?.to_owned(),
        None => uuid::Uuid::now_v7().to_string(),
    };
    let actor = account(sql, actor)?;
    let call = Call { sql, actor: &actor, moment, request, id: &id };
    let found = catalogue::find(&request.name);
    let reply = match &found {
        Some(catalogue::Found::Office(entry)) => call.act(entry),
        Some(catalogue::Found::Agency(entry)) => call.act(entry),
        Some(catalogue::Found::Case(entry)) => call.act(entry),
        Some(catalogue::Found::Complaint(entry)) => call.act(entry),
        Some(catalogue::Found::Filing(entry)) => call.act(entry),
        Some(catalogue::Found::Activity(entry)) => call.act(entry),
        Some(catalogue::Found::Draw(entry)) => call.act(entry),
        Some(catalogue::Found::Visit(entry)) => call.act(entry),
        None => Err(Fault::input(catalogue::unknown(&request.name))),
    };
    reply.map_err(|fault| fault.labelled(found.map_or(&[], |found| found.spec().fields)))
}

fn account(sql: &dyn Sql, actor: &Staff) -> Result<Staff, Fault> {
    store::staff::by_login(sql, &actor.login)?.filter(|s| s.active).ok_or_else(|| {
        Fault::NotPermitted(say!(
            "账户 {l} 不存在或已停用",
            "account {l} isn't there or is closed",
            l = actor.login
        ))
    })
}

/// What a request would do.
#[derive(Debug)]
pub struct Preview {
    /// The requirements, judged with the input.
    pub requirements: Vec<Requirement>,
    /// What it would come to.
    pub told: Vec<Text>,
    /// Pages of the document that it would draft or issue, if any; empty when the requirements refuse.
    pub pages: Vec<Vec<String>>,
}

/// Carries a request out in a transaction that is rolled back, to show what it would do.
///
/// # Errors
/// As [`execute`], but unmet requirements are shown in the preview.
pub fn preview(store: &Store, actor: &Staff, moment: Moment, request: &Request) -> Result<Preview, Fault> {
    store.rehearse(|sql| {
        let actor = account(sql, actor)?;
        let call = Call { sql, actor: &actor, moment, request, id: "" };
        match catalogue::find(&request.name) {
            Some(catalogue::Found::Office(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Agency(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Case(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Complaint(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Filing(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Activity(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Draw(entry)) => call.rehearse(entry),
            Some(catalogue::Found::Visit(entry)) => call.rehearse(entry),
            None => Err(Fault::input(catalogue::unknown(&request.name))),
        }
    })?
}

/// One request under way.
struct Call<'a> {
    sql: &'a dyn Sql,
    actor: &'a Staff,
    moment: Moment,
    request: &'a Request,
    id: &'a str,
}

impl Call<'_> {
    fn act<F: Facts>(&self, entry: &Entry<F>) -> Result<Reply, Fault> {
        let fields = input::check(self.sql, entry.spec, &self.request.fields)?;
        let written = Value::Object(input::for_the_audit(entry.spec, &fields));
        let private = input::private_hash(entry.spec, &fields);
        if let Some(reply) = self.done_before(written.clone(), private.as_deref())? {
            return Ok(reply);
        }
        let scene = self.scene(entry, &fields)?;
        let requirements = entry.judge(&scene, Some(&fields))?;
        if requirements.iter().any(|r| r.refuses()) {
            return Err(Fault::Refused(requirements));
        }
        let done = entry.apply(&scene, self.sql, &fields)?;
        if done.unchanged {
            let id = done.no.map_or_else(|| self.id.to_owned(), |no| no.to_string());
            return Ok(Reply { id, version: done.version, more: done.more, unchanged: true });
        }
        if let Some(no) = done.no {
            clocks::refresh(self.sql, no, self.moment.today)?;
        }
        if let Some(hash) = &private {
            audit::keep_private(self.sql, self.id, hash)?;
        }
        self.record(entry.spec, &scene, done, written)
    }

    /// As [`Call::act`], but nothing is recorded: the caller rolls back.
    fn rehearse<F: Facts>(&self, entry: &Entry<F>) -> Result<Preview, Fault> {
        let fields = input::check(self.sql, entry.spec, &self.request.fields)?;
        let scene = self.scene(entry, &fields)?;
        let mut requirements = entry.judge(&scene, Some(&fields))?;
        // What stands in the way is read first.
        requirements.sort_by_key(Requirement::urgency);
        if requirements.iter().any(Requirement::refuses) {
            return Ok(Preview { requirements, told: Vec::new(), pages: Vec::new() });
        }
        let done = entry.apply(&scene, self.sql, &fields)?;
        let made = ["document", "proof", "approved"].iter().find_map(|name| done.more.get(*name));
        // What an act on a filing issues: the first of its documents is shown.
        let made = made.or_else(|| done.more.get("papers").and_then(|papers| papers.get(0)?.get("document")));
        let pages = match made.and_then(Value::as_str).and_then(|no| no.parse().ok()) {
            Some(no) => paper::preview(self.sql, self.actor, self.moment, no)?.1,
            None => Vec::new(),
        };
        Ok(Preview { requirements, told: done.told, pages })
    }

    /// The scene of the act, if the actor may act on it and saw it as it is.
    fn scene<F: Facts>(&self, entry: &Entry<F>, fields: &Map<String, Value>) -> Result<Scene<F>, Fault> {
        let key = self.key(entry, fields)?;
        let mut scene = Scene::<F>::load(self.sql, self.actor, self.moment, &key)?;
        scene.listed.extend(store::occupations::listed(self.sql, &entry.occupations(fields))?);
        scene.permits(entry.spec).map_err(Fault::NotPermitted)?;
        self.check_version(entry, &scene, fields)?;
        Ok(scene)
    }

    fn key<F: Facts>(&self, entry: &Entry<F>, fields: &Map<String, Value>) -> Result<Key, Fault> {
        let Some(name) = F::SUBJECT.field() else { return Ok(Key::Bureau(entry.office(fields, self.actor))) };
        let no = fields.get(name).and_then(Value::as_str).unwrap_or_default();
        no.parse().map(Key::Record).map_err(|e| Fault::field(name, e))
    }

    /// The reply of the same act, if this id was used for it; a different act under the same id is a fault.
    fn done_before(&self, mut written: Value, private: Option<&str>) -> Result<Option<Reply>, Fault> {
        let Some(entry) = audit::find_request(self.sql, self.id)? else { return Ok(None) };
        let kept = audit::private(self.sql, self.id)?;
        // What is hidden since, or was from the first, makes no other act of it.
        let mut then: Value = serde_json::from_str(&entry.fields).unwrap_or_default();
        if let Ok(no) = entry.subject.parse() {
            let secrets = store::persons::secrets(self.sql, no)?;
            input::hide(&secrets, &mut written);
            input::hide(&secrets, &mut then);
        }
        if entry.command != self.request.name
            || then != written
            || entry.actor != self.actor.login
            || kept.is_some_and(|kept| private != Some(kept.as_str()))
        {
            return Err(Fault::input(say!(
                "操作编号 {i} 已用于另一操作",
                "the id {i} was used for another act",
                i = self.id
            )));
        }
        let mut more: Map<String, Value> = serde_json::from_str(&entry.result).unwrap_or_default();
        more.remove(store::seals::SEALED);
        let version = more.remove("version").and_then(|v| v.as_i64());
        let id = more.remove("id").and_then(|v| v.as_str().map(str::to_owned)).unwrap_or(entry.request_id);
        Ok(Some(Reply { id, version, more, unchanged: false }))
    }

    fn check_version<F: Facts>(
        &self,
        entry: &Entry<F>,
        scene: &Scene<F>,
        fields: &Map<String, Value>,
    ) -> Result<(), Fault> {
        let (Some(seen), Some(now)) = (self.request.version, scene.facts.version()) else { return Ok(()) };
        if seen == now {
            return Ok(());
        }
        let standing = entry.prefill(scene);
        let clashes = standing
            .into_iter()
            .filter(|(name, theirs)| fields.get(name) != Some(theirs))
            .map(|(field, theirs)| Clash {
                yours: fields.get(&field).cloned().unwrap_or(Value::Null),
                field,
                theirs,
            })
            .collect();
        Err(Fault::Conflict {
            text: say!(
                "记录已变动 (您看到的是第 {s} 版, 现为第 {n} 版){w}; 没有保存, 您录入的内容仍在",
                "the record was changed (you saw version {s}, it is now {n}){w}: nothing was saved, what you typed is still there",
                s = seen,
                n = now,
                w = self.last_act(scene)?
            ),
            clashes,
        })
    }

    /// Who did what last with the record, and when.
    fn last_act<F: Facts>(&self, scene: &Scene<F>) -> Result<Text, Fault> {
        let Some(no) = scene.facts.no() else { return Ok(Text::default()) };
        let history = audit::history(self.sql, &no.to_string(), i64::MAX, 1)?;
        let Some(last) = history.first() else { return Ok(Text::default()) };
        let who =
            store::staff::by_login(self.sql, &last.actor)?.map_or_else(|| last.actor.clone(), |s| s.name);
        let what = catalogue::find(&last.command).map(|found| found.spec().label.clone());
        // The day is the bureau's, in a practice database too; of the time hour and minute, in the bureau's own zone.
        let at = format!("{} {}", last.act_on, last.at.get(11..16).unwrap_or_default());
        Ok(say!(
            ", 最近: {w} {a} {c}",
            ", last by {w}, {a}: {c}",
            w = who,
            a = at,
            c = what.unwrap_or_else(|| Text::same(last.command.as_str()))
        ))
    }

    fn record<F: Facts>(
        &self,
        spec: &Spec,
        scene: &Scene<F>,
        mut done: Done,
        mut written: Value,
    ) -> Result<Reply, Fault> {
        let subject = done.no.or(scene.facts.no()).map(|no| no.to_string()).unwrap_or_default();
        let id = if subject.is_empty() { self.id.to_owned() } else { subject.clone() };
        let mut result = json!({ "id": id, "version": done.version });
        if let Value::Object(map) = &mut result {
            map.extend(done.more.clone());
        }
        // As it stands now: the act itself may have put on file what is hidden.
        if let Some(no) = done.no.or(scene.facts.no()) {
            let secrets = store::persons::secrets(self.sql, no)?;
            input::hide_words(&secrets, spec, &mut written);
            input::hide(&secrets, &mut result);
            // What the act itself shows alone is told in the clear.
            let others = done.more.iter_mut().filter(|(name, _)| *name != SHOWN);
            others.for_each(|(_, value)| input::hide(&secrets, value));
        }
        audit::append(
            self.sql,
            &audit::Act {
                at: self.moment.at,
                act_on: self.moment.today,
                actor: &self.actor.login,
                bureau: scene.facts.bureau(),
                command: &self.request.name,
                request_id: self.id,
                subject: &subject,
                fields: &written.to_string(),
                result: &result.to_string(),
            },
        )?;
        Ok(Reply { id, version: done.version, more: done.more, unchanged: false })
    }
}
