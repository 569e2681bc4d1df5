//! PDF by LibreOffice, where it is installed: with a profile of its own, so that one that is open stays as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::program;
use crate::say;
use crate::text::Text;

/// The most that a conversion may take; the first one on a machine takes longest.
const MOST: Duration = Duration::from_secs(120);

/// LibreOffice, if it is installed.
#[must_use]
pub fn installed() -> Option<PathBuf> {
    program::find(&["soffice", "libreoffice"])
}

/// The PDF of a .docx.
///
/// # Errors
/// When LibreOffice fails, takes too long, or a working folder can't be made.
pub fn pdf(office: &Path, docx: &[u8]) -> Result<Vec<u8>, Text> {
    let failed = |e: std::io::Error| {
        say!("转成 PDF 时出错: {e}", "the conversion to PDF failed: {e}", e = e.to_string())
    };
    let folder = tempfile::tempdir().map_err(failed)?;
    let source = folder.path().join("document.docx");
    fs::write(&source, docx).map_err(failed)?;
    let mut command = Command::new(office);
    command
        .arg(format!("-env:UserInstallation=file://{}", address(&folder.path().join("profile"))))
        .args(["--headless", "--norestore", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&source);
    program::run(&mut command, MOST)?;
    fs::read(folder.path().join("document.pdf")).map_err(failed)
}

/// A path as it stands in an address.
fn address(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes
        .map(|byte| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
