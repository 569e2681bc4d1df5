//! Acts on agencies (机构): registering and correcting them, and noting calls about them.

pub mod call;
pub mod correct;
pub mod register;
