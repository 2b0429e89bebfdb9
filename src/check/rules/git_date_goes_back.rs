use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::dates::{Odd, oddities};
use crate::history::trail::Trail;
use crate::register::cx::Cx;
use crate::store::history::Commit;

pub(super) static RULE: Rule = Rule {
    name: "git-date-goes-back",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("git_date_goes_back.md"),
    check: Check::History(check),
};

/// So many seconds may a clock of another place, or one that nobody has set, be behind.
const APART: i64 = 2 * 24 * 60 * 60;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(trail), Some(isms)) = (cx.trail, cx.program.isms()) else { return };
    let before = oddities(&trail.commits, cx.today).into_iter().filter(|(_, odd)| *odd == Odd::BeforeParent);
    let commits = before.map(|(place, _)| &trail.commits[place]);
    let back: Vec<_> = commits.filter_map(|commit| Some((commit, followed(trail, commit)?))).collect();
    let Some((commit, parent)) = back.first() else { return };
    let others = match back.len() - 1 {
        0 => String::new(),
        more => format!(", and so does {} before it", count(more, "more commit")),
    };
    out.at(
        isms.at("/format"),
        format!(
            "commit `{}` by {} says that it is of {}, and follows `{}` of {}{others}",
            commit.id.short(),
            commit.committer.name,
            commit.committer.day(),
            parent.id.short(),
            parent.committer.day()
        ),
    )
    .help("find out whose clock was wrong, or who set the day: what it brought in was there later than it says");
}

/// A parent of a commit that was made long after it, by what both say.
fn followed<'t>(trail: &'t Trail, commit: &Commit) -> Option<&'t Commit> {
    let parents = commit.parents.iter().map(|place| &trail.commits[*place]).filter(|parent| parent.committer.is_dated);
    let last = parents.max_by_key(|parent| parent.committer.seconds)?;
    (last.committer.seconds > commit.committer.seconds.saturating_add(APART)).then_some(last)
}
