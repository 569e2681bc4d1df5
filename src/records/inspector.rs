//! Inspectors (检查人员、督导员, Art. 21, 22): the list that a bureau keeps, and in which agencies somebody has an interest.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{InspectorId, RecordNo};
use super::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What interest somebody has in an agency (回避情形, R21-2).
    Interest, "回避情形", "interest" {
        /// 亲属
        Kin = "kin", "亲属", "kin";
        /// 师生
        Teacher = "teacher", "师生", "teacher and student";
        /// 同事、曾任职
        Colleague = "colleague", "同事、曾任职", "colleague, now or before";
        /// 其他利害关系
        Other = "other", "其他利害关系", "another interest";
    }
}

/// Fields of somebody's work (专业领域): beginnings of occupation codes, such as `6-18`; none stands for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct WorkFields(Vec<String>);

impl WorkFields {
    /// Reads beginnings of occupation codes, parted by blanks or commas.
    ///
    /// # Errors
    /// Which one is none.
    pub fn parse(written: &str) -> Result<Self, Text> {
        let parts = written.split([' ', ',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| {
                let fits = part.bytes().all(|b| b.is_ascii_digit() || b == b'-');
                match fits && part.starts_with(|c: char| c.is_ascii_digit()) {
                    true => Ok(part.trim_end_matches('-').to_owned()),
                    false => Err(say!(
                        "「{p}」不是职业编码的开头, 如 6-18",
                        "'{p}' is not how an occupation code begins, such as 6-18",
                        p = part
                    )),
                }
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether they are all fields.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an occupation is among them.
    #[must_use]
    pub fn hold(&self, occupation: OccupationCode) -> bool {
        let code = occupation.to_string();
        let begins = |part: &String| {
            code.strip_prefix(part.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.0.is_empty() || self.0.iter().any(begins)
    }
}

impl std::fmt::Display for WorkFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0.join(" "))
    }
}

/// An inspector on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspector {
    /// Row.
    #[serde(skip)]
    pub id: InspectorId,
    /// Number of the certificate or in the list (证号), unique in the bureau.
    pub number: String,
    /// Name.
    pub name: String,
    /// Where they work.
    pub unit: String,
    /// Their fields.
    pub fields: WorkFields,
    /// First day of the appointment.
    pub appointed_on: NaiveDate,
    /// Its last day.
    pub appointed_until: NaiveDate,
    /// Day and reason of leaving the list before that.
    pub ended: Option<(NaiveDate, String)>,
}

impl Inspector {
    /// Whether they are appointed on a day.
    #[must_use]
    pub fn appointed(&self, on: NaiveDate) -> bool {
        let until = self.ended.as_ref().map_or(self.appointed_until, |(left, _)| {
            left.pred_opt().unwrap_or(*left).min(self.appointed_until)
        });
        (self.appointed_on..=until).contains(&on)
    }

    /// They in a line, after the name.
    #[must_use]
    pub fn told(&self) -> Text {
        let fields = if self.fields.0.is_empty() {
            Text::new("各专业", "all fields")
        } else {
            Text::same(self.fields.to_string())
        };
        match &self.ended {
            Some((on, reason)) => {
                say!("{d} 移出: {r}", "off the list {d}: {r}", d = *on, r = reason.as_str())
            }
            None => say!(
                "{u}  {f}  聘任至 {d}",
                "{u}  {f}  appointed until {d}",
                u = self.unit.as_str(),
                f = fields,
                d = self.appointed_until
            ),
        }
    }
}

/// An interest of an inspector in an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recused {
    /// The inspector, by number.
    pub inspector: String,
    /// The agency.
    pub agency: RecordNo,
    /// What the interest is.
    pub interest: Interest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_beginnings_of_codes() {
        let fields = WorkFields::parse("6-18, 4").unwrap();
        let code = |written: &str| written.parse::<OccupationCode>().unwrap();
        assert!(fields.hold(code("6-18-02-04")) && fields.hold(code("4-99-02-01")));
        assert!(!fields.hold(code("6-19-02-04")) && !fields.hold(code("6-11-02-04")));
        assert!(WorkFields::default().hold(code("6-11-02-04")));
        assert!(!WorkFields::parse("6-1").unwrap().hold(code("6-18-02-04")));
        for wrong in ["焊接", "-6", "6x"] {
            assert!(WorkFields::parse(wrong).is_err(), "{wrong}");
        }
    }
}
