//! Which cases a practice database has: one at every step of the line, in every variant.

use super::line::{Hearing, Plan, Review, Weight};
use crate::records::case::ReviewOutcome;
use crate::records::service::ServiceMethod;

use Hearing::{Silent, Statement, Waiver};
use Review::{InTime, Late, None as NoReview};
use ReviewOutcome::{Changed, Upheld, Withdrawn};
use ServiceMethod::{Announcement, Direct, Electronic, Leaving, Mail};
use Weight::{Grave, Light};

const fn plan(
    stop: &'static str,
    age: u32,
    way: ServiceMethod,
    hearing: Hearing,
    review: Review,
    weight: Weight,
) -> Plan {
    Plan { stop, age, way, hearing, review, weight }
}

/// The cases of the home bureau; other bureaus have some of these.
pub(super) const PLANS: &[Plan] = &[
    // 核实
    plan("open-case", 0, Direct, Silent, NoReview, Light),
    plan("add-evidence", 3, Direct, Silent, NoReview, Light),
    plan("add-evidence", 75, Direct, Silent, NoReview, Grave),
    // 告知
    plan("propose-decision", 1, Direct, Silent, NoReview, Light),
    plan("draft-notice", 1, Direct, Silent, NoReview, Grave),
    plan("return-draft", 2, Direct, Silent, NoReview, Light),
    plan("approve-notice", 0, Direct, Silent, NoReview, Light),
    plan("issue-notice", 2, Direct, Silent, NoReview, Light),
    plan("record-attempt", 1, Announcement, Silent, NoReview, Light),
    // 陈述申辩
    plan("serve-notice", 2, Direct, Silent, NoReview, Grave),
    plan("serve-notice", 1, Leaving, Silent, NoReview, Light),
    plan("serve-notice", 3, Mail, Silent, NoReview, Light),
    plan("serve-notice", 9, Electronic, Silent, NoReview, Light),
    plan("serve-notice", 8, Announcement, Silent, NoReview, Grave),
    plan("serve-notice", 40, Announcement, Silent, NoReview, Light),
    plan("record-statement", 0, Direct, Statement, NoReview, Light),
    plan("waive-statement", 1, Direct, Waiver, NoReview, Light),
    plan("record-discussion", 1, Direct, Silent, NoReview, Grave),
    plan("draft-decision", 1, Direct, Statement, NoReview, Light),
    plan("draft-decision", 0, Mail, Silent, NoReview, Grave),
    // 决定
    plan("approve-decision", 1, Direct, Silent, NoReview, Light),
    plan("issue-decision", 7, Leaving, Statement, NoReview, Grave),
    // 送达
    plan("serve-decision", 4, Direct, Silent, NoReview, Light),
    plan("serve-decision", 22, Electronic, Waiver, NoReview, Light),
    // 复核
    plan("request-review", 2, Direct, Silent, InTime(Upheld), Light),
    plan("request-review", 0, Direct, Statement, Late { accepted: true }, Light),
    plan("accept-late-review", 1, Mail, Silent, Late { accepted: true }, Light),
    plan("draft-review", 1, Direct, Statement, InTime(Changed), Grave),
    plan("approve-review", 0, Direct, Silent, InTime(Upheld), Light),
    plan("issue-review", 1, Direct, Silent, InTime(Withdrawn), Light),
    // 执行
    plan("serve-review", 3, Direct, Statement, InTime(Upheld), Grave),
    plan("serve-review", 1, Direct, Silent, InTime(Changed), Light),
    plan("serve-review", 2, Electronic, Waiver, InTime(Withdrawn), Light),
    plan("accept-late-review", 2, Direct, Silent, Late { accepted: false }, Light),
    plan("record-execution", 3, Direct, Silent, NoReview, Light),
    // 结案
    plan("close-case", 15, Direct, Silent, NoReview, Light),
    plan("close-case", 30, Announcement, Silent, NoReview, Grave),
    plan("close-case", 45, Direct, Statement, InTime(Changed), Grave),
    plan("close-case", 60, Leaving, Waiver, InTime(Withdrawn), Light),
    plan("close-case", 20, Direct, Silent, Late { accepted: false }, Light),
    plan("close-unfounded", 25, Direct, Silent, NoReview, Light),
];

/// Those of the home bureau that are about candidates.
pub(super) const CANDIDATES: &[Plan] = &[
    plan("propose-decision", 2, Direct, Silent, NoReview, Light),
    plan("serve-notice", 4, Direct, Silent, NoReview, Light),
];
