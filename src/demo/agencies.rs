//! The agencies of the practice database, each from the seed and its place alone: none is kept in memory.

use chrono::{Days, Months, NaiveDate};

use super::Options;
use super::dice::Dice;
use super::names::{self, ITEMS, QUALIFICATIONS, TRADES};
use super::people;
use crate::commands::fault::Fault;
use crate::law::terms;
use crate::records::agency::{AgencyFacts, Scope, Validity};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::level::{Level, LevelSet};

/// Where an agency's filing stands on the practice day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// In force, its renewal far off.
    InForce,
    /// In force, its renewal to be applied for within three months.
    RenewalSoon,
    /// In force, less than three months left: too late to apply in time.
    RenewalOverdue,
    /// Past its expiry, still listed.
    Expired,
    /// Taken out of the directory.
    Cancelled,
}

/// What the rest of the making needs to know of an agency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sketch {
    pub at: usize,
    pub bureau: BureauId,
    pub kind: AgencyKind,
    pub life: Life,
    pub published_on: NaiveDate,
    pub expires_on: NaiveDate,
}

/// Of the first agencies of a practice database, one of each kind is under the home bureau, with names that
/// examples can count on.
const SHOWN: &[(AgencyKind, Life, &str, usize)] = &[
    (AgencyKind::SocialOrganisation, Life::InForce, "石河子示例焊工培训学校", 0),
    (AgencyKind::School, Life::RenewalSoon, "石河子示例化工技校", 3),
    (AgencyKind::Employer, Life::InForce, "石河子示例电力有限公司", 1),
    (AgencyKind::SpecialAbility, Life::InForce, "石河子示例面点专项考核站", 0),
    (AgencyKind::SocialOrganisation, Life::RenewalOverdue, "石河子示例职业培训中心", 10),
    (AgencyKind::SocialOrganisation, Life::Expired, "石河子示例物流培训学校", 12),
    (AgencyKind::Employer, Life::Cancelled, "石河子示例轧花有限公司", 4),
];

/// The sketch of the agency at a place.
pub(super) fn sketch(options: &Options, at: usize) -> Result<Sketch, Fault> {
    let mut dice = dice(options, at);
    let shown = SHOWN.get(at);
    let kind = match shown {
        Some((kind, ..)) => *kind,
        None => kind(&mut dice),
    };
    let bureau = bureau(shown.is_some(), kind, &mut dice);
    let life = match shown {
        Some((_, life, ..)) => *life,
        None => life(&mut dice),
    };
    let until = expiry(options.today, life, shown.is_some(), &mut dice);
    // Three years back and a day on is where the validity began, but for the end of a February.
    let published = until + Days::new(1) - Months::new(36);
    let validity = terms::validity(published).map_err(Fault::input)?;
    Ok(Sketch { at, bureau, kind, life, published_on: validity.from, expires_on: validity.until })
}

fn dice(options: &Options, at: usize) -> Dice {
    Dice::new(options.seed, 1_000 + u64::try_from(at).unwrap_or(0))
}

fn kind(dice: &mut Dice) -> AgencyKind {
    let kinds = [
        AgencyKind::SocialOrganisation,
        AgencyKind::Employer,
        AgencyKind::School,
        AgencyKind::SpecialAbility,
        AgencyKind::Qualification,
    ];
    kinds[dice.weighted(&[44, 22, 20, 11, 3])]
}

/// Qualification agencies file with the Corps bureau (R8-1), units directly under the Corps with its management
/// body (R3-1), all others with their division-city.
fn bureau(shown: bool, kind: AgencyKind, dice: &mut Dice) -> BureauId {
    let drawn = dice.below(100);
    match drawn {
        _ if shown => people::home(),
        _ if kind == AgencyKind::Qualification => BureauId::CORPS,
        0..20 => people::home(),
        20..25 => BureauId::CENTER,
        other => {
            let number = u8::try_from(other % 14).unwrap_or(0) + 1;
            BureauId::division(number).unwrap_or(BureauId::CENTER)
        }
    }
}

fn life(dice: &mut Dice) -> Life {
    let all = [Life::InForce, Life::RenewalSoon, Life::RenewalOverdue, Life::Expired, Life::Cancelled];
    all[dice.weighted(&[70, 10, 9, 5, 6])]
}

/// The shown ones were filed long enough ago for anything to have happened to them.
fn expiry(today: NaiveDate, life: Life, shown: bool, dice: &mut Dice) -> NaiveDate {
    let (low, high) = match life {
        Life::InForce if shown => (190, 600),
        Life::InForce => (190, 1060),
        Life::RenewalSoon => (96, 180),
        Life::RenewalOverdue => (1, 85),
        Life::Expired => (-40, -1),
        Life::Cancelled => (-500, 400),
    };
    let days = dice.between(low, high);
    let away = Days::new(days.unsigned_abs());
    if days < 0 { today - away } else { today + away }
}

/// All that is registered of the agency of a sketch.
pub(super) fn facts(options: &Options, sketch: &Sketch) -> Result<AgencyFacts, Fault> {
    let mut dice = Dice::new(options.seed, 500_000_000 + u64::try_from(sketch.at).unwrap_or(0));
    let trades = trades(sketch.kind);
    let shown = SHOWN.get(sketch.at);
    let first = shown.map_or_else(|| dice.below(trades.len()), |(.., trade)| *trade);
    let place = names::place(sketch.bureau);
    let name = match shown {
        Some((_, _, name, _)) => (*name).to_owned(),
        None => format!(
            "{place}示例{}{}{}",
            names::mark(&mut dice),
            trades[first].2,
            dice.pick(endings(sketch.kind))
        ),
    };
    let city = sketch.bureau.city().unwrap_or_else(|| place.clone());
    Ok(AgencyFacts {
        name,
        kind: sketch.kind,
        agency_code: agency_code(sketch)?,
        credit_code: credit_code(sketch)?,
        legal_representative: names::person(&mut dice),
        contact: names::person(&mut dice),
        phone: format!("0993-20{:05}", sketch.at % 100_000),
        address: format!("{city}示例路{}号", dice.between(1, 199)),
        bureau: sketch.bureau,
        validity: Some(Validity { published_on: sketch.published_on, expires_on: sketch.expires_on }),
        branch_of: None,
        note: String::new(),
        scopes: scopes(sketch.kind, first, &mut dice)?,
    })
}

fn trades(kind: AgencyKind) -> &'static [(&'static str, &'static str, &'static str)] {
    match kind {
        AgencyKind::Qualification => QUALIFICATIONS,
        AgencyKind::SpecialAbility => ITEMS,
        AgencyKind::Employer | AgencyKind::School | AgencyKind::SocialOrganisation => TRADES,
    }
}

const fn endings(kind: AgencyKind) -> &'static [&'static str] {
    match kind {
        AgencyKind::Qualification => &["鉴定所", "鉴定中心"],
        AgencyKind::Employer => &["有限公司", "集团", "股份公司"],
        AgencyKind::School => &["技工学校", "职业学院", "技校"],
        AgencyKind::SocialOrganisation => &["培训学校", "培训中心", "行业协会"],
        AgencyKind::SpecialAbility => &["专项考核站", "专项考核中心"],
    }
}

/// One to four occupations, the first of which the name speaks of.
fn scopes(kind: AgencyKind, first: usize, dice: &mut Dice) -> Result<Vec<Scope>, Fault> {
    let trades = trades(kind);
    let count = (1 + dice.weighted(&[40, 35, 15, 10])).min(trades.len());
    (0..count)
        .map(|n| {
            let (code, name, _) = trades[(first + n) % trades.len()];
            let occupation = code.parse().map_err(|e| Fault::field("occupation", e))?;
            Ok(Scope { occupation, name: name.to_owned(), levels: levels(kind, dice) })
        })
        .collect()
}

fn levels(kind: AgencyKind, dice: &mut Dice) -> LevelSet {
    // An item has no ladder of levels.
    if kind == AgencyKind::SpecialAbility {
        return LevelSet::EMPTY;
    }
    let (low, high) = *dice.pick(&[
        (Level::Five, Level::Three),
        (Level::Five, Level::Four),
        (Level::Four, Level::Three),
        (Level::Four, Level::Two),
        (Level::Five, Level::One),
        (Level::Three, Level::One),
    ]);
    LevelSet::between(low, high)
}

/// Letter, 0000, 66, serial: level agencies have one.
fn agency_code(sketch: &Sketch) -> Result<Option<crate::records::AgencyCode>, Fault> {
    let letter = match sketch.kind {
        AgencyKind::Employer => 'Y',
        AgencyKind::SocialOrganisation => 'S',
        AgencyKind::School => 'X',
        AgencyKind::Qualification | AgencyKind::SpecialAbility => return Ok(None),
    };
    let code = format!("{letter}000066{:06}", sketch.at + 1);
    code.parse().map(Some).map_err(|e| Fault::field("agency_code", e))
}

/// Business, civil-affairs body or public institution; region; a serial; and the check character that fits.
fn credit_code(sketch: &Sketch) -> Result<CreditCode, Fault> {
    let head = match sketch.kind {
        AgencyKind::Employer => "91",
        AgencyKind::SocialOrganisation | AgencyKind::SpecialAbility => "52",
        AgencyKind::School | AgencyKind::Qualification => "12",
    };
    let region = sketch.bureau.region_code().unwrap_or("659000");
    let body = format!("{head}{region}MA7{:06}", sketch.at + 1);
    let wrong = |e| Fault::field("credit_code", e);
    let checked = CreditCode::parse(&format!("{body}0")).map_err(wrong)?;
    format!("{body}{}", checked.expected).parse().map_err(wrong)
}
