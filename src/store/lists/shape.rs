//! What a kind of list is made of: its table, its columns, its orders, what its conditions look at.

use super::{RowFacts, SortKey};
use crate::records::ids::{RecordKind, RecordNo};
use crate::store::DbError;
use crate::store::sql::Row;
use crate::text::Text;

/// Reads a condition's word into the form that stands in the column.
pub(super) type Written = fn(&str) -> Result<String, Text>;

/// One order of a list.
pub(super) struct Order {
    pub sort: SortKey,
    /// The column sorted by; none where the row number alone is the order.
    pub key: Option<&'static str>,
}

/// A kind of list. All parts are SQL of the portable subset, under the table's short name.
pub(super) struct Shape {
    /// The table and its short name: the agency's name and counts come by subqueries, so that the order of
    /// reading is always that of the list's index.
    pub table: &'static str,
    /// What holds for every row of the list.
    pub always: &'static [&'static str],
    pub id: &'static str,
    pub bureau: &'static str,
    /// The row of the agency; none where rows have none.
    pub agency: Option<&'static str>,
    /// The day that From and Until look at.
    pub day: &'static str,
    pub status: Option<(&'static str, Written)>,
    /// What holds for records not closed.
    pub open: Option<&'static str>,
    pub kind: Option<(&'static str, Written)>,
    /// What holds for agencies whose facts propose an automatic end, by `:today` and the same day `:year_ago`.
    pub to_end: Option<&'static str>,
    /// Whom records wait for.
    pub waits: Option<(&'static str, Written)>,
    /// What comes before and after the row of somebody who handles records.
    pub handler: Option<[&'static str; 2]>,
    /// What the words of a search are compared with, besides the agency's name.
    pub texts: &'static [&'static str],
    /// Where the public number stands.
    pub number: Number,
    /// The row of the case that the record belongs to; none where it belongs to none.
    pub case: Option<&'static str>,
    /// The row of the case of which it is to be told when it is about a person; none where rows are of no case.
    pub person: Option<&'static str>,
    /// The row of the filing that the record belongs to; none where it belongs to none.
    pub filing: Option<&'static str>,
    /// Default first.
    pub orders: &'static [Order],
    /// What `read` reads, after key, row number and bureau.
    pub columns: &'static str,
    pub read: fn(&mut Row) -> Result<Shown, DbError>,
}

/// Where the public number of a record stands.
pub(super) enum Number {
    /// Year and serial, of this kind of record.
    YearSerial(RecordKind, &'static str, &'static str),
    /// A serial alone: an agency's.
    Serial(&'static str),
    /// Written out, in one column.
    Written(&'static str),
}

/// What a row shows beside its place and bureau.
pub(super) struct Shown {
    pub no: Option<RecordNo>,
    pub agency: String,
    pub facts: RowFacts,
}

/// A word that stands in the column as it is typed (the name of a command).
pub(super) fn as_typed(word: &str) -> Result<String, Text> {
    Ok(word.to_owned())
}

/// A word of an enum, or its label.
pub(super) fn of_enum<T: std::str::FromStr<Err = Text> + std::fmt::Display>(
    word: &str,
) -> Result<String, Text> {
    word.parse::<T>().map(|value| value.to_string())
}
