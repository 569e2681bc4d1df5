//! One page of a list, read from a place in its order: what is before the place is never touched.

use chrono::{Datelike, Months};

use super::shape::{Number, Order, Shape};
use super::{
    Condition, Cursor, ListKind, ListRow, Query, RowFacts, STILL_OPEN, Sight, SortKey, activities, agencies,
    audit, cases, complaints, coverage, crossings, deadlines, documents, draws, filings, reviews,
    supervisions, to_serve,
};
use crate::records::bureau::BureauId;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::person::MaskedPerson;
use crate::say;
use crate::store::sql::{Row, Sql, Value, word};
use crate::store::{DbError, persons};
use crate::text::Text;

/// Which rows, seen from a cursor. Without a cursor: from the beginning, or, before, up to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The rows behind it.
    After,
    /// The rows in front of it, the nearest ones.
    Before,
    /// It and the rows behind it.
    AtOrAfter,
}

/// Words that are looked for at once, and characters of one, at most.
const MOST_WORDS: usize = 16;
const LONGEST_WORD: usize = 200;

const fn shape(kind: ListKind) -> &'static Shape {
    match kind {
        ListKind::Deadlines => &deadlines::SHAPE,
        ListKind::Agencies => &agencies::SHAPE,
        ListKind::Filings => &filings::SHAPE,
        ListKind::Activities => &activities::SHAPE,
        ListKind::Draws => &draws::SHAPE,
        ListKind::Crossings => &crossings::SHAPE,
        ListKind::Coverage => &coverage::SHAPE,
        ListKind::Supervisions => &supervisions::SHAPE,
        ListKind::Complaints => &complaints::SHAPE,
        ListKind::Cases => &cases::SHAPE,
        ListKind::Documents => &documents::SHAPE,
        ListKind::Reviews => &reviews::SHAPE,
        ListKind::ToServe => &to_serve::SHAPE,
        ListKind::Audit => &audit::SHAPE,
    }
}

/// The orders a kind of list has, the usual one first.
#[must_use]
pub fn sorts(kind: ListKind) -> Vec<SortKey> {
    shape(kind).orders.iter().map(|order| order.sort).collect()
}

/// Whether the list has what the query asks for.
///
/// # Errors
/// Which condition or order the kind does not have, or which word is not one of its words.
pub fn check(query: &Query) -> Result<(), Text> {
    let words =
        query.conditions.iter().filter_map(|c| if let Condition::Words(w) = c { Some(w) } else { None });
    let (count, longest) = words.fold((0, 0), |(n, most), w| (n + 1, w.chars().count().max(most)));
    if count > MOST_WORDS || longest > LONGEST_WORD {
        return Err(say!(
            "查找的词太多或太长: 至多 {n} 个词, 每个至多 {l} 字",
            "too many words to look for, or too long: {n} words of {l} characters at most",
            n = MOST_WORDS,
            l = LONGEST_WORD
        ));
    }
    Statement::of(query).map(drop)
}

/// Rows of a list from a place on, always in the list's own order; at most `limit` of them.
///
/// # Errors
/// When the database can't be read, or the query is not fit for the kind (see [`check`]).
pub fn window(
    sql: &dyn Sql,
    query: &Query,
    from: Option<&Cursor>,
    step: Step,
    limit: usize,
) -> Result<Vec<ListRow>, DbError> {
    let shape = shape(query.kind);
    let (text, args) = page_text(query, from, step, limit).map_err(DbError::new)?;
    let mut rows = sql.all(&text, &args, |row| read(shape, row))?;
    if step == Step::Before {
        rows.reverse();
    }
    for row in &mut rows {
        hide(sql, row)?;
    }
    Ok(rows)
}

/// Free text in a row says nothing of a person in the clear (H4-1).
fn hide(sql: &dyn Sql, row: &mut ListRow) -> Result<(), DbError> {
    let text = match &mut row.facts {
        RowFacts::Review { request, .. } if row.person.is_some() => request,
        RowFacts::Complaint { content, .. } => content,
        _ => return Ok(()),
    };
    if let Some(no) = row.no {
        *text = persons::secrets(sql, no)?.hide(text);
    }
    Ok(())
}

/// The statement of a page with its arguments; rows before a place come nearest first.
pub(super) fn page_text(
    query: &Query,
    from: Option<&Cursor>,
    step: Step,
    limit: usize,
) -> Result<(String, Vec<Value>), Text> {
    let mut statement = Statement::of(query)?;
    if let Some(cursor) = from {
        statement.bound(cursor, step);
    }
    let text = statement.page(step == Step::Before, limit);
    Ok((text, statement.args))
}

/// How many rows a list has.
///
/// # Errors
/// As [`window`].
pub fn count(sql: &dyn Sql, query: &Query) -> Result<i64, DbError> {
    let statement = Statement::of(query).map_err(DbError::new)?;
    sql.number(&statement.count(), &statement.args)
}

/// How many rows stand in front of a place.
///
/// # Errors
/// As [`window`].
pub fn place(sql: &dyn Sql, query: &Query, cursor: &Cursor) -> Result<i64, DbError> {
    let mut statement = Statement::of(query).map_err(DbError::new)?;
    statement.bound(cursor, Step::Before);
    sql.number(&statement.count(), &statement.args)
}

fn read(shape: &Shape, row: &mut Row) -> Result<ListRow, DbError> {
    let cursor = Cursor { key: row.take()?, id: row.take()? };
    let (bureau, suspended) = (row.word()?, row.take()?);
    let (role, name) = (row.word_opt()?, row.take::<Option<String>>()?);
    let person = role.zip(name).map(|(role, name)| MaskedPerson::new(role, &name));
    let shown = (shape.read)(row)?;
    Ok(ListRow { cursor, no: shown.no, bureau, agency: shown.agency, suspended, person, facts: shown.facts })
}

/// A query on its way to SQL: conditions joined by AND, and their arguments.
struct Statement {
    shape: &'static Shape,
    order: &'static Order,
    descending: bool,
    conditions: Vec<String>,
    args: Vec<Value>,
}

impl Statement {
    fn of(query: &Query) -> Result<Self, Text> {
        let shape = shape(query.kind);
        let order = shape.orders.iter().find(|o| o.sort == query.sort).ok_or_else(|| {
            say!(
                "{k}清单不能按{s}排序",
                "the list of {k} has no order by {s}",
                k = query.kind.label(),
                s = query.sort.label()
            )
        })?;
        let conditions = shape.always.iter().map(|&c| c.to_owned()).collect();
        let mut made = Self { shape, order, descending: query.descending, conditions, args: Vec::new() };
        if let Sight::Of(bureau) = query.sight {
            made.equal(shape.bureau, word(bureau));
        }
        for condition in &query.conditions {
            made.condition(condition).map_err(|why| why.unwrap_or_else(|| lacking(query.kind, condition)))?;
        }
        Ok(made)
    }

    fn arg(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("?{}", self.args.len())
    }

    fn equal(&mut self, column: &str, value: Value) {
        let arg = self.arg(value);
        self.conditions.push(format!("{column} = {arg}"));
    }

    /// Adds a condition; the error is empty where the kind has no such column.
    fn condition(&mut self, condition: &Condition) -> Result<(), Option<Text>> {
        let shape = self.shape;
        match condition {
            Condition::Bureau(bureau) => self.equal(shape.bureau, word(bureau)),
            Condition::Status(status) if status == STILL_OPEN && shape.open.is_some() => {
                self.conditions.extend(shape.open.map(str::to_owned));
            }
            Condition::Status(status) => {
                let (column, written) = shape.status.ok_or(None)?;
                self.equal(column, written(status)?.into());
            }
            Condition::Kind(kind) => {
                let (column, written) = shape.kind.ok_or(None)?;
                self.equal(column, written(kind)?.into());
            }
            Condition::WaitsFor(whom) => {
                let (column, written) = shape.waits.ok_or(None)?;
                self.equal(column, written(whom)?.into());
            }
            Condition::WaitsForBureau(bureau) => {
                let (column, _) = shape.waits.ok_or(None)?;
                let own = self.arg(word(bureau));
                let of = format!("({column} = 'bureau' AND {} = {own})", shape.bureau);
                let step = match *bureau {
                    BureauId::CENTER => Some("center"),
                    BureauId::CORPS => Some("corps"),
                    _ => None,
                };
                self.conditions.push(match step {
                    Some(step) => format!("({of} OR {column} = '{step}')"),
                    None => of,
                });
            }
            Condition::ToEnd(today) => {
                let asked = shape.to_end.ok_or(None)?;
                // On 29 February that is 1 March: what began on the 28th is over by then.
                let leap = today.checked_sub_months(Months::new(12)).filter(|day| day.day() != today.day());
                let year_ago = today.checked_sub_months(Months::new(12)).unwrap_or(*today);
                let year_ago = leap.and_then(|day| day.succ_opt()).unwrap_or(year_ago);
                let (today, year_ago) = (self.arg(*today), self.arg(year_ago));
                self.conditions.push(asked.replace(":today", &today).replace(":year_ago", &year_ago));
            }
            Condition::Handler(login) => {
                let [before, after] = shape.handler.ok_or(None)?;
                let arg = self.arg(login.clone());
                let row = format!("(SELECT s.id FROM staff s WHERE s.login = {arg})");
                self.conditions.push(format!("{before}{row}{after}"));
            }
            Condition::From(day) => {
                let arg = self.arg(*day);
                self.conditions.push(format!("{} >= {arg}", shape.day));
            }
            Condition::Until(day) => {
                let arg = self.arg(*day);
                self.conditions.push(format!("{} <= {arg}", shape.day));
            }
            Condition::Agencies(ids) => {
                let column = shape.agency.ok_or(None)?;
                // Filled up to a power of two, so that few statements differ.
                let last = ids.last().map_or(0, |id| id.0);
                let places = ids.len().next_power_of_two();
                let ids = ids.iter().map(|id| id.0).chain(std::iter::repeat(last)).take(places);
                let args: Vec<String> = ids.map(|id| self.arg(id)).collect();
                self.conditions.push(format!("{column} IN ({})", args.join(", ")));
            }
            Condition::Words(words) => self.words(words),
        }
        Ok(())
    }

    /// Words are looked for in the agency's name, in the texts of the record, and read as a record number.
    fn words(&mut self, words: &str) {
        let shape = self.shape;
        let mut any = Vec::new();
        let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = self.arg(format!("%{escaped}%"));
        for text in shape.texts {
            any.push(format!("{text} LIKE {like} ESCAPE '\\'"));
        }
        if let Some(agency) = shape.agency {
            let mut named = format!("a.name LIKE {like} ESCAPE '\\'");
            // Letters alone may be pinyin of the name.
            if words.len() > 1 && words.bytes().all(|b| b.is_ascii_alphabetic()) {
                let letters = self.arg(words.to_ascii_lowercase());
                named.push_str(&format!(" OR spelled({letters}, a.syllables)"));
            }
            any.push(format!("{agency} IN (SELECT a.id FROM agencies a WHERE {named})"));
        }
        if let Ok(no) = words.parse::<RecordNo>() {
            any.extend(self.numbered(no));
        }
        // The name of a kind or a status is a word as well.
        for (column, written) in [shape.kind, shape.status].into_iter().flatten() {
            if let Ok(value) = written(words) {
                let arg = self.arg(value);
                any.push(format!("{column} = {arg}"));
            }
        }
        // A clerk says the last digits of a number, not its year.
        if let Ok(serial) = words.parse::<i64>()
            && let Number::YearSerial(_, _, column) | Number::Serial(column) = &shape.number
        {
            let arg = self.arg(serial);
            any.push(format!("{column} = {arg}"));
        }
        // Or year and serial, without the letters.
        let parts =
            words.split_once('-').and_then(|(y, s)| Some((y.parse::<i64>().ok()?, s.parse::<i64>().ok()?)));
        if let (Some((y, s)), Number::YearSerial(_, year, serial)) = (parts, &shape.number) {
            let (y, s) = (self.arg(y), self.arg(s));
            any.push(format!("({year} = {y} AND {serial} = {s})"));
        }
        if let (Some(_), Number::Written(column)) = (parts, &shape.number) {
            any.push(format!("{column} LIKE {like} ESCAPE '\\'"));
        }
        if any.is_empty() {
            any.push("1 = 0".to_owned());
        }
        self.conditions.push(format!("({})", any.join(" OR ")));
    }

    /// The record of a number, and the records of the agency that has it.
    fn numbered(&mut self, no: RecordNo) -> Vec<String> {
        let shape = self.shape;
        let mut any = Vec::new();
        let belongs_to = match no.kind {
            RecordKind::Case => shape.case.map(|column| (column, "cases")),
            RecordKind::Filing => shape.filing.map(|column| (column, "filings")),
            _ => None,
        };
        if let Some((column, table)) = belongs_to {
            let (year, serial) = (self.arg(no.year), self.arg(no.serial));
            any.push(format!(
                "{column} IN (SELECT id FROM {table} WHERE year = {year} AND serial = {serial})"
            ));
        }
        match &shape.number {
            Number::Written(column) => {
                let arg = self.arg(word(no));
                any.push(format!("{column} = {arg}"));
            }
            Number::YearSerial(kind, year, serial) if *kind == no.kind => {
                let (y, s) = (self.arg(no.year), self.arg(no.serial));
                any.push(format!("({year} = {y} AND {serial} = {s})"));
            }
            Number::Serial(column) if no.kind == RecordKind::Agency => {
                let arg = self.arg(no.serial);
                any.push(format!("{column} = {arg}"));
            }
            Number::YearSerial(..) | Number::Serial(_) => {}
        }
        if let (RecordKind::Agency, Some(agency)) = (no.kind, shape.agency.filter(|a| *a != shape.id)) {
            let arg = self.arg(no.serial);
            any.push(format!("{agency} = (SELECT a.id FROM agencies a WHERE a.serial = {arg})"));
        }
        any
    }

    /// Only rows before or after a place.
    fn bound(&mut self, cursor: &Cursor, step: Step) {
        let upward = (step == Step::Before) == self.descending;
        let sign = match (upward, step) {
            (true, Step::AtOrAfter) => ">=",
            (true, _) => ">",
            (false, Step::AtOrAfter) => "<=",
            (false, _) => "<",
        };
        let condition = match self.order.key {
            Some(key) => {
                let (value, id) = (self.arg(cursor.key.as_str()), self.arg(cursor.id));
                format!("({key}, {}) {sign} ({value}, {id})", self.shape.id)
            }
            None => {
                let id = self.arg(cursor.id);
                format!("{} {sign} {id}", self.shape.id)
            }
        };
        self.conditions.push(condition);
    }

    fn page(&mut self, backward: bool, limit: usize) -> String {
        let way = if backward == self.descending { "ASC" } else { "DESC" };
        let limit = self.arg(i64::try_from(limit).unwrap_or(i64::MAX));
        let Shape { table, id, bureau, columns, .. } = self.shape;
        let key = self.order.key.unwrap_or("''");
        let order = match self.order.key {
            Some(key) => format!("{key} {way}, {id} {way}"),
            None => format!("{id} {way}"),
        };
        let conditions = self.conditions();
        let suspended = match self.shape.agency {
            Some(agency) => format!(
                "EXISTS (SELECT 1 FROM suspensions x WHERE x.agency = {agency} AND x.lifted_on IS NULL)"
            ),
            None => "0".to_owned(),
        };
        let person = match self.shape.person {
            Some(case) => ["role", "name"].map(|column| {
                format!("(SELECT p.{column} FROM case_persons p WHERE p.case_id = {case} ORDER BY p.id DESC LIMIT 1)")
            }),
            None => ["NULL".to_owned(), "NULL".to_owned()],
        }
        .join(", ");
        format!(
            "SELECT {key}, {id}, {bureau}, {suspended}, {person}, {columns} FROM {table}{conditions} ORDER BY {order} LIMIT {limit}"
        )
    }

    fn count(&self) -> String {
        format!("SELECT count(*) FROM {}{}", self.shape.table, self.conditions())
    }

    fn conditions(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        }
    }
}

/// Why a condition is refused: the kind of list has nothing it could look at.
fn lacking(kind: ListKind, condition: &Condition) -> Text {
    let what = match condition {
        Condition::Status(_) => Text::new("状态", "status"),
        Condition::Kind(_) => Text::new("类型", "kind"),
        Condition::WaitsFor(_) | Condition::WaitsForBureau(_) => Text::new("等待方", "whom it waits for"),
        Condition::Handler(_) => Text::new("经办人", "handler"),
        Condition::ToEnd(_) => Text::new("终止情形", "ground of an end"),
        _ => Text::new("此条件", "such condition"),
    };
    say!("{k}清单没有{w}可筛选", "the list of {k} has no {w} to filter by", k = kind.label(), w = what)
}
