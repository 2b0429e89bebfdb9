use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{DecisionKind, Review};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "action-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.1", "6.1.3 e", "6.2", "9.3.3", "10.2", "A.5.27"],
    page: include_str!("action_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for found in cx.actions().iter().filter(|found| found.action.done.is_none()) {
        let action = found.action;
        // What a plan takes is part of treatment plans and of objectives; a correction need not be budgeted.
        let planned = found.of.starts_with("RSK-") || found.of.starts_with("OBJ-");
        let parts = [
            ("owner", action.owner.is_none()),
            ("due", action.due.is_none()),
            ("resources", planned && is_blank(action.resources.as_deref())),
        ];
        let missing = missing(parts);
        out.lacks(
            found.at(""),
            &missing,
            |missing| format!("an action of `{}` has no {}", found.of, list_of(missing, "and no")),
            |finding| {
                finding.against([found.asked.plan]).help("a plan says who does it, until when and with what");
            },
        );
    }
    for review in cx.program.all::<Review>().filter(|review| review.on <= cx.today) {
        for (index, decision) in review.decisions.iter().enumerate() {
            if decision.kind == DecisionKind::None || decision.done.is_some() {
                continue;
            }
            let missing = missing([("owner", decision.owner.is_none()), ("due", decision.due.is_none())]);
            if !missing.is_empty() {
                let place = review.at(&format!("/decisions/{index}"));
                out.at(place, format!("a decision of management review `{}` has no {}", review.id, list_of(&missing, "and no")))
                    .about(&missing)
                    .against(["9.3.3"])
                    .help("say who carries it out, and until when; the next review asks what became of it");
            }
        }
    }
}
