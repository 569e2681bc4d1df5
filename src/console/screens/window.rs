//! A window over a list: the rows around the selected one, read by keyset as the selection moves. The list itself is
//! never read whole, however long it is.

use std::ops::Range;

use crate::console::widgets::keep_visible;
use crate::records::ids::RecordNo;
use crate::store::lists::{self, Cursor, ListRow, Query, Step};
use crate::store::{DbError, Sql};

/// Rows read at once: more than a screenful of most terminals.
const CHUNK: usize = 64;
/// So few rows beyond the selected one are left when the next are read ahead.
const NEAR: usize = 32;
/// Rows kept on each side of the selected one.
const KEPT: usize = 128;

/// Rows of a list, and the one that is selected.
#[derive(Debug)]
pub struct Window {
    query: Query,
    rows: Vec<ListRow>,
    selected: usize,
    /// The first row in sight.
    first: usize,
    /// Whether the list has nothing before, or after, the rows at hand.
    ends: [bool; 2],
    /// The last rows of the list, read in a pause: a leap to the end is long otherwise, its pages being cold.
    last: Option<Vec<ListRow>>,
}

impl Window {
    /// An empty window: [`go_first`](Self::go_first) fills it.
    #[must_use]
    pub const fn new(query: Query) -> Self {
        Self { query, rows: Vec::new(), selected: 0, first: 0, ends: [true, true], last: None }
    }

    /// What is listed.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The selected row, unless the list is empty.
    #[must_use]
    pub fn selected(&self) -> Option<&ListRow> {
        self.rows.get(self.selected)
    }

    /// Lists something else, from its first row.
    ///
    /// # Errors
    /// When the database can't be read; the window is then as it was.
    pub fn list(&mut self, sql: &dyn Sql, query: Query) -> Result<(), DbError> {
        let rows = lists::window(sql, &query, None, Step::After, CHUNK)?;
        self.query = query;
        self.last = None;
        self.fill_from_first(rows);
        Ok(())
    }

    /// Selects the first row.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn go_first(&mut self, sql: &dyn Sql) -> Result<(), DbError> {
        let rows = lists::window(sql, &self.query, None, Step::After, CHUNK)?;
        self.fill_from_first(rows);
        Ok(())
    }

    fn fill_from_first(&mut self, rows: Vec<ListRow>) {
        self.ends = [true, rows.len() < CHUNK];
        (self.rows, self.selected, self.first) = (rows, 0, 0);
    }

    /// Selects the last row.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn go_last(&mut self, sql: &dyn Sql) -> Result<(), DbError> {
        self.rows = match self.last.take() {
            Some(rows) => rows,
            None => lists::window(sql, &self.query, None, Step::Before, CHUNK)?,
        };
        self.ends = [self.rows.len() < CHUNK, true];
        self.selected = self.rows.len().saturating_sub(1);
        self.first = 0;
        Ok(())
    }

    /// Moves the selection by so many rows, as far as the list goes.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn go(&mut self, sql: &dyn Sql, by: isize) -> Result<(), DbError> {
        let wanted = self.selected.saturating_add_signed(by);
        while wanted >= self.rows.len() && !self.ends[1] {
            self.read_after(sql)?;
        }
        let mut short = by.unsigned_abs().saturating_sub(self.selected);
        while by < 0 && short > 0 && !self.ends[0] {
            short = short.saturating_sub(self.read_before(sql)?);
        }
        self.selected = self.selected.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        self.trim();
        Ok(())
    }

    fn read_after(&mut self, sql: &dyn Sql) -> Result<(), DbError> {
        let last = self.rows.last().map(|row| row.cursor.clone());
        let more = lists::window(sql, &self.query, last.as_ref(), Step::After, CHUNK)?;
        self.ends[1] = more.len() < CHUNK;
        self.rows.extend(more);
        Ok(())
    }

    /// Reads rows before those at hand; how many came.
    fn read_before(&mut self, sql: &dyn Sql) -> Result<usize, DbError> {
        let first = self.rows.first().map(|row| row.cursor.clone());
        let more = lists::window(sql, &self.query, first.as_ref(), Step::Before, CHUNK)?;
        let came = more.len();
        self.ends[0] = came < CHUNK;
        self.rows.splice(0..0, more);
        self.selected += came;
        self.first += came;
        Ok(came)
    }

    /// Lets go of rows far from the selected one.
    fn trim(&mut self) {
        if self.rows.len() > self.selected + 1 + KEPT {
            self.rows.truncate(self.selected + 1 + KEPT);
            self.ends[1] = false;
        }
        let before = self.selected.saturating_sub(KEPT).min(self.first);
        if before > 0 {
            self.rows.drain(..before);
            self.selected -= before;
            self.first -= before;
            self.ends[0] = false;
        }
    }

    /// Reads the rows anew: the same row stays selected, at the same height; if it is gone, another of the
    /// same record; if there is none at hand, the next one.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn refresh(&mut self, sql: &dyn Sql) -> Result<(), DbError> {
        self.last = None;
        let Some(at) = self.selected().map(|row| row.cursor.clone()) else { return self.go_first(sql) };
        let height = self.selected - self.first.min(self.selected);
        let record = self.selected().and_then(|row| row.no);
        let at_the_top = self.first == 0 && self.ends[0];
        let mut rows = lists::window(sql, &self.query, Some(&at), Step::Before, CHUNK)?;
        let before = rows.len();
        let after = lists::window(sql, &self.query, Some(&at), Step::AtOrAfter, CHUNK)?;
        self.ends = [before < CHUNK, after.len() < CHUNK];
        rows.extend(after);
        self.rows = rows;
        // An act may have moved the record to another place of the list, or put another row in its place.
        let follows = record.and_then(|no| self.rows.iter().position(|row| row.no == Some(no)));
        self.selected = self.place(&at).or(follows).unwrap_or(before).min(self.rows.len().saturating_sub(1));
        // Whoever looks at the top of a list sees what comes in there.
        self.first = if at_the_top && self.ends[0] { 0 } else { self.selected.saturating_sub(height) };
        Ok(())
    }

    /// Selects a record, if it is among the rows at hand.
    pub fn select(&mut self, no: RecordNo) {
        if let Some(at) = self.rows.iter().position(|row| row.no == Some(no)) {
            self.selected = at;
        }
    }

    fn place(&self, cursor: &Cursor) -> Option<usize> {
        self.rows.iter().position(|row| row.cursor.id == cursor.id)
    }

    /// The rows to show where there is room for `room`, and which of them is selected.
    pub fn in_sight(&mut self, room: usize) -> (&[ListRow], Option<usize>) {
        let Range { start, end } = keep_visible(self.first, self.selected, room, self.rows.len());
        self.first = start;
        let selected = self.selected.checked_sub(start).filter(|at| *at < end - start);
        (&self.rows[start..end], selected)
    }

    /// Reads on, if there is room for more rows than are at hand (a very high terminal); whether it did.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn read_for(&mut self, sql: &dyn Sql, room: usize) -> Result<bool, DbError> {
        let before = self.rows.len();
        while self.rows.len() < self.first + room && !self.ends[1] {
            self.read_after(sql)?;
        }
        Ok(self.rows.len() > before)
    }

    /// Reads on where the selection comes near the end of what is at hand: in a pause, so that no key has to wait.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn read_ahead(&mut self, sql: &dyn Sql) -> Result<(), DbError> {
        if !self.ends[1] && self.rows.len() - self.selected.min(self.rows.len()) <= NEAR {
            self.read_after(sql)?;
        }
        if !self.ends[0] && self.selected < NEAR {
            self.read_before(sql)?;
        }
        if !self.ends[1] && self.last.is_none() {
            self.last = Some(lists::window(sql, &self.query, None, Step::Before, CHUNK)?);
        }
        Ok(())
    }
}
