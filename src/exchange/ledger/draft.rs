//! An agency while it is read from its rows, and all of a file's together: what must fit within one
//! (dates, occupations) and between them (codes used twice).

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use super::super::field::Field;
use super::super::table::Row;
use super::cells::Cells;
use super::grouping::MAX_ROWS_OF_AGENCY;
use super::problem::Severity;
use super::{LedgerAgency, LedgerScope, LeftOut, Source};
use crate::records::credit_code::Checked;
use crate::records::{AgencyCode, AgencyKind, BureauId, LevelSet, Occupation};
use crate::say;
use crate::text::{Lang, Text};

/// How many differing fields a problem names.
const MOST_NAMED: usize = 3;

/// What the rows of an agency say of it; `None` where it is missing or wrong.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    name: Option<String>,
    kind: Option<AgencyKind>,
    agency_code: Option<AgencyCode>,
    credit_code: Option<Checked>,
    legal_representative: Option<String>,
    contact: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    bureau: Option<BureauId>,
    published_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
}

/// One agency, perhaps with errors.
pub(super) struct Draft {
    source: Source,
    said: Said,
    scopes: Vec<LedgerScope>,
    notes: Vec<String>,
    failed: bool,
}

impl Draft {
    /// Reads the agency of these rows.
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        let said = Said::read(cells);
        let source =
            Source { sheet: cells.sheet.to_owned(), rows: cells.rows.iter().map(|row| row.number).collect() };
        let mut draft = Self { source, said, scopes: Vec::new(), notes: Vec::new(), failed: false };
        for row in cells.rows.clone() {
            if let Some(scope) = draft.scope(cells, row) {
                draft.add_scope(scope, row.number, cells);
            }
            let note = cells.in_row(row, Field::Note);
            draft.notes.extend(cells.words(Field::Note, note));
        }
        draft
    }

    /// The occupation of one row.
    fn scope<'a>(&self, cells: &mut Cells<'a>, row: &'a Row) -> Option<LedgerScope> {
        let code_cell = cells.in_row(row, Field::OccupationCode);
        let right = Text::new(
            "应如 6-01-02-03, 按现行职业分类大典填写",
            "as 6-01-02-03, by the classification of occupations in force",
        );
        let code = cells.parsed(Field::OccupationCode, code_cell, right, str::parse);
        let name_cell = cells.in_row(row, Field::WorkType);
        let right = Text::new("请填写职业(工种)名称", "give the occupation or work type");
        let work_type = cells.required(Field::WorkType, name_cell, right);
        let levels = self.levels(cells, row);
        let occupation = Occupation { code: code?, work_type: work_type? };
        let kind = self.said.kind;
        if kind.is_some_and(AgencyKind::is_level_agency) && !occupation.code.is_level_group() {
            let wrong = say!(
                "等级认定机构不能备案第 {n} 大类的职业 {code} (第四条)",
                "a level agency can't be filed for {code} of major group {n} (Art. 4)",
                n = occupation.code.major_group(),
                code = occupation.code
            );
            let right = Text::new(
                "应为第三、四、五、六大类, 编码首位 3 至 6",
                "major groups 3 to 6: the code begins with 3, 4, 5 or 6",
            );
            cells.error(row.number, Field::OccupationCode, wrong, right);
        }
        Some(LedgerScope { occupation, levels: levels? })
    }

    /// The levels of one row. The items of special-ability agencies need none.
    fn levels<'a>(&self, cells: &mut Cells<'a>, row: &'a Row) -> Option<LevelSet> {
        let cell = cells.in_row(row, Field::Levels);
        if cell.0.is_empty() && self.said.kind == Some(AgencyKind::SpecialAbility) {
            return Some(LevelSet::EMPTY);
        }
        let right = Text::new(
            "可写作 五级至三级, 或 五级、四级、三级, 或 5-3级",
            "write 五级至三级, or 五级、四级、三级, or 5-3级",
        );
        cells.parsed(Field::Levels, cell, right, str::parse)
    }

    /// Adds an occupation. One that stands there already gains the levels; a plain repetition is a warning.
    fn add_scope(&mut self, scope: LedgerScope, row: u32, cells: &mut Cells<'_>) {
        let Some(known) = self.scopes.iter_mut().find(|known| known.occupation == scope.occupation) else {
            if self.scopes.len() < MAX_ROWS_OF_AGENCY {
                self.scopes.push(scope);
                return;
            }
            let wrong = say!(
                "一个机构的职业超过 {most} 项",
                "an agency has more than {most} occupations",
                most = MAX_ROWS_OF_AGENCY
            );
            let right =
                Text::new("请检查是否缺少机构名称和代码", "names and codes of agencies may be missing");
            cells.error(row, Field::OccupationCode, wrong, right);
            return;
        };
        if known.levels.covers(scope.levels) {
            let wrong = say!(
                "职业「{o}」的这些等级重复了",
                "the occupation '{o}' with these levels is repeated",
                o = scope.occupation
            );
            let right = Text::new("只计一次, 可删去此行", "it counts once: the row can go");
            cells.note(Severity::Warning, row, Field::OccupationCode, wrong, right);
        }
        known.levels = known.levels.union(scope.levels);
    }

    fn finish(self) -> Option<LedgerAgency> {
        let said = self.said;
        let credit = said.credit_code?;
        (!self.failed && !self.scopes.is_empty()).then_some(())?;
        Some(LedgerAgency {
            source: self.source,
            name: said.name?,
            kind: said.kind?,
            agency_code: said.agency_code,
            credit_code: credit.code,
            credit_check_ok: credit.check_ok,
            legal_representative: said.legal_representative,
            contact: said.contact,
            phone: said.phone,
            address: said.address,
            bureau: said.bureau?,
            scopes: self.scopes,
            published_on: said.published_on?,
            expires_on: said.expires_on?,
            note: joined(self.notes),
        })
    }
}

/// The notes of all rows, each once.
fn joined(mut notes: Vec<String>) -> Option<String> {
    notes.dedup();
    (!notes.is_empty()).then(|| notes.join("; "))
}

impl Said {
    fn read(cells: &mut Cells<'_>) -> Self {
        let name = cells.of_agency(Field::Name);
        let kind = cells.of_agency(Field::Kind);
        let agency_code = cells.of_agency(Field::AgencyCode);
        let credit_code = cells.of_agency(Field::CreditCode);
        let phone = cells.of_agency(Field::Phone);
        let mut optional = |field| {
            let cell = cells.of_agency(field);
            cells.words(field, cell)
        };
        let legal_representative = optional(Field::LegalRepresentative);
        let contact = optional(Field::Contact);
        let address = optional(Field::Address);
        let (published_on, expires_on) = dates(cells);
        let name_right = Text::new("请填写登记证书上的全称", "give the full name as registered");
        let kind_right = say!(
            "按备案时的类型填写: {all}",
            "the kind as filed: {all}",
            all = Text::join(&AgencyKind::ALL.map(AgencyKind::label))
        );
        Self {
            name: cells.required(Field::Name, name, name_right),
            kind: cells.parsed(Field::Kind, kind, kind_right, str::parse),
            agency_code: if agency_code.0.is_empty() {
                None
            } else {
                let right = Text::new(
                    "应如 Y000066000001; 没有编码的请留空",
                    "as Y000066000001; leave it empty where there is none",
                );
                cells.parsed(Field::AgencyCode, agency_code, right, str::parse)
            },
            credit_code: cells.credit_code(credit_code),
            legal_representative,
            contact,
            phone: cells.phone(phone),
            bureau: bureau(cells, address.as_deref()),
            address,
            published_on,
            expires_on,
        }
    }

    /// The first fields in which two agencies with the same code differ.
    fn differences(&self, other: &Self) -> Vec<Text> {
        let pairs = [
            (Field::Name, self.name == other.name),
            (Field::Kind, self.kind == other.kind),
            (Field::AgencyCode, self.agency_code == other.agency_code),
            (Field::CreditCode, self.credit_code == other.credit_code),
            (Field::LegalRepresentative, self.legal_representative == other.legal_representative),
            (Field::Contact, self.contact == other.contact),
            (Field::Phone, self.phone == other.phone),
            (Field::Address, self.address == other.address),
            (Field::Bureau, self.bureau == other.bureau),
            (Field::PublishedOn, self.published_on == other.published_on),
            (Field::ExpiresOn, self.expires_on == other.expires_on),
        ];
        let differ = pairs.into_iter().filter(|(_, same)| !same).map(|(field, _)| field.heading());
        differ.take(MOST_NAMED).collect()
    }
}

/// The bureau; where it isn't understood, the address may tell which is meant.
fn bureau(cells: &mut Cells<'_>, address: Option<&str>) -> Option<BureauId> {
    let named = |b: &BureauId| {
        let label = b.label();
        address.is_some_and(|a| a.starts_with(label.get(Lang::Zh)))
    };
    let right = match BureauId::all().find(named) {
        Some(bureau) => say!(
            "机构地址写的是{b}, 请核对; 可写 {b}、{short}",
            "the address says {b}: check; write {b} or {short}",
            b = bureau,
            short = bureau.short_label()
        ),
        None => Text::new(
            "应写第一师至第十四师之一, 如 第八师石河子市、八师、石河子, 或 兵团评价管理机构",
            "one of divisions 1 to 14, as 第八师石河子市, 八师, 石河子, or 兵团评价管理机构",
        ),
    };
    let cell = cells.of_agency(Field::Bureau);
    cells.parsed(Field::Bureau, cell, right, BureauId::find)
}

/// 备案日期 and 有效期至, and whether they fit (R10-1).
fn dates(cells: &mut Cells<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let from_cell = cells.of_agency(Field::PublishedOn);
    let right = Text::new("应写作 2026-03-01 或 2026年3月1日", "as 2026-03-01 or 2026年3月1日");
    let from = cells.date(Field::PublishedOn, from_cell, right.clone());
    let expected = from.and_then(|from| from.checked_add_months(Months::new(36))?.pred_opt());
    let right = expected.map_or(right, |last| {
        say!(
            "有效期 3 年 (第十条), 按备案日期应至 {last}",
            "a filing runs for 3 years (Art. 10): by its date to {last}",
            last = last
        )
    });
    let until_cell = cells.of_agency(Field::ExpiresOn);
    let until = cells.date(Field::ExpiresOn, until_cell, right.clone());
    if let (Some(from), Some(until)) = (from, until)
        && expected != Some(until)
    {
        let (severity, wrong) = if until < from {
            let wrong = say!(
                "有效期至 {until} 早于备案日期 {from}, 两列可能填反了年份",
                "valid until {until}, before the filing date {from}: the years may be swapped",
                until = until,
                from = from
            );
            (Severity::Error, wrong)
        } else {
            let wrong = say!(
                "{from} 备案, 有效期至 {until}, 不是 3 年",
                "filed on {from}, valid until {until}: that is not 3 years",
                from = from,
                until = until
            );
            (Severity::Warning, wrong)
        };
        cells.note(severity, until_cell.1, Field::ExpiresOn, wrong, right);
    }
    (from, until)
}

/// The agencies of a file.
#[derive(Default)]
pub(super) struct Drafts {
    all: Vec<Draft>,
    by_credit_code: HashMap<String, usize>,
    by_agency_code: HashMap<String, usize>,
}

impl Drafts {
    /// Adds an agency; one with the same codes and the same data as an earlier one adds to its scopes.
    pub(super) fn add(&mut self, mut draft: Draft, cells: &mut Cells<'_>) {
        let credit = draft.said.credit_code.as_ref().map(|checked| checked.code.to_string());
        let agency = draft.said.agency_code.as_ref().map(ToString::to_string);
        let by_credit = credit.as_ref().and_then(|code| self.by_credit_code.get(code)).copied();
        let by_agency = agency.as_ref().and_then(|code| self.by_agency_code.get(code)).copied();
        if let Some(at) = by_credit
            && self.all[at].said == draft.said
        {
            self.join(at, draft, cells);
            return;
        }
        let twice =
            by_credit.map(|at| (at, Field::CreditCode)).or(by_agency.map(|at| (at, Field::AgencyCode)));
        if let Some((at, field)) = twice {
            self.note_used_twice(at, field, &draft, cells);
        }
        draft.failed = cells.have_errors();
        let index = self.all.len();
        self.all.push(draft);
        credit.into_iter().for_each(|code| _ = self.by_credit_code.entry(code).or_insert(index));
        agency.into_iter().for_each(|code| _ = self.by_agency_code.entry(code).or_insert(index));
    }

    fn join(&mut self, at: usize, draft: Draft, cells: &mut Cells<'_>) {
        let known = &mut self.all[at];
        let row = draft.source.rows.first().copied().unwrap_or_default();
        for scope in draft.scopes {
            known.add_scope(scope, row, cells);
        }
        known.notes.extend(draft.notes);
        known.source.rows.extend(draft.source.rows);
        known.failed |= cells.have_errors();
    }

    fn note_used_twice(&self, at: usize, field: Field, draft: &Draft, cells: &mut Cells<'_>) {
        let known = &self.all[at];
        let wrong = say!(
            "{field}已用于第 {row} 行「{name}」, 而两处的{differ}不同",
            "the {field} already stands in row {row} for '{name}', with another {differ}",
            field = field.heading(),
            row = known.source.rows.first().copied().unwrap_or_default(),
            name = known.said.name.as_deref().unwrap_or_default(),
            differ = Text::join(&draft.said.differences(&known.said))
        );
        let right = Text::new(
            "不同机构的代码不会相同, 请按证照改正; 同一机构请统一各行内容",
            "two agencies never share it: correct it by the licence; for one agency make the rows agree",
        );
        cells.error(cells.first_row(), field, wrong, right);
    }

    /// The agencies without errors, and those that have some.
    pub(super) fn finish(self) -> (Vec<LedgerAgency>, Vec<LeftOut>) {
        let (mut agencies, mut left_out) = (Vec::new(), Vec::new());
        for draft in self.all {
            let out =
                LeftOut { name: draft.said.name.clone().unwrap_or_default(), source: draft.source.clone() };
            match draft.finish() {
                Some(agency) => agencies.push(agency),
                None => left_out.push(out),
            }
        }
        (agencies, left_out)
    }
}
