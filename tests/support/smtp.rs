//! A mail server of a few lines for tests: takes letters, refuses them, or breaks off where that hurts.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes every letter.
    Takes,
    /// Refuses every recipient with a code.
    Refuses(u16),
    /// Refuses every letter, once it is there, with a code.
    RefusesMessage(u16),
    /// Goes away after the letter, without a word.
    BreaksOff,
    /// Goes away at once.
    Gone,
}

/// The server; it ends with the test.
#[derive(Debug)]
pub struct Server {
    port: u16,
    manner: Arc<Mutex<Manner>>,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts one.
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (manner, letters) = (Arc::new(Mutex::new(manner)), Arc::default());
        let server = Self { port, manner: Arc::clone(&manner), letters: Arc::clone(&letters) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, letters) = (*manner.lock().unwrap(), Arc::clone(&letters));
                thread::spawn(move || talk(stream, manner, &letters));
            }
        });
        server
    }

    /// Its port on this machine.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Behaves otherwise from now on.
    pub fn set(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// Answers nobody any more.
    pub fn stop(&self) {
        self.set(Manner::Gone);
    }

    /// The letters that it took.
    pub fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

fn talk(mut stream: TcpStream, manner: Manner, letters: &Mutex<Vec<String>>) {
    if manner == Manner::Gone {
        return;
    }
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut say = |words: String| stream.write_all(format!("{words}\r\n").as_bytes()).is_ok();
    say("220 test".into());
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let word = line.split([' ', '\r', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match (word.as_str(), manner) {
            ("EHLO", _) => "250-test\r\n250 8BITMIME".to_owned(),
            ("RCPT", Manner::Refuses(code)) => format!("{code} no"),
            ("DATA", _) => {
                say("354 go on".into());
                let mut letter = String::new();
                loop {
                    let mut part = String::new();
                    if lines.read_line(&mut part).unwrap_or(0) == 0 {
                        return;
                    }
                    if part == ".\r\n" {
                        break;
                    }
                    letter.push_str(&part);
                }
                match manner {
                    Manner::BreaksOff => return,
                    Manner::RefusesMessage(code) => format!("{code} no"),
                    _ => {
                        letters.lock().unwrap().push(letter);
                        "250 taken".to_owned()
                    }
                }
            }
            ("QUIT", _) => {
                say("221 bye".into());
                return;
            }
            _ => "250 ok".to_owned(),
        };
        if !say(answer) {
            return;
        }
    }
}
