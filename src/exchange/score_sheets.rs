//! Score sheets as tables (评分表, .xlsx, .csv): the indicators of a form, and the marks of a sheet that was filled in outside.

use std::path::Path;

use super::rows::{self, Heading, SheetRow};
use crate::records::score::{Indicator, ScoreForm, ScoreMark};
use crate::say;
use crate::text::Text;
use crate::text::clean::{compact, half_width};

fn heading(field: &'static str, names: &[&str]) -> Heading {
    Heading { field, names: names.iter().map(|name| (*name).to_owned()).collect() }
}

fn value<'a>(row: &'a SheetRow, field: &str) -> &'a str {
    row.values.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value.trim())
}

/// A whole number, 0 where nothing stands.
fn number(row: &SheetRow, field: &str) -> Result<u32, Text> {
    let written = half_width(value(row, field));
    match written.trim() {
        "" => Ok(0),
        number => number.parse().map_err(|_| {
            say!("第 {r} 行: 「{w}」不是整数", "row {r}: '{w}' is no whole number", r = row.row, w = number)
        }),
    }
}

fn yes(written: &str) -> bool {
    matches!(compact(written).to_lowercase().as_str(), "是" | "有" | "√" | "✓" | "yes" | "y" | "x" | "1")
}

/// The indicators of a form: 一级指标, 二级指标, 分值, 评分说明, 一票否决. A first level that is empty is that of the row above, as in sheets
/// with joined cells.
///
/// # Errors
/// When it is no such table, or a cell holds no number.
pub fn indicators(path: &Path) -> Result<Vec<Indicator>, Text> {
    let headings = [
        heading("first", &["一级指标", "First level", "first"]),
        heading("second", &["二级指标", "Second level", "second"]),
        heading("points", &["分值", "Points", "points"]),
        heading("note", &["评分说明", "Scoring note", "note"]),
        heading("veto", &["一票否决", "Veto", "veto"]),
    ];
    let read = rows::read(path, &headings, &mut |_, _| {})?;
    let mut first = String::new();
    let mut all = Vec::new();
    for row in &read.rows {
        if value(row, "second").is_empty() {
            continue;
        }
        let above = value(row, "first");
        if !above.is_empty() {
            above.clone_into(&mut first);
        }
        all.push(Indicator {
            first: first.clone(),
            second: value(row, "second").to_owned(),
            points: number(row, "points")?,
            note: value(row, "note").to_owned(),
            veto: yes(value(row, "veto")),
        });
    }
    Ok(all)
}

/// The marks of a sheet that was filled in: 二级指标, 扣分, 扣分理由, 否决. Each row is of the indicator of the form with its words.
///
/// # Errors
/// When it is no such table, a cell holds no number, or a row is of no indicator.
pub fn marks(path: &Path, form: &ScoreForm) -> Result<Vec<ScoreMark>, Text> {
    let headings = [
        heading("second", &["二级指标", "Second level", "second"]),
        heading("deducted", &["扣分", "Deducted", "deducted"]),
        heading("reason", &["扣分理由", "理由", "Reason", "reason"]),
        heading("vetoed", &["否决", "Vetoed", "vetoed"]),
    ];
    let read = rows::read(path, &headings, &mut |_, _| {})?;
    let of = |row: &SheetRow| {
        let words = compact(value(row, "second"));
        let at = form.indicators.iter().position(|one| compact(&one.second) == words);
        let at = at.ok_or_else(|| {
            let what = value(row, "second").to_owned();
            say!("第 {r} 行: 评分表没有「{w}」", "row {r}: the form has no '{w}'", r = row.row, w = what)
        })?;
        let one = &form.indicators[at];
        Ok(ScoreMark {
            place: u32::try_from(at + 1).unwrap_or(u32::MAX),
            item: one.second.clone(),
            points: one.points,
            deducted: number(row, "deducted")?,
            vetoed: one.veto.then(|| yes(value(row, "vetoed"))),
            reason: value(row, "reason").to_owned(),
        })
    };
    read.rows.iter().filter(|row| !value(row, "second").is_empty()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::law::scores::{faults, scored};
    use crate::records::ids::ScoreFormId;
    use crate::records::supervision::SupervisionKind;

    /// A workbook with these rows, written to a file.
    fn workbook(folder: &Path, name: &str, rows: &[&[&str]]) -> std::path::PathBuf {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, row) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(*row) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(at, column, number),
                    Err(_) => sheet.write_string(at, column, *cell),
                }
                .unwrap();
            }
        }
        let path = folder.join(name);
        book.save(&path).unwrap();
        path
    }

    #[test]
    fn a_form_and_a_sheet_are_read_from_workbooks() {
        let folder = tempfile::tempdir().unwrap();
        let form = workbook(
            folder.path(),
            "form.xlsx",
            &[
                &["示例评分表"],
                &["一级指标", "二级指标", "分值", "评分说明", "一票否决"],
                &["示例组织", "示例人员", "40", "示例", ""],
                &["", "示例设备", "60", "", ""],
                &["示例否决", "示例作弊", "", "", "是"],
                &["", "", "100", "", ""],
            ],
        );
        let indicators = indicators(&form).unwrap();
        assert_eq!(indicators.len(), 3);
        assert_eq!((indicators[1].first.as_str(), indicators[1].points), ("示例组织", 60));
        assert!(indicators[2].veto && faults(&indicators).is_empty());
        let form = ScoreForm {
            id: ScoreFormId(1),
            kind: SupervisionKind::External,
            title: "示例".into(),
            version: 1,
            from: "2026-01-01".parse().unwrap(),
            indicators,
        };
        let sheet = workbook(
            folder.path(),
            "sheet.xlsx",
            &[
                &["二级指标", "扣分", "扣分理由", "否决"],
                &["示例设备", "12", "示例: 两处不符", ""],
                &["示例作弊", "", "示例: 查实", "√"],
            ],
        );
        let (score, vetoed, kept) = scored(&form, &marks(&sheet, &form).unwrap()).unwrap();
        assert_eq!((score, vetoed, kept.len()), (88, true, 2));
        let other = workbook(folder.path(), "other.xlsx", &[&["二级指标", "扣分"], &["别的", "1"]]);
        assert!(marks(&other, &form).is_err());
        let half = workbook(folder.path(), "half.xlsx", &[&["二级指标", "扣分"], &["示例设备", "1.5"]]);
        assert!(marks(&half, &form).is_err());
    }
}
