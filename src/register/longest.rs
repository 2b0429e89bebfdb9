//! Of several things with one name – certificates, proofs of what somebody can do – the one that counts longest.

use crate::base::date::Date;
use std::collections::BTreeMap;

/// By name, until when it counts and where in the list it stands. What has no end counts for ever.
pub fn longest<N: Ord>(named: impl IntoIterator<Item = (N, Option<Date>)>) -> BTreeMap<N, (Option<Date>, usize)> {
    let mut all = BTreeMap::new();
    for (index, (name, until)) in named.into_iter().enumerate() {
        let best: &mut (Option<Date>, usize) = all.entry(name).or_insert((until, index));
        if best.0.is_some() && until.is_none_or(|day| Some(day) > best.0) {
            *best = (until, index);
        }
    }
    all
}
