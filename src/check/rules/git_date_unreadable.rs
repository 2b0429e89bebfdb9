use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "git-date-unreadable",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("git_date_unreadable.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(trail), Some(isms)) = (cx.trail, cx.program.isms()) else { return };
    let undated: Vec<_> = trail.commits.iter().filter(|commit| !commit.committer.is_dated || !commit.author.is_dated).collect();
    let Some(last) = undated.first() else { return };
    let others = match undated.len() - 1 {
        0 => String::new(),
        more => format!(", nor has {} before it", count(more, "more commit")),
    };
    out.at(isms.at("/format"), format!("commit `{}` has no date that can be read{others}", last.id.short()))
        .help("`isms verify` lists them; find out what wrote them, since git itself writes no such dates");
}
