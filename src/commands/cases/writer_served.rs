//! What the papers of a service say (公告、送达回证): the announcement, and the proof of service.

use serde::Deserialize;

use super::correction;
use super::writer::{Writer, lacking, zh};
use crate::commands::fault::Fault;
use crate::documents::{
    AnnouncementContent, CorrectionContent, FailedAttempt, OtherDocument, ProofOfServiceContent, chinese_date,
};
use crate::law::settings::LengthKey;
use crate::records::document::{Document, DocumentKind};
use crate::records::ids::RecordNo;
use crate::records::service::{Proof, Service};
use crate::text::Text;
use crate::text::secrets::{self, Secrets};

/// What goes with a service: which document it served, and the service.
#[derive(Deserialize)]
struct ServedDraft {
    served: RecordNo,
    #[serde(flatten)]
    service: ServiceDraft,
}

#[derive(Deserialize)]
struct ServiceDraft {
    service: Service,
}

impl Writer<'_> {
    /// The document that a service served, and the service.
    fn served(&self) -> Result<(&Document, Service), Fault> {
        let drafted: ServedDraft = self.draft()?;
        let served = self
            .file()
            .documents
            .iter()
            .find(|d| d.no == drafted.served)
            .ok_or_else(|| lacking(Text::new("送达的文书", "the document served")))?;
        Ok((served, drafted.service.service))
    }

    pub(super) fn announcement(&self) -> Result<AnnouncementContent, Fault> {
        let (served, service) = self.served()?;
        let Proof::Announcement { reason, collect, contact, .. } = service.proof else {
            return Err(lacking(Text::new("公告的原因", "the reason of the announcement")));
        };
        let statement = self.term(LengthKey::StatementTerm);
        let review = self.term(LengthKey::ReviewRequestTerm);
        let mut recipient = self.party();
        let you = recipient.you();
        // What everybody can read tells who is meant, and no more.
        recipient.identity_number = secrets::number(&recipient.identity_number);
        let mut private = Secrets::default();
        if let Some(person) = &self.file().person {
            person.hide_beside_the_name(&mut private);
        }
        let attempt = |a: &crate::records::service::Attempt| FailedAttempt {
            on: a.on,
            method: zh(&a.method.label()),
            result: private.hide(&a.result),
        };
        let (summary, rights) = match served.kind {
            DocumentKind::Notice => (
                "告知拟作出的处理决定及相关事实、理由和依据".to_owned(),
                format!("{you}可以自公告期满视为送达之日起{statement}内进行陈述和申辩"),
            ),
            DocumentKind::Decision => (
                format!("对{you}违纪违规行为作出处理决定"),
                format!("{you}对决定有异议的，可以自公告期满视为送达之日起{review}内申请复核"),
            ),
            DocumentKind::Correction => {
                (format!("更正对{you}作出的决定书中的文字差错"), format!("更正不影响{you}依法享有的各项权利"))
            }
            _ => (
                format!("对{you}的复核申请作出复核决定"),
                format!("{you}对复核决定有异议的，可以依法申请行政复议或者提起行政诉讼"),
            ),
        };
        Ok(AnnouncementContent {
            bureau: self.bureau(),
            series: self.series(),
            number: self.number.clone(),
            recipient,
            document: other(served),
            reason: private.hide(&reason),
            attempts: served.attempts.iter().map(attempt).collect(),
            summary,
            term: self.term(LengthKey::AnnouncementTerm),
            collect,
            rights,
            contact,
            date: Some(service.acted_on),
        })
    }

    /// What a correction says: of which document, what stands there and what it reads.
    pub(super) fn correction(&self) -> Result<CorrectionContent, Fault> {
        let drafted: correction::Drafted = self.draft()?;
        let document = self.file().documents.iter().find(|d| d.no == drafted.corrects);
        let document =
            document.ok_or_else(|| lacking(Text::new("被更正的文书", "the document corrected")))?;
        Ok(CorrectionContent {
            bureau: self.bureau(),
            series: self.series(),
            number: self.number.clone(),
            party: self.party(),
            document: other(document),
            issued_on: document
                .issued_on
                .ok_or_else(|| lacking(Text::new("被更正文书的日期", "the day of the document corrected")))?,
            stands: drafted.stands,
            reads: drafted.reads,
            reason: drafted.reason,
            date: self.date(),
        })
    }

    /// The proof of service of a document as a form with blanks, for a pen.
    pub(super) fn blank_proof(&self) -> ProofOfServiceContent {
        let party = self.party();
        ProofOfServiceContent {
            bureau: self.bureau(),
            matter: self.matter(),
            document: other(self.document()),
            copies: 1,
            recipient: party.name,
            address: party.address,
            ..ProofOfServiceContent::default()
        }
    }

    fn matter(&self) -> String {
        format!("涉嫌违纪违规案 ({})", self.file().no)
    }

    pub(super) fn proof(&self) -> Result<ProofOfServiceContent, Fault> {
        let (served, service) = self.served()?;
        let mut content = ProofOfServiceContent {
            document: other(served),
            method: Some(zh(&service.proof.method().label())),
            signed_on: Some(service.acted_on),
            servers: Some(service.server.clone()),
            ..self.blank_proof()
        };
        match service.proof {
            Proof::Direct { signer, instead } => {
                content.signed_by = Some(signer);
                content.instead = instead;
            }
            Proof::Leaving { refusal, witness, record } => {
                content.refusal = Some(refusal);
                content.witness = witness;
                // Nobody received it: the day is that of the leaving.
                content.signed_on = None;
                let left = format!("{}留置送达", chinese_date(service.acted_on));
                let recorded = record.map(|record| format!("；影像记录：{record}")).unwrap_or_default();
                content.remarks = Some(left + &recorded);
            }
            Proof::Electronic { consent, address } => {
                content.address = address;
                content.remarks = Some(format!("受送达人书面同意：{consent}"));
            }
            Proof::Mail { receipt } => content.remarks = Some(format!("回执：{receipt}")),
            Proof::Announcement { .. } => {}
        }
        Ok(content)
    }
}

fn other(served: &Document) -> OtherDocument {
    let title = match served.kind {
        DocumentKind::Notice => "处理决定事先告知书".to_owned(),
        kind => zh(&kind.label()),
    };
    OtherDocument { title, number: served.number.clone().unwrap_or_default() }
}
