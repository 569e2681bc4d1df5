//! How a random draw goes (双随机抽取, R21-1, R21-2), so that anybody repeats it from what was published: SHA-256 of the seed and a number
//! decides, nothing else. Pure.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::draw::{DrawFile, DrawRecord, Entrant, ListedInspector, Pick, Recusal};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;
use crate::text::hash::{digest, fingerprint};

/// Which method this is. A change of the method is another name.
pub const FORMAT: &str = "anjuan-draw/1";

/// The method in words, as each record bears it.
pub const METHOD: &str = "一、机构: 每家机构按签数编签, 第 k 签的签值为「种子/机构编号/k」(UTF-8) 的 SHA-256, k 自 1 起; \
机构取其各签中最小的签值, 按签值自小到大 (十六进制逐位比较) 取前若干家。二、检查人员: 名录按编号排列, 自 0 起计位; \
对每家机构, t 自 0 起, 取「种子/机构编号/检查人员/t」的 SHA-256 的前 16 位十六进制数除以名录人数的余数为位次, \
该位人员未回避、未取过的即取, 至足数为止。三、抽取后回避的, 其余人员不变, 自 t = 0 起再取, 跳过在任、已回避和届时另有回避情形或不在聘的人员, 补足人数。\
四、名录的 SHA-256: 机构名录每行「编号 签数 名称」, 人员名录每行「编号 姓名 单位」, 行末均为换行符。";

/// The most inspectors for an agency.
pub const MOST_EACH: u32 = 20;
/// The fewest inspectors for an agency (R21-1).
pub const FEWEST: u32 = 2;

/// SHA-256 of a list of agencies.
#[must_use]
pub fn agencies_sum(agencies: &[Entrant]) -> String {
    let lines: String =
        agencies.iter().map(|one| format!("{} {} {}\n", one.no, one.tickets, one.name)).collect();
    fingerprint(lines.as_bytes())
}

/// SHA-256 of a list of inspectors.
#[must_use]
pub fn inspectors_sum(inspectors: &[ListedInspector]) -> String {
    let lines: String =
        inspectors.iter().map(|one| format!("{} {} {}\n", one.number, one.name, one.unit)).collect();
    fingerprint(lines.as_bytes())
}

/// The agencies that are drawn: those with the lowest tickets, the lowest first.
#[must_use]
pub fn agencies(seed: &str, list: &[Entrant], take: usize) -> Vec<RecordNo> {
    let lowest = |one: &Entrant| {
        let ticket = |k: u32| digest(format!("{seed}/{}/{k}", one.no).as_bytes());
        (1..=one.tickets).map(ticket).min()
    };
    let mut order: Vec<([u8; 32], RecordNo)> =
        list.iter().filter_map(|one| Some((lowest(one)?, one.no))).collect();
    order.sort_unstable();
    order.into_iter().take(take).map(|(_, no)| no).collect()
}

/// The inspectors drawn for an agency: as many as asked for, none of whom is `out`; fewer where there are no more.
#[must_use]
pub fn inspectors(
    seed: &str,
    agency: RecordNo,
    list: &[ListedInspector],
    out: &BTreeSet<&str>,
    each: usize,
) -> Vec<String> {
    let able = list.iter().filter(|one| !out.contains(one.number.as_str())).count();
    let (wanted, mut drawn) = (each.min(able), BTreeSet::new());
    let mut order = Vec::with_capacity(wanted);
    let mut t = 0_u64;
    while order.len() < wanted {
        let hash = digest(format!("{seed}/{agency}/检查人员/{t}").as_bytes());
        let first = hash.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        t += 1;
        let place = usize::try_from(first % list.len().max(1) as u64).unwrap_or_default();
        let Some(one) = list.get(place) else { break };
        if !out.contains(one.number.as_str()) && drawn.insert(place) {
            order.push(one.number.clone());
        }
    }
    order
}

/// Who is out for an agency by recusals.
pub fn out_for<'a>(recusals: impl Iterator<Item = &'a Recusal>, agency: RecordNo) -> BTreeSet<&'a str> {
    recusals.filter(|one| one.agency == agency).map(|one| one.inspector.as_str()).collect()
}

/// The whole draw: agencies, and the inspectors of each.
#[must_use]
pub fn drawn(record: &DrawRecord) -> Vec<Pick> {
    let (seed, each) = (record.seed.as_str(), record.each as usize);
    let all = agencies(seed, &record.agencies, record.take as usize);
    let pick = |agency| {
        let out = out_for(record.recusals.iter(), agency);
        Pick { agency, inspectors: inspectors(seed, agency, &record.inspectors, &out, each) }
    };
    all.into_iter().map(pick).collect()
}

/// The inspectors of an agency once somebody more steps aside: the others stay, one is drawn anew, none of those who are out by now as
/// well.
#[must_use]
pub fn redrawn(record: &DrawRecord, recusal: &Recusal, also: &[String]) -> Vec<String> {
    let agency = recusal.agency;
    let standing = record.standing_of(agency);
    let mut stay: Vec<String> = standing.into_iter().filter(|one| *one != recusal.inspector).collect();
    let earlier = record.redraws.iter().map(|redraw| &redraw.recusal);
    let all = record.recusals.iter().chain(earlier).chain(std::iter::once(recusal));
    let mut out = out_for(all, agency);
    out.extend(also.iter().map(String::as_str));
    out.extend(stay.iter().map(String::as_str));
    let wanted = (record.each as usize).saturating_sub(stay.len());
    let drawn = inspectors(&record.seed, agency, &record.inspectors, &out, wanted);
    stay.extend(drawn);
    stay
}

/// R21-1: what lists must hold for a draw; judged when it is done, as the lists stand then.
#[must_use]
pub fn possible(record: &DrawRecord) -> Vec<Requirement> {
    let there = record.agencies.len();
    let enough = Requirement::when(
        RuleId::R21_1,
        record.take as usize <= there,
        say!("机构名录 {n} 家", "agencies in the list: {n}", n = there),
        say!("机构名录只有 {n} 家", "only {n} agencies are in the list", n = there),
        Mend::Somebody(Text::new("少抽几家, 或不限机构类别", "draw fewer, or of every kind")),
    );
    let short = drawn(record).into_iter().filter(|pick| pick.inspectors.len() < record.each as usize);
    let short: Vec<Text> = short.map(|pick| Text::same(pick.agency.to_string())).collect();
    let people = Requirement::when(
        RuleId::R21_2,
        short.is_empty() && !record.inspectors.is_empty(),
        say!("检查人员名录 {n} 人", "inspectors in the list: {n}", n = record.inspectors.len()),
        match record.inspectors.is_empty() {
            true => Text::new("检查人员名录没有在聘人员", "nobody in the list of inspectors is appointed"),
            false => say!(
                "没有回避的检查人员不足: {a}",
                "too few inspectors without an interest: {a}",
                a = Text::join(&short)
            ),
        },
        Mend::Somebody(Text::new("先登记检查人员", "enter inspectors first")),
    );
    vec![enough, people]
}

/// R21-2: who steps aside was drawn for the agency, and somebody else is left to be drawn.
#[must_use]
pub fn steps_aside(file: &DrawFile, recusal: &Recusal, also: &[String]) -> Requirement {
    let drawn = file.record.standing_of(recusal.agency).contains(&recusal.inspector);
    let left = redrawn(&file.record, recusal, also).len() >= file.record.each as usize;
    Requirement::when(
        RuleId::R21_2,
        drawn && left,
        Text::new(
            "说明回避情形, 补抽一人, 其余不变",
            "the interest is named; one is drawn anew, the others stay",
        ),
        match drawn {
            false => say!(
                "{i} 不是 {a} 的检查人员",
                "{i} was not drawn for {a}",
                i = recusal.inspector.as_str(),
                a = recusal.agency.to_string()
            ),
            true => Text::new("没有其他检查人员可补抽", "nobody else is left to be drawn"),
        },
        Mend::Nothing,
    )
}

/// How many tickets there are, and of how many agencies, by number of tickets, the most first.
#[must_use]
pub fn classes(agencies: &[Entrant]) -> Vec<(u32, usize)> {
    let mut all: Vec<u32> = agencies.iter().map(|one| one.tickets).collect();
    all.sort_unstable_by_key(|tickets| Reverse(*tickets));
    let mut classes: Vec<(u32, usize)> = Vec::new();
    for tickets in all {
        match classes.last_mut() {
            Some((last, count)) if *last == tickets => *count += 1,
            _ => classes.push((tickets, 1)),
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::draw_check::faults;
    use crate::records::ids::RecordKind;
    use crate::records::inspector::Interest;

    fn agency(serial: i64) -> RecordNo {
        RecordNo { kind: RecordKind::Agency, year: 0, serial }
    }

    fn record(agencies: i64, inspectors: usize) -> DrawRecord {
        let entrant =
            |serial| Entrant { no: agency(serial), name: format!("示例 {serial}"), tickets: 1, why: None };
        let listed = |n: usize| ListedInspector {
            number: format!("JC{n:04}"),
            name: format!("示例督导{n}"),
            unit: "示例单位".to_owned(),
        };
        let mut record = DrawRecord {
            format: FORMAT.to_owned(),
            no: "SJ-2026-0001".parse().unwrap(),
            bureau: "示例局".to_owned(),
            title: "示例抽查".to_owned(),
            kind: None,
            drawn_at: "2026-03-02 10:00".to_owned(),
            operator: "示例甲".to_owned(),
            witness: "示例乙".to_owned(),
            method: METHOD.to_owned(),
            seed: "20260302".to_owned(),
            seed_source: "示例".to_owned(),
            take: 5,
            each: 2,
            agencies: (1..=agencies).map(entrant).collect(),
            agencies_sha256: String::new(),
            inspectors: (1..=inspectors).map(listed).collect(),
            inspectors_sha256: String::new(),
            recusals: Vec::new(),
            result: Vec::new(),
            redraws: Vec::new(),
        };
        record.agencies_sha256 = agencies_sum(&record.agencies);
        record.inspectors_sha256 = inspectors_sum(&record.inspectors);
        record.result = drawn(&record);
        record
    }

    #[test]
    fn the_same_seed_and_lists_give_the_same_draw_on_every_machine() {
        let record = record(40, 12);
        let told: Vec<String> = record
            .result
            .iter()
            .map(|pick| format!("{} {}", pick.agency, pick.inspectors.join(" ")))
            .collect();
        // Reckoned by another program, with sha256 of the same words.
        assert_eq!(told, EXPECTED);
        assert!(faults(&record).is_empty());
        let other = DrawRecord { seed: "20260303".to_owned(), ..record.clone() };
        assert_ne!(drawn(&other), record.result);
    }

    const EXPECTED: [&str; 5] = [
        "JG-00037 JC0010 JC0009",
        "JG-00004 JC0004 JC0008",
        "JG-00032 JC0009 JC0006",
        "JG-00021 JC0003 JC0006",
        "JG-00015 JC0011 JC0004",
    ];

    #[test]
    fn one_steps_aside_the_others_stay_one_is_drawn_anew() {
        let mut record = record(40, 12);
        for pick in record.result.clone() {
            let (stays, leaves) = (&pick.inspectors[0], &pick.inspectors[1]);
            let recusal = Recusal { inspector: leaves.clone(), agency: pick.agency, interest: Interest::Kin };
            let inspectors = redrawn(&record, &recusal, &[]);
            assert_eq!(inspectors.len(), 2);
            assert!(inspectors.contains(stays) && !inspectors.contains(leaves));
            let on = "2026-03-03".parse().unwrap();
            record.redraws.push(crate::records::draw::Redraw { on, recusal, also: Vec::new(), inspectors });
        }
        assert!(faults(&record).is_empty());
        assert_eq!(drawn(&record), record.result);
        let standing = record.standing();
        assert!(
            standing.iter().zip(&record.result).all(|(now, then)| now.inspectors[0] == then.inspectors[0])
        );
    }

    #[test]
    fn whatever_is_altered_is_found() {
        let good = record(40, 12);
        let alter = |change: fn(&mut DrawRecord)| {
            let mut altered = good.clone();
            change(&mut altered);
            faults(&altered).len()
        };
        assert!(alter(|r| r.seed.push('1')) > 0);
        assert!(alter(|r| r.agencies[3].tickets = 9) > 0);
        assert!(alter(|r| r.agencies.swap(1, 2)) > 0);
        assert!(alter(|r| drop(r.agencies.pop())) > 0);
        assert!(alter(|r| r.inspectors[0].number = "JC9".to_owned()) > 0);
        assert!(alter(|r| r.result.swap(0, 1)) > 0);
        assert!(alter(|r| r.result[0].inspectors.swap(0, 1)) > 0);
        assert!(alter(|r| drop(r.result.pop())) > 0);
        assert!(alter(|r| r.take = 4) > 0);
        assert!(alter(|r| r.each = 1) > 0);
        assert!(alter(|r| r.method.push('。')) > 0);
        assert!(alter(|r| r.agencies[0].name.push('甲')) > 0);
        assert!(alter(|r| r.inspectors[0].unit.push('甲')) > 0);
        assert!(alter(|r| r.each = u32::MAX) > 0);
        assert!(alter(|r| r.agencies.iter_mut().for_each(|one| one.tickets = 1_001)) > 0);
        assert!(alter(|r| r.format = "anjuan-draw/2".to_owned()) > 0);
        // Somebody who is not in the list.
        assert!(
            alter(|r| {
                let agency = r.result[0].agency;
                let inspector = "NOBODY".to_owned();
                r.recusals.push(Recusal { inspector, agency, interest: Interest::Kin });
            }) > 0
        );
        // One left out of the list who is said to have had an interest.
        assert!(
            alter(|r| {
                let pick = r.result[0].clone();
                let (inspector, agency) = (pick.inspectors[0].clone(), pick.agency);
                r.recusals.push(Recusal { inspector, agency, interest: Interest::Kin });
            }) > 0
        );
    }

    #[test]
    fn more_tickets_are_drawn_more_often() {
        let mut times = [0_u32; 2];
        let mut list = record(20, 3).agencies;
        list[7].tickets = 4;
        for seed in 0..2_000 {
            let drawn = agencies(&format!("示例{seed}"), &list, 1);
            times[0] += u32::from(drawn[0] == list[7].no);
            times[1] += u32::from(drawn[0] == list[8].no);
        }
        // 4 of 23 tickets and 1 of 23: some 348 and 87 times.
        assert!((290..410).contains(&times[0]) && (55..120).contains(&times[1]), "{times:?}");
    }

    #[test]
    fn too_few_are_refused() {
        let mut few = record(4, 12);
        assert!(possible(&few)[0].refuses() && !possible(&few)[1].refuses());
        few = record(40, 1);
        assert!(possible(&few)[1].refuses());
        few = record(40, 0);
        assert!(possible(&few)[1].refuses());
        // Two there are, one of whom has an interest in one that is drawn.
        few = record(40, 2);
        assert!(possible(&few).iter().all(|requirement| !requirement.refuses()));
        let agency = few.result[2].agency;
        few.recusals.push(Recusal { inspector: "JC0001".to_owned(), agency, interest: Interest::Other });
        assert!(possible(&few)[1].refuses());
    }
}
