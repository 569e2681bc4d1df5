//! Dates as people write them, in a dozen spellings. Times of day are dropped.

use chrono::{Datelike, NaiveDate};

use crate::say;
use crate::text::Text;
use crate::text::clean::compact;

/// The first and last year that a date may have.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Reads a date: `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`, full width, with or
/// without a time behind it.
///
/// # Errors
/// When there is no such date, it has no day, or its year lies outside [`YEARS`].
pub fn parse_date(text: &str) -> Result<NaiveDate, Text> {
    let half = crate::text::clean::half_width(text);
    let date_part = half.trim().split(['T', 't']).next().unwrap_or_default();
    // A time is cut off: it stands behind a space and has a colon.
    let date_part = match date_part.split_once(' ') {
        Some((date, time)) if time.contains(':') => date,
        _ => date_part,
    };
    let word = compact(date_part);
    if ["长期", "永久", "无固定期限", "长期有效", "永久有效"].contains(&word.as_str()) {
        return Err(say!(
            "「{w}」不是日期: 备案有效期为 3 年, 应写到期的那一天, 如 2026-03-01",
            "'{w}' is not a date: a filing runs for 3 years; give its last day, as 2026-03-01",
            w = word
        ));
    }
    let (year, month, day) = numbers(&word).ok_or_else(|| unreadable(text.trim()))?;
    in_bounds(year, month, day).ok_or_else(|| {
        say!(
            "没有「{w}」这一天, 应为 {from} 年至 {to} 年之间的日期, 如 2026-03-01",
            "there is no day '{w}': a date from {from} to {to}, as 2026-03-01",
            w = word,
            from = *YEARS.start(),
            to = *YEARS.end()
        )
    })
}

/// Whether a date that came typed (a date cell) lies within [`YEARS`].
#[must_use]
pub fn is_in_bounds(date: NaiveDate) -> bool {
    YEARS.contains(&date.year())
}

fn in_bounds(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| is_in_bounds(*date))
}

fn unreadable(word: &str) -> Text {
    say!(
        "看不懂日期「{w}」, 应写作 2026-03-01 或 2026年3月1日",
        "can't read the date '{w}': write 2026-03-01 or 2026年3月1日",
        w = word
    )
}

/// Year, month and day, four-digit year first; whether they make a date is not looked at.
fn numbers(word: &str) -> Option<(i32, u32, u32)> {
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some((word[..4].parse().ok()?, word[4..6].parse().ok()?, word[6..].parse().ok()?));
    }
    let body = word.strip_suffix(['日', '号', '.']).unwrap_or(word);
    let parts: Vec<&str> = body.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts[..] else { return None };
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) || !short(month) || !short(day) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn spellings_of_one_day() {
        for written in [
            "2026-03-01",
            "2026/3/1",
            "2026.3.1",
            "2026年3月1日",
            "2026年03月01日",
            "2026 年 3 月 1 日",
            "20260301",
            "２０２６－０３－０１",
            "２０２６年３月１日",
            "2026-03-01 00:00:00",
            "2026-03-01T08:30:00",
            "2026/03/01 8:30",
            " 2026.03.01. ",
            "2026年3月1号",
        ] {
            assert_eq!(parse_date(written).unwrap().to_string(), "2026-03-01", "{written}");
        }
    }

    #[test]
    fn what_is_no_date_says_so() {
        for wrong in
            ["", "长期", "2026-02-30", "2026年3月", "1/3/2026", "26-3-1", "1889-01-01", "20261301", "示例"]
        {
            assert!(parse_date(wrong).is_err(), "{wrong}");
        }
        assert!(parse_date("长期").unwrap_err().get(Lang::Zh).contains("3 年"));
        assert!(parse_date("2026-02-30").unwrap_err().get(Lang::En).contains("no day"));
    }
}
