//! The bureau's mail server (邮件服务器), named by its administrator, and what its sending came to. The password is no field: it
//! stands in a file beside the configuration (`exchange/smtp.rs`).

use serde_json::{Map, Value, json};

use super::named_bureau;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Data, Line};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Grant, Group, Subject};
use crate::law::requirement::Requirement;
use crate::records::bureau::BureauId;
use crate::records::mail::{Delivery, MailSecurity, MailServer, MailStatus, is_address};
use crate::records::staff::{Relation, Role, Staff};
use crate::store::{Sql, case_writes, documents, mail};
use crate::text::Text;

command! {
    /// 设定邮件服务器
    ChangeMailServer "change-mail-server" ["设定邮件服务器", "name the mail server"] {
        host: Line = ["服务器", "Server"] hint ["如 mail.example.com", "such as mail.example.com"];
        port: u32 = ["端口", "Port"] hint ["TLS 多为 465, STARTTLS 多为 587", "465 is usual for TLS, 587 for STARTTLS"];
        security: MailSecurity = ["连接方式", "Protection"];
        user: Option<Line> = ["邮箱账户", "Account there"] hint ["口令不存数据库: 写入 smtp-password 文件", "the password is not kept here: put it into the file smtp-password"];
        sender: Line = ["发件地址", "Sender's address"];
        bureau: Option<BureauId> = ["单位", "Bureau"] hint ["留空为本局", "the own bureau when empty"];
    }
    help: [
        "设定本局电子送达所用的邮件服务器; 不加密只准用于本机",
        "names the mail server for electronic service; without protection only on this machine",
    ],
    key: 'm',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

/// Whether a name is this machine's own.
fn is_here(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

impl Command for ChangeMailServer {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let host = self.host.0.as_str();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if !host.chars().all(plain) {
            return Err(Fault::field(
                "host",
                Text::new("不是服务器名称或地址", "no name or address of a server"),
            ));
        }
        let port = u16::try_from(self.port).ok().filter(|port| *port > 0);
        let port =
            port.ok_or_else(|| Fault::field("port", Text::new("端口为 1 至 65535", "a port is 1 to 65535")))?;
        if self.security == MailSecurity::Plain && !is_here(host) {
            let text = Text::new(
                "不加密只准用于本机 (localhost)",
                "without protection only on this machine (localhost)",
            );
            return Err(Fault::field("security", text));
        }
        if !is_address(&self.sender.0) {
            return Err(Fault::field("sender", Text::new("不是电子邮箱地址", "no e-mail address")));
        }
        let server = MailServer {
            host: host.to_owned(),
            port,
            security: self.security,
            user: self.user.as_ref().map(|user| user.0.clone()),
            sender: self.sender.0.clone(),
        };
        mail::set_server(sql, scene.facts.0, &server)?;
        Ok(Done::default())
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}

/// Whoever may have the bureau's messages sent: anybody of the bureau who works with cases, and administrators.
pub const SENDERS: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Approver, relation: Relation::Own },
    Grant { role: Role::Administrator, relation: Relation::Own },
    Grant { role: Role::Administrator, relation: Relation::Above },
];

command! {
    /// 登记发送结果
    NoteDelivery "note-delivery" ["登记发送结果 (发送程序)", "note a delivery (by the sending program)"] {
        message: u32 = ["邮件", "Message"];
        token: Line = ["发送凭据", "Lease"];
        came_to: Data<Delivery> = ["结果", "What came of it"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: ["由发送程序登记邮件发送的结果", "notes what came of sending a message; the sending program does that"],
    key: 'M',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: SENDERS,
    from: From::Any,
    rules: &[],
    issues: None,
}

/// Minutes until a message is tried again, by how often it was tried; after the last it failed.
const WAITS: [i64; 7] = [1, 5, 15, 60, 180, 360, 720];

impl Command for NoteDelivery {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let id = i64::from(self.message);
        let none = || Fault::field("message", Text::new("没有这封待发的邮件", "no such message waits"));
        let message =
            mail::by_id(sql, id)?.filter(|mail| mail.status == MailStatus::Queued).ok_or_else(none)?;
        if !mail::holds(sql, id, &self.token.0)? || mail::bureau_of(sql, id)? != Some(scene.facts.0) {
            return Err(none());
        }
        let wait = WAITS.get(message.tries as usize).map(|minutes| chrono::TimeDelta::minutes(*minutes));
        let mut came = mail::Came {
            status: MailStatus::Queued,
            tried: true,
            error: None,
            next_try: None,
            sent_at: None,
            attachment: None,
        };
        match &self.came_to.0 {
            Delivery::Sent { attachment } => {
                came.status = MailStatus::Sent;
                came.sent_at = Some(scene.moment.at);
                came.attachment = Some(attachment);
            }
            Delivery::Refused { why, for_good } => {
                came.error = Some(why);
                came.next_try = wait.filter(|_| !for_good).map(|wait| scene.moment.at + wait);
                if came.next_try.is_none() {
                    came.status = MailStatus::Failed;
                }
            }
            Delivery::Moot { why } => {
                came.status = MailStatus::Dropped;
                came.tried = false;
                came.error = Some(why);
            }
            Delivery::Doubtful { why } => {
                came.status = MailStatus::Doubtful;
                came.error = Some(why);
            }
        }
        mail::came(sql, id, &came)?;
        let case = documents::owner_by_no(sql, message.document)?;
        let version = case_writes::touch(sql, case)?;
        Ok(Done { no: Some(case), version: Some(version), ..Done::default() }
            .with("of", message.document.to_string())
            .with("message_id", message.message_id)
            .with("status", json!(came.status)))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
