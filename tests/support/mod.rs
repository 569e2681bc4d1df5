//! What several test files share.

pub mod practice;
pub mod pty;
