//! Every text of the console is as wide in terminals that draw ambiguous characters two cells wide as in others.

use std::fs;
use std::path::{Path, PathBuf};

use anjuan::text::cells::is_ambiguous;

/// All Rust files under a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .collect()
}

/// The string literals in the calls that make texts: two each, Chinese and English.
fn texts(source: &str) -> Vec<&str> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for call in ["Text::new(", "say!("] {
        for (at, _) in source.match_indices(call) {
            // What escapes there may be doesn't matter: a literal cut short is still looked at in part.
            found.extend(source[at..].split('"').skip(1).step_by(2).take(2));
        }
    }
    found
}

#[test]
fn no_text_has_a_character_of_ambiguous_width() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for path in sources(&root.join("src/console")) {
        let source = fs::read_to_string(&path).unwrap();
        for text in texts(&source) {
            seen += 1;
            let wrong: String = text.chars().filter(|c| is_ambiguous(*c)).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?} in {text:?}", path.display());
        }
    }
    assert!(seen > 20, "the texts were found");
}
