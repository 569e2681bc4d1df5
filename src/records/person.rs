//! A person as the subject of a case (个人当事人, Art. 26): a worker of the agency, or a candidate. Written out masked; the clear
//! words are for documents, and for who has them shown by an act.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::say;
use crate::text::Text;
use crate::text::secrets::{self, Secrets};

crate::word_enum! {
    /// In what part a person is the subject of a case.
    PersonRole, "人员类别", "part of the person" {
        /// 机构工作人员
        Worker = "worker", "机构工作人员", "worker of the agency";
        /// 参评人员
        Candidate = "candidate", "参评人员", "candidate";
    }
}

/// The number of a document of identity (身份证件号码): a resident's, of 18 characters with its check (GB 11643), or that of a passport or a
/// permit, which has a letter in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityNumber(String);

/// Weights of the first seventeen digits (GB 11643), and the check character by the remainder.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

impl IdentityNumber {
    /// Reads one; blanks and small letters are taken.
    ///
    /// # Errors
    /// When it is none, or its check doesn't hold.
    pub fn parse(written: &str) -> Result<Self, Text> {
        let number: String =
            written.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let resident = number.len() == 18 && digits(number.get(..17).unwrap_or("-"));
        if resident {
            return match checked(number.as_bytes()) {
                true => Ok(Self(number)),
                false => Err(Text::new(
                    "居民身份证号码校验位不符, 请核对",
                    "the check character of the identity number is wrong",
                )),
            };
        }
        let other = (6..=18).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_alphanumeric())
            && !digits(&number);
        if other {
            return Ok(Self(number));
        }
        Err(Text::new(
            "应为18位居民身份证号码, 或含字母的护照、通行证号码",
            "must be an identity number of 18 characters, or the number of a passport or permit, with a letter in it",
        ))
    }

    /// It as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn checked(number: &[u8]) -> bool {
    let sum: u32 = number.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    number.last() == CHECKS.get(sum as usize % CHECKS.len())
}

/// The person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// In what part.
    pub role: PersonRole,
    /// Name.
    pub name: String,
    /// Number of the document of identity.
    pub number: IdentityNumber,
    /// Where documents reach the person.
    pub address: String,
}

/// A person as lists and lines name them: the part, and the name masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaskedPerson {
    role: PersonRole,
    name: String,
}

impl MaskedPerson {
    /// Somebody by part and full name.
    #[must_use]
    pub fn new(role: PersonRole, name: &str) -> Self {
        Self { role, name: secrets::name(name) }
    }

    /// Part and name.
    #[must_use]
    pub fn label(&self) -> Text {
        say!("{r} {n}", "{r} {n}", r = self.role, n = self.name.as_str())
    }
}

impl Person {
    /// Part and masked name, as it stands in lists and lines.
    #[must_use]
    pub fn label(&self) -> Text {
        MaskedPerson::new(self.role, &self.name).label()
    }

    /// Adds what of the person is not shown, and what is instead.
    pub fn hide_in(&self, all: &mut Secrets) {
        all.add(&self.name, secrets::name(&self.name));
        self.hide_beside_the_name(all);
    }

    /// As [`hide_in`](Self::hide_in), for what is made public of them: the name stays.
    pub fn hide_beside_the_name(&self, all: &mut Secrets) {
        all.add(self.number.as_str(), secrets::number(self.number.as_str()));
        all.add(&self.address, secrets::place(&self.address));
    }
}

/// Masked, always.
impl Serialize for Person {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Person", 4)?;
        fields.serialize_field("role", &self.role)?;
        fields.serialize_field("name", &secrets::name(&self.name))?;
        fields.serialize_field("number", &secrets::number(self.number.as_str()))?;
        fields.serialize_field("address", &secrets::place(&self.address))?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_have_their_check() {
        for right in ["11010519491231002X", "11010519491231002x", " 440524 188001010014 "] {
            assert!(IdentityNumber::parse(right).is_ok(), "{right}");
        }
        // Of other documents.
        for right in ["E12345678", "H0123456789"] {
            assert!(IdentityNumber::parse(right).is_ok(), "{right}");
        }
        for wrong in [
            "110105194912310021",
            "11010519491231002",
            "1101051949123100210",
            "440524188001010",
            "",
            "示例",
            "AB",
        ] {
            assert!(IdentityNumber::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_person_is_written_masked() {
        let person = Person {
            role: PersonRole::Candidate,
            name: "示例考生甲".into(),
            number: IdentityNumber::parse("11010519491231002X").unwrap(),
            address: "示例市示例路1号".into(),
        };
        let written = serde_json::to_string(&person).unwrap();
        assert!(
            !written.contains("考生甲") && !written.contains("1949") && !written.contains("示例路"),
            "{written}"
        );
        let mut secrets = Secrets::default();
        person.hide_in(&mut secrets);
        assert_eq!(secrets.hide("示例考生甲住示例市示例路1号"), "示＊＊＊＊住示例市＊＊＊*＊");
    }
}
