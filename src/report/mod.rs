//! What is reported: content without looks, and the wire contract.

pub mod doc;
pub mod findings;
