//! The batch of certificates of an activity (证书批次): uploaded to the national site, held, released, withdrawn; in pieces, act by act.

use chrono::NaiveDate;
use serde::Serialize;

use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What was done with a batch.
    BatchAct, "证书批次办理", "act on a batch" {
        /// 上传
        Uploaded = "uploaded", "数据上传", "uploaded";
        /// 暂缓
        Held = "held", "暂缓上传", "held";
        /// 解除暂缓
        Released = "released", "解除暂缓", "released";
        /// 作废, 不再上传
        Voided = "voided", "作废不上传", "void, never uploaded";
        /// 撤销已上传数据
        Withdrawn = "withdrawn", "撤销数据", "withdrawn";
    }
}

/// An act on a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchEntry {
    /// What.
    pub act: BatchAct,
    /// How many certificates; 0 where it is about the batch whole.
    pub pieces: u32,
    /// Day.
    pub on: NaiveDate,
    /// Its reference, or the reason.
    pub note: String,
}

/// A batch: what was done with it, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Batch(pub Vec<BatchEntry>);

impl Batch {
    fn pieces(&self, act: BatchAct) -> u32 {
        self.0.iter().filter(|entry| entry.act == act).map(|entry| entry.pieces).sum()
    }

    /// How many were uploaded, withdrawn ones among them.
    #[must_use]
    pub fn uploaded(&self) -> u32 {
        self.pieces(BatchAct::Uploaded)
    }

    /// How many were declared void before they were uploaded.
    #[must_use]
    pub fn voided(&self) -> u32 {
        self.pieces(BatchAct::Voided)
    }

    /// How many were withdrawn.
    #[must_use]
    pub fn withdrawn(&self) -> u32 {
        self.pieces(BatchAct::Withdrawn)
    }

    /// What holds it, since when and why: every hold since the last release, oldest first.
    #[must_use]
    pub fn holds(&self) -> Vec<&BatchEntry> {
        let released = self.0.iter().rposition(|entry| entry.act == BatchAct::Released);
        let since = self.0.get(released.map_or(0, |at| at + 1)..).unwrap_or_default();
        since.iter().filter(|entry| entry.act == BatchAct::Held).collect()
    }

    /// Whether it is held.
    #[must_use]
    pub fn is_held(&self) -> bool {
        !self.holds().is_empty()
    }

    /// It in lines, an act each.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let line = |entry: &BatchEntry| match entry.pieces {
            0 => say!(
                "证书 {a} {d}: {n}",
                "certificates {a} {d}: {n}",
                a = entry.act,
                d = entry.on,
                n = entry.note.as_str()
            ),
            pieces => say!(
                "证书 {a} {d}: {p} 份 ({n})",
                "certificates {a} {d}: {p} ({n})",
                a = entry.act,
                d = entry.on,
                p = pieces,
                n = entry.note.as_str()
            ),
        };
        self.0.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(act: BatchAct, pieces: u32) -> BatchEntry {
        let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        BatchEntry { act, pieces, on, note: String::new() }
    }

    #[test]
    fn what_holds_is_the_last_word() {
        let mut batch = Batch(vec![entry(BatchAct::Held, 0), entry(BatchAct::Held, 0)]);
        assert_eq!(batch.holds().len(), 2);
        assert!(batch.is_held());
        batch.0.push(entry(BatchAct::Released, 0));
        batch.0.push(entry(BatchAct::Uploaded, 30));
        batch.0.push(entry(BatchAct::Uploaded, 8));
        batch.0.push(entry(BatchAct::Withdrawn, 3));
        assert!(!batch.is_held());
        assert_eq!((batch.uploaded(), batch.withdrawn()), (38, 3));
        batch.0.push(entry(BatchAct::Held, 0));
        assert!(batch.is_held());
    }
}
