//! The number of a document (发文字号): 八师人社告〔2026〕3号.

use std::fmt;

use crate::records::bureau::BureauId;
use crate::records::document::DocumentKind;
use crate::text::Lang;

/// A number in a series of a bureau, a kind and a year: full year, serial without zeros before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    /// Short form of the bureau and the mark of the kind: 八师人社告.
    pub series: String,
    /// Year of issue.
    pub year: i32,
    /// Running number in the series and year, from 1.
    pub serial: i64,
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.series, self.year, self.serial)
    }
}

/// The series of a bureau and a kind: 八师人社告; none for a kind without numbers.
#[must_use]
pub fn number_series(bureau: BureauId, kind: DocumentKind) -> Option<String> {
    let mark = kind.series_mark()?;
    Some(match bureau {
        BureauId::CORPS => format!("兵人社{mark}"),
        BureauId::CENTER => format!("兵评管{mark}"),
        division => format!("{}人社{mark}", division.short_label().get(Lang::Zh)),
    })
}

/// What stands in a draft in the place of its number.
pub(super) fn blank_number(series: &str) -> String {
    format!("{series}〔    〕  号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_as_official_documents_do() {
        let number = DocumentNumber { series: "示例人社告".into(), year: 2026, serial: 3 };
        assert_eq!(number.to_string(), "示例人社告〔2026〕3号");
        let series = |bureau| number_series(bureau, DocumentKind::Notice);
        assert_eq!(BureauId::division(8).and_then(series).as_deref(), Some("八师人社告"));
        assert_eq!(number_series(BureauId::CORPS, DocumentKind::Decision).as_deref(), Some("兵人社决"));
        assert_eq!(number_series(BureauId::CENTER, DocumentKind::ProofOfService), None);
        assert_eq!(blank_number("示例人社告"), "示例人社告〔    〕  号");
    }
}
