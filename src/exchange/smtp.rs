//! One message handed to a mail server (SMTP). Says of each failure whether the server surely did not take it: what is in doubt is
//! never sent again by itself.
//!
//! The password and a certificate authority of one's own stand in files, never in the database: `smtp-password` and
//! `smtp-ca.pem` in the configuration folder, or where `ANJUAN_SMTP_PASSWORD_FILE` and `ANJUAN_SMTP_CA` say.

use std::path::PathBuf;
use std::time::Duration;

use etcetera::BaseStrategy;
use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use crate::records::mail::{MailSecurity, MailServer};
use crate::text::clean::clean;

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A message to be sent.
#[derive(Debug)]
pub struct Letter<'a> {
    /// To where.
    pub to: &'a str,
    /// Its own name for good.
    pub message_id: &'a str,
    /// Name of the sender, as the reader sees it.
    pub from_name: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Text.
    pub text: &'a str,
    /// Name of the file attached.
    pub file_name: &'a str,
    /// The file.
    pub file: &'a [u8],
    /// Its type.
    pub file_type: &'static str,
}

/// Why a message was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// The server surely has not taken it; another try may go better.
    Yet(String),
    /// The server surely has not taken it, and said so for good.
    ForGood(String),
    /// The connection broke while the server was taking it.
    Doubtful(String),
}

/// Hands a message to the server.
///
/// # Errors
/// Why it was not sent, and whether that is sure.
pub fn send(server: &MailServer, letter: &Letter<'_>) -> Result<(), NotSent> {
    let message = built(server, letter).map_err(NotSent::ForGood)?;
    let mut connection = connected(server)?;
    let envelope = message.envelope();
    let mut before = || -> Result<(), Error> {
        connection.command(Mail::new(envelope.from().cloned(), Vec::new()))?;
        for to in envelope.to() {
            connection.command(Rcpt::new(to.clone(), Vec::new()))?;
        }
        connection.command(Data)?;
        Ok(())
    };
    // On a failure the connection is let go without a goodbye, for whose answer some servers let one wait.
    before().map_err(surely_not)?;
    match connection.message(&message.formatted()) {
        Ok(_) => {
            // It was taken, whatever comes of the goodbye.
            let _ = connection.quit();
            Ok(())
        }
        // Only the server's own no is sure.
        Err(error) if error.status().is_some() => Err(surely_not(error)),
        Err(error) => Err(NotSent::Doubtful(said(&error))),
    }
}

/// Before the message itself is on its way, nothing was taken.
fn surely_not(error: Error) -> NotSent {
    if error.is_permanent() { NotSent::ForGood(said(&error)) } else { NotSent::Yet(said(&error)) }
}

/// An error with what lies under it, on one clean line.
fn said(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut under = error.source();
    while let Some(cause) = under {
        let more = cause.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        under = cause.source();
    }
    clean(&words).chars().take(300).collect()
}

fn connected(server: &MailServer) -> Result<SmtpConnection, NotSent> {
    let here = ClientId::default();
    let address = (server.host.as_str(), server.port);
    let tls = || parameters(server);
    let mut connection = match server.security {
        MailSecurity::Tls => SmtpConnection::connect(address, Some(PATIENCE), &here, Some(&tls()?), None),
        MailSecurity::StartTls | MailSecurity::Plain => {
            SmtpConnection::connect(address, Some(PATIENCE), &here, None, None)
        }
    }
    .map_err(|error| NotSent::Yet(said(&error)))?;
    if server.security == MailSecurity::StartTls {
        // Never without: a server that offers no STARTTLS, or that nobody vouches for, gets nothing, not even a goodbye.
        connection.starttls(&tls()?, &here).map_err(|error| NotSent::Yet(said(&error)))?;
    }
    if let Some(user) = &server.user {
        let password = password().map_err(NotSent::Yet)?;
        let credentials = Credentials::new(user.clone(), password);
        // A password can be put right: it is tried again.
        let known = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
        known.map_err(|error| NotSent::Yet(said(&error)))?;
    }
    Ok(connection)
}

fn parameters(server: &MailServer) -> Result<TlsParameters, NotSent> {
    let mut builder = TlsParameters::builder(server.host.clone());
    if let Some(path) = file_of("ANJUAN_SMTP_CA", "smtp-ca.pem").filter(|path| path.exists()) {
        let told = |why: String| NotSent::Yet(format!("{}: {why}", path.display()));
        let pem = std::fs::read(&path).map_err(|e| told(e.to_string()))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| told(said(&e)))?);
    }
    builder.build().map_err(|error| NotSent::Yet(said(&error)))
}

/// Where a file of the configuration is: as the environment says, else in the configuration folder.
fn file_of(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let folders = etcetera::base_strategy::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("anjuan").join(name))
}

fn password() -> Result<String, String> {
    let path =
        file_of("ANJUAN_SMTP_PASSWORD_FILE", "smtp-password").ok_or_else(|| "no home folder".to_owned())?;
    let told = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|e| told(&e))?;
    let word = text.lines().next().unwrap_or_default().to_owned();
    if word.is_empty() { Err(told(&"empty")) } else { Ok(word) }
}

fn built(server: &MailServer, letter: &Letter<'_>) -> Result<Message, String> {
    let mailbox = |name: Option<&str>, address: &str| -> Result<lettre::message::Mailbox, String> {
        let address =
            address.parse().map_err(|e: lettre::address::AddressError| format!("{address}: {e}"))?;
        Ok(lettre::message::Mailbox::new(name.map(str::to_owned), address))
    };
    let kind = ContentType::parse(letter.file_type).map_err(|e| e.to_string())?;
    let file = Attachment::new(letter.file_name.to_owned()).body(letter.file.to_vec(), kind);
    Message::builder()
        .from(mailbox(Some(letter.from_name), &server.sender)?)
        .to(mailbox(None, letter.to)?)
        .subject(letter.subject)
        .message_id(Some(format!("<{}>", letter.message_id)))
        .multipart(MultiPart::mixed().singlepart(SinglePart::plain(letter.text.to_owned())).singlepart(file))
        .map_err(|e| e.to_string())
}
