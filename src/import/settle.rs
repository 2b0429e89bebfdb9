//! From columns that may stand for fields to those that do: which state a rating without a word for it belongs to, and
//! what is too unclear to be taken for a rating.

use super::mapping::{MapError, Unclear};
use super::measures::Axis;
use super::rating::{STATES, State};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

/// A column that may stand for a field; the smaller rank wins.
pub struct Pick {
    pub index: usize,
    pub field: String,
    /// 0 for a wish, else the place of the header in the table.
    pub rank: usize,
    /// The word for a state in its header.
    pub word: Option<State>,
    /// Of a rating that was recognised.
    pub rating: Option<Rated>,
}

/// What a recognised rating is like.
#[derive(Clone, Copy)]
pub struct Rated {
    pub axis: Axis,
    pub is_largest: bool,
    /// A dimension that the method does not have.
    pub is_invented: bool,
}

/// The columns of fields.
pub struct Settled {
    pub by_field: HashMap<String, usize>,
    /// What is left today is also what is expected: the sheet rates what remains, and does not tell them apart.
    pub today_is_expected: bool,
}

/// What a sheet may say of a risk in a state, or without one.
const OF_A_STATE: [&str; 4] = ["likelihood", "impact", "score", "level"];

pub fn is_of_state(field: &str, state: &str) -> bool {
    field.strip_prefix(state).is_some_and(|rest| rest.starts_with('.'))
}

fn has_no_state(field: &str) -> bool {
    OF_A_STATE.contains(&field.split('.').next().unwrap_or_default())
}

/// Whether a field is a likelihood or an impact, of whatever state.
pub fn is_rating(field: &str) -> bool {
    let part = field.split_once('.').filter(|(state, _)| STATES.contains(state)).map_or(field, |(_, part)| part);
    part == "likelihood" || part == "impact" || part.starts_with("impact.")
}

/// Decides between columns for the same field. A rating without a state is one before controls if there is another for
/// what remains, and today's if there is not.
pub fn settle(mut picks: Vec<Pick>, header: &[String], unclear: &mut Vec<Unclear>) -> Result<Settled, MapError> {
    tell_residual(&mut picks);
    let is_what_remains = |pick: &Pick| pick.word == Some(State::Residual) && is_of_state(&pick.field, "current") && is_rating(&pick.field);
    let today_is_expected = !picks.iter().any(|pick| is_of_state(&pick.field, "residual")) && picks.iter().any(is_what_remains);
    invented(&mut picks, unclear);
    let plain = states(&mut picks);
    mixed(&picks, &plain, unclear);
    picks.sort_by_key(|pick| (pick.rank, pick.index));
    let mut by_field: HashMap<String, usize> = HashMap::new();
    for Pick { index, field, rank, rating, .. } in picks {
        match by_field.entry(field) {
            Entry::Vacant(free) => {
                free.insert(index);
            }
            Entry::Occupied(taken) if rank == 0 => {
                let headers = [*taken.get(), index].map(|index| header[index].clone());
                return Err(MapError::Twice { at: String::new(), field: taken.key().clone(), headers });
            }
            Entry::Occupied(taken) => {
                if let Some(Rated { axis, .. }) = rating.filter(|_| unclear.iter().all(|other| other.index != index)) {
                    unclear.push(Unclear::new(index, axis.name(), format!("there is another column for `{}`", taken.key())));
                }
            }
        }
    }
    Ok(Settled { by_field, today_is_expected })
}

/// What a sheet calls residual is what is left today, unless it has another column for that.
fn tell_residual(picks: &mut [Pick]) {
    let is_today = |pick: &Pick| is_of_state(&pick.field, "current") && pick.word != Some(State::Residual);
    if picks.iter().any(is_today) {
        for pick in picks.iter_mut().filter(|pick| pick.rank > 0 && pick.word == Some(State::Residual)) {
            if let Some(part) = pick.field.strip_prefix("current.") {
                pick.field = format!("residual.{part}");
            }
        }
    }
}

/// A dimension that the method does not have is one where the sheet has several, and no impact that is none of them. A
/// single one beside the largest says nothing that the largest does not say.
fn invented(picks: &mut Vec<Pick>, unclear: &mut Vec<Unclear>) {
    let dimension = |pick: &Pick| pick.field.split_once("impact.").map(|(_, name)| name.to_owned());
    let several = picks.iter().filter_map(dimension).collect::<BTreeSet<_>>().len() > 1;
    let state = |pick: &Pick| pick.field.split("impact").next().map(str::to_owned);
    let overall = |is_largest: bool| -> Vec<_> {
        let is_so = |pick: &&Pick| pick.rating.is_some_and(|rated| rated.axis == Axis::Impact && rated.is_largest == is_largest);
        picks.iter().filter(|pick| is_so(pick) && dimension(pick).is_none()).map(state).collect()
    };
    let (plain, largest) = (overall(false), overall(true));
    picks.retain(|pick| {
        let Some(rated) = pick.rating.filter(|rated| rated.is_invented) else { return true };
        let why = match (several, plain.contains(&state(pick))) {
            (true, false) => return true,
            (_, true) => "another column is the impact itself",
            (false, false) if largest.contains(&state(pick)) => return false,
            (false, false) => "the sheet has no other dimension, and the method does not know this one",
        };
        unclear.push(Unclear::new(pick.index, rated.axis.name(), why));
        true
    });
}

/// Gives a state to what has none, and returns the columns of such ratings. A score without a state is that of the only
/// ratings there are; where there are several it stays out.
fn states(picks: &mut Vec<Pick>) -> Vec<usize> {
    let has = |state: &str| picks.iter().any(|pick| is_of_state(&pick.field, state));
    let state = if has("inherent") || has("current") { "inherent" } else { "current" };
    let is_plain = |pick: &Pick| has_no_state(&pick.field) && is_rating(&pick.field);
    let rated: BTreeSet<&str> = if picks.iter().any(is_plain) {
        [state].into()
    } else {
        let is_rated = |state: &str| picks.iter().any(|pick| is_of_state(&pick.field, state) && is_rating(&pick.field));
        STATES.into_iter().filter(|state| is_rated(state)).collect()
    };
    let plain = picks.iter().filter(|pick| is_plain(pick) && pick.rating.is_some()).map(|pick| pick.index).collect();
    if rated.len() > 1 {
        picks.retain(|pick| pick.rank == 0 || !has_no_state(&pick.field));
    }
    let of_results = match rated.first() {
        Some(only) if rated.len() == 1 => only,
        _ => state,
    };
    for pick in picks.iter_mut().filter(|pick| has_no_state(&pick.field)) {
        let state = if is_rating(&pick.field) { state } else { of_results };
        pick.field = format!("{state}.{}", pick.field);
    }
    plain
}

/// No rating is made of a column that names its state and one that does not.
fn mixed(picks: &[Pick], plain: &[usize], unclear: &mut Vec<Unclear>) {
    for pick in picks.iter().filter(|pick| plain.contains(&pick.index)) {
        let Some(rated) = pick.rating else { continue };
        let state = pick.field.split('.').next().unwrap_or_default();
        let named = picks.iter().any(|other| other.rating.is_some() && !plain.contains(&other.index) && is_of_state(&other.field, state));
        if named {
            unclear.push(Unclear::new(pick.index, rated.axis.name(), "other columns name the state, and this one does not"));
        }
    }
}
