//! 案卷: the console of a human-resources bureau for the administration of skills-evaluation agencies.
//!
//! The house, one direction of imports: `console` and `cli` → `commands` → `law` and `store` → `records`.
//! `text` is below them all. See ARCHITECTURE.md.

pub mod documents;
pub mod find;
pub mod records;
pub mod text;
