//! What a line of a regulation's text is, by how it begins. Pure.

use crate::law::numeral;

/// A line, read by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// 第三章 标题
    Chapter(u16, &'a str),
    /// 第七条 正文
    Article(u16, &'a str),
    /// （二）正文
    Item(u16, &'a str),
    /// 3.正文
    Sub(u16, &'a str),
    /// Anything else.
    Plain(&'a str),
}

/// Reads a line that is trimmed and not empty.
pub(super) fn read(line: &str) -> Line<'_> {
    let read = numbered(line, "第", "章", true).map(|(n, rest)| Line::Chapter(n, rest));
    let read = read.or_else(|| numbered(line, "第", "条", true).map(|(n, rest)| Line::Article(n, rest)));
    let read = read.or_else(|| item(line).map(|(n, rest)| Line::Item(n, rest)));
    let read = read.or_else(|| sub_item(line).map(|(n, rest)| Line::Sub(n, rest)));
    read.unwrap_or(Line::Plain(line))
}

/// A Chinese number between two marks. A heading wants space behind it: 「第三条规定的」 is running text.
fn numbered<'a>(line: &'a str, open: &str, close: &str, heading: bool) -> Option<(u16, &'a str)> {
    let (number, rest) = line.strip_prefix(open)?.split_once(close)?;
    if heading && !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    // Citations use figures too, but no regulation numbers its items （1）: those are left as text.
    if !number.chars().all(numeral::is_chinese_digit) {
        return None;
    }
    Some((numeral::parse(number)?, rest.trim_start()))
}

fn item(line: &str) -> Option<(u16, &str)> {
    numbered(line, "（", "）", false).or_else(|| numbered(line, "(", ")", false))
}

/// `3.` or `3．` or `3、`, but not the figure `3.5`.
fn sub_item(line: &str) -> Option<(u16, &str)> {
    let end = line.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=2).contains(end))?;
    let rest = line[end..].strip_prefix(['.', '．', '、'])?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((numeral::parse(&line[..end])?, rest.trim_start()))
}

/// Whether a text ends as a sentence or clause does.
pub(super) fn is_finished(text: &str) -> bool {
    text.ends_with(['。', '；', ';', '：', ':', '！', '？', '.', '”', '」', '》'])
}

/// Whether an unfinished item may be a heading of its own, 「责令终止备案」, and not a broken line.
pub(super) fn looks_like_heading(text: &str) -> bool {
    const LONGEST_HEADING: usize = 20;
    text.chars().count() <= LONGEST_HEADING && !text.contains(['，', ',', '。', '、', '；', ';', '：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_their_beginning() {
        for (line, wanted) in [
            ("第一章  总则", Line::Chapter(1, "总则")),
            ("第二十八条  本办法", Line::Article(28, "本办法")),
            ("第三条规定的事项", Line::Plain("第三条规定的事项")),
            ("(二)示例", Line::Item(2, "示例")),
            ("（十二）示例", Line::Item(12, "示例")),
            ("(试行)", Line::Plain("(试行)")),
            ("(2)示例", Line::Plain("(2)示例")),
            ("12.示例", Line::Sub(12, "示例")),
            ("3.5分", Line::Plain("3.5分")),
            ("2026年", Line::Plain("2026年")),
        ] {
            assert_eq!(read(line), wanted, "{line}");
        }
    }
}
