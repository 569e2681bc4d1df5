//! Electronic service (电子送达, G61-2): the recipient's written consent, sending a document to the address agreed to, and what is
//! to be said of a message whose fate is not known. Sending serves nothing: the service is recorded once it arrived.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::handlers::OPEN;
use super::strike::ServedKind;
use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentStatus};
use crate::records::mail::{ElectronicConsent, Mail, MailStatus, is_address};
use crate::records::service::ServiceMethod;
use crate::say;
use crate::store::{Sql, mail};
use crate::text::Text;

command! {
    /// 登记电子送达同意
    RecordElectronicConsent "record-electronic-consent" ["登记电子送达确认书", "record an electronic consent"] {
        case: CaseNo = ["案件", "Case"];
        address: Line = ["电子邮箱", "E-mail address"];
        reference: Line = ["书面同意的文件", "Written consent on file"];
        consented_on: NaiveDate = ["同意日期", "Given on"];
    }
    help: [
        "登记当事人书面同意电子送达及其邮箱; 再次登记的, 以后一次为准",
        "records that the agency agreed in writing to electronic service, and to which address; the last one holds",
    ],
    key: '&',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::G61_2, RuleId::H1_2],
    issues: None,
}

impl Command for RecordElectronicConsent {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![bench(scene).by_handler(scene.actor.id)]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        // What waits for another address goes nowhere any more.
        let other = |mail: &&Mail| mail.status == MailStatus::Queued && mail.address != self.address.0;
        for waiting in scene.facts.mails.iter().filter(other) {
            dropped(sql, waiting, "受送达人另行确认了邮箱")?;
        }
        check_day("consented_on", self.consented_on, NaiveDate::MIN, scene.moment.today)?;
        if !is_address(&self.address.0) {
            return Err(Fault::field("address", Text::new("不是电子邮箱地址", "no e-mail address")));
        }
        let consent = ElectronicConsent {
            address: self.address.0.clone(),
            reference: self.reference.0.clone(),
            consented_on: self.consented_on,
            withdrawn_on: None,
        };
        mail::consent(sql, scene.facts.id, &consent, scene.moment.today)?;
        stay(scene, sql)
    }
}

command! {
    /// 登记撤回电子送达同意
    WithdrawElectronicConsent "withdraw-electronic-consent" ["登记撤回电子送达同意", "record a consent withdrawn"] {
        case: CaseNo = ["案件", "Case"];
        reason: Line = ["情况", "What was said"];
    }
    help: ["登记当事人撤回电子送达的同意", "records that the party withdrew its consent to electronic service"],
    key: '^',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::G61_2, RuleId::H1_2],
    issues: None,
}

/// G61-2: electronic service wants the recipient's written consent.
fn consented(file: &CaseFile) -> Requirement {
    let consent = file.consent();
    let address = consent.map(|consent| consent.address.as_str()).unwrap_or_default();
    Requirement::when(
        RuleId::G61_2,
        consent.is_some(),
        say!("已书面同意电子送达: {a}", "agreed in writing to electronic service: {a}", a = address),
        Text::new("没有电子送达的书面同意", "there is no written consent to electronic service"),
        Mend::Somebody(Text::new("先登记电子送达确认书", "record the consent first")),
    )
}

impl Command for WithdrawElectronicConsent {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![bench(scene).by_handler(scene.actor.id), consented(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        mail::withdraw(sql, scene.facts.id, scene.moment.today)?;
        // What waits to be sent goes nowhere any more.
        for waiting in scene.facts.mails.iter().filter(|mail| mail.status == MailStatus::Queued) {
            dropped(sql, waiting, &self.reason.0)?;
        }
        stay(scene, sql)
    }
}

pub(super) fn dropped(sql: &dyn Sql, message: &Mail, why: &str) -> Result<(), Fault> {
    if mail::is_leased(sql, message.id)? {
        return Err(Fault::input(Text::new(
            "邮件正在发送, 稍候再办",
            "the message is being sent: try again in a moment",
        )));
    }
    let came = mail::Came {
        status: MailStatus::Dropped,
        tried: false,
        error: Some(why),
        next_try: None,
        sent_at: None,
        attachment: None,
    };
    Ok(mail::came(sql, message.id, &came)?)
}

command! {
    /// 电子发送文书
    SendDocument "send-document" ["电子发送文书", "send a document by e-mail"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["文书", "Document"];
    }
    help: [
        "按确认书的邮箱发送已签发的文书, 入发件箱由发送程序发出; 发出不等于送达, 到达后登记电子送达",
        "sends an issued document to the address agreed to, through the outbox; sent is not served: record the service once it arrived",
    ],
    key: '@',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::G61_2, RuleId::G42_1, RuleId::H1_2],
    issues: None,
}

/// The documents that wait to be served, and could be sent.
fn waiting(file: &CaseFile) -> impl Iterator<Item = (ServedKind, &Document)> {
    let issued = |document: &&Document| document.status == DocumentStatus::Issued;
    ServedKind::ALL.iter().filter_map(move |kind| Some((*kind, file.document(kind.kind()).filter(issued)?)))
}

/// G61-2: the same document isn't sent twice, unless the first was on file as not having arrived.
fn not_sent_yet(file: &CaseFile, document: &Document) -> Requirement {
    let of_this = |mail: &&Mail| mail.document == document.no;
    let last = file.mails.iter().rfind(of_this);
    // Each sending that failed to arrive is on file as an attempt of its own.
    let sent = file.mails.iter().filter(|mail| of_this(mail) && mail.status == MailStatus::Sent).count();
    let failed = document.attempts.iter().filter(|a| a.method == ServiceMethod::Electronic).count();
    let (blocks, mend) = match last.map(|mail| mail.status) {
        Some(MailStatus::Queued) => (true, Text::new("等待发送", "wait until it is sent")),
        Some(MailStatus::Doubtful) => {
            (true, Text::new("先核实是否收到, 登记处理", "ask whether it arrived, and record that first"))
        }
        _ if sent > failed => (
            true,
            Text::new("没有到达的, 先登记送达未成", "where it did not arrive, record a failed attempt first"),
        ),
        _ => (false, Text::default()),
    };
    Requirement::when(
        RuleId::G61_2,
        !blocks,
        Text::new("没有重复发送", "it isn't sent twice"),
        last.map(Mail::told).unwrap_or_default(),
        Mend::Somebody(mend),
    )
}

impl Command for SendDocument {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        let file = &scene.facts;
        let could = file.consent().is_some() && waiting(file).next().is_some();
        if could { Turn::Usual } else { Turn::Behind }
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(bench(scene).two_handlers());
        all.push(consented(file));
        let named = |kind: ServedKind| input.is_none_or(|input| input.document == kind);
        let document = waiting(file).find(|(kind, _)| named(*kind));
        all.push(Requirement::when(
            RuleId::G61_2,
            document.is_some(),
            Text::new("有待送达的文书", "a document waits to be served"),
            Text::new("没有这件待送达的文书", "no such document waits to be served"),
            Mend::Somebody(Text::new("先签发", "issue it first")),
        ));
        all.extend(document.map(|(_, document)| not_sent_yet(file, document)));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let server = mail::server(sql, file.bureau)?.ok_or_else(|| {
            Fault::input(Text::new(
                "本局没有设定邮件服务器: 由管理员办理「设定邮件服务器」, 或改用其他方式送达",
                "the bureau has no mail server: an administrator names it (change-mail-server), or serve it another way",
            ))
        })?;
        let document = waiting(file).find(|(kind, _)| *kind == self.document).map(|(_, document)| document);
        let (Some(document), Some(consent)) = (document, file.consent()) else {
            return Err(Fault::field(
                "document",
                Text::new("该文书不待送达", "it doesn't wait to be served"),
            ));
        };
        let domain = server.sender.rsplit('@').next().unwrap_or("localhost");
        let message_id = format!("{}@{domain}", uuid::Uuid::now_v7());
        mail::queue(
            sql,
            &mail::NewMail {
                document: document.id,
                bureau: file.bureau,
                address: &consent.address,
                message_id: &message_id,
                by: scene.actor.id,
                at: scene.moment.at,
                on: scene.moment.today,
            },
        )?;
        Ok(stay(scene, sql)?
            .with("sent_to", consent.address.clone())
            .with("message_id", message_id)
            .with("queued", document.no.to_string()))
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let first = waiting(&scene.facts).next();
        first.map(|(kind, _)| ("document".to_owned(), Value::from(kind.as_str()))).into_iter().collect()
    }
}

command! {
    /// 处理未发出的邮件
    SettleMessage "settle-message" ["处理未发出的邮件", "settle a message"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["文书", "Document"];
        sent: bool = ["经核实已发出", "It was sent after all"]
            hint ["受送达人收到的填「是」; 填「否」即不再发送, 可重新发送", "yes where the recipient has it; no: it isn't sent any more, and can be sent anew"];
        reason: Line = ["核实情况", "What was found"];
    }
    help: [
        "待发、失败或不能确定是否发出的邮件, 核实后登记; 「否」即不再发送, 可另行发送",
        "what became of a message that waits, failed, or was perhaps sent; with no it isn't sent any more, and can be sent anew",
    ],
    key: '%',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::G61_2, RuleId::H1_2],
    issues: None,
}

/// The message of a document that is not done with.
fn unsettled(file: &CaseFile, kind: Option<ServedKind>) -> Option<&Mail> {
    let open = |mail: &&Mail| {
        matches!(mail.status, MailStatus::Queued | MailStatus::Failed | MailStatus::Doubtful)
            && kind.is_none_or(|kind| kind.kind() == mail.kind)
    };
    file.mails.iter().rfind(open)
}

impl Command for SettleMessage {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        match unsettled(&scene.facts, None).map(|mail| mail.status) {
            Some(MailStatus::Doubtful | MailStatus::Failed) => Turn::Asked,
            _ => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let message = unsettled(&scene.facts, input.map(|input| input.document));
        vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::G61_2,
                message.is_some(),
                message.map(Mail::told).unwrap_or_default(),
                Text::new("没有要处理的邮件", "there is no message to settle"),
                Mend::Nothing,
            ),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Some(message) = unsettled(&scene.facts, Some(self.document)) else {
            return Err(Fault::field(
                "document",
                Text::new("没有要处理的邮件", "there is no message to settle"),
            ));
        };
        match self.sent {
            false => dropped(sql, message, &self.reason.0)?,
            true => {
                let came = mail::Came {
                    status: MailStatus::Sent,
                    tried: false,
                    error: Some(&self.reason.0),
                    next_try: None,
                    sent_at: Some(scene.moment.at),
                    attachment: None,
                };
                mail::came(sql, message.id, &came)?;
            }
        }
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let kind = unsettled(&scene.facts, None).map(|mail| mail.kind);
        let kind = ServedKind::ALL.iter().find(|served| Some(served.kind()) == kind);
        kind.map(|kind| ("document".to_owned(), Value::from(kind.as_str()))).into_iter().collect()
    }
}
