//! `export`: a list, or the whitelist (白名单), as a file. Reads window by window, whatever the size.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::find::mark;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::exchange::export::{Cell, kind_of, write};
use crate::exchange::whole::Existing;
use crate::records::activity::ActivityStatus;
use crate::records::draw::DrawStatus;
use crate::records::filing::{FilingKind, FilingStatus};
use crate::records::ids::RecordNo;
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::say;
use crate::store::lists::{self, ListKind, ListRow, Query, RowFacts, Step};
use crate::store::{self, Sql};
use crate::text::{Lang, Text, Words};

/// Rows read at a time.
const WINDOW: usize = 500;

/// Writes a list to a file; how many rows.
///
/// # Errors
/// When there is no such list, or the file can't be written.
pub fn export(
    session: &Session,
    kind: &str,
    file: &Path,
    replace: bool,
    lang: Lang,
) -> Result<Answer, Fault> {
    let existing = Existing::replaced(replace);
    let whitelist = kind == "whitelist";
    let kind: ListKind = if whitelist {
        ListKind::Agencies
    } else {
        kind.parse().map_err(|_| Fault::field("kind", no_list(kind)))?
    };
    kind_of(file).map_err(|e| Fault::field("file", e))?;
    let rows = Rows {
        session,
        query: Query::new(kind, session.actor.bureau),
        ready: Vec::new().into_iter(),
        last: None,
        over: false,
        whitelist,
        lang,
    };
    let headings = headings(kind, whitelist, lang);
    let written = write(file, existing, &headings, rows).map_err(Fault::Io)?;
    let shown = file.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "file": shown, "rows": written }),
        vec![say!("已写 {n} 行到 {f}", "wrote {n} rows to {f}", n = written, f = shown)],
    ))
}

fn no_list(kind: &str) -> Text {
    let all = ListKind::WORDS.join(" ");
    say!(
        "没有清单「{k}」, 可用: whitelist {a}",
        "no list '{k}': use whitelist or one of {a}",
        k = kind,
        a = all
    )
}

/// The rows of a list, one window after the other.
struct Rows<'a> {
    session: &'a Session,
    query: Query,
    ready: std::vec::IntoIter<ListRow>,
    last: Option<lists::Cursor>,
    over: bool,
    whitelist: bool,
    lang: Lang,
}

impl Rows<'_> {
    fn next_row(&mut self) -> Result<Option<ListRow>, Text> {
        loop {
            if let Some(row) = self.ready.next() {
                return Ok(Some(row));
            }
            if self.over {
                return Ok(None);
            }
            let sql: &dyn Sql = &self.session.store;
            let window = lists::window(sql, &self.query, self.last.as_ref(), Step::After, WINDOW)
                .map_err(|e| e.text)?;
            self.over = window.len() < WINDOW;
            self.last = window.last().map(|r| r.cursor.clone()).or_else(|| self.last.take());
            self.ready = window.into_iter();
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Vec<Cell>, Text>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_row() {
                Err(wrong) => return Some(Err(wrong)),
                Ok(None) => return None,
                Ok(Some(row)) => match cells(self, &row) {
                    Ok(Some(cells)) => return Some(Ok(cells)),
                    Ok(None) => {}
                    Err(fault) => return Some(Err(fault.text())),
                },
            }
        }
    }
}

fn headings(kind: ListKind, whitelist: bool, lang: Lang) -> Vec<String> {
    let of: &[Text] = match kind {
        ListKind::Agencies if whitelist => &[
            Text::new("机构名称", "agency"),
            Text::new("机构类型", "kind"),
            Text::new("机构编码", "agency code"),
            Text::new("属地", "bureau"),
            Text::new("评价范围", "scope"),
            Text::new("有效期至", "valid until"),
        ],
        ListKind::Agencies => &[
            Text::new("编号", "number"),
            Text::new("机构名称", "agency"),
            Text::new("机构类型", "kind"),
            Text::new("状态", "status"),
            Text::new("属地", "bureau"),
            Text::new("机构编码", "agency code"),
            Text::new("统一社会信用代码", "credit code"),
            Text::new("联系电话", "telephone"),
            Text::new("评价范围", "scope"),
            Text::new("公布日期", "published on"),
            Text::new("有效期至", "valid until"),
        ],
        ListKind::Coverage => &[
            Text::new("编号", "number"),
            Text::new("机构", "agency"),
            Text::new("属地", "bureau"),
            Text::new("机构类型", "kind"),
            Text::new("周期至", "cycle until"),
            Text::new("专项督导", "special supervision"),
            Text::new("最近年检", "last annual inspection"),
            Text::new("最近定期评估", "last periodic evaluation"),
            Text::new("督导占比", "percent supervised"),
        ],
        _ => &[
            Text::new("编号", "number"),
            Text::new("机构", "agency"),
            Text::new("属地", "bureau"),
            Text::new("种类", "kind"),
            Text::new("状态", "status"),
            Text::new("日期", "day"),
            Text::new("期限", "due"),
        ],
    };
    of.iter().map(|t| t.get(lang).to_owned()).collect()
}

fn cells(rows: &Rows<'_>, row: &ListRow) -> Result<Option<Vec<Cell>>, Fault> {
    let lang = rows.lang;
    if rows.query.kind == ListKind::Agencies {
        return row.no.map_or(Ok(None), |no| agency(rows, no));
    }
    let word = |text: Text| Cell::Text(text.get(lang).to_owned());
    let number = row.no.map(|no| no.to_string());
    let start = [Cell::from(number), word(row.party()), word(row.bureau.label())];
    if let RowFacts::Coverage { kind, validity, special, annual, evaluation, percent } = &row.facts {
        let had = [special, annual, evaluation].map(|one| word(one.told()));
        let percent = percent.map(|percent| percent.to_string());
        let first = [word(kind.label()), validity.map(|v| v.expires_on).into()];
        return Ok(Some(start.into_iter().chain(first).chain(had).chain([percent.into()]).collect()));
    }
    let rest = match &row.facts {
        RowFacts::Deadline(d) => [word(d.clock.label()), word(d.state.label()), d.from.into(), d.due.into()],
        RowFacts::Filing { kind, status, applied_on, due, .. } => {
            let status = word(FilingStatus::told(status, kind));
            [labelled::<FilingKind>(kind, lang), status, (*applied_on).into(), (*due).into()]
        }
        RowFacts::Activity { name, status, starts_on, ends_on, .. } => [
            name.clone().into(),
            labelled::<ActivityStatus>(status, lang),
            (*starts_on).into(),
            (*ends_on).into(),
        ],
        RowFacts::Coverage { kind, .. } => [word(kind.label()), Cell::Empty, Cell::Empty, Cell::Empty],
        RowFacts::Crossing { part, asked_on, status, starts_on, .. } => {
            [word(part.label()), word(status.label()), (*asked_on).into(), (*starts_on).into()]
        }
        RowFacts::Draw { drawn_on, check_by, status, .. } => {
            [Cell::Empty, labelled::<DrawStatus>(status, lang), (*drawn_on).into(), (*check_by).into()]
        }
        RowFacts::Complaint { channel, status, received_on, case, .. } => [
            word(channel.label()),
            word(status.label()),
            (*received_on).into(),
            case.map(|no| no.to_string()).into(),
        ],
        RowFacts::Supervision { kind, status, planned_on, .. } => {
            let kind = labelled::<SupervisionKind>(kind, lang);
            [kind, labelled::<SupervisionStatus>(status, lang), (*planned_on).into(), Cell::Empty]
        }
        RowFacts::Case { status, opened_on, next_due, .. } => {
            [Cell::Empty, word(status.label()), (*opened_on).into(), (*next_due).into()]
        }
        RowFacts::Document { kind, status, number, drafted_on, announced_until, .. } => [
            word(kind.label()),
            word(status.standing(*announced_until)),
            (*drafted_on).into(),
            number.clone().into(),
        ],
        RowFacts::ToServe { kind, number, issued_on, due, .. } => {
            [word(kind.label()), number.clone().into(), (*issued_on).into(), (*due).into()]
        }
        RowFacts::Review { requested_on, request, due, .. } => {
            [request.clone().into(), Cell::Empty, (*requested_on).into(), (*due).into()]
        }
        RowFacts::Audit { at, actor, command, .. } => {
            [command.clone().into(), actor.clone().into(), at.clone().into(), Cell::Empty]
        }
        RowFacts::Agency { .. } => return Ok(None),
    };
    Ok(Some(start.into_iter().chain(rest).collect()))
}

/// A written form by its label.
fn labelled<T: std::str::FromStr + Words>(word: &str, lang: Lang) -> Cell {
    Cell::Text(word.parse::<T>().map_or_else(|_| word.to_owned(), |value| value.words(lang).into_owned()))
}

/// An agency's cells; on the whitelist only what is in force today.
fn agency(rows: &Rows<'_>, no: RecordNo) -> Result<Option<Vec<Cell>>, Fault> {
    let lang = rows.lang;
    let Some(agency) = store::agencies::by_no(&rows.session.store, no)? else { return Ok(None) };
    let word = |text: Text| Cell::Text(text.get(lang).to_owned());
    let facts = &agency.facts;
    let scope: Vec<String> = facts
        .scopes
        .iter()
        .map(|s| format!("{} {} {}", s.occupation, s.name, s.levels.label().get(lang)))
        .collect();
    let scope = Cell::Text(scope.join("; "));
    let code = Cell::from(facts.agency_code.as_ref().map(ToString::to_string));
    let day = |day: Option<chrono::NaiveDate>| day.map_or(Cell::Empty, Cell::from);
    let (first, last) =
        (day(facts.validity.map(|v| v.published_on)), day(facts.validity.map(|v| v.expires_on)));
    if rows.whitelist {
        let listed = agency.in_force(rows.session.moment().today);
        return Ok(listed.then(|| {
            vec![
                facts.name.clone().into(),
                word(facts.kind.label()),
                code,
                word(facts.bureau.label()),
                scope,
                last,
            ]
        }));
    }
    let suspended = !store::suspensions::standing(&rows.session.store, agency.id)?.is_empty();
    Ok(Some(vec![
        agency.no.to_string().into(),
        facts.name.clone().into(),
        word(facts.kind.label()),
        word(say!("{s}{m}", "{s}{m}", s = agency.status, m = mark(suspended))),
        word(facts.bureau.label()),
        code,
        facts.credit_code.to_string().into(),
        facts.phone.clone().into(),
        scope,
        first,
        last,
    ]))
}
