//! When a supplier must be looked at again (A.5.22).

use super::longest::longest;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Certificate, Criticality, Supplier};
use crate::model::single::cadence::Cadences;

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

/// The certificates a supplier holds, by name, with their places: of several with one name the one that counts longest.
pub fn certificates(supplier: &Supplier) -> impl Iterator<Item = (usize, &Certificate)> {
    let named = supplier.certificates.iter().map(|certificate| (&certificate.name, certificate.valid_until));
    longest(named).into_values().map(|(_, index)| (index, &supplier.certificates[index]))
}
