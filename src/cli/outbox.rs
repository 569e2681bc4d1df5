//! `outbox`: documents on their way by e-mail (发件箱): what is not done with, and sending what is due.

use serde_json::json;

use super::answer::Answer;
use super::session::{Session, moment_on};
use crate::commands::fault::Fault;
use crate::commands::mailing;
use crate::text::Text;

/// The messages of the own bureau that are not done with.
///
/// # Errors
/// When the database can't be read.
pub fn list(session: &Session) -> Result<Answer, Fault> {
    let (mut lines, json) = mailing::open(&session.store, session.actor.bureau)?;
    if lines.is_empty() {
        lines.push(Text::new("没有未了的邮件", "no message is open"));
    }
    Ok(Answer::new(json, lines))
}

/// Sends what is due of the own bureau, for a timer of the system.
///
/// # Errors
/// When it is a practice database, the user may not, or the database can't be read or written.
pub fn send(session: &mut Session) -> Result<Answer, Fault> {
    let (actor, today) = (session.actor.clone(), session.today);
    let clock = || moment_on(today);
    let round = mailing::send_due(&mut session.store, &actor, &clock, actor.bureau)?;
    let json = json!({ "ok": true, "sent": round.sent, "waiting": round.waiting, "stuck": round.stuck });
    Ok(Answer::new(json, vec![round.told()]))
}
