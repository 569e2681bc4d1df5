//! Samples that the product ships, each plainly marked as one (样本).

/// Other violations (其他违规情形), as a sheet to import.
pub const VIOLATIONS: &str = include_str!("../../data/violations-sample.csv");

/// A form of score sheets (评分表样式), as a sheet to import.
pub const SCORE_SHEET: &str = include_str!("../../data/score-sheet-sample.csv");
