//! The worker of the outbox (发件箱): takes a message by a lease, sends it, and has what came of it noted by an act. A message whose
//! sender died in the middle is in doubt, and is not sent again by itself.

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::{Value, json};

use super::cases::writer::zh;
use super::execute::{Request, execute};
use super::fault::Fault;
use super::input::hide;
use super::office::mail::NoteDelivery;
use super::printing::{self, Format};
use super::scene::{Moment, may};
use crate::exchange::smtp::{self, Letter, NotSent};
use crate::records::bureau::BureauId;
use crate::records::document::{Document, DocumentStatus, Owner};
use crate::records::mail::{Delivery, Mail, MailStatus};
use crate::records::staff::Staff;
use crate::say;
use crate::store::{DbError, Store, about, documents, mail, persons};
use crate::text::Text;
use crate::text::hash::fingerprint;

/// After so many minutes a message that somebody began to send is in doubt: twice what all answers of a server may take.
const STRANDED: i64 = 15;

/// What became of the messages of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Sent.
    pub sent: usize,
    /// Not sent, to be tried again.
    pub waiting: usize,
    /// Failed for good, or in doubt: somebody has to look.
    pub stuck: usize,
}

impl Round {
    /// What to tell of it.
    #[must_use]
    pub fn told(self) -> Text {
        say!(
            "邮件: 发出 {s}, 稍后再试 {w}, 需要处理 {f}",
            "e-mail: {s} sent, {w} to be tried again, {f} to be looked at",
            s = self.sent,
            w = self.waiting,
            f = self.stuck
        )
    }

    /// Whether nothing was to be sent.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Whether a bureau's messages wait that somebody may have sent, at a time. A practice database sends nothing.
///
/// # Errors
/// When the database can't be read.
pub fn waits(store: &Store, actor: &Staff, now: DateTime<FixedOffset>) -> Result<bool, Fault> {
    if about::read(store)?.practice || may(NoteDelivery::SPEC, actor, actor.bureau).is_err() {
        return Ok(false);
    }
    Ok(mail::due(store, actor.bureau, now)?.is_some()
        || mail::stranded(store, actor.bureau, now - TimeDelta::minutes(STRANDED))?.is_some())
}

/// Sends what a bureau's outbox has to be sent, message by message.
///
/// # Errors
/// When it is a practice database, the actor may not, or the database can't be read or written. What a server refuses is no
/// error: it is noted with the message.
pub fn send_due(
    store: &mut Store,
    actor: &Staff,
    clock: &dyn Fn() -> Moment,
    bureau: BureauId,
) -> Result<Round, Fault> {
    if about::read(store)?.practice {
        return Err(Fault::input(Text::new("练习库不发送邮件", "a practice database sends no e-mail")));
    }
    may(NoteDelivery::SPEC, actor, bureau).map_err(Fault::NotPermitted)?;
    let mut round = Round::default();
    while let Some((message, token)) =
        mail::stranded(store, bureau, clock().at - TimeDelta::minutes(STRANDED))?
    {
        let why = "发送程序中断, 不能确定是否已发出".to_owned();
        note(store, actor, clock(), bureau, (&message, &token), &Delivery::Doubtful { why })?;
        round.stuck += 1;
    }
    // The time is looked at anew for each: a slow server must not make the next lease an old one.
    while let Some(message) = mail::due(store, bureau, clock().at)? {
        let moment = clock();
        let token = uuid::Uuid::now_v7().to_string();
        if !mail::lease(store, message.id, &token, moment.at)? {
            // Another process has it.
            continue;
        }
        let came = deliver(store, actor, moment, bureau, &message)?;
        // Whether it is tried again is the act's to say.
        match note(store, actor, clock(), bureau, (&message, &token), &came)? {
            MailStatus::Sent => round.sent += 1,
            MailStatus::Queued => round.waiting += 1,
            MailStatus::Failed | MailStatus::Doubtful => round.stuck += 1,
            MailStatus::Dropped => {}
        }
    }
    Ok(round)
}

fn note(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    bureau: BureauId,
    (message, token): (&Mail, &str),
    came: &Delivery,
) -> Result<MailStatus, Fault> {
    // What a server says names the address: the history of a person's case doesn't (H4-1).
    let secrets = persons::secrets(store, documents::owner_by_no(store, message.document)?)?;
    let mut came = json!(came);
    hide(&secrets, &mut came);
    let fields =
        json!({ "message": message.id, "token": token, "came_to": came, "bureau": bureau.to_string() });
    let reply = execute(store, actor, moment, &Request::new(NoteDelivery::SPEC.name, fields))?;
    let status = reply.more.get("status").and_then(Value::as_str).and_then(|word| word.parse().ok());
    status.ok_or_else(|| DbError::broken("what came of a message", &message.message_id).into())
}

fn deliver(
    store: &Store,
    actor: &Staff,
    moment: Moment,
    bureau: BureauId,
    message: &Mail,
) -> Result<Delivery, Fault> {
    let not_yet = |why: Text| Delivery::Refused { why: zh(&why), for_good: false };
    let Some(server) = mail::server(store, bureau)? else {
        return Ok(not_yet(Text::new("本局没有设定邮件服务器", "the bureau has no mail server")));
    };
    let paper = match printing::read(store, actor, moment, message.document) {
        Ok(paper) => paper,
        Err(fault) => return Ok(not_yet(fault.text())),
    };
    if let Some(why) = moot(store, &paper.document, &message.address)? {
        return Ok(Delivery::Moot { why: zh(&why) });
    }
    let (file, ending, file_type) = match paper.bytes(Format::Pdf) {
        Ok(file) => (file, "pdf", "application/pdf"),
        // No typeface and no office program here: the other form of the same page.
        Err(_) => match paper.bytes(Format::Docx) {
            Ok(file) => {
                (file, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            }
            Err(fault) => return Ok(not_yet(fault.text())),
        },
    };
    let attachment = fingerprint(&file);
    let name = paper.file_name();
    let bureau = zh(&bureau.full_name());
    let to_person = match paper.document.of {
        Owner::Case(case) => !persons::of_case(store, case)?.is_empty(),
        Owner::Filing(_) | Owner::Agency(_) => false,
    };
    let you = if to_person { "您" } else { "贵单位" };
    let sent = smtp::send(
        &server,
        &Letter {
            to: &message.address,
            message_id: &message.message_id,
            from_name: &bureau,
            subject: &format!("{bureau}：{name}"),
            text: &format!(
                "根据{you}的电子送达确认书，现向{you}发送《{name}》，见附件，请查收。\n\n附件 SHA-256：{attachment}\n\n{bureau}\n"
            ),
            file_name: &format!("{name}.{ending}"),
            file: &file,
            file_type,
        },
    );
    Ok(match sent {
        Ok(()) => Delivery::Sent { attachment },
        Err(NotSent::Yet(why)) => Delivery::Refused { why, for_good: false },
        Err(NotSent::ForGood(why)) => Delivery::Refused { why, for_good: true },
        Err(NotSent::Doubtful(why)) => Delivery::Doubtful { why },
    })
}

/// Why a queued message is not to be sent any more, if it isn't: what happened since it was queued.
fn moot(store: &Store, document: &Document, address: &str) -> Result<Option<Text>, Fault> {
    let Owner::Case(case) = document.of else { return Ok(None) };
    if document.status != DocumentStatus::Issued {
        return Ok(Some(say!("文书{s}", "the document is {s}", s = document.status)));
    }
    let agreed = mail::consents(store, case)?;
    let stands = agreed.iter().any(|consent| consent.withdrawn_on.is_none() && consent.address == address);
    Ok((!stands).then_some(Text::new("该邮箱的同意已撤回", "the consent to this address was withdrawn")))
}

/// The messages of a bureau that are not done with, a line each, and as JSON.
///
/// # Errors
/// When the database can't be read.
pub fn open(store: &Store, bureau: BureauId) -> Result<(Vec<Text>, Value), Fault> {
    let all = mail::open(store, bureau)?;
    let lines =
        all.iter().map(|mail| say!("{n}  {t}", "{n}  {t}", n = mail.document.to_string(), t = mail.told()));
    let json = serde_json::to_value(&all).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
    Ok((lines.collect(), json))
}
