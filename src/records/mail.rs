//! Documents sent by e-mail (电子送达): the recipient's written consent, and each message on its way. Sent is not served: the day it
//! arrived is recorded by a clerk, with its proof.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::document::DocumentKind;
use super::ids::RecordNo;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// How the connection to a mail server is protected (连接方式).
    MailSecurity, "连接方式", "protection of the connection" {
        /// TLS from the first byte, usually port 465
        Tls = "tls", "TLS", "TLS";
        /// TLS after STARTTLS, usually port 587
        StartTls = "starttls", "STARTTLS", "STARTTLS";
        /// 不加密: on this machine only
        Plain = "plain", "不加密 (仅限本机)", "none, on this machine only";
    }
}

crate::word_enum! {
    /// Where a message stands.
    MailStatus, "发送状态", "state of a message" {
        /// 待发
        Queued = "queued", "待发", "waiting to be sent";
        /// 已发出
        Sent = "sent", "已发出", "sent";
        /// 发送失败: tried no more
        Failed = "failed", "发送失败", "failed";
        /// 不能确定是否已发出: the connection broke while the server was taking it
        Doubtful = "doubtful", "不能确定是否已发出", "perhaps sent";
        /// 已撤回: not to be sent any more
        Dropped = "dropped", "不再发送", "not to be sent";
    }
}

/// The mail server of a bureau (邮件服务器). The password is not in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// Account there, where it wants one.
    pub user: Option<String>,
    /// Address that messages come from.
    pub sender: String,
}

/// The recipient's written consent to electronic service (电子送达确认书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ElectronicConsent {
    /// The address agreed to.
    pub address: String,
    /// The document it is in.
    pub reference: String,
    /// The day it was given.
    pub consented_on: NaiveDate,
    /// The day it was withdrawn, if it was.
    pub withdrawn_on: Option<NaiveDate>,
}

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// Row.
    #[serde(skip)]
    pub id: i64,
    /// The document it brings.
    pub document: RecordNo,
    /// Its kind.
    pub kind: DocumentKind,
    /// To where.
    pub address: String,
    /// Its own name for good (Message-ID): the same message is never two.
    pub message_id: String,
    /// Where it stands.
    pub status: MailStatus,
    /// The day it was queued.
    pub queued_on: NaiveDate,
    /// When it is tried next, while it waits.
    pub next_try: Option<DateTime<FixedOffset>>,
    /// How often it was tried.
    pub tries: u32,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it was sent.
    pub sent_at: Option<DateTime<FixedOffset>>,
}

impl Mail {
    /// Where it stands, in a line, with what to do where it failed.
    #[must_use]
    pub fn told(&self) -> Text {
        let why = self.error.as_ref().map(|why| say!(": {w}", ": {w}", w = why.as_str())).unwrap_or_default();
        let next = match (self.status, self.next_try) {
            (MailStatus::Queued, Some(next)) if self.tries > 0 => {
                let at = next.format("%m-%d %H:%M").to_string();
                say!("; 已试 {n} 次, {t} 再试", "; tried {n} times, again at {t}", n = self.tries, t = at)
            }
            (MailStatus::Failed, _) => Text::new(
                "; 改用其他方式送达, 或更正地址后重新发送",
                "; serve it another way, or put the address right and send it anew",
            ),
            (MailStatus::Doubtful, _) => Text::new(
                "; 不会自动重发: 向受送达人核实后登记",
                "; it isn't sent again by itself: ask the recipient, and record it",
            ),
            (MailStatus::Sent, _) => Text::new(
                "; 发出不等于送达, 到达后登记送达",
                "; sent is not served: record the service once it arrived",
            ),
            _ => Text::default(),
        };
        let at = self.sent_at.map(|at| format!(" {}", at.format("%m-%d %H:%M"))).unwrap_or_default();
        say!(
            "邮件 {k} 发往 {a}, {d}: {s}{t}{w}{n}",
            "e-mail of the {k} to {a}, {d}: {s}{t}{w}{n}",
            k = self.kind,
            a = self.address.as_str(),
            d = self.queued_on,
            s = self.status,
            t = at,
            w = why,
            n = next
        )
    }
}

/// What came of a try (发送结果).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came_to", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Delivery {
    /// The server took it.
    Sent {
        /// SHA-256 of the file attached, hex.
        attachment: String,
    },
    /// It surely did not, and may on another try.
    Refused {
        /// Why.
        why: String,
        /// Whether the server said so for good.
        for_good: bool,
    },
    /// The connection broke while it was taking it.
    Doubtful {
        /// Why.
        why: String,
    },
    /// It wasn't sent: the document waits to be served no more, or not at that address.
    Moot {
        /// Why.
        why: String,
    },
}

/// Whether something can be an address of e-mail: one @ between a name and a domain, in ASCII, without blanks.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
    };
    text.len() <= 200 && plain(name) && plain(domain) && domain.contains('.') && !domain.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_plain() {
        assert!(is_address("shili@example.com") && is_address("a.b+c@mail.example.cn"));
        for wrong in [
            "",
            "a",
            "@b.c",
            "a@",
            "a@b",
            "a b@c.d",
            "a@b.c\n",
            "a@b@c.d",
            "示例@example.com",
            "a..b@c.d",
            "a@-b.c",
            "a@b.c>,<x@y.z",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
