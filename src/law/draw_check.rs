//! Whether a published record of a random draw holds (核对双随机抽取, R21-1): repeated from itself alone, after what would take for ever
//! and what its lists are. Pure.

use std::collections::BTreeSet;

use super::draws::{FEWEST, FORMAT, METHOD, MOST_EACH, agencies_sum, drawn, inspectors_sum, redrawn};
use super::settings::MOST as MOST_TICKETS;
use crate::records::draw::{DrawRecord, Recusal};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;

/// The most tickets of all agencies together, and the most inspectors.
const MOST_IN_ALL: u64 = 5_000_000;
/// The most redraws of a draw.
const MOST_REDRAWS: usize = 1_000;

/// What doesn't fit in a published record, the draw repeated from it alone; nothing, where all does.
#[must_use]
pub fn faults(record: &DrawRecord) -> Vec<Text> {
    if record.format != FORMAT {
        let text = say!("方法 {f} 不能核对", "method {f} can't be repeated here", f = record.format.as_str());
        return vec![text];
    }
    let too_much = bounds(record);
    if !too_much.is_empty() {
        return too_much;
    }
    let mut all = lists(record);
    // What the lists are is settled before anything is drawn from them.
    if !all.is_empty() {
        return all;
    }
    let again = drawn(record);
    let mut expect = |fits: bool, text: Text| {
        if !fits {
            all.push(text);
        }
    };
    expect(
        again == record.result,
        Text::new("抽取结果与种子和名录不符", "the result is not what seed and lists give"),
    );
    let short = again.iter().any(|pick| pick.inspectors.len() < record.each as usize);
    expect(!short, Text::new("有机构的检查人员不足数", "an agency has too few inspectors"));
    let mut before = DrawRecord { redraws: Vec::new(), ..record.clone() };
    for redraw in &record.redraws {
        let was_there = before.standing_of(redraw.recusal.agency).contains(&redraw.recusal.inspector);
        let in_time = record.drawn_at.get(..10).is_some_and(|day| redraw.on.to_string().as_str() >= day);
        let fits =
            in_time && was_there && redrawn(&before, &redraw.recusal, &redraw.also) == redraw.inspectors;
        expect(
            fits,
            say!(
                "{d} 的补抽与种子和名录不符",
                "the redraw of {d} is not what seed and lists give",
                d = redraw.on
            ),
        );
        before.redraws.push(redraw.clone());
    }
    all
}

/// What no bureau's draw has, and what would take for ever to repeat.
fn bounds(record: &DrawRecord) -> Vec<Text> {
    let tickets: u64 = record.agencies.iter().map(|one| u64::from(one.tickets)).sum();
    let each_fits = record.agencies.iter().all(|one| (1..=MOST_TICKETS).contains(&one.tickets));
    let fits = each_fits
        && tickets <= MOST_IN_ALL
        && (FEWEST..=MOST_EACH).contains(&record.each)
        && record.take as usize <= record.agencies.len()
        && record.inspectors.len() as u64 <= MOST_IN_ALL
        && record.redraws.len() <= MOST_REDRAWS;
    match fits {
        true => Vec::new(),
        false => vec![Text::new(
            "签数、抽取数目、每家人数或补抽次数超出范围",
            "tickets, numbers drawn, inspectors each or redraws are out of bounds",
        )],
    }
}

/// What doesn't fit in the lists: their order, their sums, and who is recused is in them.
fn lists(record: &DrawRecord) -> Vec<Text> {
    let numbers: BTreeSet<&str> = record.inspectors.iter().map(|one| one.number.as_str()).collect();
    let agencies: BTreeSet<RecordNo> = record.agencies.iter().map(|one| one.no).collect();
    let known = |one: &Recusal| numbers.contains(one.inspector.as_str()) && agencies.contains(&one.agency);
    let recused = record.recusals.iter().chain(record.redraws.iter().map(|redraw| &redraw.recusal));
    let also = record.redraws.iter().flat_map(|redraw| &redraw.also);
    let all_known = { recused }.all(known) && { also }.all(|one| numbers.contains(one.as_str()));
    let sorted = record.agencies.is_sorted_by(|a, b| a.no < b.no)
        && record.inspectors.is_sorted_by(|a, b| a.number < b.number);
    [
        (record.method == METHOD, Text::new("抽取方法的文字有改动", "the words of the method were changed")),
        (sorted, Text::new("名录不按编号排列或有重复", "a list is out of order, or names one twice")),
        (
            agencies_sum(&record.agencies) == record.agencies_sha256,
            Text::new("机构名录与其 SHA-256 不符", "the list of agencies doesn't fit its SHA-256"),
        ),
        (
            inspectors_sum(&record.inspectors) == record.inspectors_sha256,
            Text::new("人员名录与其 SHA-256 不符", "the list of inspectors doesn't fit its SHA-256"),
        ),
        (all_known, Text::new("回避的机构或人员不在名录内", "who is recused is not in the lists")),
    ]
    .into_iter()
    .filter(|(fits, _)| !fits)
    .map(|(_, text)| text)
    .collect()
}
