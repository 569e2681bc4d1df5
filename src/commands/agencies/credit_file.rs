//! The credit file of an agency as it is shown (诚信档案, R24-1): what is in force, what was entered, what stands there by itself.

use chrono::NaiveDate;

use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::law::credit;
use crate::records::credit::{CreditEffect, CreditStanding, OnRecord};
use crate::records::ids::AgencyId;
use crate::say;
use crate::store::{self, Sql};
use crate::text::Text;

/// How many decisions and breaches are told.
const SHOWN: usize = 5;

/// The file in lines, what is in force first; each with whether it speaks against the agency. Empty where there is nothing.
///
/// # Errors
/// When the database can't be read, or a day can't be counted.
pub fn lines(sql: &dyn Sql, agency: AgencyId, today: NaiveDate) -> Result<Vec<(Text, bool)>, Fault> {
    let entries = store::credit::entries(sql, agency)?;
    let mut all: Vec<(Text, bool)> = in_force(sql, agency, today)?.into_iter().collect();
    all.extend(entries.iter().map(|entry| {
        let against = entry.standing == CreditStanding::Bad && (entry.waits() || entry.holds(today));
        (say!("诚信档案 {e}", "credit file {e}", e = entry.told(today)), against)
    }));
    let told = |one: &OnRecord, what: Text| {
        let no = one.no.to_string();
        (
            say!(
                "诚信档案 {d} {w} {n}: {t}",
                "credit file {d} {w} {n}: {t}",
                d = one.on,
                w = what,
                n = no,
                t = one.what
            ),
            false,
        )
    };
    let decisions = store::credit::decisions(sql, agency, SHOWN)?;
    all.extend(decisions.iter().map(|one| told(one, Text::new("处理决定", "decision"))));
    let breaches = store::credit::breaches(sql, agency, SHOWN)?;
    all.extend(breaches.iter().map(|one| told(one, Text::new("违规登记", "breach"))));
    Ok(all)
}

/// What of incentives or constraints is in force, in one text, with whether it is against the agency; none where nothing is.
///
/// # Errors
/// As [`lines`].
pub fn in_force(sql: &dyn Sql, agency: AgencyId, today: NaiveDate) -> Result<Option<(Text, bool)>, Fault> {
    let entries = store::credit::entries(sql, agency)?;
    let constraints = premises::constraints(sql, agency, today)?;
    let effects = credit::in_force(&entries, &constraints, today);
    if effects.is_empty() {
        return Ok(None);
    }
    let against = effects.iter().any(|(effect, _)| *effect == CreditEffect::MoreChecks);
    let told: Vec<Text> = effects
        .iter()
        .map(|(effect, until)| match until {
            Some(until) => say!("{e}至 {d}", "{e} until {d}", e = effect.label(), d = *until),
            None => effect.label(),
        })
        .collect();
    let text = match against {
        true => say!("信用约束: {e}", "credit constraints: {e}", e = Text::join(&told)),
        false => say!("信用激励: {e}", "credit incentives: {e}", e = Text::join(&told)),
    };
    Ok(Some((text, against)))
}
