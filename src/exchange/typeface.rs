//! A free Chinese typeface that is installed on this machine, for the PDF that is made without an office program. None that
//! somebody has to pay for is taken, and none is carried along.

use fontdb::{Database, Family, Query};

/// Free typefaces by the names under which they are installed, best first: Song and FangSong before Hei.
const FREE: [&str; 14] = [
    "FandolFang R",
    "FandolFang",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "FandolSong",
    "AR PL UMing CN",
    "AR PL SungtiL GB",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL KaitiM GB",
];

/// The first of them that is installed and has every character of a text: its file, and its number therein.
#[must_use]
pub fn with(text: &str) -> Option<(Vec<u8>, u32)> {
    let mut installed = Database::new();
    installed.load_system_fonts();
    FREE.iter().find_map(|name| {
        let query = Query { families: &[Family::Name(name)], ..Query::default() };
        let id = installed.query(&query)?;
        installed
            .with_face_data(id, |data, index| has_all(data, index, text).then(|| (data.to_vec(), index)))?
    })
}

fn has_all(data: &[u8], index: u32, text: &str) -> bool {
    let Ok(face) = ttf_parser::Face::parse(data, index) else { return false };
    text.chars().filter(|c| !c.is_whitespace()).all(|c| face.glyph_index(c).is_some())
}
