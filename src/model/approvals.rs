//! Where records hold approvals, and what each of them covers.

use super::facts::{ByKind, Facts, pointers};
use crate::base::node::Node;

/// The places of a kind's approvals, with the place of what they cover, by JSON pointer. An acceptance is an approval of
/// what is left.
pub fn places(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    static PLACES: ByKind<Vec<(String, &str)>> = ByKind::new(|facts| pointers(facts, Facts::covers));
    PLACES.get(kind).into_iter().flatten().map(|(place, covers)| (place.as_str(), *covers))
}

/// Where a risk's plan is approved.
pub const PLAN: &str = "/treatment/approval";
/// Where what is left of a risk is accepted.
pub const ACCEPTANCE: &str = "/acceptance";
/// Where everything else is approved.
pub const RECORD: &str = "/approval";

/// An approval that stands in a record.
#[derive(Clone, Copy)]
pub struct Approved<'a> {
    /// A JSON pointer within the record.
    pub place: &'static str,
    pub approval: Node<'a>,
    /// The part of the record that was approved, by JSON pointer: empty for all of it.
    pub covers: &'static str,
}

impl<'a> Approved<'a> {
    /// The digest that was written down with it, if one was.
    pub fn recorded(&self) -> Option<&'a str> {
        self.approval.get("digest").map(Node::text)
    }

    /// Who approved, as written.
    pub fn by(&self) -> &'a str {
        self.approval.get("by").map_or("", Node::text)
    }

    /// The day, as written.
    pub fn on(&self) -> &'a str {
        self.approval.get("on").map_or("", Node::text)
    }
}

/// The approvals of a record.
pub fn approvals<'a>(kind: &str, record: Node<'a>) -> impl Iterator<Item = Approved<'a>> + use<'a> {
    places(kind).filter_map(move |(place, covers)| {
        let approval = record.find(place).filter(|approval| !approval.is_scalar())?;
        Some(Approved { place, approval, covers })
    })
}

/// The approval at a place of a record.
pub fn approval_at<'a>(kind: &str, record: Node<'a>, place: &str) -> Option<Approved<'a>> {
    approvals(kind, record).find(|approved| approved.place == place)
}
