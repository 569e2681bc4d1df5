//! A document sent through a real mail server that wants STARTTLS, a certificate of the bureau's own authority and a password.
//!
//! Wants python3-aiosmtpd and openssl; `tests/e2e/run` installs them.

#[path = "../support/scenario.rs"]
mod scenario;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anjuan::commands::execute::{Request, execute};
use anjuan::commands::mailing::{Round, send_due};
use anjuan::commands::scene::Moment;
use anjuan::records::bureau::BureauId;
use anjuan::store::{self, Store};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::json;

/// The server, ended with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn certificate(folder: &Path) -> (String, String) {
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (certificate, key) = (at("ca.pem"), at("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        // No authority of its own, or it could not be a server's.
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", &key, "-out", &certificate])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (certificate, key)
}

fn server(folder: &Path, port: u16, (certificate, key): &(String, String)) -> Server {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/smtpd.py");
    let mut child = Command::new("/usr/bin/python3")
        .arg(script)
        .args([folder.to_str().unwrap(), &port.to_string(), certificate, key])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    Server(child)
}

fn letters(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let letters = files.filter(|path| path.extension().is_some_and(|e| e == "eml"));
    letters.map(|path| String::from_utf8(std::fs::read(path).unwrap()).unwrap()).collect()
}

/// Why messages were not sent.
fn errors(store: &Store) -> Vec<Option<String>> {
    let open = store::mail::open(store, BureauId::division(8).unwrap()).unwrap();
    open.into_iter().map(|mail| mail.error).collect()
}

fn send(store: &mut Store, at: DateTime<FixedOffset>) -> Round {
    let actor = store::staff::by_login(store, "lina").unwrap().unwrap();
    send_due(store, &actor, &|| Moment::at(at, None), BureauId::division(8).unwrap()).unwrap()
}

#[test]
fn a_document_goes_out_under_tls_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "electronic.jsonl", Some("# Nobody but"));
    let noon: DateTime<FixedOffset> = "2026-03-02T12:00:00+08:00".parse().unwrap();
    let raw = rusqlite::Connection::open(folder.path().join("s.db")).unwrap();
    raw.execute("UPDATE about SET practice = 0, today = NULL", []).unwrap();
    raw.execute("UPDATE outbox SET next_try = ?1 WHERE status = 'queued'", ["2026-03-02T12:00:00+08:00"])
        .unwrap();

    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let keys = certificate(folder.path());
    let _server = server(folder.path(), port, &keys);
    let admin = store::staff::by_login(&session.store, "admin").unwrap().unwrap();
    let named = json!({
        "host": "localhost", "port": port, "security": "starttls", "user": "ju", "sender": "ju@example.com",
    });
    let request = Request::new("change-mail-server", named);
    execute(&mut session.store, &admin, Moment::at(noon, None), &request).unwrap();

    // A server that nobody vouches for, and a wrong password, get nothing: it is tried again.
    let password = folder.path().join("password");
    std::fs::write(&password, "falsch\n").unwrap();
    // One thread, before anything else reads the environment.
    unsafe {
        std::env::set_var("ANJUAN_SMTP_PASSWORD_FILE", &password);
        std::env::set_var("ANJUAN_SMTP_CA", folder.path().join("none.pem"));
    }
    assert_eq!(send(&mut session.store, noon), Round { waiting: 1, ..Round::default() });
    unsafe { std::env::set_var("ANJUAN_SMTP_CA", &keys.0) };
    assert_eq!(
        send(&mut session.store, noon + TimeDelta::minutes(1)),
        Round { waiting: 1, ..Round::default() }
    );
    assert!(letters(folder.path()).is_empty());

    std::fs::write(&password, "shili-kouling\n").unwrap();
    let round = send(&mut session.store, noon + TimeDelta::minutes(10));
    assert_eq!(round, Round { sent: 1, ..Round::default() }, "why: {:?}", errors(&session.store));
    assert_eq!(send(&mut session.store, noon + TimeDelta::days(3)), Round::default());
    let letters = letters(folder.path());
    assert_eq!(letters.len(), 1);
    for part in ["Message-ID: <", "From: ", "To: shili@example.com", "Content-Disposition: attachment"] {
        assert!(letters[0].contains(part), "{part}: {}", &letters[0][..letters[0].len().min(2000)]);
    }
    assert!(session.store.integrity().unwrap().is_empty());
}
