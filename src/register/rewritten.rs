//! When what a record says of how something works was rewritten, as git tells it: what was shown of the thing before was shown of
//! something else. Where the record says of a change that only the wording is another, and why, that change counts for nothing.

use super::cx::Cx;
use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::text::says_nothing;
use crate::history::fields::Mark;
use crate::history::silenced::NEAR;
use crate::model::digest;

/// A change of what a record says of how something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rewritten {
    pub on: Date,
    /// The place of the commit; None: it is not committed yet.
    pub place: Option<usize>,
}

/// The changes of a field, by its JSON pointer, that changed more than its wording, the latest first. That a record came to say it,
/// or says it no more, is no change.
pub fn rewritten(cx: &Cx<'_>, kind: &'static str, id: &str, record: Node<'_>, pointer: &str) -> Vec<Rewritten> {
    let Some(trail) = cx.trail else { return Vec::new() };
    let past = trail.record(kind, id);
    let now = digest::content(kind, record, pointer, None).map(Mark::from);
    let differs = |is: Option<Mark>, was: Option<Mark>| is.zip(was).is_some_and(|(is, was)| is != was);
    let open = past.first().filter(|newest| differs(now, newest.part(pointer))).map(|_| Rewritten { on: cx.today, place: None });
    let committed = past.windows(2).filter(|pair| differs(pair[0].part(pointer), pair[1].part(pointer))).map(|pair| pair[0].place);
    let committed = committed.map(|place| Rewritten { on: trail.commits[place].committer.day(), place: Some(place) });
    let mut changes: Vec<Rewritten> = open.into_iter().chain(committed).collect();
    if !changes.is_empty() {
        // Each speaks for one change, the nearest.
        for on in worded(record, &pointer[1..]) {
            let far = |change: &Rewritten| change.on.days_since(on).abs();
            let near = changes.iter().enumerate().filter(|(_, change)| far(change) <= NEAR).min_by_key(|(_, change)| far(change));
            if let Some((at, _)) = near {
                changes.remove(at);
            }
        }
    }
    changes
}

/// The days on which only the wording of a field was changed, as the record says.
fn worded(record: Node<'_>, field: &str) -> Vec<Date> {
    let text = |entry: Node<'_>, name: &str| entry.get(name).map_or(String::new(), |value| value.text().to_owned());
    let entries = record.get("amended").into_iter().flat_map(Node::items);
    let entries = entries.filter(|entry| text(*entry, "wording_only") == "true" && text(*entry, "what") == field);
    entries.filter(|entry| !says_nothing(&text(*entry, "reason"))).filter_map(|entry| text(entry, "on").parse().ok()).collect()
}
