use super::order;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::acts::{acts, facts};
use crate::model::kinds::{Evidence, RecordKind as _};
use crate::model::order::Bond;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "days-contradict",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("days_contradict.md"),
    check: Check::History(check),
};

/// Days that are known before they come.
const KNOWN_BEFORE: [&str; 3] = ["implemented_on", "joined", "left"];
/// Kinds that say beforehand who is going to act.
const PLANNED: [&str; 2] = ["audit", "review"];

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    order::tell(cx, out, Bond::After, "correct the day that is wrong");
    // Evidence has a rule of its own.
    for (id, kind, doc) in cx.program.documents().filter(|(_, kind, _)| *kind != Evidence::NAME) {
        let mut early = Vec::new();
        for marks in [facts(kind), acts(kind).filter(|_| !PLANNED.contains(&kind))].into_iter().flatten() {
            marks.walk(cx.program.node(doc), &mut |mark, what, day| early.extend(day.map(|day| (mark, what, day))));
        }
        if let Some((mark, what, day)) = early
            .into_iter()
            .filter(|(mark, _, day)| *day > cx.today && !KNOWN_BEFORE.contains(&&*mark.field))
            .min_by_key(|(_, what, _)| what.span())
        {
            out.at(what.span(), format!("`{}` in {kind} `{id}` speaks of {day}, which is yet to come", mark.field))
                .help("correct the day; what is only planned is no result yet");
        }
    }
}
