//! Running the built program: a call with its exit status and output, on a database of its own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a database in it.
pub struct Desk {
    pub folder: TempDir,
}

impl Desk {
    /// A folder without a database.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A practice database of a few agencies, about 2026-03-20.
    pub fn practice() -> Self {
        let desk = Self::empty();
        let made = desk.call(&["--today", "2026-03-20", "demo", "--agencies", "14", "--no-open"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn db(&self) -> PathBuf {
        self.path("test.db")
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anjuan"));
        command.arg("--db").arg(self.db()).env_remove("ANJUAN_DB").env_remove("ANJUAN_LANG");
        command
    }

    pub fn call(&self, words: &[&str]) -> Output {
        self.command().args(words).output().unwrap()
    }

    /// Exit status and the results of scenario lines.
    pub fn run(&self, lines: &str, more: &[&str]) -> (i32, Vec<Value>) {
        let mut child = self
            .command()
            .args(["run", "-"])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let results = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        (output.status.code().unwrap(), results)
    }
}
