//! Other programs of the system (LibreOffice, lp): found in the search path, given so much time and no more.

use std::env;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// How often one that runs is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// Bytes of what it says that are told on.
const TOLD: u64 = 600;

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
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    let said = child.stderr.take().map(|stderr| {
        thread::spawn(move || {
            let mut stderr = stderr;
            let mut said = String::new();
            // What can't be read of it isn't told; the rest is drained, so that the program never waits.
            let _ = stderr.by_ref().take(TOLD).read_to_string(&mut said);
            let _ = std::io::copy(&mut stderr, &mut std::io::sink());
            said
        })
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| failed(e.to_string()))? {
            break status;
        }
        if begun.elapsed() >= most {
            let _ = child.kill();
            let _ = child.wait();
            return Err(failed(format!("> {} s", most.as_secs())));
        }
        thread::sleep(LOOK);
    };
    if status.success() {
        return Ok(());
    }
    let said = said.and_then(|said| said.join().ok()).unwrap_or_default();
    Err(failed(if said.trim().is_empty() { status.to_string() } else { said }))
}
