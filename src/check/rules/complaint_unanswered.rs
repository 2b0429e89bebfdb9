use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::context::FeedbackKind;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "complaint-unanswered",
    level: Level::Info,
    mandatory: false,
    about: About::Lateness,
    clauses: &["7.4", "9.3.2"],
    page: include_str!("complaint_unanswered.md"),
    check: Check::Records(check),
};

/// Nobody should wait longer for a first answer.
const PATIENCE: Period = Period::days(30);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(context) = cx.program.context() else { return };
    for (p, party) in context.parties.iter().enumerate() {
        let complaints = party.feedback.iter().enumerate().filter(|(_, said)| said.kind == FeedbackKind::Complaint);
        let open = complaints.filter(|(_, said)| said.answered.is_none() && said.answer.is_none() && said.led_to.is_empty());
        for (f, said) in open.filter(|(_, said)| said.on.plus(PATIENCE) < cx.today) {
            out.at(
                context.at(&format!("/parties/{p}/feedback/{f}/on")),
                format!("a complaint from `{}` of {} has no answer", said.from.as_deref().unwrap_or(&party.name), said.on),
            )
            .help("answer it and write `answer:` and `answered:`, or name under `led_to:` what was done about it");
        }
    }
}
