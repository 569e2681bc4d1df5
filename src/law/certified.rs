//! What is judged of an activity's certificates (证书, Art. 12, 17): for those who passed alone, with the agency's code, year, level and
//! count in their numbers. Pure.

use chrono::Datelike;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::records::level::Level;
use crate::say;
use crate::text::Text;

/// Characters of a certificate number: the agency's 13, year, level, serial.
const NUMBER: usize = 22;
/// Of these the last are the serial.
const SERIAL: usize = 6;

/// R17-1, R12-1: certificates go to those who passed alone, and bear the agency's code and the level that was examined.
#[must_use]
pub fn certified(
    file: &ActivityFile,
    (passed, certificates): (u32, u32),
    numbers: Option<(&str, &str)>,
) -> Vec<Requirement> {
    let mut all = vec![Requirement::when(
        RuleId::R17_1,
        certificates <= passed,
        Text::new("只向合格者发证", "certificates for those who passed alone"),
        say!(
            "证书 {c} 份, 多于合格 {p} 人",
            "{c} certificates, more than {p} who passed",
            c = certificates,
            p = passed
        ),
        Mend::Somebody(Text::new("核对份数", "count them again")),
    )];
    match (certificates, numbers) {
        (0, None) => {}
        (0, Some(_)) => all.push(misnumbered(Text::new("没有证书, 不填编号", "no certificates, no numbers"))),
        // The numbers of special abilities have no set form: told where given.
        (_, None) if file.level.is_none() => {}
        (..) => all.push(numbered(file, certificates, numbers)),
    }
    all
}

fn misnumbered(why: Text) -> Requirement {
    Requirement::unmet(RuleId::R12_1, why, Mend::Somebody(Text::new("核对证书编号", "check the numbers")))
}

fn numbered(file: &ActivityFile, certificates: u32, numbers: Option<(&str, &str)>) -> Requirement {
    let code = file.agency.facts.agency_code.as_ref().map(|code| code.as_str());
    let wrong = match (numbers, code) {
        (None, _) => Some(Text::new("写明证书首尾编号", "give the first and the last number")),
        (_, None) => Some(Text::new("机构没有机构编码", "the agency has no code")),
        (Some((first, last)), Some(code)) => fault(file, (first, last), code, certificates),
    };
    wrong.map_or_else(
        || {
            let fits =
                Text::new("证书编号与机构编码、等级和份数相符", "the numbers fit code, level and count");
            Requirement::met(RuleId::R12_1, fits)
        },
        misnumbered,
    )
}

/// What is wrong with the first and the last number of a batch, if anything.
fn fault(file: &ActivityFile, (first, last): (&str, &str), code: &str, certificates: u32) -> Option<Text> {
    for number in [first, last] {
        let fits = number.len() == NUMBER && number.bytes().all(|b| b.is_ascii_alphanumeric());
        if !fits || !number.starts_with(code) {
            return Some(say!(
                "证书编号 {n} 应为 {c} 位, 前 13 位是机构编码 {k}",
                "certificate number {n} has {c} characters, the first 13 the agency's code {k}",
                n = number,
                c = NUMBER,
                k = code
            ));
        }
    }
    let (year, head, tail) = (NUMBER - SERIAL - 3, NUMBER - SERIAL - 1, NUMBER - SERIAL);
    let made = first.get(year..head).and_then(|digits| digits.parse::<i32>().ok());
    let ended = file.occasion.ends_on.year().rem_euclid(100);
    if !made.is_some_and(|made| made == ended || made == (ended + 1) % 100) {
        return Some(say!(
            "证书编号的年份位应为 {y}",
            "the numbers are of another year than {y}",
            y = format!("{ended:02}")
        ));
    }
    // The five have their digit, those above and below a letter.
    let place = first.get(head..tail).unwrap_or_default();
    let of_level = match file.level.map(Level::code) {
        Some(code) if code.len() == 1 => place == code,
        Some(_) => place.bytes().all(|b| b.is_ascii_alphabetic()),
        None => true,
    };
    if !of_level {
        return Some(Text::new("证书编号的等级位与评价等级不符", "the numbers are of another level"));
    }
    let serial = |number: &str| number.get(tail..)?.parse::<u32>().ok().filter(|serial| *serial > 0);
    let span = serial(last).zip(serial(first)).and_then(|(last, first)| last.checked_sub(first));
    let same = first.get(..tail) == last.get(..tail);
    (!same || span.and_then(|span| span.checked_add(1)) != Some(certificates)).then(|| {
        say!(
            "首尾编号之间不是 {n} 份",
            "from the first to the last number it is not {n} certificates",
            n = certificates
        )
    })
}
