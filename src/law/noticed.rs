//! What the agency was told of before the decision (告知的内容, R25-1, R25-2): a decision never goes beyond it.

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::case::Outcome;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

impl Bench<'_> {
    /// R25-2, last sentence: a decision never goes beyond what was noticed.
    #[must_use]
    pub fn within_notice(
        &self,
        grounds: &[Violation],
        outcomes: &[Outcome],
        facts: Option<&str>,
    ) -> Requirement {
        let rule = RuleId::R25_2;
        let Some(noticed) = &self.file.proposal else {
            return Requirement::unmet(
                rule,
                Text::new("没有告知的内容", "nothing was noticed"),
                Mend::Nothing,
            );
        };
        let mut beyond: Vec<Text> =
            Outcome::beyond(outcomes, &noticed.outcomes).into_iter().map(Outcome::label).collect();
        beyond.extend(grounds.iter().filter(|g| !noticed.grounds.contains(g)).map(|g| self.file.named(*g)));
        let told = |part: &&str| say!("事实「{p}」", "the fact '{p}'", p = *part);
        beyond.extend(facts.map(|facts| untold(facts, &noticed.facts)).iter().flatten().map(told));
        Requirement::when(
            rule,
            beyond.is_empty(),
            Text::new("不超出告知的内容", "within what was noticed"),
            say!(
                "超出告知的内容: {b}; 须重新告知",
                "beyond what was noticed: {b}; that needs a new notice",
                b = Text::join(&beyond)
            ),
            Mend::Somebody(Text::new("重新拟定处理意见并告知", "propose and notify anew")),
        )
    }

    /// R25-1, R25-2: the decision rests on the evidence that the agency was told of. What was filed later is not used.
    #[must_use]
    pub fn evidence_noticed(&self, noticed: usize) -> Option<Requirement> {
        let later = self.file.evidence.len().checked_sub(noticed).filter(|n| *n > 0 && noticed > 0)?;
        Some(Requirement::met(
            RuleId::R25_2,
            say!(
                "只采用告知书所列证据; 其后入卷 {n} 件不采用, 要采用须重新告知",
                "only evidence of the notice is used, not what was filed later ({n}): that needs a new notice",
                n = later
            ),
        ))
    }
}

/// The clauses of a decision's facts that the notice did not tell, in their order. Leaving out is free; what is worded anew
/// can't be told from a new fact, and is one.
fn untold<'a>(facts: &'a str, noticed: &str) -> Vec<&'a str> {
    let mut left = clauses(noticed);
    clauses(facts)
        .filter(|part| !left.clone().any(|told| told == *part) || !left.any(|told| told == *part))
        .collect()
}

/// A text's clauses, without marks and blanks around them. A comma between digits parts nothing.
fn clauses(text: &str) -> impl Iterator<Item = &str> + Clone {
    const MARKS: &[char] = &['。', '；', ';', '，', ',', '、', '：', ':', '！', '!', '？', '?', '\n'];
    let ends = move |(at, mark): &(usize, char)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inside =
            digit(text[..*at].chars().next_back()) && digit(text[at + mark.len_utf8()..].chars().next());
        MARKS.contains(mark) && !(mark.is_ascii() && inside)
    };
    let mut from = 0;
    let cuts = text.char_indices().filter(ends).map(|(at, mark)| (at, at + mark.len_utf8()));
    cuts.chain([(text.len(), text.len())])
        .map(move |(at, next)| {
            let part = &text[from..at];
            from = next;
            part.trim()
        })
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::untold;

    const TOLD: &str = "一、超范围评价38人；二、伪造证书数据1,200条, 涉及2批。";

    #[test]
    fn leaving_out_is_free() {
        for less in [TOLD, "超范围评价38人。", "伪造证书数据1,200条", "一、超范围评价38人，涉及2批"]
        {
            assert!(untold(less, TOLD).is_empty(), "{less}");
        }
    }

    #[test]
    fn what_is_worded_anew_or_moved_is_new() {
        for (more, new) in [
            ("超范围评价39人", "超范围评价39人"),
            ("超范围评价38人，收取费用", "收取费用"),
            ("伪造证书数据200条", "伪造证书数据200条"),
            ("涉及2批，超范围评价38人", "超范围评价38人"),
        ] {
            assert_eq!(untold(more, TOLD), [new], "{more}");
        }
    }
}
