//! Changes of important facts (重要信息变更, R18-1): name, filing number, credit code, legal representative. Routine facts
//! are corrected at once (R18-2, `agencies/correct.rs`).

use chrono::NaiveDate;

use super::leave::{Leaving, file};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::leaving::listed;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, AgencyFacts};
use crate::records::credit_code::CreditCode;
use crate::records::document::DocumentKind;
use crate::records::filing::{ChangedFacts, FilingKind, FilingMatter};
use crate::say;
use crate::store::{Sql, agencies};
use crate::text::Text;

command! {
    /// 登记重要信息变更
    ApplyChange "apply-change" ["登记变更", "register a change"] {
        agency: AgencyNo = ["机构", "Agency"];
        applied_on: NaiveDate = ["申请日期", "Applied on"];
        name: Option<Line> = ["新的机构名称", "New name"]
            hint ["不变的留空", "leave empty what stays"];
        agency_code: Option<Line> = ["新的备案号", "New filing number"];
        credit_code: Option<CreditCode> = ["新的信用代码", "New credit code"];
        legal_representative: Option<Line> = ["新的法定代表人", "New legal representative"];
        why: Option<Paragraph> = ["变更原因", "Reason of the change"];
        document: Option<Line> = ["登记机关的变更文件", "Document of the registration authority"];
        certificate: Option<Line> = ["法人证书(营业执照)", "Legal-person certificate"];
    }
    help: [
        "登记名称、备案号等重要信息的变更, 须有原因、登记机关文件和法人证书; 审核、核准后改目录",
        "registers a change of name, filing number and the like: reason, registrar's document, certificate; settled, it shows",
    ],
    key: 'm',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R18_1],
    issues: Some(DocumentKind::Acceptance),
}

impl ApplyChange {
    /// What R18-1 wants handed in, and whether it is there.
    fn parts(&self) -> [(Text, bool); 3] {
        [
            (Text::new("变更原因", "the reason"), self.why.is_some()),
            (Text::new("登记机关的变更文件", "the registrar's document"), self.document.is_some()),
            (Text::new("法人证书", "the legal-person certificate"), self.certificate.is_some()),
        ]
    }

    fn changed(&self) -> Result<ChangedFacts, Fault> {
        let words = |part: &Option<Line>| part.as_ref().map(|line| line.0.clone());
        let code = words(&self.agency_code).map(|code| code.parse()).transpose();
        Ok(ChangedFacts {
            name: words(&self.name),
            agency_code: code.map_err(|wrong| Fault::field("agency_code", wrong))?,
            credit_code: self.credit_code.as_ref().map(with_its_check).transpose()?,
            legal_representative: words(&self.legal_representative),
        })
    }
}

/// A new credit code: one given today has the right check character.
fn with_its_check(code: &CreditCode) -> Result<CreditCode, Fault> {
    let wrong = |text: Text| Fault::field("credit_code", text);
    let checked = CreditCode::parse(code.as_str()).map_err(wrong)?;
    if !checked.check_ok {
        let text = say!(
            "校验位不对: 按前 17 位应为 {e}",
            "the check character is wrong: the other 17 give {e}",
            e = checked.expected
        );
        return Err(wrong(text));
    }
    Ok(checked.code)
}

/// Codes are one agency's alone.
pub(super) fn free(sql: &dyn Sql, agency: &Agency, facts: &AgencyFacts) -> Result<(), Fault> {
    let taken =
        |field, other: String| Err(Fault::field(field, say!("已属于 {o}", "that of {o} already", o = other)));
    if let Some(other) = agencies::by_credit_code(sql, &facts.credit_code)?.filter(|a| a.id != agency.id) {
        return taken("credit_code", other.no.to_string());
    }
    if let Some(code) = facts.agency_code.as_ref().filter(|c| agency.facts.agency_code.as_ref() != Some(*c))
        && !code.fits(facts.kind)
    {
        let text = say!(
            "机构编码 {c} 的首字母与{k}不符 (Y 用人单位, S 社会培训评价组织)",
            "the letter of {c} is not that of a {k} (Y employer, S social organisation)",
            c = code.as_str(),
            k = facts.kind.label()
        );
        return Err(Fault::field("agency_code", text));
    }
    if let Some(code) = &facts.agency_code
        && let Some(other) = agencies::code_taken(sql, code.as_str(), Some(agency.id))?
    {
        return taken("agency_code", other.to_string());
    }
    Ok(())
}

impl Command for ApplyChange {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let rule = RuleId::R18_1;
        let there = Text::new(
            "变更原因、登记机关文件、法人证书俱全",
            "reason, registrar's document and legal-person certificate are there",
        );
        let handed_in = match input {
            None => Requirement::at_input(rule, there),
            Some(input) => {
                let lacking: Vec<Text> =
                    input.parts().into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect();
                Requirement::when(
                    rule,
                    lacking.is_empty(),
                    there,
                    say!("缺少{l}", "missing: {l}", l = Text::join(&lacking)),
                    Mend::Somebody(Text::new("机构补交", "the agency hands it in")),
                )
            }
        };
        vec![listed(&scene.facts, rule), handed_in]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let changed = self.changed()?;
        let facts = changed.of(&scene.facts.facts);
        if facts == scene.facts.facts {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        free(sql, &scene.facts, &facts)?;
        let line = |part: &Option<Line>| part.as_ref().map(|l| l.0.clone()).unwrap_or_default();
        let matter = FilingMatter::Change {
            before: Box::new(changed.standing(&scene.facts.facts)),
            facts: changed,
            document: line(&self.document),
            certificate: line(&self.certificate),
        };
        let why = self.why.as_ref().map(|why| why.0.clone()).unwrap_or_default();
        file(
            scene,
            sql,
            &Leaving {
                kind: FilingKind::Change,
                applied_on: self.applied_on,
                scopes: &[],
                matter: Some(matter),
                statement: &why,
            },
        )
    }
}
