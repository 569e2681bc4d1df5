//! Which rows of a ledger make one agency: merged and blank cells continue it, so do repeated ones.

use super::super::field::Field;
use super::super::headings::Columns;
use super::super::table::{Row, Sheet};
use crate::text::clean::compact;

/// The fields that tell agencies apart.
const IDENTITY: [Field; 3] = [Field::Name, Field::CreditCode, Field::AgencyCode];

/// The most rows that make one agency: there are not that many occupations.
pub(super) const MAX_ROWS_OF_AGENCY: usize = 2000;

/// The rows below the header, agency by agency; totals, repeated headings and remarks are left out.
pub(super) fn group<'a>(sheet: &'a Sheet, columns: &Columns) -> Vec<Vec<&'a Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in sheet.rows.iter().skip(columns.header + 1) {
        if is_total(row, columns) || is_remark(row, columns) || columns.are_repeated_in(row) {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.len() < MAX_ROWS_OF_AGENCY && continues(group, row, columns) => {
                group.push(row)
            }
            _ => groups.push(vec![row]),
        }
    }
    groups
}

fn shown(row: &Row, columns: &Columns, field: Field) -> String {
    columns.of(field).map(|column| compact(&row.cell(column).shown())).unwrap_or_default()
}

/// A row continues the agency above unless a name or code of its own says otherwise. A new serial number
/// counts only where something of an agency stands beside it: some ledgers number occupations.
fn continues(group: &[&Row], row: &Row, columns: &Columns) -> bool {
    let differs = |field: Field| {
        let own = shown(row, columns, field);
        let above = group.iter().map(|row| shown(row, columns, field)).find(|words| !words.is_empty());
        !own.is_empty() && above.is_some_and(|above| above != own)
    };
    let tells_of_agency = || {
        let of_agency = |field: &Field| field.is_of_agency() && !shown(row, columns, *field).is_empty();
        Field::ALL.iter().any(of_agency)
    };
    let is_another = IDENTITY.into_iter().any(differs) || (differs(Field::Serial) && tells_of_agency());
    !is_another
}

fn is_total(row: &Row, columns: &Columns) -> bool {
    let begins = |field| {
        let words = shown(row, columns, field);
        ["合计", "总计", "小计", "共计", "总数", "TOTAL"].iter().any(|total| words.starts_with(total))
    };
    (begins(Field::Serial) || begins(Field::Name)) && shown(row, columns, Field::CreditCode).is_empty()
}

/// A line of words under the table (填表人, 注): one cell that is no number, in the first columns.
fn is_remark(row: &Row, columns: &Columns) -> bool {
    let mut filled = Field::ALL.into_iter().filter(|field| !shown(row, columns, *field).is_empty());
    match (filled.next(), filled.next()) {
        (None, _) => true,
        (Some(Field::Serial), None) => {
            !shown(row, columns, Field::Serial).bytes().all(|byte| byte.is_ascii_digit())
        }
        (Some(Field::Name), None) => {
            let words = shown(row, columns, Field::Name);
            ["注:", "备注", "说明", "填表", "填报", "制表", "审核"].iter().any(|mark| words.starts_with(mark))
        }
        _ => false,
    }
}
