//! One spelling for every character that is typed or stored: full-width forms, case, separators.
//!
//! Names, codes and queries all pass through here, so that they meet in the same form.

/// What one character counts as when it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// A letter, a digit or a Chinese character, in lower case and half width.
    Letter(char),
    /// A mark inside a number or a syllable (the hyphen of a phone number): it counts for nothing.
    Joint,
    /// A space, a bracket, a control character: it parts two words.
    Gap,
}

/// Folds one character.
pub(super) fn fold(c: char) -> Folded {
    let half = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    match half {
        '-' | '_' | '.' | '\'' | '’' | '·' | '\u{2010}'..='\u{2015}' => Folded::Joint,
        '\u{200b}'..='\u{200f}' | '\u{feff}' => Folded::Joint,
        _ if half.is_alphanumeric() => Folded::Letter(half.to_lowercase().next().unwrap_or(half)),
        _ => Folded::Gap,
    }
}

/// Codes and phone numbers folded and parted by single spaces, each token whole, up to a length in bytes.
pub(super) fn fold_codes(codes: &str, most: usize) -> String {
    let mut folded = String::with_capacity(codes.len().min(most));
    for c in codes.chars() {
        match fold(c) {
            Folded::Letter(c) if folded.len() + c.len_utf8() <= most => folded.push(c),
            Folded::Gap if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_case_and_separators_fold() {
        assert_eq!(fold('Ａ'), Folded::Letter('a'));
        assert_eq!(fold('７'), Folded::Letter('7'));
        assert_eq!(fold('焊'), Folded::Letter('焊'));
        assert_eq!(fold('－'), Folded::Joint);
        assert_eq!(fold('\u{3000}'), Folded::Gap);
        assert_eq!(fold('\u{1b}'), Folded::Gap);
    }

    #[test]
    fn codes_become_tokens() {
        assert_eq!(fold_codes(" 0993-2000001 / ９１65〔2026〕3号 ", 99), "09932000001 9165 2026 3号");
        assert_eq!(fold_codes("12号3", 4), "123");
    }
}
