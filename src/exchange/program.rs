//! Other programs of the system (LibreOffice, lp): found in the search path, given so much time and no more.

use std::env;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// How often one that runs is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long one that failed is listened to.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Bytes of what it says that are told on.
const TOLD: usize = 600;

/// The first of these programs that is installed.
#[must_use]
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut all = names.iter().flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    all.find(|file| file.is_file())
}

/// Runs a program to its end; it is ended when its time is over.
///
/// # Errors
/// When it can't be started, fails or takes too long: what it said.
pub fn run(command: &mut Command, most: Duration) -> Result<(), Text> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |why: String| {
        say!(
            "「{n}」没有办成: {w}",
            "'{n}' failed: {w}",
            n = clean(&name).into_owned(),
            w = clean(why.trim()).into_owned()
        )
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    let (tell, said) = channel();
    if let Some(mut stderr) = child.stderr.take() {
        thread::spawn(move || {
            // Told as it comes; what is past the limit is drained, so that the program never waits.
            let mut part = [0; 512];
            while let Ok(count @ 1..) = stderr.read(&mut part) {
                let _ = tell.send(part[..count].to_vec());
            }
        });
    }
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| failed(e.to_string()))? {
            break status;
        }
        if begun.elapsed() >= most {
            // With what it started: LibreOffice's program is a script around another.
            let group = i32::try_from(child.id()).unwrap_or(i32::MAX);
            let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
            let _ = child.wait();
            return Err(failed(format!("> {} s", most.as_secs())));
        }
        thread::sleep(LOOK);
    };
    if status.success() {
        return Ok(());
    }
    // Something that it left behind may hold its stderr open: what it said by now is told.
    let mut words = Vec::new();
    while words.len() < TOLD
        && let Ok(part) = said.recv_timeout(LAST_WORDS)
    {
        words.extend(part);
    }
    let said = String::from_utf8_lossy(&words);
    Err(failed(if said.trim().is_empty() { status.to_string() } else { said.into_owned() }))
}
