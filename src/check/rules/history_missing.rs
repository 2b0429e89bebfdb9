use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::history::Judged;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "history-missing",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("history_missing.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if let (Judged::None, Some(isms)) = (cx.judged, cx.program.isms()) {
        out.at(isms.at("/format"), "there are no commits, so nothing is judged by a history").help("commit the programme with git");
    }
}
