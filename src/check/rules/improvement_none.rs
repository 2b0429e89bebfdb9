use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, DecisionKind, Finding, Review};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "improvement-none",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.1"],
    page: include_str!("improvement_none.md"),
    check: Check::Records(check),
};

const WITHIN: Period = Period::months(12);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let operating = cx.program.all::<Review>().any(|review| review.on <= cx.today)
        || cx.program.all::<Audit>().any(|audit| audit.held(cx.today).is_some());
    let recent = |day: Date| day <= cx.today && day.plus(WITHIN) >= cx.today;
    let mended = cx.program.all::<Finding>().any(|finding| finding.closed.as_ref().is_some_and(|closed| recent(closed.on)));
    let improved = cx
        .program
        .all::<Review>()
        .flat_map(|review| &review.data().decisions)
        .any(|decision| decision.kind == DecisionKind::Improvement && decision.done.is_some_and(recent));
    if operating && !mended && !improved {
        out.at(cx.program.place(), "nothing is recorded that was improved in the last twelve months")
            .help("close a finding, or carry out an improvement a review decided on");
    }
}
