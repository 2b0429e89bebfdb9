use crate::base::diagnostic::Level;
use crate::base::digest::short;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Cx;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "git-history-rewritten",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("git_history_rewritten.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(trail), Some(isms)) = (cx.trail, cx.program.isms()) else { return };
    if isms.anchors.is_empty() {
        return;
    }
    let known: HashSet<String> = trail.commits.iter().map(|commit| commit.id.to_string()).collect();
    for (index, anchor) in isms.anchors.iter().enumerate().filter(|(_, anchor)| !known.contains(&anchor.commit)) {
        let id = short(&anchor.commit);
        out.at(
            isms.at(&format!("/anchors/{index}/commit")),
            format!("commit `{id}`, noted on {}, is not in the history any more", anchor.on),
        )
        .help("find out who rewrote the history; `isms verify` shows what is left");
    }
}
