//! Reading separated text (.csv): the encoding and the separator are found out.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::table::{self, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Progress, Row, Sheet, Value};
use crate::say;
use crate::text::Text;

/// Reads the text as one sheet that has the file's name.
pub(super) fn read(bytes: &[u8], name: &str, progress: Progress<'_>) -> Result<Sheet, Text> {
    let text = decode(bytes, name)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let total = text.lines().count() as u64;
    let mut rows = Vec::new();
    let mut number = 0;
    for record in reader.records() {
        let record = record.map_err(|error| {
            say!(
                "「{name}」读不下去: {why}",
                "'{name}' can't be read on: {why}",
                name = name,
                why = error.to_string()
            )
        })?;
        let start = record.position().map_or(0, csv::Position::byte);
        number += 1 + empty_lines(text.as_bytes(), usize::try_from(start).unwrap_or(0));
        let too_long = record.iter().any(|cell| cell.len() > MAX_CELL * 4);
        if number > MAX_ROWS || record.len() > MAX_COLUMNS || too_long {
            return Err(table::too_large(name));
        }
        progress(u64::from(number), Some(total));
        let cells: Vec<Value> = record.iter().map(value_of).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number, cells });
        }
    }
    Ok(Sheet { name: name.to_owned(), rows })
}

/// The empty lines before a record: the reader passes over them, a spreadsheet counts them as rows.
fn empty_lines(text: &[u8], start: usize) -> u32 {
    let ends = text.iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let lines = ends.filter(|byte| **byte == b'\n').count();
    let after_return = start > 0 && text.get(start - 1) == Some(&b'\r') && text.get(start) == Some(&b'\n');
    u32::try_from(lines - usize::from(after_return)).unwrap_or(u32::MAX / 2)
}

/// A mark that an export put before `=`, `+`, `-` or `@`, so that no program takes the cell for a formula,
/// is taken off again.
fn value_of(cell: &str) -> Value {
    let marked = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    Value::text(marked.unwrap_or(cell))
}

/// The text by its byte order mark, else UTF-8 where it is that, else GB18030.
fn decode(bytes: &[u8], name: &str) -> Result<String, Text> {
    let no_text = || {
        say!(
            "「{name}」不是文本, 或编码不是 UTF-8、GB18030: 请另存为 UTF-8 的 .csv",
            "'{name}' is not text, or neither UTF-8 nor GB18030: save it as a UTF-8 .csv",
            name = name
        )
    };
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| {
        let encoding = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 };
        (encoding, 0)
    });
    let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if wrong || text.contains('\0') {
        return Err(no_text());
    }
    Ok(text.into_owned())
}

/// The separator that stands most often outside quotes in the first lines; the comma if none does.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    for byte in text.lines().take(20).flat_map(str::bytes) {
        if byte == b'"' {
            quoted = !quoted;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte && !quoted) {
            *count += 1;
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = read(bytes, "示例.csv", &mut |_, _| ()).unwrap();
        let shown = |row: Row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
        sheet.rows.into_iter().map(shown).collect()
    }

    #[test]
    fn encodings_are_found_out() {
        let text = "序号,机构名称\r\n1,示例学校\r\n";
        let expected = vec![vec!["序号", "机构名称"], vec!["1", "示例学校"]];
        let (gb, _, _) = GB18030.encode(text);
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), &gb, &wide, marked.as_bytes()] {
            assert_eq!(cells(bytes), expected);
        }
        assert!(read(&[0xff, 0xff, 0x81], "示例.csv", &mut |_, _| ()).is_err());
    }

    #[test]
    fn separators_and_quotes() {
        assert_eq!(cells("a\tb,c\n1\t2\n".as_bytes()), [["a", "b,c"], ["1", "2"]]);
        assert_eq!(cells("a;\"b;,\n\"\n1;2\n".as_bytes()), [["a", "b;,"], ["1", "2"]]);
        assert_eq!(cells("甲,'=1+1\n\n乙,'x\n".as_bytes()), [["甲", "=1+1"], ["乙", "'x"]]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        for text in ["a,b\n\n1,2\n\"x\ny\",z\n3\n", "a,b\r\n\r\n1,2\r\n\"x\r\ny\",z\r\n3"] {
            let sheet = read(text.as_bytes(), "x.csv", &mut |_, _| ()).unwrap();
            let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 3, 4, 5], "{text:?}");
        }
    }
}
