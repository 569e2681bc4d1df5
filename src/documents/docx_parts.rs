//! Two parts of a .docx that are the same in all: the table of typefaces, and the defaults of its paragraphs. The typefaces
//! of official documents (GB/T 9704) stand by their usual names, each with what stands in for it where it isn't installed; no
//! font is carried along.

use std::fmt::Write;

/// What a typeface is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// 小标宋: the title.
    Title,
    /// 仿宋: the text.
    Body,
    /// 黑体: headings.
    Heading,
    /// 宋体: the page mark.
    Mark,
}

impl Face {
    /// All of them.
    const ALL: [Self; 4] = [Self::Title, Self::Body, Self::Heading, Self::Mark];

    /// The usual name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Title => "方正小标宋简体",
            Self::Body => "仿宋_GB2312",
            Self::Heading => "黑体",
            Self::Mark => "宋体",
        }
    }

    /// What stands in for it, best first; the last ones are free.
    const fn stand_ins(self) -> &'static [&'static str] {
        match self {
            Self::Title => &[
                "方正小标宋_GBK",
                "FZXiaoBiaoSong-B05S",
                "华文中宋",
                "STZhongsong",
                "SimSun",
                "Noto Serif CJK SC",
            ],
            Self::Body => {
                &["FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", "Noto Serif CJK SC"]
            }
            Self::Heading => &["SimHei", "STHeiti", "FandolHei", "Noto Sans CJK SC"],
            Self::Mark => &["SimSun", "STSong", "FandolSong", "Noto Serif CJK SC"],
        }
    }
}

/// The table of fonts of a .docx: the names, and what to take in their stead.
pub(super) fn font_table() -> String {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    );
    for face in Face::ALL {
        // Names are ours: nothing in them has to be escaped. Writing to a String doesn't fail.
        let _ = write!(
            xml,
            r#"<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>"#,
            face.name(),
            face.stand_ins().join(","),
        );
    }
    xml + "</w:fonts>"
}

/// The defaults: the text's typeface and size (half points); nothing is put between Chinese and other letters, or a line would
/// not hold its twenty-eight characters. A comma may hang over the end of a line, as is usual in Chinese.
pub(super) fn styles(half_points: usize) -> String {
    let face = Face::Body.name();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{PARAGRAPH}</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>{PARAGRAPH}</w:pPr></w:style></w:styles>"#
    )
}

const PARAGRAPH: &str = r#"<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>"#;
