//! What an agency of a kind may be filed for (Art. 4), and who must have agreed to it (R3-3, R8-3).

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::agency::Scope;
use crate::records::agency_kind::AgencyKind;
use crate::records::filing::{ConsentKind, FilingFile};
use crate::records::level::Level;
use crate::records::occupation::{ListedOccupation, OccupationCode, OccupationList};
use crate::say;
use crate::text::Text;

/// The rule of Art. 4 for a kind of agency.
#[must_use]
pub const fn rule(kind: AgencyKind) -> RuleId {
    match kind {
        AgencyKind::Qualification => RuleId::R4_1,
        AgencyKind::Employer | AgencyKind::School | AgencyKind::SocialOrganisation => RuleId::R4_2,
        AgencyKind::SpecialAbility => RuleId::R4_3,
    }
}

/// R4-1 to R4-3: the occupations are of those that the kind of agency may evaluate.
#[must_use]
pub fn eligible(kind: AgencyKind, scopes: &[Scope], listed: &[ListedOccupation]) -> Requirement {
    let on = |code: OccupationCode, list| {
        listed.iter().any(|occupation| occupation.code == code && occupation.lists.contains(&list))
    };
    let may = |scope: &&Scope| match kind {
        AgencyKind::Qualification => on(scope.occupation, OccupationList::Qualification),
        AgencyKind::SpecialAbility => on(scope.occupation, OccupationList::SpecialItems),
        _ => scope.occupation.is_level_group() || on(scope.occupation, OccupationList::SpecialOperations),
    };
    let outside: Vec<Text> = scopes
        .iter()
        .filter(|scope| !may(scope))
        .map(|scope| say!("{c} {n}", "{c} {n}", c = scope.occupation.to_string(), n = scope.name.as_str()))
        .collect();
    let over = beyond_the_catalogue(scopes, listed);
    if outside.is_empty() && !over.is_empty() {
        let unmet = say!(
            "超出目录规定的等级: {o}",
            "levels that the catalogue doesn't set: {o}",
            o = Text::join(&over)
        );
        return Requirement::when(rule(kind), false, Text::default(), unmet, mend());
    }
    let (met, unmet) = match kind {
        AgencyKind::Qualification => (
            Text::new("均在国家职业资格目录内", "all of the national qualification catalogue"),
            say!(
                "不在已导入的国家职业资格目录内: {o}",
                "not of the national qualification catalogue, as imported: {o}",
                o = Text::join(&outside)
            ),
        ),
        AgencyKind::SpecialAbility => (
            Text::new("均为兵团公布的专项考核项目", "all of the items that the Corps bureau published"),
            say!(
                "不在已导入的兵团专项考核项目内: {o}",
                "not of the Corps bureau's items, as imported: {o}",
                o = Text::join(&outside)
            ),
        ),
        _ => (
            Text::new("职业属于可认定的大类", "the occupations are of the groups for level agencies"),
            say!(
                "不属第三至六大类, 也不是特种作业项目: {o}",
                "not of the major groups 3 to 6, nor a special operation: {o}",
                o = Text::join(&outside)
            ),
        ),
    };
    Requirement::when(rule(kind), outside.is_empty(), met, unmet, mend())
}

const fn mend() -> Mend {
    Mend::Somebody(Text::new(
        "删去这些职业或等级, 或由保管单位登记职业目录",
        "leave them out, or the bureau that keeps the catalogue enters it",
    ))
}

/// Where the catalogue names levels of an occupation, there are no others.
fn beyond_the_catalogue(scopes: &[Scope], listed: &[ListedOccupation]) -> Vec<Text> {
    let over = |scope: &Scope| {
        let known = listed.iter().find(|o| o.code == scope.occupation && !o.levels.is_empty())?;
        let over = scope.levels.without(known.levels);
        (!over.is_empty()).then(|| {
            let code = scope.occupation.to_string();
            say!("{c} {n} {l}", "{c} {n} {l}", c = code, n = scope.name.as_str(), l = over.label())
        })
    };
    scopes.iter().filter_map(over).collect()
}

/// What the catalogue says otherwise of the occupations applied for, to be looked at: another name, or nothing at all.
#[must_use]
pub fn as_catalogued(kind: AgencyKind, scopes: &[Scope], listed: &[ListedOccupation]) -> Option<Requirement> {
    let odd: Vec<Text> = scopes
        .iter()
        .filter_map(|scope| {
            let code = scope.occupation.to_string();
            let known = listed.iter().find(|o| o.code == scope.occupation);
            match known.and_then(|o| o.name.as_ref()) {
                None => Some(say!("{c} 目录中没有", "{c} is not in the catalogue", c = code)),
                Some(name) if scope.name.contains(name.as_str()) || name.contains(&scope.name) => None,
                Some(name) => Some(say!(
                    "{c} 目录名称为「{n}」",
                    "{c} is called '{n}' in the catalogue",
                    c = code,
                    n = name.as_str()
                )),
            }
        })
        .collect();
    let look = Text::join(&odd);
    (!odd.is_empty())
        .then(|| Requirement::noted(rule(kind), say!("请核对: {o}", "please check: {o}", o = look)))
}

/// The departments that manage occupations jointly, each once (R8-3).
#[must_use]
pub fn joint_departments(listed: &[ListedOccupation]) -> Vec<&str> {
    let mut departments: Vec<&str> = listed.iter().filter_map(|o| o.joint_with.as_deref()).collect();
    departments.sort_unstable();
    departments.dedup();
    departments
}

/// R8-3: the departments that manage its occupations jointly agreed; nothing where none does.
#[must_use]
pub fn joint_consents(file: &FilingFile, listed: &[ListedOccupation]) -> Vec<Requirement> {
    let judged = |department: &&str| {
        let given = file.consents_to(ConsentKind::Joint).find(|c| c.department == *department);
        Requirement::when(
            RuleId::R8_3,
            given.is_some(),
            say!(
                "共管部门{d}已同意 ({r})",
                "{d}, which manages it jointly, agreed ({r})",
                d = *department,
                r = given.map(|c| c.reference.clone()).unwrap_or_default()
            ),
            say!(
                "与{d}共管的职业, 须先有其同意文件",
                "an occupation is managed jointly with {d}: its consent in writing comes first",
                d = *department
            ),
            Mend::Somebody(Text::new("登记同意文件", "record its consent")),
        )
    };
    joint_departments(listed).iter().map(judged).collect()
}

/// R3-3: the Corps bureau's opinion on the two top levels; none where neither is applied for.
#[must_use]
pub fn top_levels(file: &FilingFile) -> Option<Requirement> {
    let top = |scope: &&Scope| scope.levels.iter().any(Level::is_of_corps);
    let scope = file.assessed_scopes().iter().find(top)?;
    let given = file.consents_to(ConsentKind::TopLevels).last();
    let name = scope.name.as_str();
    Some(Requirement::when(
        RuleId::R3_3,
        given.is_some(),
        say!(
            "兵团人社局对特级、首席技师的意见: {r}",
            "the Corps bureau's opinion on the two top levels: {r}",
            r = given.map(|c| c.reference.clone()).unwrap_or_default()
        ),
        say!(
            "{n} 含特级或首席技师, 由兵团人社局统筹, 须有其意见",
            "{n} has one of the two top levels, which the Corps bureau oversees: its opinion is wanted",
            n = name
        ),
        Mend::Somebody(Text::new("登记其意见", "record its opinion")),
    ))
}
