//! 中文数字: the numbers of chapters, articles and items, both ways.
//!
//! Pure.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES: [(u16, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
/// Beyond it there is no place word here; no law has that many articles.
const MOST: u16 = 9999;

/// A number in Chinese: 19 is 十九, 101 is 一百零一. Above 9999 in Arabic figures.
#[must_use]
pub fn chinese(number: u16) -> String {
    if number == 0 || number > MOST {
        return if number == 0 { DIGITS[0].to_string() } else { number.to_string() };
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, word) in PLACES {
        let digit = number / place % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(DIGITS[0]);
            gap = false;
        }
        // 十 to 十九 go without a leading 一.
        if !(place == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[usize::from(digit)]);
        }
        out.push_str(word);
    }
    out
}

/// Whether a character can stand in a Chinese number.
#[must_use]
pub fn is_chinese_digit(c: char) -> bool {
    DIGITS.contains(&c) || matches!(c, '十' | '百' | '千' | '〇' | '两')
}

/// Reads a number in Chinese or in ASCII figures, 1 to 9999; anything else is none.
#[must_use]
pub fn parse(written: &str) -> Option<u16> {
    if !written.is_empty() && written.len() <= 5 && written.bytes().all(|b| b.is_ascii_digit()) {
        return written.parse().ok().filter(|n| (1..=MOST).contains(n));
    }
    let mut total: u16 = 0;
    let mut digit: Option<u16> = None;
    let mut last_place = u16::MAX;
    for c in written.chars() {
        let place = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' | '〇' if digit.is_none() => continue,
            '两' if digit.is_none() => {
                digit = Some(2);
                continue;
            }
            _ => {
                let n = DIGITS.iter().position(|d| *d == c).filter(|_| digit.is_none())?;
                digit = u16::try_from(n).ok();
                continue;
            }
        };
        let times = digit.take().or((place == 10 && total == 0).then_some(1))?;
        if place >= last_place {
            return None;
        }
        last_place = place;
        total += times * place;
    }
    Some(total + digit.unwrap_or(0)).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_read_back() {
        for n in 1..=MOST {
            assert_eq!(parse(&chinese(n)), Some(n), "{}", chinese(n));
        }
        assert_eq!(parse("19"), Some(19));
    }

    #[test]
    fn written_as_in_a_law() {
        for (n, zh) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (28, "二十八"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1260, "一千二百六十"),
        ] {
            assert_eq!(chinese(n), zh);
        }
        assert_eq!(parse("两百零三"), Some(203));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for word in ["", "零", "0", "百", "十十", "一二", "一十百", "10000", "十x", "一千千", "１９"]
        {
            assert_eq!(parse(word), None, "{word}");
        }
    }
}
