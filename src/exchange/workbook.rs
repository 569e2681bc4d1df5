//! Reading .xlsx workbooks: bounded before they are unpacked, cells typed, merged cells filled down.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::table::{self, MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, Progress, Row, Sheet, Value};
use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// The most entries in the archive, and the most merged areas and strings that a sheet may declare.
const MAX_PARTS: usize = 1_000_000;

/// Reads the visible worksheets.
pub(super) fn read(mut file: File, name: &str, progress: Progress<'_>) -> Result<Vec<Sheet>, Text> {
    check_unpacked(&mut file, name)?;
    // The library that parses workbooks panics on some damaged ones (references that overflow).
    let reading = AssertUnwindSafe(|| read_sheets(file, name, progress));
    catch_unwind(reading).unwrap_or_else(|_| Err(damaged(name, "panic")))
}

fn read_sheets(file: File, name: &str, progress: Progress<'_>) -> Result<Vec<Sheet>, Text> {
    let damaged = |error: calamine::XlsxError| damaged(name, &error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(damaged)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::new();
    for sheet in visible {
        let mut rows = read_cells(&mut book, &sheet, name, progress)?;
        let merged = book.merge_cells_by_sheet_name(&sheet).map_err(damaged)?;
        fill_down(&mut rows, &merged, &sheet)?;
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        sheets.push(Sheet { name: clean(&sheet).into_owned(), rows });
    }
    Ok(sheets)
}

fn damaged(name: &str, why: &str) -> Text {
    say!(
        "工作簿「{name}」损坏或不是 .xlsx: 请用表格软件打开后另存为 .xlsx ({why})",
        "the workbook '{name}' is damaged or no .xlsx: open it and save it again as .xlsx ({why})",
        name = name,
        why = clean(why)
    )
}

/// Unpacks every part once, counting, before anything is kept: what the archive says of its own sizes
/// can't be believed.
fn check_unpacked(file: &mut File, name: &str) -> Result<(), Text> {
    let too_much = || {
        say!(
            "工作簿「{name}」解压后过大 (超过 {most} MB), 不予读取",
            "the workbook '{name}' unpacks to too much (over {most} MB) and is not read",
            name = name,
            most = MAX_UNPACKED >> 20
        )
    };
    let unsound = |error: zip::result::ZipError| damaged(name, &error.to_string());
    let mut archive = zip::ZipArchive::new(BufReader::new(&mut *file)).map_err(unsound)?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(unsound)?;
        let mut start = Vec::new();
        let broken = |error: std::io::Error| damaged(name, &error.to_string());
        part.by_ref().take(2048).read_to_end(&mut start).map_err(broken)?;
        if declares_too_many(&start) {
            return Err(too_much());
        }
        let limit = left.saturating_sub(start.len() as u64) + 1;
        let size = start.len() as u64
            + std::io::copy(&mut part.take(limit), &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(size).ok_or_else(too_much)?;
    }
    drop(archive);
    file.rewind().map_err(|error| damaged(name, &error.to_string()))
}

/// Room is made for the strings that the table of shared strings declares, so a false count is refused.
fn declares_too_many(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start);
    start.split("uniqueCount=").skip(1).any(|rest| {
        let digits: String = rest.chars().skip(1).take_while(char::is_ascii_digit).collect();
        !digits.is_empty() && digits.parse::<usize>().map_or(true, |count| count > MAX_PARTS * 10)
    })
}

/// The rows of a sheet, cell by cell: a sheet that claims a far corner costs nothing.
fn read_cells<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    name: &str,
    progress: Progress<'_>,
) -> Result<Vec<Row>, Text> {
    let damaged = |error: calamine::XlsxError| damaged(name, &error.to_string());
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let total = Some(u64::from(reader.dimensions().end.0) + 1).filter(|total| *total > 1);
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let value = value_of(cell.get_value());
        if value.is_empty() {
            continue;
        }
        let column = column as usize;
        if row >= MAX_ROWS || column >= MAX_COLUMNS || value.shown().len() > MAX_CELL * 4 {
            return Err(table::too_large(sheet));
        }
        let number = row + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Vec::new() });
            progress(u64::from(number), total.map(|total| total.max(u64::from(number))));
        }
        if let Some(last) = rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Value::Empty);
            }
            last.cells[column] = value;
        }
    }
    rows.sort_by_key(|row| row.number);
    Ok(rows)
}

fn value_of(data: &DataRef<'_>) -> Value {
    match data {
        DataRef::Empty => Value::Empty,
        // Whole numbers of a sheet lie within what f64 holds exactly.
        #[expect(clippy::cast_precision_loss)]
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(words) | DataRef::DurationIso(words) | DataRef::DateTimeIso(words) => {
            Value::text(words)
        }
        DataRef::SharedString(words) => Value::text(words),
        DataRef::Bool(truth) => Value::text(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::Error(fault) => Value::Fault(fault.to_string()),
        DataRef::DateTime(moment) => date_of(moment),
    }
}

fn date_of(moment: &ExcelDateTime) -> Value {
    match moment.as_datetime() {
        Some(time) if moment.is_datetime() => Value::Date(time.date()),
        _ => Value::Number(moment.as_f64()),
    }
}

/// Gives each cell below the first of a merged area the value of the first. Only the area's first column:
/// what is merged across (a title) stays one cell.
fn fill_down(rows: &mut [Row], merged: &[Dimensions], sheet: &str) -> Result<(), Text> {
    let mut filled = 0;
    for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
        let column = area.start.1 as usize;
        let from = rows.partition_point(|row| row.number <= area.start.0);
        let Some(first) = rows.get(from).filter(|row| row.number == area.start.0 + 1) else { continue };
        let value = first.cell(column).clone();
        if value.is_empty() {
            continue;
        }
        for row in rows[from + 1..].iter_mut().take_while(|row| row.number <= area.end.0 + 1) {
            filled += 1;
            if filled > MAX_PARTS * 10 {
                return Err(table::too_large(sheet));
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Value::Empty);
            }
            row.cells[column] = value.clone();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use chrono::NaiveDate;
    use rust_xlsxwriter::{ExcelDateTime as WrittenDate, Format, Workbook};

    fn read_back(book: &mut Workbook) -> Result<Vec<Sheet>, Text> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("示例.xlsx");
        book.save(&path).unwrap();
        table::read(&path, &mut |_, _| ())
    }

    #[test]
    fn cells_are_typed_and_merged_ones_filled_down() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("示例表").unwrap();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "示例标题", &plain).unwrap();
        sheet.merge_range(2, 0, 4, 0, "示例\u{1b}[31m学校", &plain).unwrap();
        for row in 2..5 {
            sheet.write(row, 1, f64::from(row)).unwrap();
        }
        let day = WrittenDate::from_ymd(2026, 3, 1).unwrap();
        sheet.write_with_format(2, 2, &day, &Format::new().set_num_format("yyyy/m/d")).unwrap();
        book.add_worksheet().set_hidden(true).write(0, 0, "藏").unwrap();
        let sheets = read_back(&mut book).unwrap();
        assert_eq!(sheets.len(), 1);
        assert_eq!(sheets[0].name, "示例表");
        let numbers: Vec<u32> = sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 4, 5]);
        assert_eq!(sheets[0].rows[0].cells, [Value::text("示例标题")]);
        assert_eq!(sheets[0].rows[3].cell(0), &Value::text("示例学校"));
        assert_eq!(sheets[0].rows[3].cell(1), &Value::Number(4.0));
        let date = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(sheets[0].rows[1].cell(2), &Value::Date(date));
        assert_eq!(sheets[0].rows[1].cell(99), &Value::Empty);
    }

    #[test]
    fn a_far_corner_is_refused() {
        let mut book = Workbook::new();
        book.add_worksheet().write(1_000_000, 3, "示例").unwrap();
        assert!(read_back(&mut book).unwrap_err().get(Lang::Zh).contains("太大"));
    }

    #[test]
    fn false_counts_of_strings_are_seen() {
        assert!(declares_too_many(b"<sst uniqueCount=\"99999999999999999999\">"));
        assert!(!declares_too_many(b"<sst count=\"9\" uniqueCount=\"7\">"));
    }
}
