//! Tables as they come from a file: sheets of rows of typed cells, with row numbers as the user sees them.
//!
//! Every text is clean when it leaves here, merged cells are filled down, and sizes are bounded.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use chrono::NaiveDate;

use super::{separated, workbook};
use crate::say;
use crate::text::Text;
use crate::text::clean::clean_lines;

/// The largest file read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;
/// The most that a workbook may unpack to, in bytes.
pub const MAX_UNPACKED: u64 = 768 << 20;
/// The last row of a sheet read.
pub const MAX_ROWS: u32 = 600_000;
/// The most columns of a sheet.
pub const MAX_COLUMNS: usize = 256;
/// The most characters of a cell: no spreadsheet program takes more.
pub const MAX_CELL: usize = 32_767;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing, or spaces only.
    #[default]
    Empty,
    /// Clean text, never empty, perhaps of several lines.
    Text(String),
    /// A number.
    Number(f64),
    /// A date cell; its time of day is dropped.
    Date(NaiveDate),
    /// The error of a formula, as the sheet shows it (`#N/A`).
    Fault(String),
}

impl Value {
    /// A text, cleaned; empty when nothing is left.
    #[must_use]
    pub fn text(words: &str) -> Self {
        let cleaned = clean_lines(words);
        match cleaned.trim() {
            "" => Self::Empty,
            words => Self::Text(words.to_owned()),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What the user sees in the cell.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(words) | Self::Fault(words) => Cow::Borrowed(words),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// A row that has something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number, from 1, as the user sees it.
    pub number: u32,
    /// Its cells from column A; those behind the last are empty.
    pub cells: Vec<Value>,
}

impl Row {
    /// The cell of a column, from 0.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Value {
        self.cells.get(column).unwrap_or(&Value::Empty)
    }
}

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; of separated text, the name of the file.
    pub name: String,
    /// Its rows that have something in them, in order.
    pub rows: Vec<Row>,
}

/// Told while reading: rows read so far, and how many there are where the file says so.
pub type Progress<'a> = &'a mut dyn FnMut(u64, Option<u64>);

/// The letters of a column, from 0: A, B, … Z, AA.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Reads the visible sheets of an .xlsx file, or a .csv file (UTF-8, UTF-16 or GB18030; comma, tab or
/// semicolon) as one sheet.
///
/// # Errors
/// When the file can't be read, isn't what its name says, is empty, damaged, protected or too large.
pub fn read(path: &Path, progress: Progress<'_>) -> Result<Vec<Sheet>, Text> {
    let name = shown_name(path);
    let unreadable = |error: std::io::Error| {
        say!(
            "读不了文件「{name}」: {why}",
            "can't read the file '{name}': {why}",
            name = name,
            why = error.to_string()
        )
    };
    let about = std::fs::metadata(path).map_err(unreadable)?;
    check_size(&name, &about)?;
    let mut file = File::open(path).map_err(unreadable)?;
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    match form(path, &name, &start)? {
        Form::Workbook => workbook::read(file, &name, progress),
        Form::Separated => {
            let mut bytes = Vec::new();
            file.take(MAX_FILE).read_to_end(&mut bytes).map_err(unreadable)?;
            Ok(vec![separated::read(&bytes, &name, progress)?])
        }
    }
}

fn shown_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    crate::text::clean::clean(&name).into_owned()
}

fn check_size(name: &str, about: &std::fs::Metadata) -> Result<(), Text> {
    if !about.is_file() {
        return Err(say!("「{name}」不是文件", "'{name}' is not a file", name = name));
    }
    if about.len() == 0 {
        return Err(say!("文件「{name}」是空的", "the file '{name}' is empty", name = name));
    }
    if about.len() > MAX_FILE {
        return Err(say!(
            "文件「{name}」有 {size} MB, 超过 {most} MB: 请拆成几个文件",
            "the file '{name}' has {size} MB, more than {most}: split it into several",
            name = name,
            size = about.len() >> 20,
            most = MAX_FILE >> 20
        ));
    }
    Ok(())
}

enum Form {
    Workbook,
    Separated,
}

/// What the file is, by its name and by how it starts: both must agree.
fn form(path: &Path, name: &str, start: &[u8]) -> Result<Form, Text> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_zip = start.starts_with(b"PK\x03\x04");
    if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(say!(
            "「{name}」是旧格式 .xls 或加了密码的工作簿: 请去掉密码, 另存为 .xlsx 再导入",
            "'{name}' is an old .xls or a workbook with a password: remove it and save as .xlsx",
            name = name
        ));
    }
    match (extension.as_str(), is_zip) {
        ("xlsx", true) => Ok(Form::Workbook),
        ("csv" | "tsv" | "txt", false) => Ok(Form::Separated),
        ("xlsx", false) => Err(say!(
            "「{name}」名为 .xlsx, 内容却不是工作簿: 如果是文本表格, 请改名为 .csv",
            "'{name}' is named .xlsx but is no workbook: if it is separated text, rename it to .csv",
            name = name
        )),
        ("csv" | "tsv" | "txt", true) => Err(say!(
            "「{name}」的内容是工作簿: 请把扩展名改为 .xlsx",
            "'{name}' holds a workbook: rename it to .xlsx",
            name = name
        )),
        _ => Err(say!(
            "不认识「{name}」的格式, 只能导入 .xlsx 和 .csv",
            "can't tell the format of '{name}': only .xlsx and .csv are read",
            name = name
        )),
    }
}

/// The refusal of a sheet with more rows, columns or characters than are read.
pub(super) fn too_large(sheet: &str) -> Text {
    say!(
        "表「{sheet}」太大: 最多 {rows} 行、{columns} 列, 一格 {cell} 字",
        "the sheet '{sheet}' is too large: at most {rows} rows, {columns} columns, {cell} characters a cell",
        sheet = sheet,
        rows = MAX_ROWS,
        columns = MAX_COLUMNS,
        cell = MAX_CELL
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn letters_of_columns() {
        let letters: Vec<String> = [0, 25, 26, 255].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "IV"]);
    }

    #[test]
    fn files_that_are_not_what_they_say() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            read(&path, &mut |_, _| ()).unwrap_err().get(Lang::Zh).to_owned()
        };
        assert!(refusal("a.xlsx", b"").contains("是空的"));
        assert!(refusal("b.xlsx", b"name,kind\n").contains("改名为 .csv"));
        assert!(refusal("c.csv", b"PK\x03\x04rest").contains("改为 .xlsx"));
        assert!(refusal("d.xlsx", &[0xd0, 0xcf, 0x11, 0xe0, 0]).contains("密码"));
        assert!(refusal("e.pdf", b"%PDF").contains("只能导入"));
        assert!(refusal("f.xlsx", b"PK\x03\x04rest").contains("损坏"));
        assert!(refusal("g.csv", b"a,b\0c\n").contains("不是文本"));
        let folder_itself = read(folder.path(), &mut |_, _| ()).unwrap_err();
        assert!(folder_itself.get(Lang::Zh).contains("不是文件"));
    }
}
