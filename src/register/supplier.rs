//! When a supplier must be looked at again (A.5.22).

use crate::base::date::{Date, Period};
use crate::model::kinds::{Certificate, Criticality, Supplier};
use crate::model::single::isms::Cadences;
use std::collections::BTreeMap;

/// The last review up to a day.
pub fn last_review(supplier: &Supplier, today: Date) -> Option<Date> {
    supplier.reviews.iter().map(|review| review.on).filter(|on| *on <= today).max()
}

/// The day the next review is due, counted from the last. None if there was none yet. A supplier without a criticality
/// counts as medium.
pub fn due(supplier: &Supplier, cadences: Cadences<'_>, today: Date) -> Option<Date> {
    last_review(supplier, today).map(|last| last.plus(every(supplier, cadences)))
}

/// How often a supplier is reviewed.
pub fn every(supplier: &Supplier, cadences: Cadences<'_>) -> Period {
    cadences.supplier(supplier.criticality.unwrap_or(Criticality::Medium))
}

/// The certificates a supplier holds, by name, with their places: of several with one name the newest.
pub fn certificates(supplier: &Supplier) -> impl Iterator<Item = (usize, &Certificate)> {
    let mut newest: BTreeMap<&str, (usize, &Certificate)> = BTreeMap::new();
    for (index, certificate) in supplier.certificates.iter().enumerate() {
        let best = newest.entry(&certificate.name).or_insert((index, certificate));
        if best.1.valid_until.is_some() && certificate.valid_until.is_none_or(|day| Some(day) > best.1.valid_until) {
            *best = (index, certificate);
        }
    }
    newest.into_values()
}
