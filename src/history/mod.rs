//! What changed, and who changed it when: two states compared, and the trail of commits between them.

pub mod approval;
mod cache;
pub mod changes;
pub mod dates;
pub mod demands;
pub mod facts;
pub mod fields;
mod holders;
pub mod methods;
mod numbers;
pub mod past;
mod piece;
pub mod roles;
pub mod silenced;
pub mod strength;
#[cfg(test)]
mod tests;
pub mod trail;
pub mod walk;

use schemars::JsonSchema;
use serde::Serialize;

/// Whether a state was judged by its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// By all of it.
    Whole,
    /// Nothing asked for it.
    Unasked,
    /// There is no repository, or no commit.
    None,
    /// The clone is shallow: what came before is not here.
    Shallow,
    /// The repository cannot be read.
    Unreadable,
    /// By the commits up to the day that is looked from, if there are any; the last one is later.
    Later,
}
