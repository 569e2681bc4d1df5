//! Printing through the system's `lp`, where there is one.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::program;
use crate::say;
use crate::text::Text;

/// The most that handing over a job may take.
const MOST: Duration = Duration::from_secs(30);

/// Whether this machine can print.
///
/// # Errors
/// Why it can't, and what to do instead.
pub fn ready() -> Result<(), Text> {
    match program::find(&["lp"]) {
        Some(_) => Ok(()),
        None => Err(Text::new(
            "本机没有打印命令 lp: 请先存成文件, 再到能打印的机器上打印",
            "this machine has no lp: save the document as a file and print it where there is a printer",
        )),
    }
}

/// Hands a PDF to the default printer.
///
/// # Errors
/// When there is no `lp`, or it refuses: what it said.
pub fn print(pdf: &[u8], title: &str, copies: u8) -> Result<(), Text> {
    ready()?;
    let failed = |e: std::io::Error| say!("打印出错: {e}", "printing failed: {e}", e = e.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let file = folder.path().join("document.pdf");
    fs::write(&file, pdf).map_err(failed)?;
    let mut command = Command::new("lp");
    command.args(["-t", title, "-n", &copies.to_string(), "--"]).arg(&file);
    program::run(&mut command, MOST)
}
