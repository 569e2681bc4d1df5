//! Documents sent by e-mail: against a server that takes, refuses, or breaks off. Nothing goes out twice, and sent is not served.

#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/smtp.rs"]
mod smtp;

use anjuan::cli::session::Session;
use anjuan::commands::execute::{Request, execute};
use anjuan::commands::mailing::{Round, send_due, waits};
use anjuan::commands::scene::Moment;
use anjuan::records::bureau::BureauId;
use anjuan::records::mail::MailStatus;
use anjuan::records::staff::Staff;
use anjuan::store::{self, Store, mail};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::json;
use smtp::{Manner, Server};

const NOON: &str = "2026-03-02T12:00:00+08:00";

fn noon() -> DateTime<FixedOffset> {
    NOON.parse().unwrap()
}

fn after(minutes: i64) -> Moment {
    Moment::at(noon() + TimeDelta::minutes(minutes), None)
}

fn office() -> BureauId {
    BureauId::division(8).unwrap()
}

/// A real database with a notice queued for an address, and a server to send it by.
struct Desk {
    _folder: tempfile::TempDir,
    session: Session,
    server: Server,
}

impl Desk {
    fn new(manner: Manner) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut session = scenario::played(folder.path(), "electronic.jsonl", Some("# Nobody but"));
        let server = Server::start(manner);
        // The scenario was practice; what it made is sent as a real database would.
        let path = folder.path().join("s.db");
        let raw = rusqlite::Connection::open(&path).unwrap();
        raw.execute("UPDATE about SET practice = 0, today = NULL", []).unwrap();
        let port = server.port();
        let named =
            json!({ "host": "127.0.0.1", "port": port, "security": "plain", "sender": "ju@example.com" });
        let admin = staff(&session.store, "admin");
        execute(&mut session.store, &admin, after(0), &Request::new("change-mail-server", named)).unwrap();
        // Queued by the scenario at its own time of that day.
        raw.execute("UPDATE outbox SET next_try = ?1 WHERE status = 'queued'", [NOON]).unwrap();
        Self { _folder: folder, session, server }
    }

    fn send(&mut self, minutes: i64) -> Round {
        let actor = staff(&self.session.store, "lina");
        send_due(&mut self.session.store, &actor, &|| after(minutes), office()).unwrap()
    }

    fn message(&self) -> anjuan::records::mail::Mail {
        let (case, _) =
            store::cases::file(&self.session.store, "AJ-2026-0001".parse().unwrap()).unwrap().unwrap();
        case.mails.last().unwrap().clone()
    }

    fn act(&mut self, command: &str, fields: serde_json::Value) -> Result<(), String> {
        let actor = staff(&self.session.store, "wangmin");
        let mut all = json!({ "case": "AJ-2026-0001", "document": "notice" });
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        execute(&mut self.session.store, &actor, after(0), &Request::new(command, all))
            .map(drop)
            .map_err(|fault| fault.text().get(anjuan::text::Lang::En).to_owned())
    }
}

fn staff(store: &Store, login: &str) -> Staff {
    store::staff::by_login(store, login).unwrap().unwrap()
}

const SENT: Round = Round { sent: 1, waiting: 0, stuck: 0 };
const WAITING: Round = Round { sent: 0, waiting: 1, stuck: 0 };
const STUCK: Round = Round { sent: 0, waiting: 0, stuck: 1 };

#[test]
fn a_document_is_sent_once_with_its_hash() {
    let mut desk = Desk::new(Manner::Takes);
    let actor = staff(&desk.session.store, "lina");
    assert!(waits(&desk.session.store, &actor, noon()).unwrap());
    // The test made a real database of a practice one by hand: that much the seals tell.
    let by_hand = store::seals::broken(&desk.session.store).unwrap();
    assert_eq!(desk.send(0), SENT);
    assert_eq!(desk.send(1000), Round::default());
    assert!(!waits(&desk.session.store, &actor, noon() + TimeDelta::days(9)).unwrap());
    let message = desk.message();
    assert_eq!((message.status, message.tries), (MailStatus::Sent, 1));
    let letters = desk.server.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains(&format!("Message-ID: <{}>", message.message_id)), "{}", letters[0]);
    assert!(letters[0].contains("To: shili@example.com"));
    assert!(letters[0].contains("application/pdf") || letters[0].contains("wordprocessingml"));
    // Sent is not served.
    let (case, _) =
        store::cases::file(&desk.session.store, "AJ-2026-0001".parse().unwrap()).unwrap().unwrap();
    assert!(case.documents.iter().all(|document| document.service.is_none()));
    assert!(desk.act("send-document", json!({})).unwrap_err().contains("sent is not served"));
    assert!(desk.session.store.integrity().unwrap().is_empty());
    // The chain tells who had it sent, and the seals hold.
    assert!(matches!(
        store::audit::verify(&desk.session.store, None).unwrap(),
        store::audit::Verdict::Whole { .. }
    ));
    let broken = store::seals::broken(&desk.session.store).unwrap();
    assert!(broken.iter().all(|seal| by_hand.contains(seal)), "{broken:?}");
}

#[test]
fn what_is_refused_for_now_is_tried_again_later_and_later() {
    let mut desk = Desk::new(Manner::Refuses(451));
    assert_eq!(desk.send(0), WAITING);
    let message = desk.message();
    assert_eq!((message.status, message.tries), (MailStatus::Queued, 1));
    assert!(message.error.unwrap().contains("451"));
    assert_eq!(desk.send(0), Round::default(), "not before its time");
    assert_eq!(desk.send(1), WAITING);
    assert_eq!(desk.send(5), Round::default());
    let mut at = 6;
    for _ in 2..7 {
        assert_eq!(desk.send(at), WAITING, "{at}");
        at = (desk.message().next_try.unwrap() - noon()).num_minutes();
    }
    assert_eq!(desk.send(at), STUCK, "given up at last");
    assert_eq!(desk.message().status, MailStatus::Failed);
    assert_eq!(desk.server.letters().len(), 0);
    // Then it can be sent anew, under a name of its own.
    let first = desk.message().message_id;
    desk.server.set(Manner::Takes);
    desk.act("send-document", json!({})).unwrap();
    assert_eq!(desk.send(100_000), SENT);
    assert_ne!(desk.message().message_id, first);
}

#[test]
fn what_is_refused_for_good_is_told_and_not_tried_again() {
    let mut desk = Desk::new(Manner::Refuses(550));
    assert_eq!(desk.send(0), STUCK);
    assert_eq!(desk.message().status, MailStatus::Failed);
    assert_eq!(desk.send(100_000), Round::default());
}

#[test]
fn a_refusal_of_the_message_itself_is_sure() {
    let mut desk = Desk::new(Manner::RefusesMessage(452));
    assert_eq!(desk.send(0), WAITING);
    assert_eq!(desk.message().status, MailStatus::Queued);
}

#[test]
fn what_may_have_been_taken_is_never_sent_again_by_itself() {
    let mut desk = Desk::new(Manner::BreaksOff);
    assert_eq!(desk.send(0), STUCK);
    assert_eq!(desk.message().status, MailStatus::Doubtful);
    assert_eq!(desk.send(100_000), Round::default());
    assert!(desk.act("send-document", json!({})).is_err());
    desk.act("settle-message", json!({ "sent": false, "reason": "示例: 对方没有收到" })).unwrap();
    desk.server.set(Manner::Takes);
    desk.act("send-document", json!({})).unwrap();
    assert_eq!(desk.send(1), SENT);
}

#[test]
fn a_server_that_is_not_there_is_tried_again() {
    let mut desk = Desk::new(Manner::Takes);
    desk.server.stop();
    assert_eq!(desk.send(0), WAITING);
    assert_eq!(desk.message().status, MailStatus::Queued);
}

#[test]
fn a_message_whose_sender_died_is_in_doubt() {
    let mut desk = Desk::new(Manner::Takes);
    let message = desk.message();
    assert!(mail::lease(&desk.session.store, message.id, "dead", noon()).unwrap());
    // While another may still be at it, nobody else touches it.
    assert!(!mail::lease(&desk.session.store, message.id, "other", noon()).unwrap());
    assert_eq!(desk.send(10), Round::default());
    assert!(desk.act("settle-message", json!({ "sent": false, "reason": "示例" })).is_err());
    assert_eq!(desk.send(16), STUCK);
    assert_eq!(desk.message().status, MailStatus::Doubtful);
    assert_eq!(desk.server.letters().len(), 0);
}

#[test]
fn two_senders_at_once_send_one_letter() {
    let desk = Desk::new(Manner::Takes);
    let path = desk.session.store.path().to_owned();
    let actor = staff(&desk.session.store, "lina");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut store = Store::open(&path).unwrap();
                send_due(&mut store, &actor, &|| after(0), office()).unwrap();
            });
        }
    });
    assert_eq!(desk.server.letters().len(), 1);
    assert_eq!(desk.message().status, MailStatus::Sent);
}

#[test]
fn practice_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "electronic.jsonl", Some("# Nobody but"));
    let actor = staff(&session.store, "lina");
    assert!(!waits(&session.store, &actor, noon() + TimeDelta::days(9)).unwrap());
    assert!(send_due(&mut session.store, &actor, &|| after(0), office()).is_err());
}

#[test]
fn what_was_queued_and_is_void_since_is_not_sent() {
    let mut desk = Desk::new(Manner::Takes);
    let again = json!({
        "case": "AJ-2026-0001", "grounds": ["2"], "outcomes": ["talk"], "facts": "示例", "reasons": "示例",
        "basis": "示例",
    });
    let actor = staff(&desk.session.store, "wangmin");
    // A new proposal makes the notice void.
    execute(&mut desk.session.store, &actor, after(0), &Request::new("propose-decision", again)).unwrap();
    assert_eq!(desk.send(0), Round::default());
    assert_eq!(desk.message().status, MailStatus::Dropped);
    assert!(desk.server.letters().is_empty());
}
