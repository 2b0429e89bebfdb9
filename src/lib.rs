//! `isms` runs an ISO/IEC 27001:2022 management system out of a folder of YAML records in git.
//!
//! Floors, from the ground up; each may use those below it, never one above:
//! `base` places, values, findings, days · `model` what a management system is made of · `store` where bytes come
//! from · `load` bytes to records · `edit` changes to them · `catalogue` drafts to begin with · `history` what changed · `register` arithmetic · `check`
//! rules · `report` content · `render` looks · `import` sheets to records · `ops` what can be asked, whoever asks · `cli`
//! the terminal, the clock and the environment.

mod base;
#[doc(hidden)]
pub mod bench;
mod catalogue;
mod check;
pub mod cli;
#[doc(hidden)]
pub mod docs;
mod edit;
mod history;
mod import;
mod load;
// Public so that a field counts as used by being declared: records are a contract with users, read or not.
#[doc(hidden)]
pub mod model;
mod ops;
mod register;
mod render;
mod report;
mod store;

/// Here and not in the program, so that what benches compare with is given memory in the same way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
