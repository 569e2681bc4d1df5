//! `sample KIND FILE`: the samples that the product ships, each plainly marked as one, to be filled with the bureau's own data and
//! imported.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use crate::commands::fault::Fault;
use crate::exchange::samples;
use crate::exchange::whole::{Existing, write_whole};
use crate::say;

/// Samples by name.
const SAMPLES: [(&str, &str); 2] =
    [("violations", samples::VIOLATIONS), ("score-sheet", samples::SCORE_SHEET)];

/// Writes a sample to a file.
///
/// # Errors
/// When there is none of that name, or the file is there already or can't be written.
pub fn write(kind: &str, file: &Path) -> Result<Answer, Fault> {
    let Some((_, sample)) = SAMPLES.iter().find(|(name, _)| *name == kind) else {
        let names: Vec<&str> = SAMPLES.iter().map(|(name, _)| *name).collect();
        let text = say!(
            "没有样本「{k}」, 可用: {n}",
            "no sample '{k}': there is {n}",
            k = kind,
            n = names.join(" ")
        );
        return Err(Fault::field("kind", text));
    };
    write_whole(file, Existing::Keep, |to| Ok(to.write_all(sample.as_bytes())?)).map_err(Fault::Io)?;
    let path = file.display().to_string();
    let said = say!(
        "样本已写入 {p}: 非正式文件, 换成本单位的清单后导入",
        "the sample is in {p}: it is no official document; put your own list in its place and import it",
        p = path
    );
    Ok(Answer::new(json!({ "ok": true, "kind": kind, "file": path }), vec![said]))
}
