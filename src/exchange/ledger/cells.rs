//! Reading the cells of one agency's rows, field by field, collecting the problems met.

use chrono::{Days, NaiveDate};

use super::super::field::Field;
use super::super::headings::Columns;
use super::super::table::{Row, Value};
use super::problem::{RowProblem, Severity};
use crate::records::credit_code::{Checked, CreditCode};
use crate::records::date::{is_in_bounds, parse_date};
use crate::say;
use crate::text::Text;
use crate::text::clean::{clean, compact, half_width};

/// The most characters of a name, an address or a note.
const MAX_WORDS: usize = 200;
/// From here on a spreadsheet keeps only the first digits of a number.
const INEXACT: f64 = 1e15;

/// The rows of one agency, and the problems met in them.
pub(super) struct Cells<'a> {
    pub(super) sheet: &'a str,
    columns: &'a Columns,
    pub(super) rows: Vec<&'a Row>,
    problems: Vec<RowProblem>,
}

/// A value and the row in which it stands.
pub(super) type Placed<T> = (T, u32);

impl<'a> Cells<'a> {
    pub(super) fn new(sheet: &'a str, columns: &'a Columns, rows: Vec<&'a Row>) -> Self {
        Self { sheet, columns, rows, problems: Vec::new() }
    }

    pub(super) fn into_problems(mut self) -> Vec<RowProblem> {
        // Letters of columns: Z stands before AA.
        self.problems.sort_by_cached_key(|p| (p.row, p.column.len(), p.column.clone()));
        self.problems
    }

    pub(super) fn have_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Notes a problem of a field in a row.
    pub(super) fn note(&mut self, severity: Severity, row: u32, field: Field, wrong: Text, right: Text) {
        let (column, heading) = self.columns.named(field);
        let at = self.rows.iter().find(|r| r.number == row);
        let found = at.map(|row| clean(&self.cell(row, field).shown()).into_owned()).unwrap_or_default();
        let sheet = self.sheet.to_owned();
        self.problems.push(RowProblem { sheet, row, column, heading, found, wrong, right, severity });
    }

    pub(super) fn error(&mut self, row: u32, field: Field, wrong: Text, right: Text) {
        self.note(Severity::Error, row, field, wrong, right);
    }

    fn cell(&self, row: &'a Row, field: Field) -> &'a Value {
        self.columns.of(field).map_or(&Value::Empty, |column| row.cell(column))
    }

    /// The agency's value of a field: the first that is there. Another one further down is an error.
    pub(super) fn of_agency(&mut self, field: Field) -> Placed<&'a Value> {
        let mut values = self.rows.iter().map(|row| (self.cell(row, field), row.number));
        let Some(first) = values.find(|(value, _)| !value.is_empty()) else {
            return (&Value::Empty, self.first_row());
        };
        let same = |value: &Value| compact(&value.shown()) == compact(&first.0.shown());
        let other = values.find(|(value, _)| !value.is_empty() && !same(value));
        if let Some((_, row)) = other {
            let wrong = say!(
                "同一机构的{field}与第 {above} 行「{words}」不同",
                "the same agency has another {field} in row {above}: '{words}'",
                field = field.heading(),
                above = first.1,
                words = clean(&first.0.shown()).into_owned()
            );
            let right = Text::new(
                "一个机构各行应相同, 请改正其中一处",
                "all rows of an agency say the same: mend one of them",
            );
            self.error(row, field, wrong, right);
        }
        first
    }

    pub(super) fn first_row(&self) -> u32 {
        self.rows.first().map_or(0, |row| row.number)
    }

    /// The value of a field in one row.
    pub(super) fn in_row(&self, row: &'a Row, field: Field) -> Placed<&'a Value> {
        (self.cell(row, field), row.number)
    }

    /// The words of a cell as one clean line; nothing where it is empty or an error of a formula.
    pub(super) fn words(&mut self, field: Field, (value, row): Placed<&Value>) -> Option<String> {
        match value {
            Value::Empty => return None,
            Value::Fault(fault) => {
                let wrong =
                    say!("单元格是公式错误「{f}」", "the cell is a formula error '{f}'", f = fault.as_str());
                self.error(row, field, wrong, Text::new("请填写内容本身", "give the content itself"));
                return None;
            }
            _ => (),
        }
        let shown = value.shown();
        let words = clean(&shown);
        let count = words.chars().count();
        if count > MAX_WORDS {
            let wrong = say!("有 {n} 个字", "has {n} characters", n = count);
            let right = say!("最多 {n} 个字", "at most {n} characters", n = MAX_WORDS);
            self.error(row, field, wrong, right);
            return None;
        }
        (!words.is_empty()).then(|| words.into_owned())
    }

    /// The words of a cell that must not be empty.
    pub(super) fn required(&mut self, field: Field, placed: Placed<&Value>, right: Text) -> Option<String> {
        if placed.0.is_empty() {
            let wrong = say!("缺少{field}", "no {field}", field = field.heading());
            self.error(placed.1, field, wrong, right);
        }
        self.words(field, placed)
    }

    /// A required cell read by its type's own reader; `right` completes the reader's words.
    pub(super) fn parsed<T>(
        &mut self,
        field: Field,
        placed: Placed<&Value>,
        right: Text,
        read: impl FnOnce(&str) -> Result<T, Text>,
    ) -> Option<T> {
        let words = self.required(field, placed, right.clone())?;
        read(&words).map_err(|wrong| self.error(placed.1, field, wrong, right)).ok()
    }

    /// The credit code, with a warning where its check character is wrong.
    pub(super) fn credit_code(&mut self, placed: Placed<&Value>) -> Option<Checked> {
        let field = Field::CreditCode;
        let right = Text::new(
            "请按营业执照或登记证书填写 18 位代码",
            "give the 18 characters as on the licence or certificate",
        );
        if matches!(placed.0, Value::Number(number) if number.abs() >= INEXACT) {
            let wrong = Text::new(
                "代码存成了数字, 末几位已经丢失",
                "the code is stored as a number and lost its last digits",
            );
            let right = Text::new(
                "请把该列设为文本格式, 重新填写 18 位代码",
                "format the column as text and enter the 18 characters again",
            );
            self.error(placed.1, field, wrong, right);
            return None;
        }
        let checked = self.parsed(field, placed, right, CreditCode::parse)?;
        if !checked.check_ok {
            let wrong = say!(
                "「{code}」的校验位不对: 末位是 {last}, 按前 17 位应为 {expected}",
                "the check character of '{code}' is wrong: {last}, by the first 17 it is {expected}",
                code = checked.code,
                last = checked.code.as_str().chars().last().unwrap_or(' '),
                expected = checked.expected
            );
            // Some early codes are so, and can stay with a reason.
            let explained = self.rows.iter().any(|row| !self.in_row(row, Field::Note).0.is_empty());
            let right = match explained {
                true => Text::new("备注已写明理由, 照录", "the note gives the reason: it stays"),
                false => Text::new(
                    "请核对证照; 确为早期代码的, 在备注栏写明理由",
                    "check the licence; where it is an early code, say so in the note",
                ),
            };
            let severity = if explained { Severity::Warning } else { Severity::Error };
            self.note(severity, placed.1, field, wrong, right);
        }
        Some(checked)
    }

    /// The phone, half width and without spaces, with a warning where it doesn't look like one.
    pub(super) fn phone(&mut self, placed: Placed<&Value>) -> Option<String> {
        let words = self.words(Field::Phone, placed)?;
        let phone = half_width(&words).split_whitespace().collect::<Vec<_>>().join("-");
        let digits = phone.bytes().filter(u8::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || "-+()/,;、".contains(c);
        if digits < 7 || !phone.chars().all(fits) {
            let wrong = say!("「{p}」不像电话号码", "'{p}' doesn't look like a phone number", p = phone);
            let right = Text::new("应如 13900000000 或 0993-2000000", "as 13900000000 or 0993-2000000");
            self.note(Severity::Warning, placed.1, Field::Phone, wrong, right);
        }
        Some(phone)
    }

    /// A required date: a date cell, a number that a spreadsheet shows as a date, or words.
    pub(super) fn date(&mut self, field: Field, placed: Placed<&Value>, right: Text) -> Option<NaiveDate> {
        match placed.0 {
            Value::Date(date) if is_in_bounds(*date) => Some(*date),
            Value::Number(number) => match date_of_serial(*number) {
                Some(date) => Some(date),
                None => self.parsed(field, placed, right, parse_date),
            },
            _ => self.parsed(field, placed, right, parse_date),
        }
    }
}

/// The day that a spreadsheet counts by this number, where it lies within the bounds of dates.
fn date_of_serial(number: f64) -> Option<NaiveDate> {
    if !(1.0..=100_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let days = number as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?
        .checked_add_days(Days::new(days))
        .filter(|date| is_in_bounds(*date))
}

#[cfg(test)]
mod tests {
    use super::date_of_serial;

    #[test]
    fn serials_of_spreadsheets() {
        assert_eq!(date_of_serial(46082.5).unwrap().to_string(), "2026-03-01");
        assert_eq!(date_of_serial(20_260_301.0), None);
        assert_eq!(date_of_serial(2026.3), None);
    }
}
