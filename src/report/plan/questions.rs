//! What an auditor may ask about and nobody has to have done.

use crate::base::date::Date;
use crate::base::text::count;
use crate::register::cx::Cx;
use crate::register::plan::{Part, Planned, Progress, at_work, audited};
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
    // Once it has begun, what was at work then is no longer a question of days to come.
    let second = planned.iter().find(|planned| planned.part == Part::Stage2 && planned.standing.progress == Progress::Open);
    let second = second.and_then(|planned| planned.slot);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::register::plan::{Known, Share, plan};
    use crate::store::memory::Memory;

    #[test]
    fn what_will_have_been_young_at_stage_2_is_asked_before_it() {
        let asked = |stage_2: &str| {
            let mut files = Memory::default();
            files.put(
                "isms.yaml",
                format!("format: 1\norganisation: {{name: X}}\ncertification: {{stage_1: 2026-05-11, stage_2: {stage_2}}}\n"),
            );
            files.put("soa.yaml", "controls: {A.8.13: {applicable: true}, A.8.14: {applicable: true}, A.8.15: {applicable: true}}\n");
            // Most have been at work for long; one has not.
            for (annex, since) in [("A.8.13", "2025-01-01"), ("A.8.14", "2025-01-01"), ("A.8.15", "2026-06-20")] {
                let id = format!("CTL-{}", &annex[4..]);
                let text = format!("id: {id}\ntitle: One\nimplements: [{annex}]\nstatus: implemented\nimplemented_on: {since}\n");
                files.put(&format!("controls/{id}.yaml"), text);
            }
            let program = load(&files).unwrap().program;
            let cx = Cx::new(&program, None, "2026-06-30".parse().unwrap());
            let done = Share { progress: Progress::Done, done: 4, of: 4 };
            questions(&cx, &plan(&cx, None, &Known { steps: [done; 5], is_held_up: false }))
                .iter()
                .any(|asked| asked.contains("stage 2 begins"))
        };
        assert_eq!([asked("2026-08-01"), asked("2027-08-01"), asked("2026-06-25")], [true, false, false]);
    }
}
