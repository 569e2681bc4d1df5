//! What every layer may use: the open database, who sits here, the clock, the look, a line to say something in.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde_json::Value;

use super::finder::FinderSlot;
use super::theme::Look;
use super::worker::Outgoing;
use crate::commands::execute::{self, Reply, Request};
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::commands::{premises, recount};
use crate::law::calendar::Calendar;
use crate::records::bureau::BureauId;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::store::about::About;
use crate::store::{Store, hurried};
use crate::text::{Lang, Text};

/// The bureau's hours from UTC: UTC+8, whatever the server's zone.
const BUREAU_OFFSET: i32 = 8 * 3600;

/// Tries, of about one millisecond, that an act waits for another process.
const PATIENCE: i32 = 1_500;

/// What every layer may use.
#[derive(Debug)]
pub struct Context {
    /// The database.
    pub store: Store,
    /// What the database is.
    pub about: About,
    /// Who sits here.
    pub actor: Staff,
    /// Language and marks.
    pub look: Look,
    /// The made-up date of a practice database.
    pub today: Option<NaiveDate>,
    /// Finds agencies by what is typed.
    pub finder: FinderSlot,
    /// What the last act led to, shown until the next key.
    said: Option<Text>,
    /// What goes on beside the keys.
    working: Option<Text>,
    /// What a recount moved that an act left.
    left: Option<Vec<Value>>,
    /// A document on its way to a file or the printer.
    outgoing: Option<Outgoing>,
    /// Whether data changed since the layers last queried.
    stale: bool,
    /// Working days by bureau, each read when first asked for.
    calendars: RefCell<BTreeMap<BureauId, Rc<Calendar>>>,
    /// A text on its way to the clipboard.
    copied: Option<String>,
    /// The record that the last act made or changed.
    made: Option<RecordNo>,
    /// Records that an act on several was done with.
    done: Vec<RecordNo>,
}

/// The time now, as the bureau's clock shows it.
#[must_use]
pub fn bureau_time() -> DateTime<FixedOffset> {
    let now = Utc::now();
    FixedOffset::east_opt(BUREAU_OFFSET).map_or_else(|| now.fixed_offset(), |zone| now.with_timezone(&zone))
}

impl Context {
    /// A context for somebody at an open database.
    #[must_use]
    pub const fn new(store: Store, about: About, actor: Staff, look: Look, today: Option<NaiveDate>) -> Self {
        Self {
            store,
            about,
            actor,
            look,
            today,
            finder: FinderSlot::new(),
            said: None,
            working: None,
            left: None,
            outgoing: None,
            stale: false,
            calendars: RefCell::new(BTreeMap::new()),
            copied: None,
            made: None,
            done: Vec::new(),
        }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.look.lang
    }

    /// The moment of an act done now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment::at(bureau_time(), self.today)
    }

    /// The day it is at the bureau, or in the practice database.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.moment().today
    }

    /// Working days as a bureau counts them, its local days off among them; the shipped years alone if they can't be read.
    pub fn calendar_of(&self, bureau: BureauId) -> Rc<Calendar> {
        let read = || premises::calendar(&self.store, bureau).unwrap_or_else(|_| Calendar::shipped());
        Rc::clone(self.calendars.borrow_mut().entry(bureau).or_insert_with(|| Rc::new(read())))
    }

    /// Hands a text to the clipboard of the person's terminal, after this key.
    pub fn copy(&mut self, text: String) {
        self.copied = Some(text);
    }

    /// The text on its way to the clipboard, if any.
    pub const fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// Executes a command; afterwards every layer queries again.
    ///
    /// # Errors
    /// Why it was not done; nothing was written.
    pub fn execute(&mut self, request: &Request) -> Result<Reply, Fault> {
        let moment = self.moment();
        // Nothing is drawn meanwhile: who waits too long is told, and what was typed stays.
        let (store, actor) = (&mut self.store, &self.actor);
        let reply = hurried(PATIENCE, || execute::execute_once(store, actor, moment, request))?;
        if recount::is_left(&reply) {
            let moved = reply.more.get("moved").and_then(Value::as_array);
            self.left = Some(moved.cloned().unwrap_or_default());
        }
        self.made = reply.id.parse().ok();
        self.mark_stale();
        Ok(reply)
    }

    /// What a recount moved that an act began and left, if one did: the worker goes on with it.
    pub const fn take_left(&mut self) -> Option<Vec<Value>> {
        self.left.take()
    }

    /// Has a document written or printed, beside the keys; what came of it is told.
    pub fn send_out(&mut self, outgoing: Outgoing) {
        self.outgoing = Some(outgoing);
    }

    /// The document on its way to a file or the printer, if any.
    pub const fn take_outgoing(&mut self) -> Option<Outgoing> {
        self.outgoing.take()
    }

    /// Says what goes on beside the keys, for as long as it does.
    pub fn work(&mut self, working: Option<Text>) {
        self.working = working;
    }

    /// The record that the last act made or changed, for the list that shows it next.
    pub const fn take_made(&mut self) -> Option<RecordNo> {
        self.made.take()
    }

    /// Keeps which of several records an act was done with, for the list in which they are marked.
    pub fn note_done(&mut self, records: impl Iterator<Item = RecordNo>) {
        self.done.extend(records);
    }

    /// The records that an act on several was done with.
    pub fn take_done(&mut self) -> Vec<RecordNo> {
        std::mem::take(&mut self.done)
    }

    /// Says something in the line above the footer, until the next key.
    pub fn tell(&mut self, text: Text) {
        self.said = Some(text);
    }

    /// What is to be said, if anything: of the last act, else what goes on meanwhile.
    #[must_use]
    pub fn said(&self) -> Option<&Text> {
        self.said.as_ref().or(self.working.as_ref())
    }

    /// Forgets what was said: a key was pressed.
    pub fn hush(&mut self) {
        self.said = None;
    }

    /// Marks the data as changed: what was read of it is read again.
    pub fn mark_stale(&mut self) {
        self.stale = true;
        self.calendars.borrow_mut().clear();
    }

    /// Whether data changed since this was last asked.
    pub const fn take_stale(&mut self) -> bool {
        std::mem::replace(&mut self.stale, false)
    }
}
