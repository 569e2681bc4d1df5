//! The review (复核, R25-3): the time to ask for one, and whether a request came in it. Reckoned each time it is asked:
//! a calendar loaded later may move the end, and what was late was in time all along.

use chrono::NaiveDate;

use super::calendar::Provisional;
use super::cases::{Bench, wait_out};
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::service::{self, Deemed};
use super::settings::LengthKey;
use super::terms::{self, StartDay, Term};
use crate::records::case::StruckService;
use crate::records::document::DocumentKind;
use crate::records::review::Review;
use crate::say;
use crate::text::Text;

/// Whether a request came within its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timeliness {
    /// 期限内
    InTime,
    /// 逾期
    Late,
    /// The service of the decision was struck out, and is not recorded anew yet.
    Unserved,
    /// It hangs on a calendar that is not loaded.
    Unsettled {
        /// The last day as far as it is known.
        until: NaiveDate,
        /// Which calendar.
        lacking: Provisional,
    },
}

/// The term for asking for a review (R25-3), once the decision is served.
///
/// # Errors
/// When the day can't be counted.
pub fn request_term(bench: &Bench<'_>) -> Result<Option<Term>, Text> {
    served(bench)?.map(|served| from(bench, served.on)).transpose()
}

/// When the decision was served, or will be deemed so.
fn served(bench: &Bench<'_>) -> Result<Option<Deemed>, Text> {
    let service = bench.file.document(DocumentKind::Decision).and_then(|d| d.service.as_ref());
    service.map(|service| service::deemed(service, bench.settings, bench.calendar)).transpose()
}

fn from(bench: &Bench<'_>, served_on: NaiveDate) -> Result<Term, Text> {
    let length = bench.settings.length(LengthKey::ReviewRequestTerm);
    terms::count(bench.calendar, served_on, length, StartDay::Excluded)
}

/// Whether a request that came in on a day is in time.
///
/// # Errors
/// When the day can't be counted.
pub fn timeliness(bench: &Bench<'_>, requested_on: NaiveDate) -> Result<Timeliness, Text> {
    if relied_on(bench, requested_on)? {
        return Ok(Timeliness::InTime);
    }
    let Some(served) = served(bench)? else { return Ok(Timeliness::Unserved) };
    let term = from(bench, served.on)?;
    let within = match served.term.filter(|announced| announced.provisional.is_some()) {
        // The announcement's own end is not settled: what is in time even if it ended as early as it can, is in time.
        Some(announced) => {
            let early = from(bench, announced.earliest_last_day(bench.calendar))?;
            early.in_time(requested_on, bench.calendar).filter(|within| *within)
        }
        None => term.in_time(requested_on, bench.calendar),
    };
    Ok(match within {
        Some(true) => Timeliness::InTime,
        Some(false) => Timeliness::Late,
        None => match term.provisional {
            Some(lacking) => Timeliness::Unsettled { until: term.last_day, lacking },
            None => Timeliness::Late,
        },
    })
}

/// Whether a request that came in on a day was in time by a service that was struck out only later: what stood on record
/// then holds for whoever relied on it, however late the request is typed.
fn relied_on(bench: &Bench<'_>, requested_on: NaiveDate) -> Result<bool, Text> {
    let Some(decision) = bench.file.document(DocumentKind::Decision) else { return Ok(false) };
    let stood = |s: &&StruckService| s.document == decision.no && s.struck.on > requested_on;
    for struck in bench.file.struck_services.iter().filter(stood) {
        let served = service::deemed(&struck.service, bench.settings, bench.calendar)?;
        if from(bench, served.on)?.in_time(requested_on, bench.calendar) == Some(true) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a request on file is in time. One that was, by the record of the day on which it came in, stays so: a service
/// recorded anew or a day taken off a calendar makes nobody late.
///
/// # Errors
/// When the day can't be counted.
pub fn of_request(bench: &Bench<'_>, review: &Review) -> Result<Timeliness, Text> {
    if review.in_time {
        return Ok(Timeliness::InTime);
    }
    timeliness(bench, review.requested_on)
}

/// R25-3: whether the lateness of a request can be told.
#[must_use]
pub fn told(until: NaiveDate, lacking: Provisional) -> Requirement {
    Requirement::unmet(
        RuleId::R25_3,
        say!(
            "申请复核期暂定至 {d}, 是否逾期尚不能定: {w}",
            "the time to ask for a review ends provisionally on {d}, so lateness can't be told yet: {w}",
            d = until,
            w = lacking.why
        ),
        Mend::Calendar { years: lacking.years, until },
    )
}

/// R25-3: whether a request is late can't be told while the service of the decision is struck out.
#[must_use]
pub fn unserved() -> Requirement {
    Requirement::unmet(
        RuleId::R25_3,
        Text::new(
            "决定书的送达登记已作废, 重新登记之后才能定是否逾期",
            "the service of the decision was struck out: lateness can't be told before it is recorded anew",
        ),
        Mend::Somebody(Text::new("经办人重新登记送达", "a handler records the service anew")),
    )
}

impl Bench<'_> {
    /// Whether a late request was accepted, by somebody who had no interest in it (G43-1): what an approver said who was
    /// recused before the review was decided, is said anew by another.
    #[must_use]
    pub fn acceptance(&self, review: &Review) -> Option<bool> {
        let recused = review.accepted_by.is_some_and(|by| self.recused(by).is_some());
        review.accepted.filter(|_| review.decided_on.is_some() || !recused)
    }
}

/// R25-3: the request is in time, or a late one was accepted by an approver.
#[must_use]
pub fn taken_up(bench: &Bench<'_>) -> Requirement {
    let rule = RuleId::R25_3;
    let Some(review) = &bench.file.review else {
        return Requirement::unmet(
            rule,
            Text::new("没有复核申请", "there is no request for a review"),
            Mend::Somebody(Text::new("先登记申请", "record the request first")),
        );
    };
    if let Some(on) = bench.file.document(DocumentKind::ReviewDecision).and_then(|d| d.issued_on) {
        // What was decided is not asked again, whatever calendar is loaded later.
        return Requirement::met(
            rule,
            say!("{d} 已签发复核决定书", "the review decision was issued on {d}", d = on),
        );
    }
    match of_request(bench, review) {
        Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
        Ok(Timeliness::InTime) => Requirement::met(
            rule,
            say!("{d} 在期限内申请复核", "the review was asked for in time, on {d}", d = review.requested_on),
        ),
        Ok(_) if bench.acceptance(review) == Some(true) => {
            Requirement::met(rule, Text::new("逾期申请已受理", "the late request was accepted"))
        }
        Ok(Timeliness::Unsettled { until, lacking }) => told(until, lacking),
        Ok(Timeliness::Unserved) => unserved(),
        Ok(Timeliness::Late) => Requirement::unmet(
            rule,
            Text::new("申请逾期, 须由审批人受理", "the request is late: an approver must accept it"),
            Mend::Somebody(Text::new("审批人受理逾期申请", "an approver accepts it")),
        ),
    }
}

/// Whether the request was turned down as late, and still is late.
///
/// # Errors
/// When the day can't be counted.
pub fn turned_down(bench: &Bench<'_>) -> Result<bool, Text> {
    match &bench.file.review {
        Some(review) if bench.acceptance(review) == Some(false) => {
            Ok(of_request(bench, review)? == Timeliness::Late)
        }
        _ => Ok(false),
    }
}

/// The decision stands: it is served, and the review was decided and served, or the time to ask for one is over.
#[must_use]
pub fn stands(bench: &Bench<'_>) -> Vec<Requirement> {
    let rule = RuleId::R25_3;
    let mut all = vec![bench.served(rule, DocumentKind::Decision)];
    if let Some(review) = &bench.file.review {
        match turned_down(bench) {
            Err(wrong) => all.push(Requirement::unmet(rule, wrong, Mend::Nothing)),
            // Nothing was asked for in time: the decision stands when that time is over.
            Ok(true) => {
                let text = Text::new("逾期申请未予受理", "the late request was not accepted");
                all.push(Requirement::met(rule, text));
                all.extend(time_over(bench));
            }
            Ok(false) => all.push(reviewed(bench, review)),
        }
    } else {
        all.extend(time_over(bench));
    }
    all
}

/// A request that was or is to be taken up: its review decision is served.
fn reviewed(bench: &Bench<'_>, review: &Review) -> Requirement {
    let taken_up = taken_up(bench);
    let decided = bench.file.document(DocumentKind::ReviewDecision).is_some_and(|d| d.issued_on.is_some());
    if taken_up.refuses() {
        taken_up
    } else if review.accepted == Some(false) && !decided {
        Requirement::unmet(
            RuleId::R25_3,
            Text::new(
                "曾以逾期不予受理, 但日历变动后并未逾期",
                "the request was turned down as late, but by the calendar of today it is not",
            ),
            Mend::Somebody(Text::new("审批人受理该申请", "an approver takes it up")),
        )
    } else if bench.file.document(DocumentKind::ReviewDecision).is_none() {
        Requirement::unmet(
            RuleId::R25_4,
            Text::new("复核办理中, 还没有作出复核决定", "a review is under way, and not decided yet"),
            Mend::Somebody(Text::new("先作出复核决定", "the review is decided first")),
        )
    } else {
        bench.served(RuleId::R25_4, DocumentKind::ReviewDecision)
    }
}

fn time_over(bench: &Bench<'_>) -> Option<Requirement> {
    let rule = RuleId::R25_3;
    match request_term(bench) {
        Ok(Some(term)) => {
            Some(wait_out(rule, &term, bench.today, &Text::new("申请复核期", "the time to ask for a review")))
        }
        Ok(None) => None,
        Err(wrong) => Some(Requirement::unmet(rule, wrong, Mend::Nothing)),
    }
}
