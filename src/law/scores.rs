//! Score sheets by indicators (评分表, R22-4): whether a form is one, and what its marks come to. Pure.

use crate::records::score::{FULL, Indicator, ScoreForm, ScoreMark};
use crate::say;
use crate::text::Text;

/// The most indicators of a form.
pub const MOST: usize = 200;

/// What is wrong with a form; nothing where it is one: named indicators, points that make 100 in all, veto items without any.
#[must_use]
pub fn faults(indicators: &[Indicator]) -> Vec<Text> {
    let mut all = Vec::new();
    if indicators.is_empty() || indicators.len() > MOST {
        all.push(say!("指标应为 1 至 {m} 项", "it has 1 to {m} indicators", m = MOST));
    }
    for (at, one) in (1..).zip(indicators) {
        if one.first.trim().is_empty() || one.second.trim().is_empty() {
            all.push(say!(
                "第 {n} 项缺一级或二级指标",
                "indicator {n} lacks its first or second level",
                n = at
            ));
        }
        if one.veto && one.points != 0 {
            all.push(say!(
                "第 {n} 项是一票否决项, 不计分",
                "indicator {n} is a veto and has no points",
                n = at
            ));
        }
        if !one.veto && !(1..=FULL).contains(&one.points) {
            all.push(say!("第 {n} 项分值应为 1 至 100", "indicator {n} has 1 to 100 points", n = at));
        }
    }
    let sum = indicators.iter().fold(0_u32, |sum, one| sum.saturating_add(one.points));
    if sum != FULL {
        all.push(say!("分值合计 {s}, 应为 100", "the points make {s}, not 100", s = sum));
    }
    all
}

/// What a sheet comes to: the score, whether something vetoes it, and the marks where something is marked, in the form's words.
///
/// # Errors
/// Which mark is none: of no indicator, twice, more than its points, without its reason.
pub fn scored(form: &ScoreForm, marks: &[ScoreMark]) -> Result<(u32, bool, Vec<ScoreMark>), Text> {
    let mut kept = Vec::new();
    let (mut score, mut vetoed) = (FULL, false);
    for (at, mark) in marks.iter().enumerate() {
        let place = mark.place;
        let found = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
        let Some(indicator) = found.and_then(|place| form.indicators.get(place)) else {
            let n = form.indicators.len();
            return Err(say!(
                "没有第 {p} 项, 共 {n} 项",
                "there is no indicator {p}: there are {n}",
                p = place,
                n = n
            ));
        };
        if marks[..at].iter().any(|other| other.place == place) {
            return Err(say!("第 {p} 项重复", "indicator {p} stands twice", p = place));
        }
        if mark.deducted > indicator.points {
            return Err(say!(
                "第 {p} 项最多扣 {n} 分",
                "of indicator {p} {n} points at most are deducted",
                p = place,
                n = indicator.points
            ));
        }
        let found = indicator.veto && mark.vetoed == Some(true);
        if mark.vetoed == Some(true) && !indicator.veto {
            return Err(say!("第 {p} 项不是一票否决项", "indicator {p} is no veto", p = place));
        }
        if mark.deducted == 0 && !found {
            continue;
        }
        if mark.reason.trim().is_empty() {
            return Err(say!(
                "第 {p} 项写明扣分或否决的理由",
                "say why something is marked on indicator {p}",
                p = place
            ));
        }
        score = score.saturating_sub(mark.deducted);
        vetoed |= found;
        kept.push(ScoreMark {
            item: indicator.second.clone(),
            points: indicator.points,
            vetoed: indicator.veto.then_some(found),
            ..mark.clone()
        });
    }
    Ok((score, vetoed, kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::ids::ScoreFormId;
    use crate::records::supervision::SupervisionKind;

    fn indicator(points: u32) -> Indicator {
        let veto = points == 0;
        Indicator {
            first: "示例".into(), second: format!("示例{points}"), points, note: String::new(), veto
        }
    }

    fn form() -> ScoreForm {
        ScoreForm {
            id: ScoreFormId(1),
            kind: SupervisionKind::External,
            title: "示例".into(),
            version: 1,
            from: "2026-01-01".parse().unwrap(),
            indicators: vec![indicator(60), indicator(40), indicator(0)],
        }
    }

    fn mark(place: u32, deducted: u32, reason: &str) -> ScoreMark {
        ScoreMark { place, item: String::new(), points: 0, deducted, vetoed: None, reason: reason.into() }
    }

    #[test]
    fn points_make_a_hundred_and_vetoes_have_none() {
        assert!(faults(&form().indicators).is_empty());
        assert!(!faults(&[indicator(60), indicator(39)]).is_empty());
        assert!(!faults(&[indicator(60), indicator(41)]).is_empty());
        assert!(!faults(&[]).is_empty());
        assert!(!faults(&[Indicator { veto: true, ..indicator(100) }]).is_empty());
        assert!(!faults(&[indicator(100), Indicator { second: " ".into(), ..indicator(0) }]).is_empty());
        assert!(!faults(&[indicator(100), Indicator { veto: false, ..indicator(0) }]).is_empty());
    }

    #[test]
    fn a_sheet_is_what_is_left_of_a_hundred() {
        let (score, vetoed, kept) = scored(&form(), &[mark(1, 0, ""), mark(2, 7, "示例")]).unwrap();
        assert_eq!((score, vetoed, kept.len()), (93, false, 1));
        assert_eq!(kept[0].item, "示例40");
        assert_eq!(scored(&form(), &form().blank()).unwrap().0, 100);
        assert_eq!(scored(&form(), &[mark(1, 60, "示例"), mark(2, 40, "示例")]).unwrap().0, 0);
        for wrong in
            [mark(1, 61, "示例"), mark(2, 1, " "), mark(4, 1, "示例"), mark(0, 1, "示例"), mark(3, 1, "示例")]
        {
            assert!(scored(&form(), std::slice::from_ref(&wrong)).is_err(), "{wrong:?}");
        }
        assert!(scored(&form(), &[mark(1, 1, "示例"), mark(1, 1, "示例")]).is_err());
    }

    #[test]
    fn a_veto_wants_its_reason_and_is_of_a_veto_item() {
        let veto = |place, reason: &str| ScoreMark { vetoed: Some(true), ..mark(place, 0, reason) };
        assert!(scored(&form(), &[veto(3, "示例")]).unwrap().1);
        assert!(scored(&form(), &[veto(3, "")]).is_err());
        assert!(scored(&form(), &[veto(1, "示例")]).is_err());
    }
}
