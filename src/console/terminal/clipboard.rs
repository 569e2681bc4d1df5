//! The clipboard of the person's own terminal, by OSC 52: it works over SSH and needs no display server.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::text::Text;

/// What to say after copying. The terminal decides whether it takes the text, and tells nobody.
pub(super) const SENT: Text =
    Text::new("已发送到终端的剪贴板 (须终端允许)", "sent to the terminal's clipboard (if it allows that)");

/// Whether the person sits at the other end of an SSH connection.
#[must_use]
pub fn over_ssh() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// The sequence that hands a text to the terminal's clipboard.
pub(super) fn sequence(text: &str) -> Vec<u8> {
    let mut bytes = String::new();
    // Writing into a string can't fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut bytes);
    bytes.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_encoded() {
        assert_eq!(sequence("示例"), b"\x1b]52;c;56S65L6L\x1b\\");
    }
}
