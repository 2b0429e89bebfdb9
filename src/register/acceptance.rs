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
        (Some(scales), Some(rating)) if !may_accept(approvals.roles(), scales, &risk, rating.level, acceptance) => {
            AcceptanceState::WrongAuthority
        }
        _ => AcceptanceState::Valid,
    }
}

/// Whether whoever accepted a risk had on that day the authority that a level asks for, or that of a higher level. A level
/// that names nobody leaves it to the risk's owner.
fn may_accept(roles: Roles<'_>, scales: &Scales<'_>, risk: &Risk, level: usize, acceptance: &Acceptance) -> bool {
    let spoke_for = |party: &str| roles.speaks_for(acceptance.by.id(), party, acceptance.on);
    let levels = &scales.levels()[level.min(scales.levels().len())..];
    levels.iter().any(|level| match &level.accept_by {
        Some(Authority::Party(party)) => spoke_for(party.id()),
        Some(Authority::Owner) | None => risk.owner.as_ref().is_some_and(|owner| spoke_for(owner.id())),
    })
}
