//! Whether a risk was accepted, by whom, and until when (6.1.3 f).

use super::scale::{Rating, Scales};
use crate::base::date::Date;
use crate::history::approval::Approvals;
use crate::model::approvals::ACCEPTANCE;
use crate::model::kinds::{Person, RecordKind as _, Risk, Role};
use crate::model::program::{Program, View};
use crate::model::reference::{Party, Ref};
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
    /// The risk has changed since.
    Stale,
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
            AcceptanceState::WrongAuthority => "wrong-authority",
        }
    }
}

/// Judges a risk's acceptance; `remaining` is what was accepted: the residual rating, else the current one.
pub fn state(
    program: &Program,
    approvals: Approvals<'_>,
    scales: Option<&Scales<'_>>,
    risk: View<'_, Risk>,
    remaining: Option<Rating>,
    today: Date,
) -> AcceptanceState {
    let Some(acceptance) = &risk.acceptance else { return AcceptanceState::None };
    if acceptance.until.is_some_and(|until| until < today) {
        return AcceptanceState::Expired;
    }
    if approvals.is_stale(Risk::NAME, &risk.id, risk.node(), ACCEPTANCE) {
        return AcceptanceState::Stale;
    }
    match (scales, remaining) {
        (Some(scales), Some(rating)) if !may_accept(program, scales, &risk, rating.level, &acceptance.by) => {
            AcceptanceState::WrongAuthority
        }
        _ => AcceptanceState::Valid,
    }
}

/// Whether `by` has the authority that a level asks for, or that of a higher level. A level that names nobody leaves
/// it to the risk's owner.
pub fn may_accept(program: &Program, scales: &Scales<'_>, risk: &Risk, level: usize, by: &Ref<Party>) -> bool {
    let levels = &scales.levels()[level.min(scales.levels().len())..];
    levels.iter().any(|level| match &level.accept_by {
        Some(Authority::Party(party)) => speaks_for(program, by, party),
        Some(Authority::Owner) | None => risk.owner.as_ref().is_some_and(|owner| speaks_for(program, by, owner)),
    })
}

/// Whether `by` is `party`, holds or deputises for it, or is a role that `party` holds.
pub fn speaks_for(program: &Program, by: &Ref<Party>, party: &Ref<Party>) -> bool {
    by.id() == party.id() || holds(program, by.id(), party.id()) || holds(program, party.id(), by.id())
}

/// Whether a person holds a role or deputises in it.
pub fn holds(program: &Program, person: &str, role: &str) -> bool {
    program.by_id::<Person>(person).is_some() && program.by_id::<Role>(role).is_some() && program.is_holder(person, role)
}
