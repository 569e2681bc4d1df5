//! When a document counts as served (送达, G61-2), and what its proof needs. The one place that says so.

use chrono::NaiveDate;

use super::calendar::{Calendar, Provisional};
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::settings::{LengthKey, Settings};
use super::terms::{self, StartDay, Term};
use crate::records::document::Document;
use crate::records::service::{Proof, Service, ServiceMethod};
use crate::say;
use crate::text::Text;

/// The day a document counts as served.
#[derive(Debug, Clone, PartialEq)]
pub struct Deemed {
    /// The day: of the act itself, or the last of the announcement's term.
    pub on: NaiveDate,
    /// The first day on which what waits for the service may be done: the day itself, or the first working day after
    /// the announcement's last.
    pub possible_from: NaiveDate,
    /// The announcement's term, where it is one.
    pub term: Option<Term>,
    /// Whether the day hangs on a calendar not loaded.
    pub provisional: Option<Provisional>,
}

impl Deemed {
    /// The first day after which the recipient counts as served: the day of the act, or the one after the
    /// announcement's last.
    #[must_use]
    pub fn after(&self) -> NaiveDate {
        match self.term {
            Some(_) => self.on.succ_opt().unwrap_or(self.on),
            None => self.on,
        }
    }
}

/// The day a service counts from.
///
/// # Errors
/// When the day can't be counted (out of the calendar's bounds).
pub fn deemed(service: &Service, settings: &Settings, calendar: &Calendar) -> Result<Deemed, Text> {
    if !matches!(service.proof, Proof::Announcement { .. }) {
        let on = service.acted_on;
        return Ok(Deemed { on, possible_from: on, term: None, provisional: None });
    }
    let length = settings.length(LengthKey::AnnouncementTerm);
    let term = terms::count(calendar, service.acted_on, length, StartDay::Excluded)?;
    Ok(Deemed {
        on: term.last_day,
        possible_from: term.possible_from.unwrap_or(term.last_day),
        provisional: term.provisional.clone(),
        term: Some(term),
    })
}

/// Whether a document is served on a day: requirement `rule`, with what is missing.
#[must_use]
pub fn served(
    rule: RuleId,
    document: Option<&Document>,
    settings: &Settings,
    calendar: &Calendar,
    today: NaiveDate,
) -> Requirement {
    let Some(document) = document else {
        return Requirement::unmet(
            rule,
            Text::new("文书还没有拟稿", "the document has not been drafted"),
            Mend::Somebody(Text::new("经办人拟稿", "a handler drafts it")),
        );
    };
    let Some(service) = &document.service else {
        return Requirement::unmet(
            rule,
            say!("{k}还没有送达", "the {k} has not been served", k = document.kind),
            Mend::Somebody(Text::new("经办人送达并登记", "a handler serves it and records that")),
        );
    };
    let method = service.proof.method();
    match deemed(service, settings, calendar) {
        Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
        Ok(Deemed { on, provisional: Some(lacking), .. }) => Requirement::unmet(
            rule,
            say!(
                "{k}公告送达至 {d} (暂定: {w})",
                "the {k} is announced until {d} (provisional: {w})",
                k = document.kind,
                d = on,
                w = lacking.why
            ),
            Mend::Calendar { years: lacking.years, until: on },
        ),
        Ok(Deemed { on, possible_from, .. }) if today < possible_from => Requirement::unmet(
            rule,
            say!(
                "{k}公告期至 {d} (视为送达), {f} 起可办",
                "the {k} is announced until {d} (deemed served then), possible from {f}",
                k = document.kind,
                d = on,
                f = possible_from
            ),
            Mend::Time { until: on },
        ),
        Ok(Deemed { on, .. }) if method == ServiceMethod::Announcement => Requirement::met(
            rule,
            say!(
                "{k}已{m}, {d} 视为送达, 公告在卷",
                "the {k} was served by {m}, deemed served on {d}, on file",
                k = document.kind,
                m = method,
                d = on
            ),
        ),
        Ok(Deemed { on, .. }) => Requirement::met(
            rule,
            say!(
                "{k}已{m}, {d} 送达, 回证在卷",
                "the {k} was served on {d} by {m}, proof on file",
                k = document.kind,
                m = method,
                d = on
            ),
        ),
    }
}

/// Whether the proof of a service on a day is complete (G61-2): what each method needs beyond the types.
#[must_use]
pub fn proven(
    document: &Document,
    served: Option<(&Proof, NaiveDate)>,
    settings: &Settings,
    today: NaiveDate,
) -> Vec<Requirement> {
    let rule = RuleId::G61_2;
    let attempts = document.attempts.len();
    let Some((proof, acted_on)) = served else {
        return vec![Requirement::at_input(
            rule,
            Text::new(
                "按所选方式填写送达证明; 公告送达须先有送达未成的记录",
                "proof as the chosen method wants it; an announcement wants failed attempts on file first",
            ),
        )];
    };
    let mut all = match proof {
        Proof::Leaving { witness, record, .. } => vec![Requirement::when(
            rule,
            witness.is_some() || record.is_some(),
            Text::new("有见证人或影像记录", "there is a witness or a recording"),
            Text::new("留置送达须有见证人或影像记录", "leaving wants a witness or a photo or video record"),
            Mend::Somebody(Text::new("填写见证人或影像记录", "name the witness or the recording")),
        )],
        Proof::Announcement { .. } => vec![
            // Nothing else works: that is known when an attempt has failed, not before.
            Requirement::when(
                rule,
                document.attempts.iter().any(|a| a.on <= acted_on),
                say!("送达未成记录 {n} 次", "{n} failed attempts on file", n = attempts),
                Text::new(
                    "公告之日以前须有其他方式送达未成的记录",
                    "an announcement wants a failed attempt by another way, on its day or before",
                ),
                Mend::Somebody(Text::new("先登记送达未成", "record a failed attempt first")),
            ),
            // The announcement gets its number with this act: dated earlier, its time would run before it was there.
            Requirement::when(
                RuleId::R25_2,
                acted_on == today,
                say!("{d} 编号公告", "numbered and announced on {d}", d = today),
                say!(
                    "公告自编号之日 ({d}) 起公告, 不得倒填",
                    "an announcement is dated the day it gets its number ({d}), never earlier",
                    d = today
                ),
                Mend::Somebody(say!("日期填 {d}", "put in {d}", d = today)),
            ),
        ],
        other => vec![Requirement::met(
            rule,
            say!("{m}的证明俱全", "the proof of {m} is complete", m = other.method()),
        )],
    };
    if !settings.rule_on(rule) {
        all.retain(|requirement| requirement.rule != rule);
    }
    all
}
