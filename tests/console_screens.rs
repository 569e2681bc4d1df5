//! Screens as a person sees them, in plain text.

mod support;

use anjuan::text::Lang;
use support::practice::Practice;

#[test]
fn look() {
    let practice = Practice::new();
    for (lang, size) in
        [(Lang::Zh, (80, 24)), (Lang::En, (80, 24)), (Lang::Zh, (120, 40)), (Lang::Zh, (40, 12))]
    {
        let mut c = practice.console("wangmin", lang, false, size);
        let keys: &[&str] = if size == (80, 24) {
            &[
                "", "2", "3", "4", "5", "Enter", "a", "Esc", "t", "Esc", "Esc", "6", "?", "Esc", ":", "Esc",
                "2", "Enter", "F1", "Enter",
            ]
        } else {
            &["", "5", "Enter"]
        };
        for key in keys {
            let bytes = c.press(key).unwrap();
            c.settle();
            eprintln!("==== {key} {bytes}\n{}", c.screen());
        }
    }
}
