//! 案卷: the console of a human-resources bureau for the administration of skills-evaluation agencies.
//!
//! The house, one direction of imports: `console` and `cli` → `commands` → `law` and `store` → `records`.
//! `demo` makes practice data through `commands`. `text` is below them all; `exchange`, `find` and `documents` stand
//! beside `store`. See ARCHITECTURE.md.

pub mod cli;
pub mod commands;
pub mod console;
pub mod demo;
pub mod documents;
pub mod exchange;
pub mod find;
pub mod law;
pub mod records;
pub mod store;
pub mod text;
