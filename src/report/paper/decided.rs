//! What earlier management reviews decided, and what became of it (9.3.2 a).

use super::{LineFacts, Stretch};
use crate::model::kinds::{DecisionKind, Review};
use crate::report::doc::Tone;

/// Every decision of the last review, and those of earlier ones that are open or were carried out since. A review of today is
/// the one that this is for.
pub(super) fn decisions(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let mut held: Vec<&Review> = stretch.now.program.all::<Review>().map(|review| review.data()).collect();
    held.retain(|review| review.took_place() && review.on < today);
    held.sort_by(|a, b| (b.on, &b.id).cmp(&(a.on, &a.id)));
    let mut lines = Vec::new();
    for (place, review) in held.into_iter().enumerate() {
        for decision in review.decisions.iter().filter(|decision| decision.kind != DecisionKind::None) {
            let done = decision.done.filter(|done| *done <= today);
            if place > 0 && done.is_some_and(|done| !stretch.is_in(done)) {
                continue;
            }
            let who = stretch.with(decision.owner.as_ref());
            let (state, tone) = match (done, decision.due) {
                (Some(_), _) => ("done".into(), Tone::Good),
                (None, None) => (format!("open, without a day{who}"), Tone::Warn),
                (None, Some(due)) if due < today => (format!("late{who}"), Tone::Bad),
                (None, Some(_)) => (format!("open{who}"), Tone::Plain),
            };
            let line = LineFacts::of(&review.id, &review.title, format!("{}: {state}", decision.text.trim()));
            lines.push(line.on(done.or(decision.due)).toned(tone));
        }
    }
    lines
}
