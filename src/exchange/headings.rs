//! Recognising the columns of a ledger by their usual headings, under whatever title rows there are.

use super::field::Field;
use super::mapping::Mapping;
use super::table::{Row, Sheet, Value, column_letters};
use crate::say;
use crate::text::Text;
use crate::text::clean::compact;

/// How many rows from the top may hold the headings.
const SEARCHED_ROWS: usize = 20;
/// How many headings make a row the header.
const ENOUGH: usize = 3;

/// A heading without spaces, line ends, brackets, stars and colons.
fn plain(heading: &str) -> String {
    compact(heading).chars().filter(|c| !"()[]{}【】〔〕*:_".contains(*c)).collect()
}

/// A heading without what stands in brackets: 联系电话(手机) is 联系电话.
fn without_brackets(heading: &str) -> String {
    let half = compact(heading);
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in half.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => (),
        }
    }
    plain(&out)
}

/// Where each field stands in a sheet.
#[derive(Debug, Clone)]
pub struct Columns {
    places: Vec<(Field, usize, String)>,
    /// The place of the header among the sheet's rows, from 0.
    pub header: usize,
}

impl Columns {
    /// The column of a field, from 0.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<usize> {
        self.places.iter().find(|place| place.0 == field).map(|place| place.1)
    }

    /// The letters of a field's column and its heading as the file writes it, for people.
    #[must_use]
    pub fn named(&self, field: Field) -> (String, Text) {
        self.places.iter().find(|place| place.0 == field).map_or_else(
            || (String::new(), field.heading()),
            |(_, column, heading)| (column_letters(*column), Text::same(heading.as_str())),
        )
    }

    /// Whether a later row repeats the headings (at the top of a printed page).
    #[must_use]
    pub fn are_repeated_in(&self, row: &Row) -> bool {
        let same = |(_, column, heading): &(Field, usize, String)| {
            plain(&row.cell(*column).shown()) == plain(heading)
        };
        // Nearly every row is none: one look at the name tells.
        let is_name = |place: &&(Field, usize, String)| place.0 == Field::Name;
        self.places.iter().find(is_name).is_some_and(same)
            && self.places.iter().filter(|place| same(place)).count() >= ENOUGH
    }

    fn missing(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| field.is_required() && self.of(*field).is_none()).collect()
    }
}

/// Finds the header of a sheet.
///
/// `None` when no row looks like one.
///
/// # Errors
/// When there is a header and required columns lack in it; the text names them and shows a mapping file.
pub fn find(sheet: &Sheet, mapping: &Mapping) -> Result<Option<Columns>, Text> {
    let candidates = sheet.rows.iter().take(SEARCHED_ROWS).enumerate();
    let best = candidates
        .map(|(at, row)| Columns { places: recognise(row, mapping), header: at })
        .max_by_key(|columns| (columns.places.len(), std::cmp::Reverse(columns.header)))
        .filter(|columns| columns.places.len() >= ENOUGH);
    let Some(columns) = best else { return Ok(None) };
    let missing = columns.missing();
    if missing.is_empty() {
        return Ok(Some(columns));
    }
    let row = sheet.rows.get(columns.header).map_or(0, |row| row.number);
    Err(lacking(sheet, row, &missing, mapping))
}

/// The fields that a row's cells name. A field named twice is taken where its more usual heading stands.
fn recognise(row: &Row, mapping: &Mapping) -> Vec<(Field, usize, String)> {
    let headings: Vec<Heading> = row.cells.iter().enumerate().filter_map(Heading::of).collect();
    let given: Vec<(Field, String)> =
        Field::ALL.into_iter().filter_map(|f| Some((f, plain(mapping.heading(f)?)))).collect();
    let free = || headings.iter().filter(|heading| given.iter().all(|(_, wanted)| *wanted != heading.plain));
    let place_of = |field: Field| {
        if let Some((_, wanted)) = given.iter().find(|(known, _)| *known == field) {
            return headings.iter().find(|heading| heading.plain == *wanted);
        }
        let by = |form: fn(&Heading) -> &str| {
            field.synonyms().iter().find_map(|name| free().find(|heading| form(heading) == *name))
        };
        by(|heading| &heading.plain).or_else(|| by(|heading| &heading.bare))
    };
    let places = Field::ALL.into_iter().filter_map(|field| Some((field, place_of(field)?)));
    places.map(|(field, heading)| (field, heading.column, heading.shown.clone())).collect()
}

/// A cell that may be a heading, in the forms that are compared.
struct Heading {
    column: usize,
    shown: String,
    plain: String,
    bare: String,
}

impl Heading {
    fn of((column, cell): (usize, &Value)) -> Option<Self> {
        let shown = crate::text::clean::clean(&cell.shown()).into_owned();
        (!shown.is_empty()).then(|| Self {
            column,
            plain: plain(&shown),
            bare: without_brackets(&shown),
            shown,
        })
    }
}

fn lacking(sheet: &Sheet, row: u32, missing: &[Field], mapping: &Mapping) -> Text {
    let names: Vec<Text> = missing
        .iter()
        .map(|field| match mapping.heading(*field) {
            Some(heading) => say!(
                "{field} (对照文件写作「{heading}」)",
                "{field} ('{heading}' by the mapping file)",
                field = field.heading(),
                heading = heading
            ),
            None => field.heading(),
        })
        .collect();
    let key = missing.first().map_or("name", |field| field.key());
    say!(
        "表「{sheet}」第 {row} 行的列名里缺少: {names}。请改列名, 或写一个对照文件, 每行一项, 如 {key} = \"表中的列名\"",
        "the headings in row {row} of the sheet '{sheet}' lack: {names}. Rename the columns, or write a mapping file of lines like {key} = \"heading in the file\"",
        sheet = sheet.name,
        row = row,
        names = Text::join(&names),
        key = key
    )
}

/// The refusal of a file where no sheet has headings that are known.
#[must_use]
pub fn none_found(file: &str) -> Text {
    let names: Vec<Text> =
        Field::ALL.iter().filter(|field| field.is_required()).map(|field| field.heading()).collect();
    say!(
        "「{file}」的前 {n} 行里找不到列名, 需要: {names}。列名不同时, 写一个对照文件, 每行一项, 如 name = \"表中的列名\"",
        "no headings in the first {n} rows of '{file}'; needed: {names}. Where yours differ, write a mapping file of lines like name = \"heading in the file\"",
        n = SEARCHED_ROWS,
        file = file,
        names = Text::join(&names)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn sheet(rows: &[&str]) -> Sheet {
        let row = |(at, line): (usize, &&str)| Row {
            number: u32::try_from(at).unwrap() + 1,
            cells: line.split('|').map(Value::text).collect(),
        };
        Sheet { name: "示例".to_owned(), rows: rows.iter().enumerate().map(row).collect() }
    }

    const USUAL: &str = "序号|机构名称|机构类型|统一社会\n信用代码|联系电话(手机)|备案部门/属地|职业编码|职业（工种）|等 级|备案日期|有效期至*|备注";

    #[test]
    fn usual_headings_under_title_rows() {
        let columns =
            find(&sheet(&["示例台账", "填报单位:示例|说明", USUAL]), &Mapping::default()).unwrap().unwrap();
        assert_eq!(columns.header, 2);
        assert_eq!(columns.of(Field::CreditCode), Some(3));
        assert_eq!(columns.of(Field::Phone), Some(4));
        assert_eq!(columns.of(Field::WorkType), Some(7));
        assert_eq!(columns.of(Field::Levels), Some(8));
        assert_eq!(columns.of(Field::ExpiresOn), Some(10));
        assert_eq!(columns.of(Field::AgencyCode), None);
        assert_eq!(columns.named(Field::WorkType).0, "H");
    }

    #[test]
    fn a_mapping_file_overrides() {
        let odd = USUAL.replace("机构名称", "全称").replace("备案日期", "何时");
        let refusal = find(&sheet(&[&odd]), &Mapping::default()).unwrap_err();
        assert!(refusal.get(Lang::Zh).contains("机构名称、备案日期"), "{refusal:?}");
        let mapping = Mapping::parse("name = \"全称\"\npublished_on = \"何时\"").unwrap();
        let columns = find(&sheet(&[&odd]), &mapping).unwrap().unwrap();
        assert_eq!(columns.of(Field::Name), Some(1));
        assert_eq!(columns.of(Field::PublishedOn), Some(9));
        let wrong = Mapping::parse("name = \"没有\"").unwrap();
        assert!(find(&sheet(&[USUAL]), &wrong).unwrap_err().get(Lang::En).contains("没有"));
    }

    #[test]
    fn sheets_of_other_things_are_passed_over() {
        assert!(find(&sheet(&["本表为示例数据"]), &Mapping::default()).unwrap().is_none());
        assert!(find(&sheet(&[]), &Mapping::default()).unwrap().is_none());
    }
}
