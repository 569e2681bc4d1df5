//! The proof of service (送达回证): a form, printed with blanks that are filled by hand, or filled already.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, Lacks, OtherDocument};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// What a proof of service says. What is `None` is left blank, for a pen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProofOfServiceContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// The matter (案由) and the number of the case.
    pub matter: String,
    /// The document that is served.
    pub document: OtherDocument,
    /// Copies handed over.
    pub copies: u32,
    /// Recipient.
    pub recipient: String,
    /// The recipient's address as registered.
    pub address: String,
    /// Method of service in words.
    pub method: Option<String>,
    /// Who signed.
    pub signed_by: Option<String>,
    /// Date of signing, or of receipt.
    pub signed_on: Option<NaiveDate>,
    /// Who received it for the recipient, and why.
    pub instead: Option<String>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// Witness, or the photo or video record.
    pub witness: Option<String>,
    /// Remarks.
    pub remarks: Option<String>,
    /// Who served it.
    pub servers: Option<String>,
}

impl Content for ProofOfServiceContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::ProofOfService
    }

    fn missing(&self) -> Vec<Text> {
        let copies = (self.copies > 0).then_some(&self.copies);
        Lacks::default()
            .text(&self.bureau, BUREAU)
            .text(&self.matter, Text::new("案由", "matter"))
            .text(&self.document.title, Text::new("送达的文书", "document served"))
            .text(&self.document.number, Text::new("送达文书的文号", "number of the document served"))
            .given(copies, Text::new("份数", "copies"))
            .text(&self.recipient, Text::new("受送达人", "recipient"))
            .text(&self.address, Text::new("受送达人地址", "address of the recipient"))
            .list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Vec::new()
    }
}
