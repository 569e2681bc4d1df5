//! Service of a document (送达): how, when, and by which proof (送达回证), G61-2.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::word_enum! {
    /// The five ways of serving a document.
    ServiceMethod, "送达方式", "method of service" {
        /// 直接送达: signed for by the recipient.
        Direct = "direct", "直接送达", "direct service";
        /// 留置送达: left there, the recipient having refused.
        Leaving = "leaving", "留置送达", "leaving at the place";
        /// 电子送达: with the recipient's written consent.
        Electronic = "electronic", "电子送达", "electronic service";
        /// 邮寄或委托送达: by its receipt.
        Mail = "mail", "邮寄或委托送达", "mail or delegated service";
        /// 公告送达: where nothing else works.
        Announcement = "announcement", "公告送达", "service by announcement";
    }
}

/// Proof of service: each method has its own, and none can be built without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum Proof {
    /// Signature and its date.
    Direct {
        /// Who signed.
        signer: String,
        /// Why somebody else than the addressee signed, if so.
        instead: Option<String>,
    },
    /// Reason of refusal, and a witness or a photo or video record, of that day.
    Leaving {
        /// Why it was refused.
        refusal: String,
        /// Who witnessed it.
        witness: Option<String>,
        /// The photo or video record on file.
        record: Option<String>,
    },
    /// Written consent, and arrival.
    Electronic {
        /// The written consent on file.
        consent: String,
        /// The address it arrived at.
        address: String,
    },
    /// The receipt.
    Mail {
        /// Number of the receipt, or who delivered it.
        receipt: String,
    },
    /// Why nothing else works, where it was posted.
    Announcement {
        /// Why no other way was possible.
        reason: String,
        /// Where it was announced.
        posted: String,
        /// Where the document can be collected.
        collect: String,
        /// Contact and telephone.
        contact: String,
    },
}

impl Proof {
    /// The method that this proves.
    #[must_use]
    pub const fn method(&self) -> ServiceMethod {
        match self {
            Self::Direct { .. } => ServiceMethod::Direct,
            Self::Leaving { .. } => ServiceMethod::Leaving,
            Self::Electronic { .. } => ServiceMethod::Electronic,
            Self::Mail { .. } => ServiceMethod::Mail,
            Self::Announcement { .. } => ServiceMethod::Announcement,
        }
    }
}

/// One service of one document. The day it counts from is the law's to say (`law::service`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The day of the act: signed, left, arrived, received, or announced.
    pub acted_on: NaiveDate,
    /// The proof.
    #[serde(flatten)]
    pub proof: Proof,
    /// Who served it.
    pub server: String,
}

/// An attempt at service that failed (送达未成), needed before an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The day.
    pub on: NaiveDate,
    /// The way that was tried.
    pub method: ServiceMethod,
    /// What came of it.
    pub result: String,
}
