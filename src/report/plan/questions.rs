//! What an auditor may ask about and nobody has to have done.

use crate::base::date::Date;
use crate::base::text::count;
use crate::register::cx::Cx;
use crate::register::plan::{Part, Planned, at_work, audited};
use crate::report::share;

/// How many a question names.
const NAMED: usize = 5;

/// The questions, as far as there are any.
pub fn questions(cx: &Cx<'_>, planned: &[Planned]) -> Vec<String> {
    let audited = audited(cx);
    let (working, applicable) = at_work(cx);
    let mut questions = Vec::new();
    if !audited.controls.is_empty() && audited.has_begun {
        questions.push(format!(
            "{} applicable controls were in no finished internal audit of the cycle: {}. The cycle has time for them until it ends.",
            share(audited.controls.len(), applicable),
            named(&audited.controls)
        ));
    }
    if audited.is_silent_on_places {
        questions
            .push("No finished internal audit says which sites it looked at, and there are several: `isms set AUD-… places+=…`.".into());
    }
    let second = planned.iter().find(|planned| planned.part == Part::Stage2).and_then(|planned| planned.slot);
    if let Some(day) = second.map(|slot| slot.earliest.start) {
        let asked = cx.cadences.operate_before_audit();
        let young = |(since, _): &&(Date, _)| since.plus(asked) > day;
        let young: Vec<&str> = working.iter().filter(young).map(|(_, row)| row.id).collect();
        if !young.is_empty() {
            let are = count(young.len(), "control");
            questions.push(format!("{are} will have been at work for less than {asked} when stage 2 begins on {day}: {}.", named(&young)));
        }
    }
    questions
}

fn named(ids: &[&str]) -> String {
    let more = ids.len().saturating_sub(NAMED);
    let shown = ids[..ids.len().min(NAMED)].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
