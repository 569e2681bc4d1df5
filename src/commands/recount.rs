//! Going on with a recount (重算期限) that one transaction did not finish: part by part, each a transaction and an entry of the
//! audit chain, so that others read and write meanwhile.

use serde_json::{Value, json};

use super::execute::Reply;
use super::fault::Fault;
use super::office::{self, calendar};
use super::scene::Moment;
use super::{catalogue, clocks, scene};
use crate::records::staff::Staff;
use crate::store::{Sql, Store, about, audit, recounts};

/// The name under which the entries of its parts stand.
pub const RECOUNT: &str = "recount-deadlines";

/// Under this name a reply says that the act left a recount to be gone on with.
pub const LEFT: &str = "recounting";

/// Whether somebody may go on with a recount: who may begin one.
///
/// # Errors
/// When the database can't be read.
pub fn may(sql: &dyn Sql, actor: &Staff) -> Result<bool, Fault> {
    let of_all = office::is_keeper(actor.bureau, about::read(sql)?.bureau);
    let granted =
        catalogue::find(RECOUNT).is_some_and(|found| scene::may(found.spec(), actor, actor.bureau).is_ok());
    Ok(of_all && granted)
}

/// Whether an act left a recount.
#[must_use]
pub fn is_left(reply: &Reply) -> bool {
    reply.more.get(LEFT) == Some(&Value::Bool(true))
}

/// Goes on until it is done; what moved of the records that the actor may see. `progress` hears how many are done, of how many.
///
/// # Errors
/// When the database refuses; what is done stays, and the rest can be gone on with.
pub fn finish(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    progress: &mut dyn FnMut(i64, i64),
) -> Result<Vec<Value>, Fault> {
    let mut all = Vec::new();
    while let Some(part) = part(store, actor, moment)? {
        progress(part.done, part.total);
        all.extend(part.moved);
    }
    Ok(all)
}

/// A part of a recount that was done.
#[derive(Debug)]
pub struct Part {
    /// How many records are reckoned now.
    pub done: i64,
    /// Of how many.
    pub total: i64,
    /// What moved in it of the records that the actor may see.
    pub moved: Vec<Value>,
}

/// Does the next part, in a transaction of its own; none where nothing is left.
///
/// # Errors
/// When the database refuses; the parts before it stay.
pub fn part(store: &mut Store, actor: &Staff, moment: Moment) -> Result<Option<Part>, Fault> {
    let Some(before) = recounts::pending(store)? else { return Ok(None) };
    let tx = store.begin()?;
    let moved = clocks::part(&tx, moment.today)?;
    record(&tx, actor, moment, moved.len())?;
    let done = recounts::pending(&tx)?.map_or(before.total, |now| now.done);
    tx.commit()?;
    let moved = calendar::seen(actor, moved).iter().map(|moved| json!(moved)).collect();
    Ok(Some(Part { done, total: before.total, moved }))
}

fn record(sql: &dyn Sql, actor: &Staff, moment: Moment, moved: usize) -> Result<(), Fault> {
    let id = uuid::Uuid::now_v7().to_string();
    audit::append(
        sql,
        &audit::Act {
            at: moment.at,
            act_on: moment.today,
            actor: &actor.login,
            bureau: actor.bureau,
            command: RECOUNT,
            request_id: &id,
            subject: "",
            fields: "{}",
            result: &json!({ "id": id, "version": null, "moved": moved }).to_string(),
        },
    )?;
    Ok(())
}

/// A reply with what the rest of its recount moved.
#[must_use]
pub fn whole(mut reply: Reply, rest: Vec<Value>) -> Reply {
    reply.more.remove(LEFT);
    if let Some(Value::Array(moved)) = reply.more.get_mut("moved") {
        moved.extend(rest);
    }
    reply
}
