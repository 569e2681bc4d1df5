//! Screens as a person sees them, in plain text: a change of one shows in its picture.

use anjuan::console::driver::Driver;
use anjuan::text::Lang;
use anjuan::text::cells;

use crate::desk::Desk;

const USUAL: (u16, u16) = (80, 24);

/// The screen with the clock stopped.
fn picture(driver: &Driver) -> String {
    let screen = driver.screen();
    let mut lines: Vec<String> = screen.lines().map(str::to_owned).collect();
    if let Some(first) = lines.first_mut()
        && let Some((before, time)) = first.rsplit_once(' ')
        && time.len() == 5
        && time.contains(':')
    {
        *first = format!("{before} hh:mm");
    }
    lines.join("\n")
}

/// Presses keys one by one and takes a picture.
fn taken(lang: Lang, ascii: bool, size: (u16, u16), keys: &str) -> String {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", lang, ascii, size);
    for key in keys.split_whitespace() {
        driver.press(key).unwrap();
        driver.settle();
    }
    picture(&driver)
}

macro_rules! pictures {
    ($($name:ident: $lang:ident, $ascii:literal, $size:expr, $keys:literal;)+) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(taken(Lang::$lang, $ascii, $size, $keys));
        }
    )+};
}

pictures! {
    today: Zh, false, USUAL, "";
    today_en: En, false, USUAL, "";
    today_wide: Zh, false, (120, 40), "";
    today_small: Zh, false, (40, 12), "";
    agencies: Zh, false, USUAL, "2";
    cases: Zh, false, USUAL, "5";
    documents: Zh, false, USUAL, "6";
    complaints: Zh, false, USUAL, "7";
    complaint: Zh, false, (120, 40), "7 Enter";
    complaint_en: En, false, USUAL, "7 Enter";
    agency: Zh, false, USUAL, "2 Enter";
    agency_en: En, false, USUAL, "2 Enter";
    case: Zh, false, USUAL, "5 Enter";
    case_en: En, false, USUAL, "5 Enter";
    case_ascii: Zh, true, USUAL, "5 Enter";
    case_wide: Zh, false, (120, 40), "5 Enter";
    case_small: Zh, false, (40, 12), "5 Enter";
    keys: Zh, false, USUAL, "5 Enter ?";
    keys_en: En, false, USUAL, "?";
    palette: Zh, false, USUAL, ": j u e d i n g";
    filter: Zh, false, USUAL, "5 f Down Down";
    article: Zh, false, USUAL, "5 Enter F1";
    rules: En, false, USUAL, "2 F1";
    history: Zh, false, USUAL, "5 t";
    chart: Zh, false, USUAL, ": c h a r t Enter";
    chart_en: En, true, (120, 40), ": c h a r t Enter";
    settings: Zh, false, USUAL, ": s e t t i n g s Enter";
    settings_en: En, false, (120, 40), ": s e t t i n g s Enter Down";
}

#[test]
fn no_ascii_screen_has_lines_of_doubtful_width() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, true, USUAL);
    for keys in ["", "5", "Enter", "?", "Esc", "t", "Esc", "F1", "Esc", ":"] {
        driver.press(keys).unwrap();
        // Data may hold such characters; what the console draws itself may not.
        let drawn = driver.screen().replace('·', "");
        let wrong: String = drawn.chars().filter(|c| cells::is_ambiguous(*c)).collect();
        assert!(wrong.is_empty(), "{wrong:?} after {keys:?}\n{drawn}");
    }
}
