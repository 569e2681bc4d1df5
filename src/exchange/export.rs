//! Writing tables: .xlsx, .csv or .json by the file's extension, row by row, whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value};

use super::whole::{Existing, Stop, write_whole};
use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// The most rows of a sheet, the headings among them.
const MAX_SHEET_ROWS: u64 = 1_048_576;
/// Width of a column in an .xlsx file, in characters.
const COLUMN_WIDTH: f64 = 18.0;

/// One cell to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; never taken for a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A date.
    Date(NaiveDate),
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// .xlsx
    Xlsx,
    /// .csv
    Csv,
    /// .json
    Json,
}

/// The kind of file that an ending names.
///
/// # Errors
/// When the ending is none of .xlsx, .csv, .json.
pub fn kind_of(path: &Path) -> Result<FileKind, Text> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "xlsx" => Ok(FileKind::Xlsx),
        "csv" => Ok(FileKind::Csv),
        "json" => Ok(FileKind::Json),
        _ => Err(say!(
            "不知道「{name}」要写成什么格式, 扩展名应为 .xlsx、.csv 或 .json",
            "can't tell the format of '{name}': the extension is .xlsx, .csv or .json",
            name = clean(&path.to_string_lossy()).into_owned()
        )),
    }
}

/// Writes headings and rows to a file; returns how many rows. The file appears when it is whole, readable
/// by its owner only.
///
/// # Errors
/// When the extension isn't .xlsx, .csv or .json, the file is there and to be kept, the rows end in an error,
/// are too many for a sheet, or can't be written. The file is then as it was.
pub fn write(
    path: &Path,
    existing: Existing,
    headings: &[String],
    rows: impl IntoIterator<Item = Result<Vec<Cell>, Text>>,
) -> Result<u64, Text> {
    let write_rows = match kind_of(path)? {
        FileKind::Xlsx => write_xlsx,
        FileKind::Csv => write_csv,
        FileKind::Json => write_json,
    };
    write_whole(path, existing, |file| write_rows(file, headings, &mut rows.into_iter()))
}

type Rows<'a> = &'a mut dyn Iterator<Item = Result<Vec<Cell>, Text>>;

fn write_csv(file: &mut File, headings: &[String], rows: Rows<'_>) -> Result<u64, Stop> {
    let mut out = BufWriter::new(file);
    // Spreadsheet programs know UTF-8 by this mark.
    out.write_all("\u{feff}".as_bytes())?;
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(headings.iter().map(|heading| harmless(heading)))?;
    let mut count = 0;
    for row in rows {
        let row = row.map_err(Stop::Content)?;
        out.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(words) => harmless(words),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
        }))?;
        count += 1;
    }
    out.flush()?;
    Ok(count)
}

/// Words that a spreadsheet program would take for a formula get a mark in front.
fn harmless(words: &str) -> String {
    let risky = words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if risky { format!("'{words}") } else { words.to_owned() }
}

fn write_json(file: &mut File, headings: &[String], rows: Rows<'_>) -> Result<u64, Stop> {
    let mut out = BufWriter::new(file);
    let mut count = 0;
    out.write_all(b"[")?;
    for row in rows {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        let values = row.map_err(Stop::Content)?.into_iter().map(|cell| match cell {
            Cell::Empty => Value::Null,
            Cell::Text(words) => Value::String(words),
            Cell::Number(number) => Value::from(number),
            Cell::Date(date) => Value::String(date.to_string()),
        });
        let object: Map<String, Value> = headings.iter().cloned().zip(values).collect();
        serde_json::to_writer(&mut out, &object)?;
        count += 1;
    }
    out.write_all(b"\n]\n")?;
    out.flush()?;
    Ok(count)
}

fn write_xlsx(file: &mut File, headings: &[String], rows: Rows<'_>) -> Result<u64, Stop> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut count = 0_u64;
    for row in rows {
        let row = row.map_err(Stop::Content)?;
        count += 1;
        if count >= MAX_SHEET_ROWS {
            return Err(Stop::Content(say!(
                "超过一张表的 {most} 行, 请导出为 .csv",
                "more than the {most} rows of a sheet: export to .csv",
                most = MAX_SHEET_ROWS
            )));
        }
        for (column, cell) in (0_u16..).zip(&row) {
            let at = u32::try_from(count).unwrap_or(u32::MAX);
            write_sheet_cell(sheet, at, column, cell, &day)?;
        }
    }
    book.save_to_writer(file)?;
    Ok(count)
}

fn write_sheet_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(words) => sheet.write_string(row, column, words)?,
        // A sheet keeps 15 digits; longer numbers stay whole as words.
        Cell::Number(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            sheet.write_string(row, column, number.to_string())?
        }
        Cell::Number(number) => sheet.write_number(row, column, number.to_string().parse().unwrap_or(0.0))?,
        Cell::Date(date) => {
            let written = ExcelDateTime::parse_from_str(&date.to_string())?;
            sheet.write_datetime_with_format(row, column, written, day)?
        }
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;
    use crate::text::Lang;

    fn rows() -> Vec<Result<Vec<Cell>, Text>> {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        vec![
            Ok(vec!["示例学校".into(), Cell::Number(-3), day.into()]),
            Ok(vec!["=HYPERLINK(1)".into(), Cell::Empty, None::<NaiveDate>.into()]),
        ]
    }

    fn headings() -> Vec<String> {
        ["名称", "数", "日期"].map(String::from).to_vec()
    }

    #[test]
    fn what_is_written_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        for (name, date) in [("a.xlsx", "2026-03-01"), ("a.csv", "2026-03-01")] {
            let path = folder.path().join(name);
            assert_eq!(write(&path, Existing::Keep, &headings(), rows()), Ok(2));
            let sheets = table::read(&path, &mut |_, _| ()).unwrap();
            let shown = |row: usize, column| sheets[0].rows[row].cell(column).shown().into_owned();
            assert_eq!([shown(0, 0), shown(1, 1), shown(1, 2)], ["名称", "-3", date]);
            assert_eq!(shown(2, 0), "=HYPERLINK(1)");
        }
        let text = std::fs::read_to_string(folder.path().join("a.csv")).unwrap();
        assert!(text.starts_with('\u{feff}') && text.contains("'=HYPERLINK"));
    }

    #[test]
    fn json_is_a_list_of_objects() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write(&path, Existing::Keep, &headings(), rows()).unwrap();
        let list: Vec<Map<String, Value>> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(list[0]["日期"], "2026-03-01");
        assert_eq!(list[1]["数"], Value::Null);
        write(&path, Existing::Replace, &headings(), []).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap().split_whitespace().collect::<String>(), "[]");
    }

    #[test]
    fn nothing_is_overwritten_or_left_half_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "示例").unwrap();
        let refusal = write(&path, Existing::Keep, &headings(), rows()).unwrap_err();
        assert!(refusal.get(Lang::Zh).contains("已经存在"));
        let broken = rows().into_iter().chain([Err(Text::new("断了", "broken"))]);
        assert_eq!(write(&path, Existing::Replace, &headings(), broken), Err(Text::new("断了", "broken")));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "示例");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("a.doc"), Existing::Keep, &headings(), []).is_err());
        assert!(write(&folder.path().join("no/a.csv"), Existing::Keep, &headings(), []).is_err());
    }
}
