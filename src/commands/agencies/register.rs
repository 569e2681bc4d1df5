//! Registering an agency that is filed already (登记在册机构): from a ledger, row by row, or by hand.
//!
//! The same facts again change nothing; other facts under the same credit code amend the record.

use chrono::{Months, NaiveDate};
use serde_json::{Map, Value, json};

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Data, Line};
use crate::commands::premises;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, REGISTRAR, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, AgencyFacts, AgencyStatus, Validity};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::staff::{Role, Staff};
use crate::say;
use crate::store::{Sql, agencies, cases, filings};
use crate::text::{Lang, Text};

command! {
    /// 登记在册机构
    RegisterAgency "register-agency" ["登记在册机构", "register an agency"] {
        facts: Data<AgencyFacts> = ["登记内容", "Facts"];
        source: Line = ["来源", "Source"] hint ["台账文件与行, 或文件依据", "ledger file and row, or the document"];
    }
    help: [
        "把已备案的机构录入名录, 台账导入逐行使用; 内容相同则不变",
        "puts an agency that is filed already into the directory, as a ledger import does row by row",
    ],
    key: 'n',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: REGISTRAR,
    from: From::Any,
    rules: &[RuleId::R3_1, RuleId::R4_2, RuleId::R10_1],
    issues: None,
}

impl Command for RegisterAgency {
    type Facts = Office;

    fn judge(scene: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(Data(facts)) = input.map(|i| &i.facts) else { return Vec::new() };
        let wrong = Mend::Somebody(Text::new("改正登记内容", "correct the facts"));
        vec![
            match facts.validity {
                None => Requirement::unmet(RuleId::R10_1, NO_VALIDITY, wrong.clone()),
                // A validity is of 3 years, and renewed at most once ahead.
                Some(Validity { expires_on, .. }) if expires_on > longest(scene.moment.today) => {
                    Requirement::unmet(
                        RuleId::R10_1,
                        say!(
                            "有效期至 {e} 超过 3 年加一次续期",
                            "valid until {e}: longer than 3 years and one renewal ahead",
                            e = expires_on
                        ),
                        wrong.clone(),
                    )
                }
                Some(Validity { published_on, .. }) if published_on > scene.moment.today => {
                    Requirement::unmet(
                        RuleId::R10_1,
                        say!("公布日期 {p} 在今天之后", "published on {p}, after today", p = published_on),
                        wrong.clone(),
                    )
                }
                Some(Validity { published_on, expires_on }) => Requirement::when(
                    RuleId::R10_1,
                    expires_on >= published_on,
                    say!("有效期至 {d}", "valid until {d}", d = expires_on),
                    say!(
                        "有效期至 {e} 早于公布日期 {p}",
                        "valid until {e}, before its publication on {p}",
                        e = expires_on,
                        p = published_on
                    ),
                    wrong.clone(),
                ),
            },
            Requirement::when(
                RuleId::R4_2,
                !facts.kind.is_level_agency() || facts.scopes.iter().all(|s| s.occupation.is_level_group()),
                Text::new("职业在评价范围之内", "the occupations may be evaluated by this kind of agency"),
                Text::new(
                    "等级认定机构的职业编码须以 3 至 6 开头",
                    "a level agency's occupations begin with 3 to 6",
                ),
                wrong,
            ),
        ]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let mut facts = self.facts.0.clone();
        facts.scopes.sort_by(|a, b| (a.occupation, &a.name).cmp(&(b.occupation, &b.name)));
        check(&facts)?;
        let standing = agencies::by_credit_code(sql, &facts.credit_code)?;
        if let Some(code) = &facts.agency_code
            && let Some(other) = agencies::code_taken(sql, code.as_str(), standing.as_ref().map(|a| a.id))?
        {
            return Err(Fault::field(
                "facts",
                say!(
                    "机构编码 {c} 已属于 {o}",
                    "agency code {c} is that of {o} already",
                    c = code.as_str(),
                    o = other.to_string()
                ),
            ));
        }
        let Some(standing) = standing else {
            let (no, _) = agencies::add(sql, AgencyStatus::Listed, &facts)?;
            return Ok(Done::on(no, 1).with("change", "added"));
        };
        // What this ledger does not say stays.
        facts.branch_of.clone_from(&standing.facts.branch_of);
        facts.agency_code = facts.agency_code.or_else(|| standing.facts.agency_code.clone());
        for (said, stands) in [
            (&mut facts.legal_representative, &standing.facts.legal_representative),
            (&mut facts.contact, &standing.facts.contact),
            (&mut facts.phone, &standing.facts.phone),
            (&mut facts.address, &standing.facts.address),
            (&mut facts.note, &standing.facts.note),
        ] {
            if said.is_empty() {
                said.clone_from(stands);
            }
        }
        if standing.facts == facts {
            return Ok(Done::unchanged(standing.no, standing.version).with("change", "none"));
        }
        may_amend(sql, &scene.actor, &standing, &facts, scene.moment.today)?;
        if standing.facts.bureau != scene.facts.0 {
            return Err(Fault::NotPermitted(say!(
                "{n} 属 {b} 管辖, 不能由台账改为他局 (第三条)",
                "{n} is under {b}: a ledger does not move it (Art. 3)",
                n = standing.no.to_string(),
                b = standing.facts.bureau.label()
            )));
        }
        if facts.name != standing.facts.name {
            agencies::name_ends(sql, standing.id, &standing.facts.name, scene.moment.today)?;
        }
        let version = agencies::amend(sql, standing.id, &facts)?;
        let told = facts.departs_from(&standing.facts);
        let done = Done::on(standing.no, version).with("change", "amended");
        let both = |one: &Text| json!({ "zh": one.get(Lang::Zh), "en": one.get(Lang::En) });
        Ok(told.iter().fold(done, |done, one| done.and("changed", both(one))))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        fields
            .get("facts")
            .and_then(|facts| facts.get("bureau"))
            .and_then(Value::as_str)
            .and_then(|word| word.parse().ok())
            .unwrap_or(actor.bureau)
    }
}

/// A ledger tells of what was filed before this record was kept. What was decided here since, it doesn't overrule: who
/// applies, was refused or left the directory is not put into it, and what was published is corrected as such (R8-2).
fn may_amend(
    sql: &dyn Sql,
    actor: &Staff,
    standing: &Agency,
    facts: &AgencyFacts,
    today: NaiveDate,
) -> Result<(), Fault> {
    let no = standing.no.to_string();
    let refused = |text| Err(Fault::field("facts", text));
    match standing.status {
        AgencyStatus::Applying => {
            return refused(say!("{n} 的首次备案在办", "the first filing of {n} is under way", n = no));
        }
        AgencyStatus::NotFiled => {
            let text = say!(
                "{n} 的首次备案未予备案或已撤回, 须重新申请",
                "the first filing of {n} was refused or withdrawn: it applies anew",
                n = no
            );
            return refused(text);
        }
        AgencyStatus::Cancelled => {
            let text = say!(
                "{n} 已取消备案, 台账不能恢复; 须首次备案",
                "{n} is out of the directory: a ledger doesn't bring it back, a first filing does",
                n = no
            );
            return refused(text);
        }
        AgencyStatus::Listed => {}
    }
    let old = &standing.facts;
    // What the old record lacks is filled in.
    let filled = |old: &str, new: &str| old.is_empty() || old == new;
    let same = old.validity == facts.validity
        && old.scopes == facts.scopes
        && old.kind == facts.kind
        && old.name == facts.name
        && filled(&old.legal_representative, &facts.legal_representative)
        && (old.agency_code.is_none() || old.agency_code == facts.agency_code);
    if same {
        return Ok(());
    }
    if filings::handled_here(sql, standing.id)? {
        return refused(say!(
            "{n} 的备案事项在此办理过或正在办理, 台账不能更改名称、编码、类型、法定代表人、有效期和范围; 按变更或更正公布办理",
            "filings of {n} were or are handled here: a ledger doesn't change name, code, kind, representative, validity or scopes",
            n = no
        ));
    }
    // A changed name, a renewal, a wider scope go their own ways, each with more eyes than one handler's (R10-2, R18-1, R18-3).
    if !actor.is(Role::Administrator) {
        return refused(say!(
            "{n} 与在册登记不同: {d}; 变更、续期、增减范围按备案办理, 台账有误的由管理员更正",
            "{n} differs from what is on record: {d}; changes, renewals and scopes are filings; a wrong ledger is put right by the administrator",
            n = no,
            d = Text::join(&facts.departs_from(old))
        ));
    }
    if !cases::open_of_agency(sql, standing.id)?.is_empty()
        && (old.scopes != facts.scopes || old.validity != facts.validity)
    {
        return refused(say!(
            "{n} 有在办案件, 台账不能更改范围和有效期",
            "a case against {n} is open: a ledger changes neither scopes nor validity",
            n = no
        ));
    }
    if premises::constraints(sql, standing.id, today)?.iter().any(|held| held.reaches(today, NaiveDate::MAX))
        && old.scopes != facts.scopes
    {
        return refused(say!(
            "{n} 在约束措施执行中, 台账不能更改范围",
            "{n} is under a constraint: a ledger doesn't change its scopes",
            n = no
        ));
    }
    Ok(())
}

/// The last day that a validity can have on a day (R10-1, R10-3).
fn longest(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12 * 6)).unwrap_or(NaiveDate::MAX)
}

const NO_VALIDITY: Text =
    Text::new("缺少公布日期或有效期至", "published_on or expires_on is missing or no date");

/// Bounds that hold however the facts came in: an import, a script, a form.
fn check(facts: &AgencyFacts) -> Result<(), Fault> {
    let texts =
        [&facts.name, &facts.legal_representative, &facts.contact, &facts.phone, &facts.address, &facts.note];
    let clean = |text: &str| crate::text::clean::clean(text).as_ref() == text;
    if texts.iter().any(|t| t.chars().count() > 200 || !clean(t)) {
        return Err(Fault::field(
            "facts",
            Text::new("文字过长或含控制字符", "a text is too long or has control characters"),
        ));
    }
    if facts.scopes.windows(2).any(|w| (w[0].occupation, &w[0].name) == (w[1].occupation, &w[1].name)) {
        return Err(Fault::field("facts", Text::new("同一职业(工种)重复", "an occupation stands twice")));
    }
    if facts.name.is_empty() {
        return Err(Fault::field("facts", Text::new("缺少机构名称", "the name is missing")));
    }
    let Some(Validity { published_on, expires_on }) = facts.validity else {
        return Err(Fault::field("facts", NO_VALIDITY));
    };
    if facts.branch_of.is_some() {
        let text = Text::new(
            "分支机构凭人社部遴选文件办理首次备案, 不由台账登记",
            "a branch is filed on the ministry's selection, not by a ledger",
        );
        return Err(Fault::field("facts", text));
    }
    if let Some(code) = facts.agency_code.as_ref().filter(|code| !code.fits(facts.kind)) {
        let text = say!(
            "机构编码 {c} 的首字母与{k}不符 (Y 用人单位, S 社会培训评价组织)",
            "the letter of {c} is not that of a {k} (Y employer, S social organisation)",
            c = code.as_str(),
            k = facts.kind.label()
        );
        return Err(Fault::field("facts", text));
    }
    if let Some(scope) =
        facts.scopes.iter().find(|s| s.levels.is_empty() && facts.kind != AgencyKind::SpecialAbility)
    {
        let text = say!("{n} 没有等级", "{n} has no level", n = scope.name.as_str());
        return Err(Fault::field("facts", text));
    }
    if facts.scopes.iter().any(|s| s.name.is_empty() || s.name.chars().count() > 100 || !clean(&s.name)) {
        let text = Text::new(
            "职业(工种)名称为空、过长或含控制字符",
            "the name of an occupation is empty, too long or has control characters",
        );
        return Err(Fault::field("facts", text));
    }
    if ![published_on, expires_on].into_iter().all(crate::records::date::is_in_bounds) {
        return Err(Fault::field("facts", Text::new("日期不合理", "a date is out of bounds")));
    }
    Ok(())
}
