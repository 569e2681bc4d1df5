//! Handover (工作交接): all open work of one clerk goes to another, each record by the act that is its own, judged for itself; what
//! can't go stays, and why is told. Everything is in one transaction, and stands in the history of each record.

use serde_json::{Map, Value, json};

use crate::commands::entry::{Command, Done};
use crate::commands::execute::{self, Request};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Account, Line, Login};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::complaint::ComplaintStatus;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::staff::Role;
use crate::say;
use crate::store::lists::{self, Condition, ListKind, Query, STILL_OPEN, Step};
use crate::store::{DbError, Sql, staff};
use crate::text::{Lang, Text};

/// Records that are told with their reasons; the others are found by who handles them.
const MOST_TOLD: usize = 4;
/// Records of a kind that are read at a time.
const WINDOW: usize = 500;

command! {
    /// 工作交接
    HandOver "hand-over-work" ["工作交接", "hand over the work"] {
        out: Account = ["交出的经办人", "Who hands over"];
        to: Login = ["接手的经办人", "Who takes over"];
        reason: Line = ["原因", "Reason"] hint ["如: 岗位调整", "a change of post, for one"];
    }
    help: [
        "把一名经办人在办的案件、备案、投诉举报一并交给另一人; 逐件判断, 不能交的留下并说明原因",
        "gives all open cases, filings and complaints of one clerk to another; each is judged, and what can't go stays, with the reason",
    ],
    key: 'H',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: APPROVER,
    from: From::Any,
    rules: &[RuleId::H1_2],
    issues: None,
}

impl Command for HandOver {
    type Facts = Office;

    fn judge(scene: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(Self { out: Account(out), to: Login(to), .. }) = input else { return Vec::new() };
        let own = |who: &str| *who == scene.actor.login;
        vec![
            Requirement::when(
                RuleId::H1_2,
                out != to,
                Text::new("交给另一人", "it goes to somebody else"),
                Text::new("交出和接手是同一人", "both are the same person"),
                Mend::Somebody(Text::new("改选接手的人", "choose who takes over")),
            ),
            Requirement::when(
                RuleId::H1_2,
                !own(out) && !own(to),
                Text::new("由交接双方以外的负责人决定", "decided by somebody in charge who is neither"),
                Text::new("交接双方不能自己决定", "neither of the two decides on it"),
                Mend::Somebody(Text::new("另一审批人", "another approver")),
            ),
        ]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Self { out: Account(out), to: Login(to), reason } = self;
        let bureau = scene.actor.bureau;
        let joins =
            staff::by_login(sql, to)?.filter(|s| s.active && s.bureau == bureau && s.is(Role::Handler));
        if joins.is_none() {
            let text = say!("{l} 不是本局在用的经办人", "{l} is no active handler of this bureau", l = to);
            return Err(Fault::field("to", text));
        }
        if staff::by_login(sql, out)?.is_none_or(|s| s.bureau != bureau) {
            return Err(Fault::field(
                "out",
                say!("{l} 不是本局的人员", "{l} is not of this bureau", l = out),
            ));
        }
        let work = open_work(scene, sql, out)?;
        if work.is_empty() {
            return Err(Fault::field("out", say!("{l} 没有在办的工作", "{l} has no open work", l = out)));
        }
        let requests: Vec<Request> = work.iter().map(|no| request(*no, out, to, &reason.0)).collect();
        let done = execute::within(sql, &scene.actor, scene.moment, &requests)?;
        let (mut handed, mut kept) = (Vec::new(), Vec::new());
        for (no, result) in work.iter().zip(done) {
            match result {
                Ok(_) => handed.push(json!(no.to_string())),
                Err(fault) => {
                    let why = fault.text();
                    kept.push(json!({ "record": no.to_string(), "why": why.get(Lang::Zh), "why_en": why.get(Lang::En) }));
                }
            }
        }
        if handed.is_empty() {
            return Err(Fault::field(
                "out",
                say!("没有一件能交出: {w}", "nothing can go: {w}", w = kept_told(&kept)),
            ));
        }
        let mut more = Map::new();
        more.insert("handed".into(), Value::Array(handed));
        more.insert("kept".into(), Value::Array(kept));
        Ok(Done { more, ..Done::default() })
    }
}

/// The open records that somebody handles in the bureau: cases, filings, complaints.
fn open_work(scene: &Scene<Office>, sql: &dyn Sql, login: &str) -> Result<Vec<RecordNo>, DbError> {
    let mut work = Vec::new();
    for (kind, status) in [
        (ListKind::Cases, STILL_OPEN),
        (ListKind::Filings, STILL_OPEN),
        (ListKind::Complaints, ComplaintStatus::Checking.as_str()),
    ] {
        let query = Query::new(kind, scene.actor.bureau)
            .with(Condition::Bureau(scene.actor.bureau))
            .with(Condition::Handler(login.to_owned()))
            .with(Condition::Status(status.to_owned()));
        let mut last = None;
        loop {
            let rows = lists::window(sql, &query, last.as_ref(), Step::After, WINDOW)?;
            work.extend(rows.iter().filter_map(|row| row.no));
            match rows.last() {
                Some(row) if rows.len() == WINDOW => last = Some(row.cursor.clone()),
                _ => break,
            }
        }
    }
    Ok(work)
}

/// The act that gives a record to somebody else.
fn request(no: RecordNo, out: &str, to: &str, reason: &str) -> Request {
    let no_text = no.to_string();
    match no.kind {
        RecordKind::Filing => {
            Request::new("assign-filing", json!({ "filing": no_text, "handler": to, "reason": reason }))
        }
        RecordKind::Complaint => {
            Request::new("hand-over-complaint", json!({ "complaint": no_text, "to": to, "reason": reason }))
        }
        // No interest is said: they may come back to the case.
        _ => Request::new(
            "replace-handler",
            json!({ "case": no_text, "out": out, "interest": false, "joins": to, "reason": reason }),
        ),
    }
}

/// What stayed, and why.
#[must_use]
pub fn kept_told(kept: &[Value]) -> Text {
    let told = |one: &Value| {
        let part = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let why = Text::owned(part("why"), part("why_en"));
        say!("{r}: {w}", "{r}: {w}", r = part("record"), w = why)
    };
    let mut shown: Vec<Text> = kept.iter().take(MOST_TOLD).map(told).collect();
    if kept.len() > shown.len() {
        shown.push(say!("等共 {n} 件", "and others, {n} in all", n = kept.len()));
    }
    Text::join(&shown)
}
