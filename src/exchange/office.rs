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
    let mut pdf = fs::read(folder.path().join("document.pdf")).map_err(failed)?;
    settle(&mut pdf);
    Ok(pdf)
}

/// What LibreOffice writes of the moment it wrote, each before so many digits: put at zero, so that the same page printed again is the
/// same bytes. Places in the file stay, as nothing gets longer or shorter.
const OF_THE_MOMENT: [(&[u8], usize); 4] = [
    (b"/CreationDate(D:", 14),
    (b"/ID [ <", 32),
    (b"/ID [ <00000000000000000000000000000000>\n<", 32),
    (b"/DocChecksum /", 32),
];

fn settle(pdf: &mut [u8]) {
    for (mark, digits) in OF_THE_MOMENT {
        let found = pdf.windows(mark.len() + digits).rposition(|window| {
            window.starts_with(mark) && window[mark.len()..].iter().all(u8::is_ascii_hexdigit)
        });
        if let Some(at) = found {
            pdf[at + mark.len()..at + mark.len() + digits].fill(b'0');
        }
    }
}

/// A path as it stands in an address.
fn address(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes
        .map(|byte| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn what_is_of_the_moment_is_put_at_zero_and_nothing_else() {
        let written = |date: &str, id: &str| {
            format!("1 0 obj /CreationDate(D:{date}Z')>> ... /ID [ <{id}>\n<{id}> ]\n/DocChecksum /{id}\n>>")
        };
        let mut pdf = written("20261128082313", "AFF7611BCF07BADBD3D20164EAEDB4AD").into_bytes();
        settle(&mut pdf);
        let zero = written("00000000000000", "00000000000000000000000000000000");
        assert_eq!(String::from_utf8(pdf).unwrap(), zero);
        let mut other = b"/CreationDate(D:2026) /ID [ <xyz> ]".to_vec();
        settle(&mut other);
        assert_eq!(other, b"/CreationDate(D:2026) /ID [ <xyz> ]");
    }
}
