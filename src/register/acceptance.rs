//! Whether a risk was accepted, by whom, and until when (6.1.3 f).

use super::scale::{Rating, Scales};
use crate::base::date::Date;
use crate::history::approval::{Approvals, Standing};
use crate::history::roles::Roles;
use crate::model::approvals::ACCEPTANCE;
use crate::model::kinds::{Acceptance, RecordKind as _, Risk};
use crate::model::program::View;
use crate::model::single::isms::Authority;
use schemars::JsonSchema;
use serde::Serialize;

/// The state of a risk's acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AcceptanceState {
    /// Nobody has accepted it.
    None,
    Valid,
    /// Its last day is over.
    Expired,
    /// The risk has changed since, or the acceptance itself was rewritten.
    Stale,
    /// Git speaks less strongly for it than the organisation asks.
    Unproven,
    /// The level asks for somebody else.
    WrongAuthority,
}

impl AcceptanceState {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            AcceptanceState::None => "none",
            AcceptanceState::Valid => "valid",
            AcceptanceState::Expired => "expired",
            AcceptanceState::Stale => "stale",
            AcceptanceState::Unproven => "unproven",
            AcceptanceState::WrongAuthority => "wrong-authority",
        }
    }
}

/// Judges a risk's acceptance; `remaining` is what was accepted: the residual rating, else the current one.
pub fn state(
    approvals: &Approvals<'_>,
    scales: Option<&Scales<'_>>,
    risk: View<'_, Risk>,
    remaining: Option<Rating>,
    today: Date,
) -> AcceptanceState {
    let Some(acceptance) = &risk.acceptance else { return AcceptanceState::None };
    if acceptance.until.is_some_and(|until| until < today) {
        return AcceptanceState::Expired;
    }
    match approvals.at(Risk::NAME, &risk.id, risk.node(), ACCEPTANCE) {
        Some(Standing::Stale | Standing::Rewritten) => return AcceptanceState::Stale,
        Some(Standing::Unproven) => return AcceptanceState::Unproven,
        _ => {}
    }
    match (scales, remaining) {
        (Some(scales), Some(rating)) if !may_accept(approvals.roles(), scales, risk.data(), rating, acceptance) => {
            AcceptanceState::WrongAuthority
        }
        _ => AcceptanceState::Valid,
    }
}

/// Who may accept what is left of a risk: the authority that its level asks for, then those of higher levels. A level that names
/// nobody leaves it to the risk's owner.
pub fn authorities<'a>(scales: &Scales<'a>, risk: &'a Risk, remaining: Rating) -> impl Iterator<Item = &'a str> {
    let levels = scales.levels();
    levels[remaining.level.min(levels.len())..].iter().filter_map(|level| match &level.accept_by {
        Some(Authority::Party(party)) => Some(party.id()),
        Some(Authority::Owner) | None => risk.owner.as_ref().map(|owner| owner.id()),
    })
}

/// Whether whoever accepted a risk had on that day the authority for it.
fn may_accept(roles: Roles<'_>, scales: &Scales<'_>, risk: &Risk, remaining: Rating, acceptance: &Acceptance) -> bool {
    authorities(scales, risk, remaining).any(|party| roles.speaks_for(acceptance.by.id(), party, acceptance.on))
}
