use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::history::past::Tale;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "action-date-slipped",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.3"],
    page: include_str!("action_date_slipped.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for open in cx.actions().iter().filter(|open| open.action.done.is_none()) {
        let kind = cx.program.known(open.of).map_or("context", |known| known.kind.name);
        let slips = trail.telling(kind, open.of, Tale::Slips).iter().flat_map(|past| past.slips.iter().map(move |slip| (past.place, slip)));
        let Some((place, slip)) = slips.into_iter().find(|(_, slip)| *slip.what == open.action.what) else { continue };
        if open.action.replanned.as_ref().is_some_and(|replanned| replanned.from == slip.from) {
            continue;
        }
        let commit = &trail.commits[place];
        out.at(open.at("/due"), format!("an action of `{}` moved from {} to {} without a word", open.of, slip.from, slip.to)).help(
            format!(
                "write down why as `replanned: {{from: {}, reason: …}}`; {} moved it on {} in {}",
                slip.from,
                commit.author.name,
                commit.committer.day(),
                commit.id.short()
            ),
        );
    }
}
