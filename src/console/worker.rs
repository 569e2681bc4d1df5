//! The one thread beside the loop: counts that may take long, over a connection of its own. The newest request
//! wins; its answer comes as a message into the loop's queue.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::store::lists::{self, Query};
use crate::store::{DbError, Store};

/// What the worker is asked: the lists to count.
#[derive(Debug)]
struct Job {
    ticket: u64,
    queries: Vec<Query>,
}

/// What it found.
#[derive(Debug)]
pub struct Answer {
    /// The request that it answers.
    ticket: u64,
    /// How many rows each list has, in the order asked.
    pub counts: Result<Vec<i64>, DbError>,
}

/// The worker, as the loop holds it. The thread ends with it.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    asked: u64,
    answered: u64,
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
        thread::Builder::new().name("worker".into()).spawn(move || work(path, &waiting, &answers))?;
        Ok(Self { jobs, asked: 0, answered: 0 })
    }

    /// Asks for counts; what was asked before and isn't begun yet is forgotten.
    pub fn count(&mut self, queries: Vec<Query>) {
        self.asked += 1;
        // A worker that is gone answers nothing; the counts then stay as they were.
        if self.jobs.send(Job { ticket: self.asked, queries }).is_err() {
            self.answered = self.asked;
        }
    }

    /// Takes note of an answer; whether it is to the last request.
    pub const fn take(&mut self, answer: &Answer) -> bool {
        self.answered = answer.ticket;
        self.is_idle()
    }

    /// Whether nothing is under way.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.answered == self.asked
    }
}

fn work<M: From<Answer>>(path: PathBuf, waiting: &Receiver<Job>, answers: &Sender<M>) {
    let mut open: Option<Store> = None;
    while let Ok(first) = waiting.recv() {
        let job = waiting.try_iter().last().unwrap_or(first);
        let counts = count(&mut open, &path, &job.queries);
        if answers.send(Answer { ticket: job.ticket, counts }.into()).is_err() {
            return;
        }
    }
}

fn count(open: &mut Option<Store>, path: &Path, queries: &[Query]) -> Result<Vec<i64>, DbError> {
    let store = match open {
        Some(store) => store,
        None => open.insert(Store::open(path)?),
    };
    queries.iter().map(|query| lists::count(store, query)).collect()
}
