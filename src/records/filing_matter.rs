//! What a filing rests on beside its scopes (事由): an end, a change of facts, a designation, the consents of other offices.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agency::{AgencyFacts, AgencyStatus};
use super::agency_code::AgencyCode;
use super::bureau::BureauId;
use super::credit_code::CreditCode;
use super::ids::RecordNo;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Why a filing ends by itself (自动终止).
    EndGround, "自动终止情形", "ground of an automatic end" {
        /// 期满未书面申请续期 (R19-1)
        Expired = "expired", "期满未申请续期", "expired, no renewal applied for";
        /// 主体资格终止 (R19-1)
        LegalPersonEnded = "legal-person-ended", "破产、关闭、注销等主体资格终止", "the legal person has ended";
        /// 一年以上不开展评价 (R19-2)
        Inactive = "inactive", "无正当理由一年以上不开展评价", "no evaluation for more than a year";
    }
}

/// A designation of jurisdiction (指定管辖, R3-2): by the Corps bureau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The unit as the document names it.
    pub name: String,
    /// The bureau that takes its application.
    pub bureau: BureauId,
    /// The document.
    pub reference: String,
    /// Why.
    pub reason: String,
    /// The day of the designation.
    pub on: NaiveDate,
}

impl Designation {
    /// As a filing keeps it: document, day and reason.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{} ({}): {}", self.reference, self.on, self.reason)
    }
}

/// What an end or a change rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FilingMatter {
    /// 首次备案: how the bureau came to it (R3-2).
    First {
        /// By what the bureau takes it: the Corps bureau's designation (指定管辖) with document, day and reason, or for the
        /// management body the document by which the unit is directly under the Corps (R3-1).
        designation: Option<String>,
        /// The ministry's selection (人社部遴选文件) of the agency whose branch it is (R9-1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        selection: Option<String>,
        /// How the applicant stood on record before: as that it stands again where the application comes to nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<Before>>,
    },
    /// 自愿终止: what the agency states, in the order of the regulation (R18-5).
    Voluntary {
        /// The day on which registration for exams stopped.
        stopped_on: NaiveDate,
        /// The day on which the last certificate was uploaded.
        uploaded_on: NaiveDate,
    },
    /// 自动终止 (R19-1, R19-2).
    Automatic {
        /// Why.
        ground: EndGround,
        /// Of one without an evaluation: the day of the last one as it was found out, where the records don't know it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_evaluation: Option<NaiveDate>,
    },
    /// 责令终止 (R19-4): the decision that is carried out.
    Ordered {
        /// The case.
        case: RecordNo,
        /// The number of the decision.
        decision: String,
    },
    /// 重要信息变更 (R18-1).
    Change {
        /// What changes.
        facts: ChangedFacts,
        /// The same facts as they were; empty in records of before that was kept.
        #[serde(default)]
        before: Box<ChangedFacts>,
        /// The document of the registration authority (登记注册机关的变更文件).
        document: String,
        /// The legal-person certificate (法人证书、营业执照).
        certificate: String,
    },
}

/// How an applicant stood on record before it applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Where in the directory.
    pub status: AgencyStatus,
    /// What was registered of it.
    pub facts: AgencyFacts,
    /// What the application put in its place: where that was corrected since, the correction stays.
    pub applied: AgencyFacts,
}

impl Before {
    /// What is registered of it once the application came to nothing: as before, but for routine facts that were corrected
    /// meanwhile (R18-2).
    #[must_use]
    pub fn restored(&self, now: &AgencyFacts) -> AgencyFacts {
        let kept = |before: &String, applied: &String, now: &String| {
            if applied == now { before.clone() } else { now.clone() }
        };
        let (before, applied) = (&self.facts, &self.applied);
        AgencyFacts {
            contact: kept(&before.contact, &applied.contact, &now.contact),
            phone: kept(&before.phone, &applied.phone, &now.phone),
            address: kept(&before.address, &applied.address, &now.address),
            note: kept(&before.note, &applied.note, &now.note),
            ..before.clone()
        }
    }
}

/// Important facts that change (R18-1); none where one stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFacts {
    /// 机构名称
    pub name: Option<String>,
    /// 机构编码 (备案号)
    pub agency_code: Option<AgencyCode>,
    /// 统一社会信用代码
    pub credit_code: Option<CreditCode>,
    /// 法定代表人
    pub legal_representative: Option<String>,
}

crate::word_enum! {
    /// What another office agreed to.
    ConsentKind, "同意事项", "kind of consent" {
        /// 职业资格实施部门 (R8-1)
        Implementing = "implementing", "职业资格实施部门同意", "consent of the implementing department";
        /// 行业主管部门, where an occupation is managed jointly (R8-3)
        Joint = "joint", "共管行业部门同意", "consent of the joint department";
        /// 兵团人社局 on 特级技师 and 首席技师 (R3-3)
        TopLevels = "top-levels", "兵团人社局对特级、首席技师的意见", "Corps bureau's opinion on the two top levels";
    }
}

/// A consent of another office (同意).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// To what.
    pub about: ConsentKind,
    /// Which office.
    pub department: String,
    /// Its document.
    pub reference: String,
    /// Day.
    pub on: NaiveDate,
}

impl ChangedFacts {
    /// Of the facts that change, what they are in the record.
    #[must_use]
    pub fn standing(&self, facts: &AgencyFacts) -> Self {
        let changed = |given: bool, standing: &String| given.then(|| standing.clone());
        Self {
            name: changed(self.name.is_some(), &facts.name),
            agency_code: self.agency_code.as_ref().and(facts.agency_code.clone()),
            credit_code: self.credit_code.as_ref().map(|_| facts.credit_code.clone()),
            legal_representative: changed(self.legal_representative.is_some(), &facts.legal_representative),
        }
    }

    /// Each fact given: its label and what it is.
    #[must_use]
    pub fn parts(&self) -> Vec<(Text, String)> {
        let parts = [
            (Text::new("机构名称", "name"), self.name.clone()),
            (Text::new("备案号", "filing number"), self.agency_code.as_ref().map(|c| c.as_str().to_owned())),
            (Text::new("信用代码", "credit code"), self.credit_code.as_ref().map(|c| c.as_str().to_owned())),
            (Text::new("法定代表人", "legal representative"), self.legal_representative.clone()),
        ];
        parts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }

    /// Each change in a line, from what it was.
    #[must_use]
    pub fn told(&self, before: &Self) -> Vec<Text> {
        let were = before.parts();
        let line = |(label, new): (Text, String)| match were.iter().find(|(of, _)| *of == label) {
            Some((_, old)) if !old.is_empty() => {
                say!(
                    "{l}由「{o}」变更为「{n}」",
                    "{l} changes from '{o}' to '{n}'",
                    l = label,
                    o = old.as_str(),
                    n = new
                )
            }
            _ => say!("变更{l}为「{n}」", "{l} changes to '{n}'", l = label, n = new),
        };
        self.parts().into_iter().map(line).collect()
    }

    /// The facts with the changes in them.
    #[must_use]
    pub fn of(&self, facts: &AgencyFacts) -> AgencyFacts {
        let mut new = facts.clone();
        if let Some(name) = &self.name {
            new.name.clone_from(name);
        }
        if let Some(code) = &self.credit_code {
            new.credit_code = code.clone();
        }
        if let Some(person) = &self.legal_representative {
            new.legal_representative.clone_from(person);
        }
        new.agency_code = self.agency_code.clone().or(new.agency_code);
        new
    }
}
