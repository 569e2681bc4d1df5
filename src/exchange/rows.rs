//! Sheets whose rows are acts: headings known by name, each row the values of a form. What they mean is for the command.

use std::path::Path;

use super::table::{self, Progress, Row, Sheet, Value};
use crate::say;
use crate::text::Text;
use crate::text::clean::compact;

/// A field, by the names that its heading may have.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Name of the field.
    pub field: &'static str,
    /// Names of its heading: its labels, its own name.
    pub names: Vec<String>,
}

/// One row: where it stands, and its values by field; empty cells are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The sheet.
    pub sheet: String,
    /// Its number, as the user sees it.
    pub row: u32,
    /// Field and value.
    pub values: Vec<(&'static str, String)>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The rows of every sheet that has the headings.
    pub rows: Vec<SheetRow>,
    /// Headings beside them that name no field.
    pub ignored: Vec<String>,
}

/// Reads the rows of every sheet that has the headings.
///
/// # Errors
/// When the file can't be read as a table, or no sheet has at least two of the headings in a row.
pub fn read(path: &Path, headings: &[Heading], progress: Progress<'_>) -> Result<Rows, Text> {
    let sheets = table::read(path, progress)?;
    let mut all = Rows::default();
    let mut found = false;
    for sheet in &sheets {
        let Some((at, columns)) = heading_row(sheet, headings) else { continue };
        found = true;
        all.ignored.extend(beside(&sheet.rows[at], &columns));
        all.rows.extend(sheet.rows[at + 1..].iter().filter_map(|row| values(sheet, row, &columns)));
    }
    if !found {
        let names: Vec<Text> = headings.iter().filter_map(|h| h.names.first()).map(Text::same).collect();
        return Err(say!(
            "没有认出表头; 应有: {n}",
            "no headings were recognised; wanted: {n}",
            n = Text::join(&names)
        ));
    }
    Ok(all)
}

/// The first row with two headings or more, and which column is which field.
fn heading_row(sheet: &Sheet, headings: &[Heading]) -> Option<(usize, Vec<(usize, &'static str)>)> {
    sheet.rows.iter().enumerate().take(20).find_map(|(at, row)| {
        let columns: Vec<(usize, &'static str)> = row
            .cells
            .iter()
            .enumerate()
            .filter_map(|(column, cell)| {
                let shown = compact(&cell.shown());
                let heading = headings.iter().find(|h| h.names.iter().any(|name| compact(name) == shown))?;
                Some((column, heading.field))
            })
            .collect();
        (columns.len() >= 2).then_some((at, columns))
    })
}

/// Headings in that row that name no field.
fn beside(row: &Row, columns: &[(usize, &'static str)]) -> Vec<String> {
    let cells = row.cells.iter().enumerate();
    let beside = cells.filter(|(column, _)| !columns.iter().any(|(known, _)| known == column));
    beside.map(|(_, cell)| cell.shown().trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn values(sheet: &Sheet, row: &Row, columns: &[(usize, &'static str)]) -> Option<SheetRow> {
    let values: Vec<(&'static str, String)> = columns
        .iter()
        .filter(|(column, _)| !matches!(row.cell(*column), Value::Empty))
        .map(|(column, field)| (*field, row.cell(*column).shown().into_owned()))
        .collect();
    let row = SheetRow { sheet: sheet.name.clone(), row: row.number, values };
    (!row.values.is_empty()).then_some(row)
}
