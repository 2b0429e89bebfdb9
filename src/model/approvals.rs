//! Where records hold approvals, and what each of them covers.

use crate::base::node::Node;

/// The places of approvals in records, with the place of what they cover. An acceptance is an approval of what is left.
pub const PLACES: [(&str, &str); 4] = [("/approval", ""), ("/treatment/approval", ""), ("/acceptance", ""), ("/risk/approval", "/risk")];

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
    /// That part.
    pub covered: Node<'a>,
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
pub fn approvals(record: Node<'_>) -> impl Iterator<Item = Approved<'_>> {
    PLACES.into_iter().filter_map(move |(place, covers)| {
        let approval = record.find(place).filter(|approval| !approval.is_scalar())?;
        Some(Approved { place, approval, covers, covered: record.find(covers)? })
    })
}

/// The approval at a place of a record.
pub fn approval_at<'a>(record: Node<'a>, place: &str) -> Option<Approved<'a>> {
    approvals(record).find(|approved| approved.place == place)
}
