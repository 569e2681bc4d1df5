//! Certificates from a violation (违规证书, R19-5): counted, and what is done with them, each act with its day and reference.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::CertificatesId;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What is done with certificates from a violation.
    CertificateMatter, "处置事项", "what is done with certificates" {
        /// 取消成绩
        Result = "result", "取消评价结果", "result cancelled";
        /// 宣布证书作废
        Void = "void", "宣布证书作废", "declared void";
        /// 撤回上传数据
        Upload = "upload", "撤回上传数据", "upload withdrawn";
        /// 追回补贴
        Subsidy = "subsidy", "追回补贴", "subsidy recovered";
    }
}

/// An amount of money in fen (分), a hundredth of a yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Fen(pub i64);

impl Fen {
    /// Reads an amount in yuan as people write it: 1200, 1,200.50.
    ///
    /// # Errors
    /// When it is no amount, is below zero, has more than two places, or is beyond a hundred billion yuan.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let wrong = || {
            say!("「{t}」应为金额(元), 如 1200 或 1200.50", "'{t}' must be yuan: 1200 or 1200.50", t = text)
        };
        let plain = crate::text::clean::half_width(text.trim()).replace([',', ' '], "");
        let plain = plain.strip_suffix('元').unwrap_or(&plain);
        let (yuan, fen) = plain.split_once('.').unwrap_or((plain, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(yuan) || !digits(fen) || fen.len() > 2 || yuan.len() > 11 {
            return Err(wrong());
        }
        let (yuan, fen): (i64, i64) =
            (yuan.parse().map_err(|_| wrong())?, format!("{fen:0<2}").parse().map_err(|_| wrong())?);
        Ok(Self(yuan * 100 + fen))
    }
}

impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            fen => write!(f, "{}.{fen:02}", self.0 / 100),
        }
    }
}

/// An act on some of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateAct {
    /// What was done.
    pub matter: CertificateMatter,
    /// How many pieces; of a subsidy, fen.
    pub amount: i64,
    /// Day.
    pub on: NaiveDate,
    /// Its document, or the entry in the system.
    pub reference: String,
    /// The day on which it was taken back, after a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_on: Option<NaiveDate>,
}

/// A batch of certificates from the violation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificates {
    /// Row.
    #[serde(skip)]
    pub id: CertificatesId,
    /// Which they are: activity, batch, numbers.
    pub batch: String,
    /// How many pieces.
    pub count: u32,
    /// The subsidy that was paid for them.
    pub subsidy: Fen,
    /// What was done, oldest first.
    pub acts: Vec<CertificateAct>,
}

impl Certificates {
    /// How much of a matter there is to do: pieces; of a subsidy, fen.
    #[must_use]
    pub fn whole(&self, matter: CertificateMatter) -> i64 {
        match matter {
            CertificateMatter::Subsidy => self.subsidy.0,
            _ => i64::from(self.count),
        }
    }

    /// How much of it is still to be done.
    #[must_use]
    pub fn open(&self, matter: CertificateMatter) -> i64 {
        let counts = |act: &&CertificateAct| act.matter == matter && act.restored_on.is_none();
        let done: i64 = self.acts.iter().filter(counts).map(|act| act.amount).sum();
        (self.whole(matter) - done).max(0)
    }

    /// Whether all of it is done.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        CertificateMatter::ALL.iter().all(|matter| self.open(*matter) == 0)
    }

    /// It in lines: what there is, how far each matter is, and each act.
    #[must_use]
    pub fn told(&self, place: usize) -> Vec<Text> {
        let amount = |matter: CertificateMatter, amount: i64| match matter {
            CertificateMatter::Subsidy => Fen(amount).to_string(),
            _ => amount.to_string(),
        };
        let far = |matter: &CertificateMatter| {
            let (whole, open) = (self.whole(*matter), self.open(*matter));
            say!(
                "{m} {d}/{w}",
                "{m} {d} of {w}",
                m = *matter,
                d = amount(*matter, whole - open),
                w = amount(*matter, whole)
            )
        };
        let all: Vec<Text> =
            CertificateMatter::ALL.iter().filter(|matter| self.whole(**matter) > 0).map(far).collect();
        let mut lines = vec![say!(
            "违规证书 {p}. {b}: {n} 份, 补贴 {s} 元; {f}",
            "certificates {p}. {b}: {n}, subsidy {s} yuan; {f}",
            p = place,
            b = self.batch.as_str(),
            n = self.count,
            s = self.subsidy.to_string(),
            f = Text::join(&all)
        )];
        lines.extend(self.acts.iter().map(|act| {
            let back = act.restored_on.map(|on| say!("; {d} 撤回处置", "; taken back {d}", d = on));
            say!(
                "  {d} {m} {a} ({r}){b}",
                "  {d} {m}: {a} ({r}){b}",
                d = act.on,
                m = act.matter,
                a = amount(act.matter, act.amount),
                r = act.reference.as_str(),
                b = back.unwrap_or_default()
            )
        }));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_read_to_the_fen() {
        for (text, fen) in [("1200", 120_000), ("1,200.5", 120_050), ("０.05元", 5), ("0", 0)] {
            assert_eq!(Fen::parse(text), Ok(Fen(fen)), "{text}");
        }
        for text in ["", "-1", "1.234", "1.", "一千", "1e5", "999999999999"] {
            assert!(Fen::parse(text).is_err(), "{text}");
        }
        assert_eq!((Fen(120_050).to_string(), Fen(100).to_string()), ("1200.50".into(), "1".into()));
    }
}
