//! The one thread beside the loop, over a connection of its own: counts that may take long, of which the newest request wins,
//! recounts that an act here began, part by part between the counts, documents that are written, printed or sent, and acts on many records. Its answers come as messages into the loop's queue.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::Value;

use crate::commands::case_file;
use crate::commands::execute::{Request, execute};
use crate::commands::fault::Fault;
use crate::commands::mailing;
use crate::commands::printing::{self, Destination, Printable};
use crate::commands::recount::{self, Part};
use crate::commands::scene::Moment;
use crate::commands::spec::Spec;
use crate::console::context::bureau_time;
use crate::console::panels::bulk::{Marked, Outcome};
use crate::exchange::whole::Existing;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::lists::{self, Query};
use crate::store::{DbError, Store};
use crate::text::Text;

/// What the worker is asked.
#[derive(Debug)]
enum Job {
    /// Count these lists.
    Count { ticket: u64, queries: Vec<Query> },
    /// Go on with the recount that an act began, which moved so much already.
    Recount(Recounting),
    /// Write or print a document.
    Send(Box<Outgoing>),
}

/// What is on its way out.
#[derive(Debug)]
pub enum Outgoing {
    /// A document, as it was read when that was asked, and where it goes.
    Paper {
        /// Who asked.
        actor: Staff,
        /// When.
        moment: Moment,
        /// The document.
        paper: Box<Printable>,
        /// Where to.
        to: Destination,
    },
    /// The whole file of a case, into a new file.
    CaseFile {
        /// Who asked.
        actor: Staff,
        /// When.
        moment: Moment,
        /// The case.
        case: RecordNo,
        /// The new file.
        to: PathBuf,
    },
    /// An act on many records, each for itself.
    Many(ManyActs),
    /// What waits in the bureau's outbox.
    Mail {
        /// In whose name.
        actor: Staff,
    },
}

/// An act on many records (批量办理), to be done one after another.
#[derive(Debug)]
pub struct ManyActs {
    /// Which act.
    pub spec: &'static Spec,
    /// Who acts.
    pub actor: Staff,
    /// When.
    pub moment: Moment,
    /// What was done already.
    pub done: Vec<Outcome>,
    /// What is to be done.
    pub left: Vec<(Marked, Request)>,
}

/// After so many acts the progress is told.
const TOLD: usize = 5;

/// A recount that the worker goes on with.
#[derive(Debug)]
struct Recounting {
    ticket: u64,
    actor: Staff,
    moment: Moment,
    moved: Vec<Value>,
}

/// What it found.
#[derive(Debug)]
pub enum Found {
    /// How many rows each list has, in the order asked.
    Counts(Result<Vec<i64>, DbError>),
    /// How far a recount is.
    Recounting {
        /// Records reckoned.
        done: i64,
        /// Of so many.
        total: i64,
    },
    /// A recount is over: what moved, and why it stopped where it did before its end, with what was done kept.
    Recounted {
        /// What moved.
        moved: Vec<Value>,
        /// Why it stopped.
        stopped: Option<Fault>,
    },
    /// A document was written or printed, or why not.
    Sent(Result<Text, Fault>),
    /// How far an act on many records is.
    Acting {
        /// Records done with.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// An act on many records is over: what came of each.
    Acted(&'static Spec, Vec<Outcome>),
}

/// An answer of the worker.
#[derive(Debug)]
pub struct Answer {
    /// The request that it answers.
    ticket: u64,
    /// What it found.
    pub found: Found,
}

/// The worker, as the loop holds it. The thread ends with it.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    /// The last counts asked for, and answered.
    counts: (u64, u64),
    /// The last recount asked for, and ended.
    recounts: (u64, u64),
    /// Documents sent out and acts on many records: asked for, and done.
    sent: (u64, u64),
    /// Acts on many records alone.
    many: (u64, u64),
}

impl Worker {
    /// Starts the thread; it opens the database when it is first asked. Answers go to `answers`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<M: From<Answer> + Send + 'static>(
        path: PathBuf,
        answers: Sender<M>,
    ) -> std::io::Result<Self> {
        let (jobs, waiting) = channel();
        thread::Builder::new()
            .name("worker".into())
            .spawn(move || Work::new(path).go_on(&waiting, &answers))?;
        Ok(Self { jobs, counts: (0, 0), recounts: (0, 0), sent: (0, 0), many: (0, 0) })
    }

    /// Asks for counts; what was asked before and isn't begun yet is forgotten.
    pub fn count(&mut self, queries: Vec<Query>) {
        self.counts.0 += 1;
        // A worker that is gone answers nothing; the counts then stay as they were.
        if self.jobs.send(Job::Count { ticket: self.counts.0, queries }).is_err() {
            self.counts.1 = self.counts.0;
        }
    }

    /// Has it go on with the recount that an act began; `moved`: what that moved already.
    pub fn recount(&mut self, actor: Staff, moment: Moment, moved: Vec<Value>) {
        self.recounts.0 += 1;
        let job = Recounting { ticket: self.recounts.0, actor, moment, moved };
        if self.jobs.send(Job::Recount(job)).is_err() {
            self.recounts.1 = self.recounts.0;
        }
    }

    /// Has it write or print a document.
    pub fn send(&mut self, outgoing: Outgoing) {
        self.sent.0 += 1;
        self.many.0 += u64::from(matches!(outgoing, Outgoing::Many(_)));
        if self.jobs.send(Job::Send(Box::new(outgoing))).is_err() {
            self.sent.1 = self.sent.0;
        }
    }

    /// Takes note of an answer; whether it is to the last request of its kind.
    pub const fn take(&mut self, answer: &Answer) -> bool {
        let (asked, answered) = match answer.found {
            Found::Counts(_) => (self.counts.0, &mut self.counts.1),
            Found::Recounted { .. } => (self.recounts.0, &mut self.recounts.1),
            Found::Recounting { .. } | Found::Acting { .. } => return false,
            Found::Acted(..) => {
                self.many.1 += 1;
                self.sent.1 += 1;
                return self.sent.0 == self.sent.1;
            }
            Found::Sent(_) => {
                self.sent.1 += 1;
                return self.sent.0 == self.sent.1;
            }
        };
        *answered = answer.ticket;
        asked == answer.ticket
    }

    /// Whether a recount is under way.
    #[must_use]
    pub const fn is_recounting(&self) -> bool {
        self.recounts.0 != self.recounts.1
    }

    /// Whether an act on many records is under way.
    #[must_use]
    pub const fn is_acting(&self) -> bool {
        self.many.0 != self.many.1
    }

    /// Whether nothing is under way.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.counts.0 == self.counts.1 && self.sent.0 == self.sent.1 && !self.is_recounting()
    }
}

/// The thread's own side.
struct Work {
    path: PathBuf,
    open: Option<Store>,
    recounting: Option<Recounting>,
}

impl Work {
    const fn new(path: PathBuf) -> Self {
        Self { path, open: None, recounting: None }
    }

    fn go_on<M: From<Answer>>(mut self, waiting: &Receiver<Job>, answers: &Sender<M>) {
        loop {
            // With a recount under way it looks for counts between two parts; else it sleeps until it is asked.
            let first = match self.recounting {
                Some(_) => None,
                None => match waiting.recv() {
                    Ok(job) => Some(job),
                    Err(_) => return,
                },
            };
            let mut newest = None;
            let mut outgoing = Vec::new();
            for job in first.into_iter().chain(waiting.try_iter()) {
                match job {
                    Job::Count { ticket, queries } => newest = Some((ticket, queries)),
                    Job::Recount(job) => self.take(job),
                    Job::Send(one) => outgoing.push(one),
                }
            }
            let counted = newest.map(|(ticket, queries)| Answer {
                ticket,
                found: Found::Counts(count(&mut self.open, &self.path, &queries)),
            });
            let recounted = self.recount();
            for answer in counted.into_iter().chain(recounted) {
                if answers.send(answer.into()).is_err() {
                    return;
                }
            }
            for one in outgoing {
                let found = match *one {
                    Outgoing::Many(many) => self.act(many, &mut |found| {
                        // Nobody is there to be told any more: what was begun is done all the same.
                        let _ = answers.send(Answer { ticket: 0, found }.into());
                    }),
                    other => Found::Sent(self.send(other)),
                };
                if answers.send(Answer { ticket: 0, found }.into()).is_err() {
                    return;
                }
            }
        }
    }

    /// A calendar loaded while it recounts begins it again: what moved before is told as well.
    fn take(&mut self, mut job: Recounting) {
        if let Some(before) = self.recounting.take() {
            job.moved.splice(0..0, before.moved);
        }
        self.recounting = Some(job);
    }

    /// The next part, if a recount is under way.
    fn recount(&mut self) -> Option<Answer> {
        let mut job = self.recounting.take()?;
        let ticket = job.ticket;
        let found = match self.part(&job) {
            Ok(Some(part)) => {
                job.moved.extend(part.moved);
                self.recounting = Some(job);
                Found::Recounting { done: part.done, total: part.total }
            }
            Ok(None) => Found::Recounted { moved: job.moved, stopped: None },
            Err(fault) => Found::Recounted { moved: job.moved, stopped: Some(fault) },
        };
        Some(Answer { ticket, found })
    }

    /// Does an act with each of many records, in a transaction of its own.
    fn act(&mut self, many: ManyActs, tell: &mut dyn FnMut(Found)) -> Found {
        let ManyActs { spec, actor, moment, mut done, left } = many;
        let total = done.len() + left.len();
        for (marked, request) in left {
            let outcome = match opened(&mut self.open, &self.path) {
                Ok(store) => execute(store, &actor, moment, &request).map(drop),
                Err(error) => Err(error.into()),
            };
            done.push((marked, outcome));
            if done.len() % TOLD == 0 {
                tell(Found::Acting { done: done.len(), total });
            }
        }
        Found::Acted(spec, done)
    }

    /// Writes or prints what is on its way out.
    fn send(&mut self, outgoing: Outgoing) -> Result<Text, Fault> {
        match outgoing {
            Outgoing::Paper { actor, moment, paper, to } => {
                printing::send(opened(&mut self.open, &self.path)?, &actor, moment, &paper, &to)
            }
            // Done before, with its progress told.
            Outgoing::Many(_) => Ok(Text::default()),
            Outgoing::Mail { actor } => {
                let store = opened(&mut self.open, &self.path)?;
                // A practice database with a day of its own sends nothing: it is the real time.
                let clock = || Moment::at(bureau_time(), None);
                Ok(mailing::send_due(store, &actor, &clock, actor.bureau)?.told())
            }
            Outgoing::CaseFile { actor, moment, case, to } => {
                let store = opened(&mut self.open, &self.path)?;
                let (count, fingerprint) =
                    case_file::export(store, &actor, moment, case, (&to, Existing::Keep))?;
                Ok(say!(
                    "已写出案卷 {f}: {n} 个文件, 总指纹 {h}",
                    "wrote {f}: {n} files, fingerprint {h}",
                    f = to.display().to_string(),
                    n = count,
                    h = fingerprint
                ))
            }
        }
    }

    fn part(&mut self, job: &Recounting) -> Result<Option<Part>, Fault> {
        recount::part(opened(&mut self.open, &self.path)?, &job.actor, job.moment)
    }
}

fn opened<'a>(open: &'a mut Option<Store>, path: &Path) -> Result<&'a mut Store, DbError> {
    match open {
        Some(store) => Ok(store),
        None => Ok(open.insert(Store::open(path)?)),
    }
}

fn count(open: &mut Option<Store>, path: &Path, queries: &[Query]) -> Result<Vec<i64>, DbError> {
    let store = opened(open, path)?;
    queries.iter().map(|query| lists::count(store, query)).collect()
}
